"""Levers put to the test: does the meeting really get in, if that one thing is changed?

The reasons look at a schedule as it stands. Here the change is made to the problem, the meetings
of the parties concerned may move, everything else stays, and the model is asked whether this one
fits in beside them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from matchmaking.scheduler.data import (
    Interpreter,
    Lever,
    MeetingWanted,
    Party,
    Problem,
    Table,
    Unplaced,
)
from matchmaking.scheduler.hall import Grid, Hall, Sitting, hall_of
from matchmaking.scheduler.model import Model
from matchmaking.scheduler.run import Run, Stopped

TESTED = 12
"""The most valuable meetings whose levers are tested."""

WORK = 0.3
"""Deterministic work for one test."""


def tested(
    hall: Hall, grid: Grid, left_out: tuple[Unplaced, ...], run: Run
) -> tuple[Unplaced, ...]:
    """The same meetings; a lever that was refuted makes place for one that holds, or none.

    The most valuable meetings come first, as far as time goes; the others keep what the reasons
    say.
    """
    wanted = {meeting.id: meeting for meeting in hall.problem.meetings}
    order = sorted(left_out, key=lambda case: (-wanted[case.id].value, case.id))
    found = {case.id: case for case in left_out}
    try:
        for case in order[:TESTED]:
            found[case.id] = _tested(hall, grid, case, run)
    except Stopped:
        pass
    return tuple(found[case.id] for case in left_out)


def _tested(hall: Hall, grid: Grid, case: Unplaced, run: Run) -> Unplaced:
    for lever in _candidates(hall, case):
        verdict = _lets_in(hall, grid, case.id, lever, run)
        if verdict in ("optimal", "feasible"):
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


def _lets_in(hall: Hall, grid: Grid, meeting: int, lever: Lever, run: Run) -> str:
    """The solver's verdict on one meeting more, this one included, after the change."""
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
    unlocked = lever.ids.get("meeting")
    for m in free:
        if hall.problem.meetings[m].id != unlocked:  # that one may give way
            model.cp.add(model.placed(m) == 1)
    model.hint(placed)
    return run.solve(model.cp, work=WORK, workers=1).state


def with_lever(problem: Problem, meeting: int, lever: Lever) -> Problem:
    """The problem after the one change that a lever speaks of."""
    ids = lever.ids
    slot = ids.get("slot")
    if lever.kind in ("slot", "unlock"):
        who = meeting if lever.kind == "slot" else ids["meeting"]
        return replace(
            problem,
            meetings=tuple(
                _loosened(m, lever.kind, slot) if m.id == who else m for m in problem.meetings
            ),
        )
    if lever.kind == "table":
        host = _host(problem, meeting)
        fresh = 1 + max((table.id for table in problem.tables), default=-1)
        table = Table(fresh, slots=frozenset({int(str(slot))}), host=host, step_free=True)
        return replace(problem, tables=(*problem.tables, table))
    if lever.kind == "chairs":
        chairs = problem.rules.chairs
        people = 1 + len(next(m.parties for m in problem.meetings if m.id == meeting))
        more = None if chairs is None else chairs + people
        return replace(problem, rules=replace(problem.rules, chairs=more))
    if lever.kind == "interpreter":
        fresh = 1 + max((helper.id for helper in problem.interpreters), default=-1)
        first, second = cast("list[str]", ids["languages"])
        others = frozenset(s.id for s in problem.slots if s.id != slot)
        helper = Interpreter(fresh, pairs=((first, second),), absent=others)
        return replace(problem, interpreters=(*problem.interpreters, helper))
    parties = tuple(_eased(problem, party, lever) for party in problem.parties)
    return replace(
        problem,
        parties=parties,
        meetings=tuple(
            replace(m, delegates={p: who for p, who in m.delegates.items() if p != ids["party"]})
            if lever.kind == "delegate" and m.id == meeting
            else m
            for m in problem.meetings
        ),
    )


def _loosened(meeting: MeetingWanted, kind: str, slot: object) -> MeetingWanted:
    if kind == "unlock":
        return replace(meeting, locked=None)
    return replace(
        meeting,
        slots=None if meeting.slots is None else meeting.slots | {int(str(slot))},
    )


def _eased(problem: Problem, party: Party, lever: Lever) -> Party:
    """A delegate more, present once more, or one meeting more than the maximum."""
    ids = lever.ids
    if lever.kind == "presence":
        return replace(
            party,
            delegates=tuple(
                replace(d, absent=d.absent - {ids["slot"]}) if d.id == ids["delegate"] else d
                for d in party.delegates
            ),
        )
    if party.id != ids["party"]:
        return party
    if lever.kind == "max_meetings":
        most = party.max_meetings
        return replace(party, max_meetings=None if most is None else most + 1)
    fresh = 1 + max(person.id for other in problem.parties for person in other.delegates)
    colleague = replace(party.delegates[0], id=fresh, absent=frozenset())
    return replace(party, delegates=(*party.delegates, colleague))


def _host(problem: Problem, meeting: int) -> int | None:
    hosts = {table.host for table in problem.tables}
    parties = next(m.parties for m in problem.meetings if m.id == meeting)
    return next((party for party in parties if party in hosts), None)
