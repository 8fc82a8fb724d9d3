"""What is posted around a schedule: a run with its options, a lock, the word that publishes."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from conventions.models import Convention
from matchmaking.scheduling.models import Meeting, Run, Schedule
from matchmaking.scheduling.services.runs import request_run
from matchmaking.scheduling.services.schedules import (
    lock_meeting,
    publish,
    published_of,
    unlock_meeting,
)
from matchmaking.wishes.services.rules import rules_of
from organizations.models import User
from ui.refusals import attempt

OLD_PAGE = {"required": _("Reload the page."), "invalid": _("Reload the page.")}


class RunForm(forms.Form):
    """What comes first, and how long to search; starts from the convention's own rules."""

    seconds = forms.IntegerField(
        label=_("Time limit"),
        help_text=_("The best schedule found by then is kept. More time means fewer breaks."),
        min_value=1,
        max_value=settings.SOLVER_MAX_SECONDS,
        error_messages={"required": _("Say how many seconds the run may take.")},
    )
    field_order = ("objective", "seconds")

    def __init__(self, *args: Any, convention: Convention, by: User, **kwargs: Any) -> None:
        self.convention, self.by = convention, by
        rules = rules_of(convention)
        initial = {"objective": rules.objective, "seconds": rules.run_seconds}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        # Without a version there is none to keep to.
        nothing_to_keep = published_of(convention) is None
        self.fields["objective"] = forms.ChoiceField(
            label=_("What comes first"),
            choices=[
                (value, label)
                for value, label in Run.Objective.choices
                if not (nothing_to_keep and value == Run.Objective.FEW_CHANGES)
            ],
            widget=forms.RadioSelect,
        )
        self.order_fields(self.field_order)

    def save(self) -> Run | None:
        return attempt(
            self,
            lambda: request_run(convention=self.convention, by=self.by, **self.cleaned_data),
        )


class LockForm(forms.Form):
    """A meeting's lock, as the page showed the draft."""

    locked = forms.CharField(required=False)
    revision = forms.IntegerField(error_messages=OLD_PAGE)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(*args, **kwargs)

    def save(self) -> int | None:
        """Return the draft's revision."""
        act = unlock_meeting if self.cleaned_data["locked"] == "no" else lock_meeting
        revision = self.cleaned_data["revision"]
        return attempt(self, lambda: act(meeting=self.meeting, revision=revision))


class PublishForm(forms.Form):
    """The word that publishes; `confirmed` where the draft is no longer of the data of now."""

    confirmed = forms.BooleanField(label=_("Publish it as it is"), required=False)

    def __init__(self, *args: Any, convention: Convention, by: User, **kwargs: Any) -> None:
        self.convention, self.by = convention, by
        super().__init__(*args, **kwargs)

    def save(self) -> Schedule | None:
        return attempt(
            self, lambda: publish(convention=self.convention, by=self.by, **self.cleaned_data)
        )
