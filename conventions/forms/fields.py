"""Fields and helpers that the forms of this app share."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone

from conventions.services.layout import at_wall_time


class DayField(forms.DateField):
    """A day, entered with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WallTimeField(forms.DateTimeField):
    """A day and time on the hall's clocks: cleaned to a value without a zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        # In UTC no hour is missing: `at_wall_time` asks about the hall's own zone.
        with timezone.override(UTC):
            moment = super().to_python(value)
        return moment.replace(tzinfo=None) if moment else None


def on_the_clock(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """Return what the clocks of `zone` show at `moment`, without a zone."""
    return moment.astimezone(zone).replace(tzinfo=None) if moment else None


def instants(form: forms.Form, names: tuple[str, ...], zone: ZoneInfo) -> None:
    """Replace the wall times of a cleaned form by instants; a doubtful hour becomes an error."""
    for name in names:
        wall = form.cleaned_data.get(name)
        if wall is not None:
            try:
                form.cleaned_data[name] = at_wall_time(wall, zone)
            except ValidationError as error:
                form.add_error(name, error)


def attempt[Made](form: forms.Form, write: Callable[[], Made]) -> Made | None:
    """Return what a service makes; a refusal becomes the form's errors and None is returned."""
    try:
        return write()
    except ValidationError as error:
        for name, errors in error.update_error_dict({}).items():
            known = name if name in form.fields and name != NON_FIELD_ERRORS else None
            form.add_error(known, errors)
        return None
