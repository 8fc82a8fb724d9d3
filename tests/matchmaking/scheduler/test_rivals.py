"""The rivals that the bench measures: they keep the rules, and agree with us about the best."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.scheduler import (
    Delegate,
    Lock,
    MeetingWanted,
    Party,
    Problem,
    Rules,
    Schedule,
    Slot,
    Table,
    check,
    evaluate,
    solve,
)
from matchmaking.scheduler.data import MAXIMISED
from tests.bench.first_fit import first_fit
from tests.bench.plain import plain
from tests.bench.view import Answer, Limits, NotApplicable
from tests.matchmaking.scheduler.halls import SOLO, hall
from tests.matchmaking.scheduler.small import problems

OF_ALL = {"place_all", "max_break_spread", "locked"}
"""Rules that a pass over single meetings cannot keep: locks may stand in each other's way."""


def run(
    rival: Callable[[Problem, Limits], Answer], problem: Problem, seconds: float = 20
) -> Schedule:
    return rival(problem, Limits(time.monotonic() + seconds, workers=1, seed=1)).schedule


def figures(schedule: Schedule) -> dict[str, int]:
    return {level.name: level.achieved for level in schedule.objective}


def contradiction(theirs: Schedule, ours: Schedule) -> str | None:
    """The first figure about which both cannot be right; what one leaves open denies nothing."""
    if "infeasible" in (theirs.status, ours.status):
        return None if {theirs.status, ours.status} <= {"infeasible", "unknown"} else "status"
    for a, b in zip(theirs.objective, ours.objective, strict=True):
        sign = 1 if a.name in MAXIMISED else -1
        if sign * (a.achieved - b.bound) > 0 or sign * (b.achieved - a.bound) > 0:
            return a.name
        if a.achieved != b.achieved:  # bounds of later words speak of other schedules
            return None
    return None


def as_plain_knows_it(problem: Problem) -> Problem:
    """Without what plain CP-SAT refuses: step-free needs, earlier schedules, three who speak."""
    silent = any(len(meeting.parties) > 2 for meeting in problem.meetings)
    return replace(
        problem,
        parties=tuple(
            replace(
                party,
                delegates=tuple(
                    replace(
                        person,
                        step_free=False,
                        negotiates=frozenset() if silent else person.negotiates,
                        follows=frozenset() if silent else person.follows,
                    )
                    for person in party.delegates
                ),
            )
            for party in problem.parties
        ),
        previous=None,
        objective=("minimum", "placed", "value", "breaks"),
    )


@st.composite
def events(draw: st.DrawFn) -> Problem:
    """Events like the published ones: each party one person, every meeting must be placed."""
    slots = draw(st.integers(3, 6))
    everybody = range(draw(st.integers(3, 6)))
    pairs = [(a, b) for a in everybody for b in everybody if a < b]
    some_slots = st.frozensets(st.integers(0, slots - 1), max_size=2)
    meetings = []
    for m, pair in enumerate(draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=7))):
        kind = draw(st.integers(0, 5))
        meetings.append(
            MeetingWanted(
                m,
                pair,
                slots=frozenset(range(slots)) - draw(some_slots) if kind == 1 else None,
                locked=Lock(draw(st.integers(0, slots - 1))) if kind == 2 else None,
                after=(draw(st.integers(0, m - 1)),) if kind == 3 and m else (),
            )
        )
    return Problem(
        slots=tuple(Slot(t) for t in range(slots)),
        tables=tuple(Table(k) for k in range(draw(st.integers(1, 3)))),
        parties=tuple(
            Party(
                p, (Delegate(p, absent=draw(some_slots) if draw(st.booleans()) else frozenset()),)
            )
            for p in everybody
        ),
        meetings=tuple(meetings),
        rules=Rules(
            place_all=True,
            max_break_spread=draw(st.integers(0, 2)),
            absence_counts_as_break=draw(st.booleans()),
        ),
        objective=("value", "breaks"),
    )


@given(problem=problems())
def test_first_fit_keeps_every_rule_that_speaks_of_one_meeting(problem):
    schedule = run(first_fit, problem)

    assert {violation.rule for violation in check(problem, schedule)} <= OF_ALL


@given(problem=problems(slots=4, parties=4, meetings=6).map(as_plain_knows_it))
@settings(max_examples=25)
def test_plain_cp_sat_and_ours_do_not_contradict_each_other(problem):
    theirs = run(plain, problem)
    ours = solve(problem, seconds=20, effort=1.0, workers=1)

    assert check(problem, theirs) == []
    assert theirs.status in ("optimal", "infeasible")
    assert contradiction(theirs, ours) is None


@given(problem=events())
@settings(max_examples=40)
def test_they_agree_on_events_like_the_published_ones(problem):
    theirs = run(plain, problem)
    ours = solve(problem, seconds=20, effort=1.0, workers=1)

    assert check(problem, theirs) == []
    assert (theirs.status, figures(theirs)) == (ours.status, figures(ours))


def test_plain_cp_sat_counts_delegates_first_and_names_them_for_the_breaks():
    """Two parties of two and two of one: named at once or counted first comes to the same."""
    people = iter(range(10))
    parties = tuple(
        Party(p, tuple(Delegate(next(people)) for _ in range(size)))
        for p, size in enumerate((2, 2, 1, 1))
    )
    meetings = tuple(
        MeetingWanted(m, pair, value=m + 1)
        for m, pair in enumerate([(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)])
    )
    problem = Problem(
        slots=tuple(Slot(t) for t in range(3)),
        tables=(Table(0), Table(1)),
        parties=parties,
        meetings=meetings,
        objective=("placed", "value", "breaks"),
    )

    schedule = run(plain, problem)

    assert schedule.status == "optimal"
    assert figures(schedule) == {"placed": 6, "value": 21, "breaks": 0}
    assert check(problem, schedule) == []


def test_plain_cp_sat_says_what_it_does_not_know():
    solo = hall(SOLO)
    person = replace(solo.parties[0].delegates[0], step_free=True)
    problem = replace(solo, parties=(Party(0, (person,)), *solo.parties[1:]))

    with pytest.raises(NotApplicable, match="step-free tables"):
        run(plain, problem)


def test_first_fit_fills_a_hall_by_value():
    problem = hall(SOLO)

    schedule = run(first_fit, problem)

    assert check(problem, schedule) == []
    assert evaluate(problem, schedule.meetings)["placed"] == len(schedule.meetings)
    assert len(schedule.meetings) == 276
