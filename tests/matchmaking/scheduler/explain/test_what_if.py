"""What-if: the ceiling is never beaten, the expectation is near, and nonsense is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from matchmaking.scheduler import (
    Change,
    Interpreter,
    changed_problem,
    solve,
    what_if,
    write_problem,
)
from matchmaking.scheduler.__main__ import main
from tests.matchmaking.scheduler.halls import COMFORTABLE, hall
from tests.matchmaking.scheduler.small import problems

FULL = hall(COMFORTABLE)
CHANGES = [
    Change(tables=-5),
    Change(slots=-1),
    Change(tables=2, parties=(FULL.parties[0].id, FULL.parties[0].id, FULL.parties[7].id)),
]


@pytest.mark.hypothesis
@given(problem=problems())
def test_no_schedule_beats_the_ceiling(problem):
    change = Change(tables=1, slots=1, parties=(problem.parties[0].id,))

    changed = changed_problem(problem, change)

    found = solve(changed, effort=0.3, workers=1)
    assert len(found.meetings) <= what_if(problem, change).ceiling


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_expected_is_near_what_a_run_places(change):
    estimate = what_if(FULL, change, placed=295)

    placed = len(solve(changed_problem(FULL, change), effort=4, workers=1).meetings)
    assert placed <= estimate.ceiling
    assert estimate.expected == pytest.approx(placed, rel=0.03)


def test_a_change_is_made_to_the_right_things():
    party = FULL.parties[3]

    changed = changed_problem(FULL, Change(tables=2, slots=-1, parties=(party.id,)))

    assert len(changed.tables) == len(FULL.tables) + 2
    assert changed.slots == FULL.slots[:-1]
    more = changed.parties[3].delegates
    assert len(more) == len(party.delegates) + 1
    assert (more[-1].negotiates, more[-1].absent) == (party.delegates[0].negotiates, frozenset())


def test_an_interpreter_is_not_away_in_a_slot_that_is_gone():
    helper = Interpreter(0, (("de", "fr"),), absent=frozenset({FULL.slots[-1].id}))

    changed = changed_problem(replace(FULL, interpreters=(helper,)), Change(slots=-1))

    assert changed.interpreters[0].absent == frozenset()
    assert what_if(replace(FULL, interpreters=(helper,)), Change(slots=-1)).ceiling <= 295


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change(slots=-9), "There are only 9 slots."),
        (Change(tables=-500), "tables can be taken away."),
        (Change(parties=(99_999,)), "There is no party 99999."),
    ],
)
def test_a_change_that_cannot_be_is_refused(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        what_if(FULL, change)


def test_the_command_line_answers_too(tmp_path, capsys):
    path = tmp_path / "problem.json"
    path.write_text(write_problem(FULL))

    assert main(["bounds", str(path), "--tables", "-5", "--placed", "295"]) == 0
    told = json.loads(capsys.readouterr().out)["what_if"]
    assert told["expected"] <= told["ceiling"] < 295
    assert main(["bounds", str(path), "--slots", "-9"]) == 2
    assert capsys.readouterr().err == "There are only 9 slots.\n"
