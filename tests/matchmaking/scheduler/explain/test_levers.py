"""Levers are tested by solving: what is promised to a reader lets the meeting in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from matchmaking.scheduler import (
    Delegate,
    Lever,
    MeetingWanted,
    Party,
    Problem,
    Rules,
    Slot,
    Table,
    Unplaced,
    solve,
)
from matchmaking.scheduler.explain.levers import CROWDED, with_lever
from tests.matchmaking.scheduler.small import problems


def two(slots: int = 2, **changes: object) -> Problem:
    """Two parties with one delegate each, who want one meeting."""
    problem = Problem(
        slots=tuple(Slot(t) for t in range(slots)),
        tables=(Table(0),),
        parties=(Party(1, (Delegate(10),)), Party(2, (Delegate(20),))),
        meetings=(MeetingWanted(0, (1, 2)),),
    )
    return replace(problem, **changes)


CASES = [
    (
        two(tables=()),
        Lever("table", {"slot": 1}),
        lambda p: [(t.slots, t.host, t.step_free) for t in p.tables] == [({1}, None, True)],
    ),
    (
        two(tables=(Table(0, host=2, slots=frozenset({0})),)),
        Lever("table", {"slot": 1}),
        lambda p: p.tables[1].host == 2,
    ),
    (two(rules=Rules(chairs=1)), Lever("chairs", {"slot": 0}), lambda p: p.rules.chairs == 4),
    (
        two(meetings=(MeetingWanted(0, (1, 2), delegates={1: (10,), 2: (20,)}),)),
        Lever("delegate", {"party": 2}),
        lambda p: len(p.parties[1].delegates) == 2 and set(p.meetings[0].delegates) == {1},
    ),
]


@pytest.mark.parametrize(
    ("problem", "lever", "is_changed"), CASES, ids=lambda c: getattr(c, "kind", "")
)
def test_a_lever_changes_one_thing(problem, lever, is_changed):
    assert is_changed(with_lever(problem, 0, lever))


def test_a_colleague_helps_where_a_table_is_free_but_not_where_none_is():
    """Both wishes of party 1 fall into one slot; a second delegate needs a second table, too."""
    parties = tuple(Party(p, (Delegate(10 * p),)) for p in (1, 2, 3))
    meetings = (MeetingWanted(0, (1, 2), value=5), MeetingWanted(1, (1, 3)))
    full = two(slots=1, parties=parties, meetings=meetings)

    roomy = replace(full, tables=(Table(0), Table(1)))

    assert [solve(p, effort=1, workers=1).unplaced for p in (full, roomy)] == [
        (Unplaced(1, "delegate_busy", None),),
        (Unplaced(1, "delegate_busy", Lever("delegate", {"party": 1})),),
    ]


@pytest.mark.hypothesis
@given(problem=problems())
def test_a_lever_that_was_tested_lets_the_meeting_in(problem):
    """With the change there is a schedule that places the meeting; proven by placing it first."""
    for case in solve(problem, effort=5, workers=1).unplaced[:2]:
        if case.lever is None or case.reason not in CROWDED:
            continue
        changed = with_lever(problem, case.id, case.lever)
        first = tuple(
            replace(m, value=1_000_000 if m.id == case.id else 0) for m in changed.meetings
        )
        rules = replace(changed.rules, max_break_spread=None, place_all=False)
        wish = replace(changed, meetings=first, objective=("value",), rules=rules, previous=None)

        assert case.id in {m.id for m in solve(wish, effort=2, workers=1).meetings}
