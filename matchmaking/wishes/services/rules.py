"""The rules of play of a convention, and whether a wish without an answer stands."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from conventions.models import Convention, Phase
from conventions.services.conventions import update_convention
from conventions.services.refusals import refuse_archived
from matchmaking.wishes.models import MatchRules, Wish

OWN = (
    "silence", "objective", "run_seconds", "value_reciprocal", "value_accepted", "value_proposal",
    "value_rank_1", "value_rank_2",
)  # fmt: skip


def rules_of(convention: Convention) -> MatchRules:
    """Return the convention's rules; the usual ones where nobody has set any (one query)."""
    stored: MatchRules | None = getattr(convention, "match_rules", None)
    return stored or MatchRules(convention=convention)


@transaction.atomic
def set_rules(*, convention: Convention, max_wishes: int | None = None, **rules: Any) -> MatchRules:
    """Change rules of play; `rules` are those of `OWN`, what is not named stays.

    Raises ValidationError `convention_archived` or a field's own code.
    """
    refuse_archived(convention)
    if max_wishes is not None:
        update_convention(convention=convention, max_wishes=max_wishes)
    found = MatchRules.objects.filter(convention=convention).first() or MatchRules(
        convention=convention
    )
    for name, value in rules.items():
        if name not in OWN:
            raise TypeError(f"a convention has no rule {name!r}")
        setattr(found, name, value)
    found.full_clean(validate_unique=False)
    found.save()
    convention.match_rules = found
    return found


def copy_rules(previous: Convention, convention: Convention) -> None:
    """Give the next edition the rules of the last one."""
    before = rules_of(previous)
    set_rules(convention=convention, **{name: getattr(before, name) for name in OWN})


def answers_are_closed(convention: Convention, now: datetime | None = None) -> bool:
    """Whether nobody can answer any more; before the phase of wishes nobody can yet."""
    phase = Phase(convention.phase)
    if phase == Phase.WISHES:
        return not convention.accepts_answers(now or timezone.now())
    return phase.number > Phase.WISHES.number


def has_consent(answer: str, convention: Convention, now: datetime | None = None) -> bool:
    """Whether the target of a wish with this `answer` agrees to meet.

    By its own word, or by its silence once nobody can answer any more, where the rules take
    silence for a yes. The one rule for lists, pairings and figures.
    """
    if answer != Wish.Answer.PENDING or not answers_are_closed(convention, now):
        return answer == Wish.Answer.ACCEPTED
    return rules_of(convention).silence == MatchRules.Silence.ACCEPTED
