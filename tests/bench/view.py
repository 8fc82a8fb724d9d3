"""A problem as the rivals read it, and how what they find becomes a schedule.

Nothing here is taken from the scheduler but its data and its referee: a rival that leaned on our
own preparation would not be one.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from matchmaking.scheduler import (
    Delegate,
    Level,
    MeetingWanted,
    Placement,
    Problem,
    Schedule,
    Unplaced,
    evaluate,
)
from matchmaking.scheduler.data import MAXIMISED, Status


class NotApplicable(Exception):
    """The solver does not know a rule of this problem; says which."""


@dataclass(frozen=True)
class Limits:
    """What a solver may use; `deadline` is on the monotonic clock."""

    deadline: float
    workers: int
    seed: int
    tell: Callable[[Mapping[str, int]], None] = lambda bounds: None
    """Takes bounds by word as soon as they are proven, in case that there is no answer."""

    @property
    def left(self) -> float:
        """Seconds left, never below a twentieth."""
        return max(0.05, self.deadline - time.monotonic())

    def end_there(self) -> None:
        """Let the system end this process at the deadline: for solvers that hear nothing."""
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, self.left)


@dataclass(frozen=True)
class Answer:
    """What a solver found within its limits.

    `bounds`: what it has proven, by word, schedule or not. `preparing`: seconds of its time that
    went into building its model. `placed_after`: seconds until the last meeting was placed, and
    `breaks_then` how many breaks there were at that moment, where the solver tells.
    """

    schedule: Schedule
    bounds: Mapping[str, int] = field(default_factory=dict)
    preparing: float = 0.0
    placed_after: float | None = None
    breaks_then: int | None = None


@dataclass(frozen=True)
class Seat:
    """Where a rival puts a meeting: slot by position, who sits, who helps. No table yet."""

    slot: int
    delegates: Mapping[int, int]
    interpreter: int | None = None


class View:
    """A problem with slots by position (0, 1, …) and everything else by id."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.position = {slot.id: t for t, slot in enumerate(problem.slots)}
        self.sessions = [slot.session for slot in problem.slots]
        self.slots = range(len(problem.slots))
        self.people: dict[int, Delegate] = {
            person.id: person for party in problem.parties for person in party.delegates
        }
        self.members = {
            party.id: tuple(person.id for person in party.delegates) for party in problem.parties
        }
        self.meetings: dict[int, MeetingWanted] = {m.id: m for m in problem.meetings}
        self.hosts = frozenset(t.host for t in problem.tables if t.host is not None)
        self.of_party: dict[int, list[int]] = {party.id: [] for party in problem.parties}
        for meeting in problem.meetings:
            for party in meeting.parties:
                self.of_party[party].append(meeting.id)
        self.reserved = {
            (self.position[m.locked.slot], m.locked.table)
            for m in problem.meetings
            if m.locked is not None and m.locked.table is not None
        }
        self._tables: dict[tuple[object, ...], frozenset[int]] = {}

    def present(self, who: int, t: int) -> bool:
        """Whether a delegate is there in a slot."""
        return self.problem.slots[t].id not in self.people[who].absent

    def allowed(self, meeting: MeetingWanted, party: int) -> tuple[int, ...]:
        """The delegates who may sit for a party of a meeting."""
        chosen = meeting.delegates.get(party)
        return tuple(d for d in self.members[party] if chosen is None or d in chosen)

    def slots_of(self, meeting: MeetingWanted) -> list[int]:
        """Where a meeting may be: its own slots, its lock, and somebody present for each party."""
        lock = meeting.locked
        if lock is not None and lock.table is not None:
            host = next(table.host for table in self.problem.tables if table.id == lock.table)
            if host not in self.hosts_of(meeting):
                return []
        return [
            t
            for t in self.slots
            if (meeting.slots is None or self.problem.slots[t].id in meeting.slots)
            and (lock is None or self.position[lock.slot] == t)
            and all(
                any(self.present(d, t) for d in self.allowed(meeting, party))
                for party in meeting.parties
            )
        ]

    def counted(self, who: int) -> list[int]:
        """The slots among which a delegate's breaks are looked for, in order."""
        everywhere = self.problem.rules.absence_counts_as_break
        return [t for t in self.slots if everywhere or self.present(who, t)]

    def room(self, t: int, host: int | None) -> int:
        """How many tables of a host (None: of nobody) no lock has taken, in a slot."""
        return sum(
            table.host == host and (t, table.id) not in self.reserved
            for table in self.problem.tables
            if table.slots is None or self.problem.slots[t].id in table.slots
        )

    def hosts_of(self, meeting: MeetingWanted) -> tuple[int | None, ...]:
        """At whose tables a meeting may sit: its hosts, or nobody's."""
        return tuple(party for party in meeting.parties if party in self.hosts) or (None,)

    def windows(self, length: int) -> list[range]:
        """Every `length` slots that follow each other without a pause."""
        last = len(self.slots) - length
        found = (range(t, t + length) for t in self.slots if t <= last)
        return [window for window in found if len({self.sessions[t] for t in window}) == 1]

    # --- schedules --------------------------------------------------------------------------

    def scheduled(self, seats: Mapping[int, Seat], bounds: Mapping[str, int]) -> Schedule:
        """The schedule of these seats; tables are dealt out slot by slot.

        A word without a bound gets the one that needs no proof: nothing, or everything wanted.
        """
        placements = self._at_tables(seats)
        figures = evaluate(self.problem, placements)
        levels = tuple(
            Level(word, figures[word], bounds.get(word, self.plain_bound(word)))
            for word in self.problem.objective
        )
        proven = all(level.achieved == level.bound for level in levels)
        return Schedule(
            status="optimal" if proven else "feasible",
            meetings=tuple(placements),
            unplaced=tuple(Unplaced(m, "outranked") for m in self.meetings if m not in seats),
            objective=levels,
            problem=self.problem.name,
        )

    def empty(self, status: Status) -> Schedule:
        """An answer without meetings: infeasible or unknown."""
        return Schedule(status=status, problem=self.problem.name)

    def plain_bound(self, word: str) -> int:
        """The limit of a figure that holds whatever the rules are."""
        if word not in MAXIMISED:
            return 0
        return sum(m.value if word == "value" else 1 for m in self.problem.meetings)

    def _at_tables(self, seats: Mapping[int, Seat]) -> list[Placement]:
        by_slot: dict[int, list[int]] = {}
        for number, seat in seats.items():
            by_slot.setdefault(seat.slot, []).append(number)
        return [
            Placement(
                number,
                self.problem.slots[t].id,
                table,
                dict(seats[number].delegates),
                seats[number].interpreter,
            )
            for t, numbers in sorted(by_slot.items())
            for number, table in self._deal(t, numbers, seats).items()
        ]

    def _deal(self, t: int, numbers: Iterable[int], seats: Mapping[int, Seat]) -> dict[int, int]:
        """A table for each meeting of a slot: a matching by augmenting paths.

        Who finds none sits at the first table, for the referee to see.
        """
        at: dict[int, int] = {}
        options = {
            n: sorted(self.tables_for(self.meetings[n], seats[n].delegates, t)) for n in numbers
        }

        def seat(number: int, seen: set[int]) -> bool:
            for table in options[number]:
                if table not in at:
                    at[table] = number
                    return True
            for table in options[number]:
                if table not in seen:
                    seen.add(table)
                    if seat(at[table], seen):
                        at[table] = number
                        return True
            return False

        lost = [number for number in options if not seat(number, set())]
        found = {number: table for table, number in at.items()}
        return found | dict.fromkeys(lost, self.problem.tables[0].id)

    def tables_for(
        self, meeting: MeetingWanted, delegates: Mapping[int, int], t: int
    ) -> frozenset[int]:
        """The tables that a meeting may take in a slot, whoever else sits there."""
        lock = meeting.locked
        hosts = self.hosts_of(meeting)
        strict = any(self.people[who].step_free for who in delegates.values())
        key = (t, lock and lock.table, hosts, strict)
        if key not in self._tables:
            self._tables[key] = frozenset(
                table.id
                for table in self.problem.tables
                if table.host in hosts
                and (table.step_free or not strict)
                and (table.slots is None or self.problem.slots[t].id in table.slots)
                and (
                    (t, table.id) not in self.reserved
                    if lock is None or lock.table is None
                    else table.id == lock.table
                )
            )
        return self._tables[key]
