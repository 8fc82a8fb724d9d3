"""The referee: a sound schedule passes, and each broken rule is caught by its name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matchmaking.scheduler import (
    Delegate,
    Interpreter,
    Level,
    Lock,
    MeetingWanted,
    Party,
    Placement,
    Previous,
    Problem,
    Rules,
    Schedule,
    Slot,
    Table,
    Unplaced,
    check,
    evaluate,
)

FR, DE, EN = frozenset({"fr"}), frozenset({"de"}), frozenset({"en"})
SLOTS = (Slot(0), Slot(1), Slot(2), Slot(3, session=1))


def party(number: int, *delegates: Delegate, **limits: int) -> Party:
    return Party(number, delegates or (Delegate(number * 10),), **limits)


def problem(**changes: object) -> Problem:
    """Four parties, A meets B, C and D; one interpreter; two tables, one of them step-free."""
    base = Problem(
        slots=SLOTS,
        tables=(Table(0), Table(1, step_free=True)),
        parties=tuple(party(n) for n in (1, 2, 3, 4)),
        interpreters=(Interpreter(0, pairs=(("fr", "de"),)),),
        meetings=(MeetingWanted(0, (1, 2)), MeetingWanted(1, (1, 3)), MeetingWanted(2, (1, 4))),
        objective=("value", "breaks"),
    )
    return replace(base, **changes)


def at(number: int, slot: int, table: int = 0, helper: int | None = None) -> Placement:
    return Placement(number, slot, table, {1: 10, number + 2: (number + 2) * 10}, helper)


def schedule(of: Problem, *placed: Placement, bounds: dict[str, int] | None = None) -> Schedule:
    """These placements with true figures, all others unplaced."""
    here = {placement.id for placement in placed}
    figures = evaluate(of, placed)
    limits = bounds or figures
    return Schedule(
        status="optimal" if limits == figures else "feasible",
        meetings=placed,
        unplaced=tuple(Unplaced(m.id, "outranked") for m in of.meetings if m.id not in here),
        objective=tuple(Level(w, figures[w], limits[w]) for w in of.objective),
    )


def rules_broken(of: Problem, *placed: Placement) -> list[str]:
    return sorted({violation.rule for violation in check(of, schedule(of, *placed))})


def with_party(number: int, changed: Party, **changes: object) -> Problem:
    base = problem(**changes)
    return replace(base, parties=tuple(changed if p.id == number else p for p in base.parties))


def with_meeting(number: int, **changes: object) -> Problem:
    base = problem()
    meetings = tuple(replace(m, **changes) if m.id == number else m for m in base.meetings)
    return replace(base, meetings=meetings)


def test_a_sound_schedule_has_no_violations():
    assert rules_broken(problem(), at(0, 0), at(1, 1), at(2, 2)) == []


def test_a_delegate_sits_in_one_meeting_a_slot():
    assert rules_broken(problem(), at(0, 0, 0), at(1, 0, 1)) == ["delegate_twice"]


def test_a_table_serves_one_meeting_a_slot():
    of = problem(meetings=(MeetingWanted(0, (1, 2)), MeetingWanted(3, (3, 4))))
    other = Placement(3, 0, 0, {3: 30, 4: 40})

    assert rules_broken(of, at(0, 0), other) == ["table_twice"]


def test_an_interpreter_serves_one_meeting_a_slot():
    of = problem(meetings=(MeetingWanted(0, (1, 2)), MeetingWanted(3, (3, 4))))
    other = Placement(3, 0, 1, {3: 30, 4: 40}, 0)

    assert rules_broken(of, at(0, 0, 0, 0), other) == ["interpreter_twice"]


def test_nobody_meets_while_absent():
    of = with_party(2, party(2, Delegate(20, absent=frozenset({1}))))

    assert rules_broken(of, at(0, 1)) == ["delegate_absent"]


def test_no_interpreter_helps_while_absent():
    of = problem(interpreters=(Interpreter(0, absent=frozenset({1})),))

    assert rules_broken(of, at(0, 1, 0, 0)) == ["interpreter_absent"]


def test_a_table_is_used_only_while_open():
    of = problem(tables=(Table(0, slots=frozenset({1})),))

    assert rules_broken(of, at(0, 0)) == ["table_closed"]


def test_no_more_people_are_seated_than_there_are_chairs():
    of = problem(rules=Rules(chairs=2))

    assert rules_broken(of, at(0, 0)) == []
    assert rules_broken(of, at(0, 0, 0, 0)) == ["chairs"]


@pytest.mark.parametrize("placed", [(), (at(0, 1),), (at(0, 0, 1),)])
def test_a_locked_meeting_is_placed_in_its_slot_and_at_its_table(placed):
    assert rules_broken(with_meeting(0, locked=Lock(0, 0)), *placed) == ["locked"]


def test_a_meeting_takes_one_of_its_slots():
    assert rules_broken(with_meeting(0, slots=frozenset({2})), at(0, 1)) == ["meeting_slots"]


def test_a_meeting_seats_only_the_delegates_it_allows():
    both = party(2, Delegate(20), Delegate(21))
    of = with_party(2, both)
    meetings = (MeetingWanted(0, (1, 2), delegates={2: frozenset({21})}), *of.meetings[1:])
    of = replace(of, meetings=meetings)

    assert rules_broken(of, at(0, 1)) == ["meeting_delegates"]


@pytest.mark.parametrize(("slot", "broken"), [(0, ["after"]), (1, ["after"]), (2, [])])
def test_a_meeting_comes_later_than_those_it_waits_for(slot, broken):
    parties = (MeetingWanted(0, (1, 2)), MeetingWanted(3, (3, 4), after=(0,)))
    placed = Placement(3, slot, 1, {3: 30, 4: 40})

    assert rules_broken(problem(meetings=parties), at(0, 1), placed) == broken


def test_who_needs_a_step_free_table_has_one():
    of = with_party(2, party(2, Delegate(20, step_free=True)))

    assert rules_broken(of, at(0, 0, 1)) == []
    assert rules_broken(of, at(0, 0, 0)) == ["step_free"]


def test_a_hosted_table_is_kept_for_its_host_and_the_host_stays_there():
    of = problem(tables=(Table(0), Table(1, host=2)))

    assert rules_broken(of, at(0, 0, 1), at(1, 1, 0)) == []
    assert rules_broken(of, at(1, 0, 1)) == ["host"]
    assert rules_broken(of, at(0, 0, 0)) == ["host"]


def speaking(*pairs: tuple[frozenset[str], frozenset[str]]) -> Problem:
    """Parties 1, 2, … with these languages (negotiates, follows)."""
    people = [
        party(n, Delegate(n * 10, negotiates=talks, follows=follows))
        for n, (talks, follows) in enumerate(pairs, start=1)
    ]
    return problem(
        parties=tuple(people),
        meetings=(MeetingWanted(0, tuple(range(1, len(pairs) + 1))),),
        objective=("follows",),
    )


def together(count: int, helper: int | None = None) -> Placement:
    return Placement(0, 0, 0, {n: n * 10 for n in range(1, count + 1)}, helper)


NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("languages", "helper", "broken", "follows"),
    [
        ([(FR, NOBODY), (FR, NOBODY)], None, [], 0),
        ([(FR, NOBODY), (FR, NOBODY)], 0, [], 1),
        ([(FR, NOBODY), (NOBODY, NOBODY)], None, [], 0),
        ([(FR, NOBODY), (DE, FR)], None, [], 1),
        ([(NOBODY, FR), (NOBODY, FR)], None, ["language"], 1),
        ([(FR, NOBODY), (DE, NOBODY)], None, ["language"], 1),
        ([(FR, NOBODY), (DE, NOBODY)], 0, [], 1),
        ([(FR, NOBODY), (EN, NOBODY)], 0, ["language"], 1),
        ([(FR, NOBODY), (NOBODY, DE)], 0, ["language"], 1),
        ([(FR, NOBODY), (DE, NOBODY), (FR, NOBODY)], 0, [], 1),
        ([(FR, NOBODY), (DE, NOBODY), (EN, NOBODY)], 0, ["language"], 1),
        ([(FR, NOBODY), (DE, FR), (NOBODY, FR)], None, [], 1),
    ],
)
def test_people_understand_each_other(languages, helper, broken, follows):
    of = speaking(*languages)
    placed = together(len(languages), helper)

    assert rules_broken(of, placed) == broken
    assert evaluate(of, [placed]) == {"follows": follows}


def test_a_party_has_at_most_its_meetings():
    of = with_party(1, party(1, max_meetings=1))

    assert rules_broken(of, at(0, 0), at(1, 1)) == ["max_meetings"]


def test_nobody_meets_too_often_in_a_row_but_a_session_ends_the_row():
    of = with_party(1, party(1, Delegate(10, max_in_a_row=1)))

    assert rules_broken(of, at(0, 1), at(1, 2)) == ["max_in_a_row"]
    assert rules_broken(of, at(0, 2), at(1, 3)) == []
    assert rules_broken(of, at(0, 0), at(1, 2)) == []


def test_an_interpreter_rests_after_so_many_meetings():
    of = problem(interpreters=(Interpreter(0, max_in_a_row=1),))

    assert rules_broken(of, at(0, 0, 0, 0), at(1, 1, 0, 0)) == ["max_in_a_row"]


def test_every_meeting_is_placed_where_all_must_be():
    of = problem(rules=Rules(place_all=True))

    assert rules_broken(of, at(0, 0), at(1, 1)) == ["place_all"]


def test_breaks_are_spread_over_all_delegates():
    of = problem(rules=Rules(max_break_spread=0))

    assert rules_broken(of, at(0, 0), at(1, 2)) == ["max_break_spread"]
    assert rules_broken(of, at(0, 0), at(1, 1)) == []


def test_each_meeting_is_listed_once():
    of = problem()
    sound = schedule(of, at(0, 0))

    twice = replace(sound, unplaced=(*sound.unplaced, Unplaced(0, "outranked")))
    missing = replace(sound, unplaced=sound.unplaced[1:])

    assert [v.rule for v in check(of, twice)] == ["listed_once"]
    assert [v.rule for v in check(of, missing)] == ["listed_once"]


@pytest.mark.parametrize(
    "wrong",
    [
        Placement(99, 0, 0, {1: 10, 2: 20}),
        Placement(0, 9, 0, {1: 10, 2: 20}),
        Placement(0, 0, 9, {1: 10, 2: 20}),
        Placement(0, 0, 0, {1: 10, 2: 20}, 9),
    ],
)
def test_what_does_not_exist_is_caught(wrong):
    of = problem()
    sound = schedule(of, at(0, 0))

    broken = {v.rule for v in check(of, replace(sound, meetings=(wrong,)))}

    assert "unknown_id" in broken


@pytest.mark.parametrize("seats", [{1: 10}, {1: 10, 2: 30}, {1: 10, 3: 30}])
def test_each_party_seats_one_of_its_own(seats):
    of = problem()
    wrong = replace(schedule(of, at(0, 0)), meetings=(Placement(0, 0, 0, seats),))

    assert {v.rule for v in check(of, wrong)} == {"seats"}


def test_a_false_figure_is_caught():
    of = problem()
    sound = schedule(of, at(0, 0))
    false = replace(sound, objective=(Level("value", 2, 2), sound.objective[1]))

    assert [v.rule for v in check(of, false)] == ["objective"]


@pytest.mark.parametrize("bounds", [{"value": 0, "breaks": 0}, {"value": 1, "breaks": 1}])
def test_a_bound_on_the_wrong_side_is_caught(bounds):
    of = problem()

    assert [v.rule for v in check(of, schedule(of, at(0, 0), bounds=bounds))] == ["bound"]


def test_a_status_that_the_bounds_deny_is_caught():
    of = problem()
    open_gap = schedule(of, at(0, 0), bounds={"value": 3, "breaks": 0})

    assert check(of, open_gap) == []
    assert [v.rule for v in check(of, replace(open_gap, status="optimal"))] == ["status"]


def test_an_answer_without_a_schedule_holds_nothing():
    of = problem()

    assert check(of, Schedule("infeasible")) == []
    assert [v.rule for v in check(of, Schedule("unknown", meetings=(at(0, 0),)))] == ["status"]


# --- figures ------------------------------------------------------------------------------------


def figure(of: Problem, word: str, *placed: Placement) -> int:
    return evaluate(replace(of, objective=(word,)), placed)[word]


def test_a_break_counts_once_whatever_its_length_and_through_sessions():
    assert figure(problem(), "breaks", at(0, 0), at(1, 3)) == 1
    assert figure(problem(), "break_slots", at(0, 0), at(1, 3)) == 2
    assert figure(problem(), "breaks", at(0, 0), at(1, 1)) == 0


@pytest.mark.parametrize(
    ("absent", "counts", "breaks", "slots"),
    [({1, 2}, False, 0, 0), ({1, 2}, True, 1, 2), ({1}, False, 1, 2), ({1}, True, 1, 2)],
)
def test_a_run_of_absence_alone_is_no_break_unless_it_counts(absent, counts, breaks, slots):
    of = with_party(
        1,
        party(1, Delegate(10, absent=frozenset(absent))),
        rules=Rules(absence_counts_as_break=counts),
    )

    assert figure(of, "breaks", at(0, 0), at(1, 3)) == breaks
    assert figure(of, "break_slots", at(0, 0), at(1, 3)) == slots


def test_missing_meetings_never_exceed_those_wanted():
    of = with_party(1, party(1, min_meetings=9))

    assert figure(of, "minimum", at(0, 0)) == 2


def test_a_table_change_is_a_next_meeting_elsewhere():
    assert figure(problem(), "table_changes", at(0, 0, 0), at(1, 2, 1), at(2, 3, 1)) == 1


@pytest.mark.parametrize(
    ("now", "changes"),
    [
        ((at(0, 0, 0),), 0),
        ((at(0, 1, 0),), 2),
        ((at(0, 0, 1),), 2),
        ((), 2),
        ((Placement(0, 0, 0, {1: 10, 2: 21}),), 1),
        ((at(0, 0, 0), at(1, 1)), 0),
    ],
)
def test_changes_count_seats_that_are_not_held(now, changes):
    old = (at(0, 0, 0), Placement(77, 0, 0, {1: 10, 2: 20}))
    of = with_party(2, party(2, Delegate(20), Delegate(21)), previous=Previous(old))

    assert figure(of, "changes", *now) == changes


def test_seats_of_delegates_who_are_gone_do_not_count():
    of = problem(previous=Previous((Placement(0, 0, 0, {1: 10, 2: 99}),)))

    assert figure(of, "changes") == 1
