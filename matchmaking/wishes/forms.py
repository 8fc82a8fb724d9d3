"""What is posted around wishes: by participants, and by the organiser: proposals and rules."""

from typing import Any

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conventions.forms.fields import SeenForm
from conventions.models import Convention, Registration
from matchmaking.wishes.models import MatchRules, Proposal, Veto, Wish
from matchmaking.wishes.services.proposals import propose_meeting
from matchmaking.wishes.services.rules import OWN, rules_of, set_rules
from matchmaking.wishes.services.vetoes import place_veto
from matchmaking.wishes.services.wishes import answer_wishes, submit_wish
from organizations.models import User
from ui.forms import offer
from ui.refusals import attempt

NOT_SAVED = _("Nothing was saved. Choose a rank; a note has at most 300 characters.")
NOT_CHOSEN = _("Nothing was chosen. Tick the organisations first.")
NOBODY_CHOSEN = _("Choose an organisation first.")
NOT_TWO = _("Choose two organisations of this convention.")


def only(words: Any) -> dict[str, Any]:
    """Return one sentence for whatever is wrong with a field that offers a choice."""
    return dict.fromkeys(("required", "invalid", "invalid_choice", "invalid_list"), words)


class WishForm(forms.Form):
    """A rank and a note; either may be left out: then the one there is stays."""

    rank = forms.TypedChoiceField(
        choices=Wish.Rank.choices,
        coerce=int,
        required=False,
        empty_value=None,
        error_messages=only(NOT_SAVED),
    )
    note = forms.CharField(required=False, max_length=300, error_messages={"max_length": NOT_SAVED})

    def __init__(
        self, *args: Any, requester: Registration, target: Registration, **kwargs: Any
    ) -> None:
        self.requester, self.target = requester, target
        super().__init__(*args, **kwargs)

    def clean_note(self) -> str | None:
        """Tell an emptied note from one that was not posted."""
        note: str = self.cleaned_data["note"]
        return note if "note" in self.data else None

    def save(self) -> Wish | None:
        return attempt(
            self,
            lambda: submit_wish(requester=self.requester, target=self.target, **self.cleaned_data),
        )


class AnswerForm(forms.Form):
    """One answer to one or several received wishes, the only ones that can be answered."""

    answer = forms.ChoiceField(
        choices=[(a.value, a.label) for a in (Wish.Answer.ACCEPTED, Wish.Answer.DECLINED)],
        error_messages=only(NOT_CHOSEN),
    )

    def __init__(self, *args: Any, target: Registration, **kwargs: Any) -> None:
        self.target = target
        super().__init__(*args, **kwargs)
        received = Wish.objects.received_by(target).values_list("pk", flat=True)
        self.fields["wish"] = forms.TypedMultipleChoiceField(
            coerce=int, choices=[(pk, pk) for pk in received], error_messages=only(NOT_CHOSEN)
        )

    def save(self) -> int | None:
        """Return how many wishes are answered."""
        data = self.cleaned_data
        return attempt(
            self,
            lambda: answer_wishes(target=self.target, wish_ids=data["wish"], answer=data["answer"]),
        )


class VetoForm(forms.Form):
    """Whom one will not meet: another validated registration of the convention."""

    target: "forms.ModelChoiceField[Registration]" = forms.ModelChoiceField(
        Registration.objects.none(), error_messages=only(NOBODY_CHOSEN)
    )

    def __init__(self, *args: Any, author: Registration, **kwargs: Any) -> None:
        self.author = author
        super().__init__(*args, **kwargs)
        parties = Registration.objects.in_convention(author.convention).validated()
        offer(self, "target", parties.exclude(pk=author.pk))

    def save(self) -> Veto | None:
        return attempt(self, lambda: place_veto(author=self.author, **self.cleaned_data))


class ProposalForm(forms.Form):
    """Two validated registrations of the convention."""

    one: "forms.ModelChoiceField[Registration]" = forms.ModelChoiceField(
        Registration.objects.none(), label=_("Organisation"), error_messages=only(NOT_TWO)
    )
    other: "forms.ModelChoiceField[Registration]" = forms.ModelChoiceField(
        Registration.objects.none(),
        label=pgettext_lazy("proposal", "meets"),
        error_messages=only(NOT_TWO),
    )

    def __init__(self, *args: Any, convention: Convention, by: User, **kwargs: Any) -> None:
        self.convention, self.by = convention, by
        super().__init__(*args, **kwargs)
        parties = (
            Registration.objects.in_convention(convention)
            .validated()
            .select_related("organization")
            .order_by("organization__name", "pk")
        )
        for name in ("one", "other"):
            offer(self, name, parties)

    def save(self) -> Proposal | None:
        return attempt(
            self,
            lambda: propose_meeting(
                convention=self.convention, made_by=self.by, **self.cleaned_data
            ),
        )


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
