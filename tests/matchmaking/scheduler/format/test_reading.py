"""The exchange format: what is read, what is refused, and that each fault names its key."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from matchmaking.scheduler import (
    DEFAULT_OBJECTIVE,
    Lever,
    ProblemRefused,
    Schedule,
    Unplaced,
    read_problem,
    read_schedule,
    write_problem,
    write_schedule,
)
from tests.matchmaking.scheduler.conftest import EXAMPLE


def refused(document: Any) -> list[str]:
    text = document if isinstance(document, str) else json.dumps(document)
    with pytest.raises(ProblemRefused) as caught:
        read_problem(text)
    return caught.value.faults


def test_the_example_comes_back_as_it_went_in(example):
    problem = read_problem(json.dumps(example))

    assert read_problem(write_problem(problem)) == problem


def test_what_is_absent_or_null_has_its_default(example):
    example = {
        "format": "entente-problem/1",
        "slots": [{"id": 0, "session": None}],
        "tables": [{"id": 0, "slots": None}],
        "parties": [{"id": 1, "delegates": [{"id": 1}]}, {"id": 2, "delegates": [{"id": 2}]}],
        "interpreters": [{"id": 3}],
        "meetings": [{"id": 0, "parties": [1, 2], "value": None}],
    }

    problem = read_problem(json.dumps(example))

    assert problem.slots[0].session == 0
    assert problem.tables[0].slots is None
    assert problem.meetings[0].value == 1
    assert problem.interpreters[0].max_in_a_row == 3
    assert problem.objective == DEFAULT_OBJECTIVE
    assert problem.rules.chairs is None


def test_a_meeting_that_may_take_no_slot_keeps_its_empty_list(example):
    example["meetings"][1]["slots"] = []

    problem = read_problem(json.dumps(example))

    assert read_problem(write_problem(problem)).meetings[1].slots == frozenset()


def test_what_is_no_json_is_refused():
    assert refused("{")[0].startswith("$: this is not JSON")
    assert refused("[1]") == ["$: an object was expected."]
    assert refused('{"seconds": NaN}')[0].startswith("$: this is not JSON")


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(ProblemRefused):
        read_problem(b"\xff\xfe\x00")


def test_a_key_that_stands_twice_is_refused(example):
    text = json.dumps(example).replace('"name": "example"', '"name": "a", "name": "b"')

    assert refused(text) == ["name: the key stands twice in one object."]


def put(path: str, value: Any):
    """A change of the example: `path` with dots, list positions as digits."""

    def change(document: Any) -> None:
        *way, last = path.split(".")
        for step in way:
            document = document[int(step)] if isinstance(document, list) else document[step]
        document[int(last) if isinstance(document, list) else last] = value

    return change


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (put("format", "entente-problem/2"), "format: one of entente-problem/1 was expected."),
        (put("colour", 1), "colour: unknown key."),
        (put("parties.0.colour", 1), "parties[0].colour: unknown key."),
        (put("slots", None), "slots: this key is required."),
        (put("tables", {}), "tables: a list was expected."),
        (put("slots.0", 3), "slots[0]: an object was expected."),
        (put("name", 3), "name: a text was expected."),
        (put("slots.0.session", 1.0), "slots[0].session: an integer was expected."),
        (put("slots.0.session", True), "slots[0].session: an integer was expected."),
        (put("tables.0.id", -1), "tables[0].id: this must be 0 or more."),
        (put("tables.0.step_free", 1), "tables[0].step_free: true or false was expected."),
        (put("meetings.0.value", 1_000_001), "meetings[0].value: this must be at most 1000000."),
        (put("objective.0", "best"), "objective[0]: one of minimum, placed, value, changes, "
         "breaks, break_slots, table_changes, follows was expected."),
        (put("objective.1", "minimum"), "objective[1]: minimum stands twice."),
        (put("interpreters.0.pairs.0", ["fr"]), "interpreters[0].pairs[0]: exactly 2 texts were "
         "expected."),
        (put("parties.1.delegates", []), "parties[1].delegates: at least 1 must be listed."),
        (put("parties.0.delegates.0.absent", [9]), "parties[0].delegates[0].absent: there is no "
         "slot 9."),
        (put("tables.0.host", 8), "tables[0].host: there is no party 8."),
        (put("meetings.1.parties", [7, 8]), "meetings[1].parties: there is no party 8."),
        (put("meetings.1.parties", [7]), "meetings[1].parties: at least 2 must be listed."),
        (put("meetings.1.parties", [7, 7]), "meetings[1].parties[1]: 7 stands twice in this "
         "list."),
        (put("meetings.1.slots", [4]), "meetings[1].slots: there is no slot 4."),
        (put("meetings.2.after", [6]), "meetings[2].after: there is no meeting 6."),
        (put("meetings.0.delegates", {"9": [70]}), "meetings[0].delegates.9: there is no delegate "
         "of party 9 70."),
        (put("meetings.0.delegates", {"11": [110]}), "meetings[0].delegates.11: party 11 is not in "
         "this meeting."),
        (put("meetings.0.delegates", {"09": [91]}), "meetings[0].delegates.09: the key must be "
         "the digits of an id."),
        (put("meetings.0.locked.slot", 7), "meetings[0].locked.slot: there is no slot 7."),
        (put("meetings.0.locked.table", 7), "meetings[0].locked.table: there is no table 7."),
        (put("slots.1.id", 0), "slots[1].id: the id 0 is used twice in slots."),
        (put("meetings.1.id", 0), "meetings[1].id: the id 0 is used twice in meetings."),
        (put("parties.1.delegates.0.id", 70), "parties[1].delegates[0].id: the id 70 is used "
         "twice in delegates."),
        (put("parties.0.min_meetings", 2), "parties[0].min_meetings: it is above max_meetings."),
        (put("meetings.0.after", [12]), "meetings[0].after: these meetings wait for each other: "
         "0, 12."),
        (put("meetings.1.locked", {"slot": 1, "table": 0}), "meetings[1].locked.table: meeting 0 "
         "is locked at table 0 in slot 1 too."),
        (put("meetings.0.locked.slot", 0), "meetings[0].locked.slot: nobody who may sit for party "
         "7 is there in slot 0."),
        (put("tables.0.slots", [0]), "meetings[0].locked.table: table 0 is closed in slot 1."),
        (put("tables.0.host", 11), "meetings[0].locked.table: table 0 is hosted by party 11."),
        (put("rules.chairs", "many"), "rules.chairs: an integer was expected."),
    ],
)  # fmt: skip
def test_a_fault_is_refused_and_names_its_key(example, change, fault):
    change(example)

    assert fault in refused(example)


def test_all_faults_are_told_at_once(example):
    for change in (put("colour", 1), put("slots.0.session", "x"), put("tables.0.host", 8)):
        change(example)

    assert refused(example) == [
        "colour: unknown key.",
        "slots[0].session: an integer was expected.",
        "tables[0].host: there is no party 8.",
        "meetings[0].locked.table: table 0 is hosted by party 8.",
    ]


def test_a_previous_schedule_may_speak_of_what_is_gone(example):
    put("previous.meetings.0.id", 99)(example)
    put("previous.meetings.0.slot", 99)(example)

    assert read_problem(json.dumps(example)).previous is not None


def test_a_schedule_comes_back_as_it_went_in():
    lever = Lever("interpreter", {"slot": 1, "languages": ["de", "fr"]})
    schedule = Schedule(
        "feasible", unplaced=(Unplaced(4, "no_common_language", lever), Unplaced(5, "outranked"))
    )

    assert read_schedule(write_schedule(schedule)) == schedule


def test_a_schedule_of_another_format_is_refused():
    with pytest.raises(ProblemRefused) as caught:
        read_schedule('{"format": "x", "status": "good"}')

    assert caught.value.faults == [
        "meetings: this key is required.",
        "unplaced: this key is required.",
        "objective: this key is required.",
        "format: one of entente-schedule/1 was expected.",
        "status: one of optimal, feasible, infeasible, unknown was expected.",
    ]


# --- every key of the example, made wrong in every way -------------------------------------------

WRONG: dict[type, tuple[object, ...]] = {
    bool: ("yes", 1, 1.0, []),
    int: ("7", 1.5, True, -1, [], {}),
    str: (5, True, []),
    list: ({}, 5, "all"),
    dict: ([], 5, "all"),
}
Path = tuple[str | int, ...]


def places(node: Any, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every place of a document with what stands there."""
    if not isinstance(node, dict | list):
        return
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        yield (*at, key), value
        yield from places(value, (*at, key))


def malformed() -> Iterator[tuple[Path, object]]:
    for at, value in places(EXAMPLE):
        for wrong in WRONG.get(type(value), ()):
            yield at, wrong


def test_hundreds_of_malformed_problems_are_refused_with_the_key(example):
    cases, accepted, nameless = list(malformed()), [], []
    for at, wrong in cases:
        document = copy.deepcopy(example)
        node = document
        for step in at[:-1]:
            node = node[step]
        node[at[-1]] = wrong
        key = next(step for step in reversed(at) if isinstance(step, str))
        try:
            read_problem(json.dumps(document))
        except ProblemRefused as refusal:
            if not any(key in fault for fault in refusal.faults):
                nameless.append((at, wrong, refusal.faults))
        else:
            accepted.append((at, wrong))

    assert len(cases) > 200
    assert accepted == []
    assert nameless == []
