"""Candidates: a grid with its tables and figures, and how good that is."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaking.scheduler.data import MAXIMISED, Placement
from matchmaking.scheduler.hall.breaks import agendas, break_slots_of, breaks_of
from matchmaking.scheduler.hall.indexed import Grid, Hall
from matchmaking.scheduler.search.seating import Tables, hand_out, kept, table_changes


@dataclass(frozen=True, slots=True)
class Candidate:
    """A grid with tables. `shortfall` is 0 if it may be shown; `figures` by word."""

    grid: Grid
    tables: Tables
    kept: frozenset[int]
    shortfall: int
    figures: dict[str, int]
    rank: tuple[int, ...]
    """The smaller, the better: the shortfall, then the words in order."""


def candidate(hall: Hall, grid: Grid) -> Candidate:
    """A grid with tables handed out and everything counted."""
    tables = hand_out(hall, grid)
    stays = kept(hall, grid, tables)
    figures = _figures(hall, grid, tables, stays)
    shortfall = _shortfall(hall, grid)
    signs = [-1 if word in MAXIMISED else 1 for word in hall.problem.objective]
    words = [sign * figures[w] for sign, w in zip(signs, hall.problem.objective, strict=True)]
    return Candidate(grid, tables, stays, shortfall, figures, (shortfall, *words))


def _figures(hall: Hall, grid: Grid, tables: Tables, stays: frozenset[int]) -> dict[str, int]:
    busy = agendas(hall, grid)
    has = [0] * len(hall.members)
    for m in grid:
        for p in hall.meetings[m].parties:
            has[p] += 1
    old = [m.previous for m in hall.meetings if m.previous is not None]
    held = 0
    for m in stays:
        previous = hall.meetings[m].previous
        if previous is not None:
            held += sum(d in previous.delegates for d in grid[m].delegates)
    return {
        "minimum": sum(max(0, hall.least(p) - n) for p, n in enumerate(has)),
        "placed": len(grid),
        "value": sum(hall.meetings[m].value for m in grid),
        "changes": sum(len(seats.delegates) for seats in old) - held,
        "breaks": sum(breaks_of(hall, d, slots) for d, slots in enumerate(busy)),
        "break_slots": sum(break_slots_of(hall, d, slots) for d, slots in enumerate(busy)),
        "table_changes": table_changes(grid, tables),
        "follows": sum(
            hall.meetings[m].is_foreign(sitting.delegates) for m, sitting in grid.items()
        ),
    }


def _shortfall(hall: Hall, grid: Grid) -> int:
    missing = sum(meeting.must and meeting.index not in grid for meeting in hall.meetings)
    spread = hall.problem.rules.max_break_spread
    if spread is None or not hall.people:
        return missing
    counts = [breaks_of(hall, d, slots) for d, slots in enumerate(agendas(hall, grid))]
    return missing + max(0, max(counts) - min(counts) - spread)


def placements(hall: Hall, found: Candidate) -> tuple[Placement, ...]:
    """The candidate in the problem's own ids, in the problem's order."""
    problem = hall.problem
    return tuple(
        Placement(
            id=problem.meetings[m].id,
            slot=problem.slots[sitting.slot].id,
            table=problem.tables[found.tables[m]].id,
            delegates={
                problem.parties[p].id: hall.people[d].id
                for p, d in zip(hall.meetings[m].parties, sitting.delegates, strict=True)
            },
            interpreter=None
            if sitting.interpreter is None
            else problem.interpreters[sitting.interpreter].id,
        )
        for m, sitting in sorted(found.grid.items())
    )
