"""A problem prepared for solving: indices instead of ids, and what follows from the data.

Slots, tables, parties, delegates, interpreters and meetings are numbered from 0 in the order of
the problem. Nothing here is a decision.
"""

from __future__ import annotations

from dataclasses import dataclass

from matchmaking.scheduler.data import Delegate, Problem
from matchmaking.scheduler.hall.languages import Cast


@dataclass(frozen=True, slots=True)
class Seats:
    """Where a meeting sat in the previous schedule, as far as slot and table still exist."""

    slot: int | None
    table: int | None
    delegates: frozenset[int]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting wanted, in indices.

    `casts`: every way to seat it in which people understand each other; `allowed`: per party
    the delegates who occur in one. `slots`: where a cast is present, in order. `hosts`: those of
    its parties that host a table. `must`: it has to be placed.
    """

    index: int
    parties: tuple[int, ...]
    value: int
    casts: tuple[Cast, ...]
    allowed: tuple[tuple[int, ...], ...]
    slots: tuple[int, ...]
    must: bool
    locked_slot: int | None
    locked_table: int | None
    after: tuple[int, ...]
    hosts: tuple[int, ...]
    previous: Seats | None

    @property
    def speech_matters(self) -> bool:
        """Whether it makes a difference for languages who sits."""
        combinations = 1
        for who in self.allowed:
            combinations *= len(who)
        return len(self.casts) < combinations or any(cast.foreign for cast in self.casts)

    def is_foreign(self, delegates: tuple[int, ...]) -> bool:
        """Whether these people, one of its casts, have no common language."""
        return next(cast.foreign for cast in self.casts if cast.delegates == delegates)


@dataclass(frozen=True, slots=True)
class Table:
    """A table in indices: its host (party) or None, and the slots in which it is open."""

    index: int
    host: int | None
    step_free: bool
    slots: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sitting:
    """A decision for one meeting: its slot, who sits (in the order of its parties), who helps."""

    slot: int
    delegates: tuple[int, ...]
    interpreter: int | None = None


Grid = dict[int, Sitting]
"""The placed meetings by index, without tables."""


@dataclass(frozen=True, slots=True)
class Hall:
    """Everything that the model asks, by index."""

    problem: Problem
    sessions: tuple[int, ...]
    tables: tuple[Table, ...]
    people: tuple[Delegate, ...]
    party_of: tuple[int, ...]
    members: tuple[tuple[int, ...], ...]
    present: tuple[frozenset[int], ...]
    helpers_present: tuple[frozenset[int], ...]
    meetings: tuple[Meeting, ...]
    wanted: tuple[int, ...]
    possible: tuple[int, ...]
    """Per party the meetings wanted with it that have a slot at all."""
    pools: frozenset[int]
    """The parties with several delegates who are alike but for their absences."""
    followers: dict[int, list[int]]
    """Per meeting those that must come after it."""
    reserved: dict[tuple[int, int], int]
    """By slot and table the meeting that is locked there."""

    @property
    def slots(self) -> range:
        """The slots' indices."""
        return range(len(self.sessions))

    def most(self, party: int) -> int:
        """How many meetings this party can have at most, by its own limits alone."""
        seats = sum(len(self.present[d]) for d in self.members[party])
        limit = self.problem.parties[party].max_meetings
        most = min(seats, self.wanted[party])
        return most if limit is None else min(most, limit)

    def seats(self, t: int) -> int:
        """How many people can have a meeting in a slot at most: tables, and chairs."""
        largest = max((len(meeting.parties) for meeting in self.meetings), default=2)
        room = largest * sum(t in table.slots for table in self.tables)
        chairs = self.problem.rules.chairs
        return room if chairs is None else min(room, chairs)

    def least(self, party: int) -> int:
        """How many meetings the word `minimum` asks for this party."""
        return min(self.problem.parties[party].min_meetings, self.wanted[party])
