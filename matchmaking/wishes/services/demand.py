"""Wishes as the owner and the scheduler see them: demand against capacity, and the list.

Whoever opens this page reads secrets: the view logs each opening.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from conventions.models import Convention, Registration
from conventions.services.capacity import capacity
from documents.text import folded
from matchmaking.wishes.models import Proposal, Veto, Wish
from matchmaking.wishes.services.pairings import pairings_of

MAX_SHOWN = 12


@dataclass(frozen=True, slots=True)
class PartyDemand:
    """One registration: wishes made and received, pairings so far, meetings it can attend."""

    registration_id: int
    name: str
    country: str
    family: str
    made: int
    received: int
    waiting: int
    pairings: int
    capacity: int

    @property
    def excess(self) -> int:
        """How many pairings cannot all take place."""
        return max(0, self.pairings - self.capacity)


@dataclass(frozen=True, slots=True)
class Demand:
    """A convention's wishes in figures; `parties` by the number of wishes received."""

    wishes: int
    answers: Mapping[str, int]
    reciprocal: int
    pairings: int
    parties: tuple[PartyDemand, ...]

    @property
    def most_requested(self) -> tuple[PartyDemand, ...]:
        """Those with the most received wishes."""
        return tuple(party for party in self.parties if party.received)[:MAX_SHOWN]

    @property
    def silent(self) -> tuple[PartyDemand, ...]:
        """Those who made no wish, by name."""
        return tuple(sorted((p for p in self.parties if not p.made), key=lambda p: folded(p.name)))

    @property
    def crowded(self) -> tuple[PartyDemand, ...]:
        """Those with more pairings than meetings they can attend, the worst first."""
        return tuple(sorted((p for p in self.parties if p.excess), key=lambda p: -p.excess))


@dataclass(frozen=True, slots=True)
class WishLine:
    """One wish with everything that is in it."""

    requester: str
    requester_country: str
    target: str
    target_country: str
    rank: int
    note: str
    answer: str
    reciprocal: bool


@dataclass(frozen=True, slots=True)
class PairLine:
    """A proposal or a veto: its key and its two organisations."""

    pk: int
    first: str
    second: str


def demand_of(convention: Convention) -> Demand:
    """Return a convention's demand in a fixed number of queries."""
    validated = Registration.objects.in_convention(convention).validated()
    rows = list(validated.select_related("organization"))
    wishes = list(
        Wish.objects.in_convention(convention)
        .filter(requester__in=validated.values("pk"), target__in=validated.values("pk"))
        .values_list("requester_id", "target_id", "answer")
    )
    pairings = pairings_of(convention)
    made = Counter(requester for requester, _target, _answer in wishes)
    received = Counter(target for _requester, target, _answer in wishes)
    waiting = Counter(t for _requester, t, answer in wishes if answer == Wish.Answer.PENDING)
    paired = Counter(key for pairing in pairings for key in pairing.pair)
    attendable = capacity(convention).attendable
    ordered = {(requester, target) for requester, target, _answer in wishes}
    parties = [
        PartyDemand(
            registration_id=row.pk,
            name=row.organization.name,
            country=row.organization.country,
            family=row.organization.family,
            made=made[row.pk],
            received=received[row.pk],
            waiting=waiting[row.pk],
            pairings=paired[row.pk],
            capacity=attendable[row.pk],
        )
        for row in rows
    ]
    return Demand(
        wishes=len(wishes),
        answers=Counter(answer for _requester, _target, answer in wishes),
        reciprocal=sum(pair[::-1] in ordered for pair in ordered) // 2,
        pairings=len(pairings),
        parties=tuple(sorted(parties, key=lambda p: (-p.received, folded(p.name)))),
    )


def wish_lines(convention: Convention, *, words: str = "", answer: str = "") -> list[WishLine]:
    """Return the wishes that match, by requester and rank (one query)."""
    rows = list(
        Wish.objects.in_convention(convention)
        .select_related("requester__organization", "target__organization")
        .order_by("requester__organization__name", "rank", "target__organization__name", "pk")
    )
    ordered = {(row.requester_id, row.target_id) for row in rows}
    lines = (_line(row, (row.target_id, row.requester_id) in ordered) for row in rows)
    asked = folded(words).split()
    return [line for line in lines if _asked_for(line, asked, answer)]


def _line(row: Wish, reciprocal: bool) -> WishLine:
    requester, target = row.requester.organization, row.target.organization
    return WishLine(
        requester=requester.name,
        requester_country=requester.country,
        target=target.name,
        target_country=target.country,
        rank=row.rank,
        note=row.note,
        answer=row.answer,
        reciprocal=reciprocal,
    )


def _asked_for(line: WishLine, words: list[str], answer: str) -> bool:
    if answer == "reciprocal" and not line.reciprocal:
        return False
    if answer in Wish.Answer.values and line.answer != answer:
        return False
    names = folded(f"{line.requester} {line.target}")
    return all(word in names for word in words)


def proposal_lines(convention: Convention) -> list[PairLine]:
    """Return the organiser's proposals, by name (one query)."""
    rows = Proposal.objects.filter(convention=convention).select_related(
        "first__organization", "second__organization"
    )
    lines = [
        PairLine(row.pk, row.first.organization.name, row.second.organization.name) for row in rows
    ]
    return sorted(lines, key=lambda line: (folded(line.first), folded(line.second)))


def veto_lines(convention: Convention) -> list[PairLine]:
    """Return who will not meet whom, for the scheduler role only (one query)."""
    rows = Veto.objects.in_convention(convention).select_related(
        "author__organization", "target__organization"
    )
    lines = [
        PairLine(row.pk, row.author.organization.name, row.target.organization.name) for row in rows
    ]
    return sorted(lines, key=lambda line: (folded(line.first), folded(line.second)))
