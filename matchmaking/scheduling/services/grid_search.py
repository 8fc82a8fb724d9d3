"""Finding a person or an organisation in the grid."""

from collections.abc import Sequence
from dataclasses import dataclass

from conventions.models import Absence, Convention, Delegate, Registration
from conventions.services.search import key_in, says
from documents.text import folded
from matchmaking.scheduling.services.grid import Grid, GridSlot, Placed, count_breaks

MAX_FOUND = 20


@dataclass(frozen=True, slots=True)
class Hour:
    """One slot of the marked one's day; no meeting in a free slot, several for a team."""

    slot: GridSlot
    meetings: tuple[Placed, ...]
    away: bool
    is_break: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """Who is marked in the grid: a person, an organisation, or nobody."""

    person: Delegate | None = None
    party: Registration | None = None

    def __bool__(self) -> bool:
        return self.person is not None or self.party is not None

    @property
    def key(self) -> str:
        """How the address names them."""
        if self.person:
            return f"d{self.person.pk}"
        return f"r{self.party.pk}" if self.party else ""

    @property
    def registration(self) -> Registration | None:
        return self.person.registration if self.person else self.party

    @property
    def name(self) -> str:
        if self.person:
            return self.person.full_name
        return self.party.organization.name if self.party else ""

    def day(self, grid: Grid) -> "Day | None":
        """Return their slots in order; None for nobody (one query for a person)."""
        if not self:
            return None
        by_slot: dict[int, list[Placed]] = {}
        for meeting in grid.placed:
            if meeting.marked:
                by_slot.setdefault(meeting.slot_id, []).append(meeting)
        hours = [(slot, tuple(by_slot.get(slot.id, ()))) for slot in grid.slots]
        busy = [place for place, (_slot, meetings) in enumerate(hours) if meetings]
        absences = Absence.objects.filter(delegate=self.person) if self.person else ()
        away = {absence.slot_id for absence in absences}
        return Day(
            tuple(
                Hour(
                    slot,
                    meetings,
                    away=not meetings and slot.id in away,
                    is_break=not meetings and slot.id not in away and _between(place, busy),
                )
                for place, (slot, meetings) in enumerate(hours)
            )
        )


@dataclass(frozen=True, slots=True)
class Day:
    hours: tuple[Hour, ...]

    @property
    def meetings(self) -> int:
        return sum(len(hour.meetings) for hour in self.hours)

    @property
    def breaks(self) -> int:
        return count_breaks(
            hour.meetings[0] if hour.meetings else "absent" if hour.away else None
            for hour in self.hours
        )


def _between(place: int, busy: Sequence[int]) -> bool:
    return bool(busy) and busy[0] < place < busy[-1]


def marked(convention: Convention, key: str) -> Marked:
    """Return who the address names by `d12` (delegate) or `r5` (registration), else nobody."""
    kind, number = key[:1], key_in(key[1:])
    if number is None:
        return Marked()
    if kind == "d":
        people = Delegate.objects.in_convention(convention).select_related(
            "registration__organization"
        )
        return Marked(person=people.filter(pk=number).first())
    registrations = Registration.objects.in_convention(convention).select_related("organization")
    return Marked(party=registrations.filter(pk=number).first() if kind == "r" else None)


def find(convention: Convention, query: str) -> list[Marked]:
    """Return the people and organisations whose names hold every word of `query`."""
    words = folded(query).split()
    people = Delegate.objects.in_convention(convention).filter(meets=True)
    parties = Registration.objects.in_convention(convention).validated()
    found_people = [
        Marked(person=person)
        for person in people.select_related("registration__organization")
        if says(words, person.full_name)
    ]
    found_parties = [
        Marked(party=party)
        for party in parties.select_related("organization")
        if says(words, party.organization.name)
    ]
    return [*found_people[:MAX_FOUND], *found_parties[:MAX_FOUND]]
