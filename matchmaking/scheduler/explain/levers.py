"""Levers put to the test: does the meeting really get in, if that one thing is changed?

The reasons look at a schedule as it stands. Here the change is made to the problem, the meetings
of the parties concerned may move, everything else stays, and the model is asked whether this one
fits in beside them all.

Only levers against a crowd are tested: a colleague, a table, chairs. Where a rule keeps a meeting
out (a maximum, a lock, absence, languages) the lever is to ease that rule, without which nothing
else helps; whether it is enough depends on what else then changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from matchmaking.scheduler.data import Lever, Problem, Table, Unplaced
from matchmaking.scheduler.hall.indexed import Grid, Hall, Sitting
from matchmaking.scheduler.hall.prepare import hall_of
from matchmaking.scheduler.model.budget import Stopped
from matchmaking.scheduler.model.grid import Model
from matchmaking.scheduler.model.solver import FOUND, Solver

CROWDED = ("delegate_busy", "no_table")
"""The reasons whose levers are tested."""

MAX_TESTED = 12
"""The most valuable meetings whose levers are tested."""

WORK = 0.3
"""Deterministic work for one test."""


def tested(
    hall: Hall, grid: Grid, left_out: tuple[Unplaced, ...], solver: Solver
) -> tuple[Unplaced, ...]:
    """The same meetings; a lever that was refuted makes place for one that holds, or none.

    The most valuable meetings come first, as far as time goes; the others keep what the reasons
    say.
    """
    wanted = {meeting.id: meeting for meeting in hall.problem.meetings}
    crowded = [case for case in left_out if case.reason in CROWDED]
    order = sorted(crowded, key=lambda case: (-wanted[case.id].value, case.id))
    found = {case.id: case for case in left_out}
    try:
        for case in order[:MAX_TESTED]:
            found[case.id] = _tested(hall, grid, case, solver)
    except Stopped:
        pass
    return tuple(found[case.id] for case in left_out)


def _tested(hall: Hall, grid: Grid, case: Unplaced, solver: Solver) -> Unplaced:
    for lever in _candidates(hall, case):
        verdict = _lets_in(hall, grid, case.id, lever, solver)
        if verdict in FOUND:
            return replace(case, lever=lever)
        if verdict != "infeasible":
            return case
    return replace(case, lever=None)


def _candidates(hall: Hall, case: Unplaced) -> Iterator[Lever]:
    """The reason's own lever; where people are busy, also a colleague for either party."""
    if case.lever is not None:
        yield case.lever
    if case.reason == "delegate_busy":
        parties = next(m.parties for m in hall.problem.meetings if m.id == case.id)
        for party in parties:
            lever = Lever("delegate", {"party": party})
            if lever != case.lever:
                yield lever


def _lets_in(hall: Hall, grid: Grid, meeting: int, lever: Lever, solver: Solver) -> str:
    """The solver's verdict on placing this meeting beside all others after the change."""
    solver.budget.check()
    changed = hall_of(with_lever(hall.problem, meeting, lever))
    index = {person.id: d for d, person in enumerate(changed.people)}
    placed = {
        m: Sitting(
            sitting.slot,
            tuple(index[hall.people[d].id] for d in sitting.delegates),
            sitting.interpreter,
        )
        for m, sitting in grid.items()
    }
    wanted = next(m for m in changed.meetings if hall.problem.meetings[m.index].id == meeting)
    parties = set(wanted.parties)
    free = {
        m: changed.meetings[m].slots for m in grid if parties & set(changed.meetings[m].parties)
    }
    free[wanted.index] = wanted.slots
    model = Model(changed, free, placed, hard=False, words=(), spread=False)
    for m in free:
        model.cp.add(model.variables.placed(m) == 1)
    model.hint(placed)
    return solver.solve(model.cp, work=WORK, workers=1).state


def with_lever(problem: Problem, meeting: int, lever: Lever) -> Problem:
    """The problem after the one change that a lever speaks of: a delegate, a table or chairs."""
    parties = next(m.parties for m in problem.meetings if m.id == meeting)
    if lever.kind == "delegate":
        return _with_colleague(problem, meeting, lever.ids["party"])
    if lever.kind == "chairs":
        chairs = problem.rules.chairs
        people = len(parties) + 1  # perhaps with an interpreter
        more = None if chairs is None else chairs + people
        return replace(problem, rules=replace(problem.rules, chairs=more))
    hosts = {table.host for table in problem.tables}
    table = Table(
        1 + max((table.id for table in problem.tables), default=-1),
        slots=frozenset({cast("int", lever.ids["slot"])}),
        host=next((party for party in parties if party in hosts), None),
        step_free=True,
    )
    return replace(problem, tables=(*problem.tables, table))


def _with_colleague(problem: Problem, meeting: int, party: object) -> Problem:
    """One more delegate like the party's first, there all day, who may take this meeting."""
    fresh = 1 + max(person.id for other in problem.parties for person in other.delegates)
    return replace(
        problem,
        parties=tuple(
            replace(
                other,
                delegates=(
                    *other.delegates,
                    replace(other.delegates[0], id=fresh, absent=frozenset()),
                ),
            )
            if other.id == party
            else other
            for other in problem.parties
        ),
        meetings=tuple(
            replace(m, delegates={p: who for p, who in m.delegates.items() if p != party})
            if m.id == meeting
            else m
            for m in problem.meetings
        ),
    )
