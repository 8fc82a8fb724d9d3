"""Fields and helpers that the forms of this app share."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conventions.services.slot_times import at_wall_time
from ui.days import check_year

CHANGED_MEANWHILE = _(
    "These settings were saved elsewhere since you opened this page. Here are your values: save "
    "again to replace the others."
)


class DayField(forms.DateField):
    """A day, entered with the browser's own calendar."""

    default_validators = [check_year]
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WallTimeField(forms.DateTimeField):
    """A day and time on the hall's clocks: cleaned to a value without a zone."""

    default_validators = [check_year]
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        # In UTC no hour is missing: `at_wall_time` asks about the hall's own zone.
        with timezone.override(UTC):
            moment = super().to_python(value)
        return moment.replace(tzinfo=None) if moment else None


class SeenForm(forms.Form):
    """Does not write over what was saved since its page was opened, unless told so twice.

    `seen` says which values the page was made from. A page without it is not asked.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the stored values from `initial`."""
        super().__init__(*args, **kwargs)
        values = json.dumps(self.initial, default=str, sort_keys=True)
        self._stored_now = hashlib.sha256(values.encode()).hexdigest()[:16]
        self.fields["seen"].initial = self._stored_now

    def clean(self) -> dict[str, Any]:
        super().clean()
        seen = self.cleaned_data.pop("seen", "")
        if seen and seen != self._stored_now and "preview" not in self.data:
            posted = cast("QueryDict", self.data).copy()
            posted["seen"] = self._stored_now
            self.data = posted
            self.add_error(None, ValidationError(CHANGED_MEANWHILE, code="changed_meanwhile"))
        return self.cleaned_data


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
