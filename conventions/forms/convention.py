"""A convention's texts, place, dates, deadlines and rules of play."""

from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.db import models
from django.forms.models import fields_for_model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from conventions.forms.fields import (
    DayField,
    SeenForm,
    WallTimeField,
    instants,
    on_the_clock,
)
from conventions.models import Convention
from conventions.services.conventions import (
    DEADLINES,
    TEXTS,
    TRANSLATED,
    create_convention,
    suggested_slug,
    update_convention,
)
from conventions.services.copying import copy_convention
from organizations.models import User
from ui.countries import country_choices
from ui.languages import language_name, site_languages, translated
from ui.refusals import attempt
from ui.time_zones import NEAR_ZONES, zone_choices


class TextsForm(SeenForm):
    """Everything about a convention except its slots, its hall and its rules."""

    texts: tuple[str, ...] = TRANSLATED
    town = forms.CharField(label=_("Town"), max_length=80, required=False)
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices,
        help_text=_("All times are shown in this zone, wherever the reader is."),
    )
    starts_on = DayField(
        label=_("First day"), help_text=_("When it changes, the sessions move along.")
    )
    ends_on = DayField(label=_("Last day"))
    registration_closes_at = WallTimeField(label=_("Registration closes"), required=False)
    wishes_close_at = WallTimeField(label=_("Wishes close"), required=False)
    answers_close_at = WallTimeField(label=_("Answers close"), required=False)

    def __init__(self, *args: Any, convention: Convention | None = None, **kwargs: Any) -> None:
        self.convention = convention
        if convention is not None:
            kwargs.setdefault("initial", stored(convention))
        super().__init__(*args, **kwargs)
        self.fields |= translated_fields()

    @property
    def languages(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """(code, name, fields) of each language, the reader's own order of languages."""
        return [
            (
                code,
                language_name(code, alone=True),
                [self[f"{field}_{code}"] for field in self.texts],
            )
            for code in site_languages()
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if zone := self.cleaned_data.get("time_zone"):
            instants(self, DEADLINES, ZoneInfo(zone))
        return self.cleaned_data

    def save(self) -> Convention | None:
        assert self.convention is not None  # noqa: S101 -- the page for changing has one
        convention = self.convention
        return attempt(self, lambda: update_convention(convention=convention, **self.cleaned_data))


class NewConventionForm(TextsForm):
    """The same, the names first, with the address that the convention keeps for good."""

    texts = tuple(field for field in TRANSLATED if field != "name")
    slug = forms.SlugField(
        label=_("Address"),
        max_length=60,
        required=False,
        help_text=_(
            "Stands in the links and stays: small letters, digits and hyphens. Left empty, it is "
            "made of the name."
        ),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        self.by = by
        kwargs.setdefault("initial", {"time_zone": NEAR_ZONES[0], "country": "FR"})
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].help_text = ""  # there are no sessions yet
        name_by_language(self)

    @property
    def names(self) -> list[forms.BoundField]:
        return [self[name] for name in translated("name")]

    def save(self) -> Convention | None:
        fields = dict(self.cleaned_data)
        slug = fields.pop("slug") or suggested_slug(any_name(fields))
        return attempt(self, lambda: create_convention(creator=self.by, slug=slug, **fields))


class CopyForm(forms.Form):
    """What a next edition needs that the last one cannot know."""

    starts_on = DayField(
        label=_("First day"),
        help_text=_("Sessions and deadlines move along and keep their time of day."),
    )
    slug = forms.SlugField(
        label=_("Address"),
        max_length=60,
        required=False,
        help_text=_("Left empty, it is made of the name."),
    )
    with_registrations = forms.BooleanField(
        label=_("Invite those who took part again"),
        required=False,
        help_text=_(
            "Their registrations come along with their people, waiting for validation. Wishes, "
            "refusals to meet and absences never do."
        ),
    )

    def __init__(self, *args: Any, previous: Convention, **kwargs: Any) -> None:
        self.previous = previous
        names = {name: getattr(previous, name) for name in translated("name")}
        kwargs.setdefault("initial", names)
        super().__init__(*args, **kwargs)
        self.fields |= {name: field for name, field in translated_fields().items() if name in names}
        name_by_language(self)

    @property
    def names(self) -> list[forms.BoundField]:
        return [self[name] for name in translated("name")]

    def save(self) -> Convention | None:
        fields = dict(self.cleaned_data)
        slug = fields.pop("slug") or suggested_slug(any_name(fields))
        return attempt(self, lambda: copy_convention(previous=self.previous, slug=slug, **fields))


def translated_fields() -> dict[str, forms.Field]:
    """Return a field for each translated text in each language, none of them required."""
    made: dict[str, forms.Field] = fields_for_model(Convention, fields=TEXTS)
    for column, field in made.items():
        name, _separator, code = column.rpartition("_")
        field.required = False
        original = cast("models.Field[Any, Any]", Convention._meta.get_field(name))
        field.label = capfirst(str(original.verbose_name))
        field.widget.attrs["lang"] = code
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 4
    return made


def name_by_language(form: forms.Form) -> None:
    """Call the fields of the name by their language: they stand together."""
    for code in site_languages():
        form.fields[f"name_{code}"].label = language_name(code, alone=True)


def stored(convention: Convention) -> dict[str, Any]:
    """Return a convention's values as the form shows them, moments on the hall's clocks."""
    plain = ("town", "country", "time_zone", "starts_on", "ends_on", *TEXTS)
    values = {name: getattr(convention, name) for name in plain}
    return values | {
        name: on_the_clock(getattr(convention, name), convention.zone) for name in DEADLINES
    }


def any_name(fields: dict[str, Any]) -> str:
    """Return the name in the first language that has one."""
    return next((fields[name] for name in translated("name") if fields.get(name)), "")
