"""Small problems with every rule in them, for Hypothesis; and their best, by trying everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

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
    ProblemRefused,
    Rules,
    Schedule,
    Slot,
    Table,
    Unplaced,
    check,
    evaluate,
    read_problem,
    write_problem,
)

LANGUAGES = ("fr", "de", "en")
ORDERS = (
    ("minimum", "value", "changes", "breaks", "table_changes", "follows"),
    ("placed", "value", "break_slots", "breaks"),
    ("minimum", "placed", "value", "breaks", "follows"),
    ("changes", "value", "breaks"),
    ("value", "table_changes", "breaks"),
    ("follows", "placed"),
    (),
)


@st.composite
def problems(draw: st.DrawFn, *, slots: int = 5, parties: int = 6, meetings: int = 10) -> Problem:
    """A well-formed problem in which any rule may occur."""
    count = draw(st.integers(1, slots))
    sessions = sorted(draw(st.lists(st.integers(0, 2), min_size=count, max_size=count)))
    everybody = _parties(draw, count, draw(st.integers(2, parties)))
    problem = Problem(
        slots=tuple(Slot(t, session) for t, session in enumerate(sessions)),
        tables=_tables(draw, count, everybody),
        parties=everybody,
        interpreters=tuple(
            Interpreter(
                i,
                pairs=(draw(st.sampled_from((("fr", "de"), ("de", "en")))),),
                absent=_some(draw, count),
                max_in_a_row=draw(st.integers(1, 3)),
            )
            for i in range(draw(st.integers(0, 2)))
        ),
        meetings=_meetings(draw, count, everybody, draw(st.integers(0, meetings))),
        rules=Rules(
            place_all=draw(_rarely),
            max_break_spread=draw(st.sampled_from((None, None, None, 0, 1))),
            absence_counts_as_break=draw(st.booleans()),
            chairs=draw(st.sampled_from((None, None, 2, 4, 5, 6))),
        ),
        objective=draw(st.sampled_from(ORDERS)),
    )
    problem = _with_locks(draw, problem)
    return replace(problem, previous=_previous(draw, problem))


_rarely = st.integers(0, 6).map(lambda n: n == 0)


def _some(draw: st.DrawFn, count: int) -> frozenset[int]:
    """A few slots, most often none."""
    if draw(st.integers(0, 2)):
        return frozenset()
    return frozenset(draw(st.sets(st.integers(0, count - 1), max_size=2)))


def _parties(draw: st.DrawFn, count: int, size: int) -> tuple[Party, ...]:
    speaking = draw(st.booleans())
    found = []
    for p in range(size):
        delegates = tuple(
            Delegate(
                p * 10 + n,
                absent=_some(draw, count),
                negotiates=_languages(draw) if speaking else frozenset(),
                follows=_languages(draw) if speaking else frozenset(),
                max_in_a_row=draw(st.sampled_from((None, None, 1, 2))),
                step_free=draw(_rarely),
            )
            for n in range(draw(st.sampled_from((1, 1, 2))))
        )
        most = draw(st.sampled_from((None, None, 1, 2)))
        least = draw(st.integers(0, 2)) if most is None else draw(st.integers(0, most))
        found.append(Party(p, delegates, least, most))
    return tuple(found)


def _languages(draw: st.DrawFn) -> frozenset[str]:
    return frozenset(draw(st.sets(st.sampled_from(LANGUAGES), max_size=2)))


def _tables(draw: st.DrawFn, count: int, everybody: tuple[Party, ...]) -> tuple[Table, ...]:
    return tuple(
        Table(
            k,
            slots=None if draw(st.integers(0, 3)) else frozenset(range(count)) - _some(draw, count),
            host=draw(st.sampled_from(everybody)).id if draw(_rarely) else None,
            step_free=draw(st.booleans()),
        )
        for k in range(draw(st.integers(1, 4)))
    )


def _meetings(
    draw: st.DrawFn, count: int, everybody: tuple[Party, ...], size: int
) -> tuple[MeetingWanted, ...]:
    found = []
    for m in range(size):
        three = len(everybody) > 2 and draw(_rarely)
        who = draw(
            st.lists(
                st.sampled_from([p.id for p in everybody]),
                min_size=3 if three else 2,
                max_size=3 if three else 2,
                unique=True,
            )
        )
        first = everybody[who[0]]
        found.append(
            MeetingWanted(
                m,
                tuple(who),
                value=draw(st.integers(0, 9)),
                slots=frozenset(range(count)) - _some(draw, count) if draw(_rarely) else None,
                delegates={first.id: frozenset({first.delegates[0].id})} if draw(_rarely) else {},
                after=(draw(st.integers(0, m - 1)),) if m and draw(_rarely) else (),
            )
        )
    return tuple(found)


def _with_locks(draw: st.DrawFn, problem: Problem) -> Problem:
    """The same with a lock or two, if they make sense."""
    for n in range(min(2, len(problem.meetings))):
        if not draw(_rarely):
            continue
        slot = draw(st.sampled_from(problem.slots)).id
        table = draw(st.sampled_from((None, *(t.id for t in problem.tables))))
        meetings = list(problem.meetings)
        meetings[n] = replace(meetings[n], locked=Lock(slot, table))
        locked = replace(problem, meetings=tuple(meetings))
        try:
            problem = read_problem(write_problem(locked))
        except ProblemRefused:
            continue
    return problem


def _previous(draw: st.DrawFn, problem: Problem) -> Previous | None:
    if not problem.meetings or draw(st.booleans()):
        return None
    people = {p.id: [d.id for d in p.delegates] for p in problem.parties}
    return Previous(
        tuple(
            Placement(
                m.id,
                draw(st.sampled_from(problem.slots)).id,
                draw(st.sampled_from(problem.tables)).id,
                {p: draw(st.sampled_from(people[p])) for p in m.parties},
            )
            for m in problem.meetings[: draw(st.integers(1, 4))]
        )
    )


# --- trying everything --------------------------------------------------------------------------

HEALED_BY_MORE = {"locked", "place_all", "max_break_spread", "listed_once"}


def all_figures(problem: Problem) -> list[dict[str, int]]:
    """The figures of every schedule that holds all the rules, each kind once."""
    found = {
        tuple(evaluate(problem, placed).items())
        for placed in _schedules(problem, [])
        if not _violations(problem, placed)
    }
    return [dict(figures) for figures in found]


def _schedules(problem: Problem, placed: list[Placement], n: int = 0) -> Iterator[list[Placement]]:
    if _violations(problem, placed) - HEALED_BY_MORE:
        return
    if n == len(problem.meetings):
        yield placed
        return
    yield from _schedules(problem, placed, n + 1)
    for placement in _placements(problem, problem.meetings[n]):
        yield from _schedules(problem, [*placed, placement], n + 1)


def _violations(problem: Problem, placed: list[Placement]) -> set[str]:
    here = {p.id for p in placed}
    figures = evaluate(problem, placed)
    schedule = Schedule(
        "optimal",
        tuple(placed),
        tuple(Unplaced(m.id, "") for m in problem.meetings if m.id not in here),
        tuple(Level(word, figures[word], figures[word]) for word in problem.objective),
    )
    return {violation.rule for violation in check(problem, schedule)}


def _placements(problem: Problem, meeting: MeetingWanted) -> Iterator[Placement]:
    members = {p.id: [d.id for d in p.delegates] for p in problem.parties}
    helpers = [None, *(i.id for i in problem.interpreters)]
    for slot, table, helper in product(problem.slots, problem.tables, helpers):
        for people in product(*(members[p] for p in meeting.parties)):
            seats = dict(zip(meeting.parties, people, strict=True))
            yield Placement(meeting.id, slot.id, table.id, seats, helper)
