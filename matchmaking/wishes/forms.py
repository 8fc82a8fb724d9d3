"""What is posted around wishes: by participants, and by the organiser: proposals and rules."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conventions.forms.fields import SeenForm, attempt
from conventions.models import Convention, Registration
from matchmaking.wishes.models import MatchRules, Wish
from matchmaking.wishes.services.rules import OWN, rules_of, set_rules


class WishForm(forms.Form):
    """A rank and a note; either may be left out: then the one there is stays."""

    rank = forms.TypedChoiceField(
        choices=Wish.Rank.choices, coerce=int, required=False, empty_value=None
    )
    note = forms.CharField(required=False, max_length=300)

    def clean_note(self) -> str | None:
        """Tell an emptied note from one that was not posted."""
        note: str = self.cleaned_data["note"]
        return note if "note" in self.data else None


class AnswerForm(forms.Form):
    """One answer to one or several received wishes."""

    answer = forms.ChoiceField(
        choices=[(a.value, a.label) for a in (Wish.Answer.ACCEPTED, Wish.Answer.DECLINED)]
    )
    wish = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, data: Any, *, wishes: Any) -> None:
        """Take the received wishes as the only ones that can be answered."""
        super().__init__(data)
        self.fields["wish"].choices = [(pk, pk) for pk in wishes]  # type: ignore[attr-defined]


class ProposalForm(forms.Form):
    """Two validated registrations of the convention."""

    one: "forms.ModelChoiceField[Registration]" = forms.ModelChoiceField(
        queryset=Registration.objects.none(), label=_("Organisation")
    )
    other: "forms.ModelChoiceField[Registration]" = forms.ModelChoiceField(
        queryset=Registration.objects.none(), label=pgettext_lazy("proposal", "meets")
    )

    def __init__(self, data: Any = None, *, convention: Convention) -> None:
        """Offer the convention's registrations, by name."""
        super().__init__(data)
        choices = (
            Registration.objects.in_convention(convention)
            .validated()
            .select_related("organization")
            .order_by("organization__name", "pk")
        )
        for name in ("one", "other"):
            self.fields[name].queryset = choices  # type: ignore[attr-defined]


class RulesForm(SeenForm):
    """The rules of play: wishes, silence, what a run looks at first."""

    def __init__(self, *args: Any, convention: Convention, **kwargs: Any) -> None:
        self.convention = convention
        rules = rules_of(convention)
        initial = {name: getattr(rules, name) for name in OWN}
        kwargs.setdefault("initial", initial | {"max_wishes": convention.max_wishes})
        super().__init__(*args, **kwargs)
        widgets: dict[str, Any] = {"silence": forms.RadioSelect, "objective": forms.RadioSelect}
        self.fields |= fields_for_model(Convention, fields=("max_wishes",))
        self.fields |= fields_for_model(MatchRules, fields=OWN, widgets=widgets)

    def save(self) -> MatchRules | None:
        return attempt(self, lambda: set_rules(convention=self.convention, **self.cleaned_data))
