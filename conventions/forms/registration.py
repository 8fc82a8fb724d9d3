"""Registrations, delegates and when they are there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from conventions.forms.fields import WallTimeField, instants, on_the_clock
from conventions.models import (
    Absence,
    Delegate,
    DelegateLanguage,
    Registration,
    Slot,
)
from conventions.services.attendance import set_attendance
from conventions.services.registrations import save_delegate, update_registration
from conventions.services.search import key_in
from ui.formatting import clock
from ui.forms import offer
from ui.languages import SPOKEN_LANGUAGES, language_name
from ui.refusals import attempt


class RegistrationForm(forms.Form):
    """An organisation's part in the convention."""

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        self.registration = registration
        kwargs.setdefault(
            "initial", {name: getattr(registration, name) for name in Registration.PART}
        )
        super().__init__(*args, **kwargs)
        self.fields |= fields_for_model(Registration, fields=Registration.PART)
        self.fields["max_meetings"].help_text = _("Empty: as many as its people can attend.")

    def save(self) -> Registration | None:
        return attempt(
            self,
            lambda: update_registration(registration=self.registration, **self.cleaned_data),
        )


class SlotsField(forms.ModelMultipleChoiceField):
    """Slots as their time on the hall's clocks."""

    def clean(self, value: Any) -> Any:
        """Refuse what can be no key, which a database would choke on."""
        for key in value or ():
            if key_in(str(key)) is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(key)[:20]},
                )
        return super().clean(value)

    def label_from_instance(self, obj: Slot) -> str:
        return clock(obj.starts_at, obj.convention.zone)


class DelegateForm(forms.Form):
    """A person: who they are, what they speak, when they are there."""

    arrives_at = WallTimeField(label=_("Arrives"), required=False)
    leaves_at = WallTimeField(label=_("Leaves"), required=False)
    absent_slots = SlotsField(
        Slot.objects.none(),
        label=_("Cannot meet at"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Besides the slots before arrival and after departure."),
    )

    def __init__(
        self,
        *args: Any,
        registration: Registration,
        delegate: Delegate | None = None,
        **kwargs: Any,
    ) -> None:
        self.registration, self.delegate = registration, delegate
        self.zone = registration.convention.zone
        kwargs.setdefault("initial", self._stored())
        super().__init__(*args, **kwargs)
        self.fields |= fields_for_model(Delegate, fields=Delegate.PERSON)
        slots = Slot.objects.filter(convention=registration.convention)
        offer(self, "absent_slots", slots.select_related("convention"))
        levels = [("", _("no")), *DelegateLanguage.Level.choices]
        for code in SPOKEN_LANGUAGES:
            self.fields[f"speaks_{code}"] = forms.ChoiceField(
                label=language_name(code, alone=True), choices=levels, required=False
            )

    def _stored(self) -> dict[str, Any]:
        delegate = self.delegate
        if delegate is None:
            return {"meets": True}
        values = {name: getattr(delegate, name) for name in Delegate.PERSON}
        values |= {
            name: on_the_clock(getattr(delegate, name), self.zone) for name in Delegate.TRAVEL
        }
        declared = delegate.absences.filter(cause=Absence.Cause.DECLARED)
        values["absent_slots"] = [absence.slot_id for absence in declared]
        return values | {
            f"speaks_{spoken.language}": spoken.level for spoken in delegate.languages.all()
        }

    @property
    def person(self) -> list[forms.BoundField]:
        return [self[name] for name in Delegate.PERSON]

    @property
    def languages(self) -> list[forms.BoundField]:
        return [self[f"speaks_{code}"] for code in SPOKEN_LANGUAGES]

    def clean(self) -> dict[str, Any]:
        super().clean()
        instants(self, Delegate.TRAVEL, self.zone)
        return self.cleaned_data

    def save(self) -> Delegate | None:
        """Store person and attendance together, or neither."""
        return attempt(self, self._write)

    @transaction.atomic
    def _write(self) -> Delegate:
        data = self.cleaned_data
        spoken = {code: data[f"speaks_{code}"] for code in SPOKEN_LANGUAGES}
        delegate = save_delegate(
            registration=self.registration,
            delegate=self.delegate,
            languages={code: level for code, level in spoken.items() if level},
            **{name: data[name] for name in Delegate.PERSON},
        )
        return set_attendance(
            delegate=delegate,
            arrives_at=data["arrives_at"],
            leaves_at=data["leaves_at"],
            absent_slots=list(data["absent_slots"]),
        )
