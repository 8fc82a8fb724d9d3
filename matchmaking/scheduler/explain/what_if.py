"""What would change with another hall: a ceiling and an expectation, in a fraction of a second.

No solver is asked. The ceiling comes from counting, and no schedule can beat it. The expectation is
what one greedy pass places, plus what the solver is known to place beyond such a pass: the
difference between a schedule of the problem as it is and the pass over that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from matchmaking.scheduler.bounds.counting import counted_bounds
from matchmaking.scheduler.data import Delegate, Party, Problem, Slot, Table
from matchmaking.scheduler.hall.prepare import hall_of
from matchmaking.scheduler.search.greedy import fill, seat_locked


@dataclass(frozen=True, slots=True)
class Change:
    """Tables and slots more (or fewer, below 0), and one delegate more for each of `parties`.

    A table that is added is open to all in every slot; one that goes is the last that nobody
    hosts and no lock names. Slots are added to, and taken from, the end of the last session. A
    delegate that is added comes to every slot and speaks like the party's first.
    """

    tables: int = 0
    slots: int = 0
    parties: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """At most `ceiling` meetings fit, proven; about `expected` are to be expected."""

    ceiling: int
    expected: int


def what_if(problem: Problem, change: Change, *, placed: int | None = None) -> Estimate:
    """Estimate the meetings of a changed problem; `placed`: those of a schedule of it as it is.

    Raises `ValueError` where fewer tables or slots are left than the change takes away, or a
    party is unknown.
    """
    changed = changed_problem(problem, change)
    ceiling, pass_over_it = _ceiling_and_pass(changed)
    gain = 0
    if placed is not None:
        gain = max(0, placed - _ceiling_and_pass(problem)[1])
    return Estimate(ceiling, min(ceiling, pass_over_it + gain))


def changed_problem(problem: Problem, change: Change) -> Problem:
    """The problem after the change; what was locked in a slot that goes is unlocked."""
    unknown = set(change.parties) - {party.id for party in problem.parties}
    if unknown:
        raise ValueError(f"There is no party {min(unknown)}.")
    slots = _slots(problem, change.slots)
    there = {slot.id for slot in slots}
    return replace(
        problem,
        slots=slots,
        tables=tuple(
            table if table.slots is None else replace(table, slots=table.slots & there)
            for table in _tables(problem, change.tables)
        ),
        parties=_parties(problem, change.parties, there),
        meetings=tuple(
            replace(
                meeting,
                slots=None if meeting.slots is None else meeting.slots & there,
                locked=meeting.locked if meeting.locked and meeting.locked.slot in there else None,
            )
            for meeting in problem.meetings
        ),
        interpreters=tuple(
            replace(helper, absent=helper.absent & there) for helper in problem.interpreters
        ),
        previous=None,
    )


def _slots(problem: Problem, more: int) -> tuple[Slot, ...]:
    slots = problem.slots
    if more <= 0:
        if more and -more >= len(slots):
            raise ValueError(f"There are only {len(slots)} slots.")
        return slots[: len(slots) + more]
    first = 1 + max((slot.id for slot in slots), default=-1)
    session = slots[-1].session if slots else 0
    return (*slots, *(Slot(first + n, session) for n in range(more)))


def _tables(problem: Problem, more: int) -> tuple[Table, ...]:
    tables = problem.tables
    if more >= 0:
        first = 1 + max((table.id for table in tables), default=-1)
        return (*tables, *(Table(first + n) for n in range(more)))
    locked = {meeting.locked.table for meeting in problem.meetings if meeting.locked}
    removable = [t.id for t in tables if t.host is None and t.id not in locked]
    if -more > len(removable):
        raise ValueError(f"Only {len(removable)} tables can be taken away.")
    gone = set(removable[more:])
    return tuple(table for table in tables if table.id not in gone)


def _parties(problem: Problem, more: tuple[int, ...], there: set[int]) -> tuple[Party, ...]:
    everybody = (person.id for party in problem.parties for person in party.delegates)
    fresh = 1 + max(everybody, default=-1)
    found = []
    for party in problem.parties:
        delegates = [replace(d, absent=d.absent & there) for d in party.delegates]
        for _ in range(more.count(party.id)):
            delegates.append(replace(delegates[0], id=fresh, absent=frozenset()))
            fresh += 1
        found.append(replace(party, delegates=tuple[Delegate, ...](delegates)))
    return tuple(found)


def _ceiling_and_pass(problem: Problem) -> tuple[int, int]:
    hall = hall_of(problem)
    greedy = fill(hall, seat_locked(hall) or {}, range(len(hall.meetings)))
    return counted_bounds(hall)["placed"], len(greedy)
