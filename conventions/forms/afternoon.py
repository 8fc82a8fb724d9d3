"""Slots and hall: one session, the tables and the chairs."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from conventions.forms.fields import DayField, SeenForm
from conventions.models import Convention, Session
from conventions.services.sessions import checked_plan, plan_of, save_session
from conventions.services.slot_times import MAX_SLOTS, SessionPlan
from conventions.services.tables import MAX_TABLES, set_chairs, set_tables
from ui.refusals import attempt

PAUSES = (1, 2, 3)


class AfternoonForm(SeenForm):
    """A session with up to three pauses, and how many tables and chairs the hall has."""

    day = DayField(label=_("Day"))
    start = forms.TimeField(
        label=_("Start"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    slot_count = forms.IntegerField(label=_("Number of slots"), min_value=1, max_value=MAX_SLOTS)
    meeting_minutes = forms.IntegerField(
        label=_("Meeting, in minutes"),
        min_value=5,
        max_value=120,
        help_text=_("Less than 15 minutes is stressful."),
    )
    changeover_minutes = forms.DecimalField(
        label=_("Changeover, in minutes"),
        min_value=Decimal(0),
        max_value=Decimal(30),
        decimal_places=1,
        step_size=0.5,
        help_text=_("0: included in the meeting. Halves are allowed."),
    )
    tables = forms.IntegerField(label=_("Tables"), min_value=0, max_value=MAX_TABLES)
    chairs = forms.IntegerField(
        label=_("Chairs"),
        min_value=0,
        max_value=5000,
        help_text=_("In the whole hall: they move from table to table."),
    )

    def __init__(
        self, *args: Any, convention: Convention, session: Session | None = None, **kwargs: Any
    ) -> None:
        self.convention, self.session = convention, session
        kwargs.setdefault("initial", self._stored())
        super().__init__(*args, **kwargs)
        for number in PAUSES:
            self.fields[f"pause_after_{number}"] = forms.IntegerField(
                label=_("After slot"), min_value=1, max_value=39, required=False
            )
            self.fields[f"pause_minutes_{number}"] = forms.IntegerField(
                label=_("Minutes of pause"), min_value=1, max_value=240, required=False
            )

    def _stored(self) -> dict[str, Any]:
        hall = {"tables": self.convention.tables.count(), "chairs": self.convention.chairs}
        if self.session is None:
            return hall | {
                "day": self.convention.starts_on,
                "start": time(14),
                "slot_count": 9,
                "meeting_minutes": 20,
                "changeover_minutes": 0,
            }
        plan = plan_of(self.session)
        start = plan.starts_at.astimezone(self.convention.zone)
        values = hall | {
            "day": start.date(),
            "start": start.time(),
            "slot_count": plan.slot_count,
            "meeting_minutes": plan.meeting_minutes,
            "changeover_minutes": plan.changeover_minutes.normalize(),
        }
        for number, (after, minutes) in zip(PAUSES, sorted(plan.pauses.items()), strict=False):
            values |= {f"pause_after_{number}": after, f"pause_minutes_{number}": minutes}
        return values

    @property
    def pause_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"pause_after_{n}"], self[f"pause_minutes_{n}"]) for n in PAUSES]

    def clean(self) -> dict[str, Any]:
        super().clean()
        for number in PAUSES:
            after = self.cleaned_data.get(f"pause_after_{number}")
            minutes = self.cleaned_data.get(f"pause_minutes_{number}")
            missing = f"pause_{'minutes' if after else 'after'}_{number}"
            if bool(after) != bool(minutes) and missing not in self.errors:
                self.add_error(missing, _("Say after which slot, and for how many minutes."))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """Return what the session service takes."""
        data = self.cleaned_data
        pairs = [(data[f"pause_after_{n}"], data[f"pause_minutes_{n}"]) for n in PAUSES]
        return {
            "starts": datetime.combine(data["day"], data["start"]),
            "slot_count": data["slot_count"],
            "meeting_minutes": data["meeting_minutes"],
            "changeover_minutes": data["changeover_minutes"],
            "pauses": {after: minutes for after, minutes in pairs if after},
        }

    def plan(self) -> SessionPlan | None:
        """Return the session as entered, not stored; None where something is wrong with it."""
        if not self.is_valid():
            return None
        return attempt(self, lambda: checked_plan(convention=self.convention, **self.values()))

    def save(self) -> Session | None:
        """Store session and hall together, or neither; a refusal becomes the form's error."""
        return attempt(self, self._write)

    @transaction.atomic
    def _write(self) -> Session:
        session = save_session(convention=self.convention, session=self.session, **self.values())
        set_tables(convention=self.convention, count=self.cleaned_data["tables"])
        set_chairs(convention=self.convention, count=self.cleaned_data["chairs"])
        return session
