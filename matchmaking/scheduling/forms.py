"""The options of a run, in plain words."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from conventions.models import Convention
from matchmaking.scheduling.models import Run
from matchmaking.wishes.services.rules import rules_of


def objectives() -> list[tuple[str, Any]]:
    """Return all aims of a run; the form leaves out what has no meaning yet."""
    return list(Run.Objective.choices)


class RunForm(forms.Form):
    """What comes first, and how long to search."""

    objective = forms.ChoiceField(
        label=_("What comes first"), choices=objectives, widget=forms.RadioSelect
    )
    seconds = forms.IntegerField(
        label=_("Time limit"),
        help_text=_("The best schedule found by then is kept. More time means fewer breaks."),
        min_value=1,
        max_value=settings.SOLVER_MAX_SECONDS,
        error_messages={"required": _("Say how many seconds the run may take.")},
    )

    def __init__(self, *args: Any, convention: Convention, published: bool, **kwargs: Any) -> None:
        """Start from the convention's own rules; `published`: there is a version to keep to."""
        rules = rules_of(convention)
        initial = {"objective": rules.objective, "seconds": rules.run_seconds}
        super().__init__(*args, **{"initial": initial} | kwargs)
        if not published:
            self["objective"].field.choices = [  # type: ignore[attr-defined]
                (value, label)
                for value, label in objectives()
                if value != Run.Objective.FEW_CHANGES
            ]
