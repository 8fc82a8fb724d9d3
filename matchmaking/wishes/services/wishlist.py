"""What a registration reads of wishes: those it made, and those it received.

The two sides never see the same: of a wish received there is neither rank nor note nor order,
and a declined wish reads like any other that did not come about.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from conventions.models import Convention, Registration
from conventions.services.placed import placements
from documents.text import folded
from matchmaking.wishes.models import Veto, Wish
from matchmaking.wishes.services.catalogue import Card, Catalogue
from matchmaking.wishes.services.rules import answers_are_closed, has_consent


class State(StrEnum):
    """How a wish stands for the one who made it."""

    WAITING = "waiting"
    AGREED = "agreed"
    PLANNED = "planned"
    NOT_PLANNED = "not_planned"


@dataclass(frozen=True, slots=True)
class MadeWish:
    """A wish as its requester sees it."""

    target_id: int
    name: str
    family: str
    country: str
    topic: str
    rank: int
    note: str
    state: State


@dataclass(frozen=True, slots=True)
class ReceivedWish:
    """A wish as its target sees it: who, why it may suit, and one's own answer."""

    wish_id: int
    card: Card
    answer: str
    reciprocal: bool

    @property
    def accepted(self) -> bool:
        """Whether one has accepted it."""
        return self.answer == Wish.Answer.ACCEPTED

    @property
    def declined(self) -> bool:
        """Whether one has declined it."""
        return self.answer == Wish.Answer.DECLINED


@dataclass(frozen=True, slots=True)
class VetoLine:
    """A registration that one will not meet."""

    target_id: int
    name: str
    country: str
    family: str


@dataclass(frozen=True, slots=True)
class MadeWishes:
    """One's own list, the most wanted first."""

    wishes: tuple[MadeWish, ...]
    maximum: int
    saved_at: datetime | None
    closes_at: datetime | None
    open: bool

    @property
    def count(self) -> int:
        """How many wishes are made."""
        return len(self.wishes)

    @property
    def left(self) -> int:
        """How many can still be made."""
        return max(0, self.maximum - self.count)

    @property
    def free(self) -> range:
        """The numbers of the next free places, three at most."""
        return range(self.count + 1, min(self.maximum, self.count + 3) + 1)


def made_wishes(registration: Registration, catalogue: Catalogue | None = None) -> MadeWishes:
    """Return the registration's wishes by rank (three queries; two while nothing is published).

    Within a rank the order is that in which the wishes were made. The topics are those of
    `catalogue`, empty without it.
    """
    now = timezone.now()
    convention = registration.convention
    rows = list(
        Wish.objects.made_by(registration)
        .select_related("target__organization")
        .order_by("rank", "pk")
    )
    partners = placements().partners_of(registration)
    return MadeWishes(
        wishes=tuple(
            _made(
                row,
                _state(row, convention, partners, now),
                catalogue.card(row.target_id) if catalogue else None,
            )
            for row in rows
        ),
        maximum=convention.max_wishes,
        saved_at=max((row.changed_at for row in rows), default=None),
        closes_at=convention.wishes_close_at,
        open=convention.accepts_wishes(now),
    )


def _made(row: Wish, state: State, card: Card | None) -> MadeWish:
    organization = row.target.organization
    return MadeWish(
        target_id=row.target_id,
        name=organization.name,
        family=organization.family,
        country=organization.country,
        topic=card.topic if card else "",
        rank=row.rank,
        note=row.note,
        state=state,
    )


def _state(
    wish: Wish, convention: Convention, partners: frozenset[int] | None, now: datetime
) -> State:
    """Return how a wish stands for its requester; never tells a refusal from silence."""
    if partners is not None:
        return State.PLANNED if wish.target_id in partners else State.NOT_PLANNED
    if has_consent(wish.answer, convention, now):
        return State.AGREED
    return State.NOT_PLANNED if answers_are_closed(convention, now) else State.WAITING


def waiting_count(registration: Registration) -> int:
    """Return how many received wishes wait for an answer (one query)."""
    return Wish.objects.received_by(registration).validly_asked().waiting().count()


def received_wishes(
    registration: Registration, catalogue: Catalogue | None = None
) -> tuple[ReceivedWish, ...]:
    """Return who would like to meet the registration: unanswered first, then by name.

    The order knows nothing of ranks or times. One query beside the catalogue's.
    """
    catalogue = catalogue or Catalogue(registration)
    answers: Mapping[int, tuple[int, str]] = {
        requester: (pk, answer)
        for pk, requester, answer in Wish.objects.received_by(registration)
        .validly_asked()
        .values_list("pk", "requester_id", "answer")
    }
    received = []
    for requester, (pk, answer) in answers.items():
        if card := catalogue.card(requester):
            received.append(ReceivedWish(pk, card, answer, requester in catalogue.wishes))
    order = {Wish.Answer.PENDING: 0, Wish.Answer.ACCEPTED: 1}
    received.sort(key=lambda w: (order.get(Wish.Answer(w.answer), 2), folded(w.card.profile.name)))
    return tuple(received)


def vetoes_of(registration: Registration) -> tuple[VetoLine, ...]:
    """Return whom the registration will not meet, by name (one query)."""
    rows = (
        Veto.objects.placed_by(registration)
        .select_related("target__organization")
        .order_by("target__organization__name", "pk")
    )
    return tuple(
        VetoLine(
            row.target_id,
            row.target.organization.name,
            row.target.organization.country,
            row.target.organization.family,
        )
        for row in rows
    )
