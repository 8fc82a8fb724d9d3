"""Why there is no schedule: groups of rules that cannot hold together.

First what counting alone shows; else families of rules are taken away one after the other, as
long as what remains is still proven impossible. What cannot be taken away is the group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from matchmaking.scheduler.bounds.counting import bounds
from matchmaking.scheduler.data import Problem, Rule, Table
from matchmaking.scheduler.hall.indexed import Hall, Meeting
from matchmaking.scheduler.hall.prepare import hall_of
from matchmaking.scheduler.model.budget import Stopped
from matchmaking.scheduler.model.grid import Model
from matchmaking.scheduler.model.solver import Solver

Group = tuple[Rule, ...]
WORK_PER_FAMILY = 5.0


def counted_conflicts(hall: Hall) -> tuple[Group, ...]:
    """The conflicts that counting finds, smallest first."""
    found = [*_impossible_meetings(hall)]
    if hall.problem.rules.place_all:
        found += [*_too_many(hall)]
    return tuple(sorted(found, key=len))


def _impossible_meetings(hall: Hall) -> Iterator[Group]:
    for meeting in hall.meetings:
        if meeting.must and not meeting.slots:
            wanted = hall.problem.meetings[meeting.index]
            name = "place_all" if wanted.locked is None else "locked"
            yield (Rule(name, (wanted.id,)), Rule(_why_nowhere(hall, meeting), (wanted.id,)))


def _why_nowhere(hall: Hall, meeting: Meeting) -> str:
    wanted = hall.problem.meetings[meeting.index]
    if not meeting.casts:
        return "languages" if all(d for d in _allowed(hall, meeting)) else "delegates"
    lock = wanted.locked
    if meeting.hosts and lock is not None and lock.table is not None:
        table = next(t for t in hall.problem.tables if t.id == lock.table)
        if table.host is None:
            return "host"
    outside = lock is not None and wanted.slots is not None and lock.slot not in wanted.slots
    return "slots" if outside else "absent"


def _allowed(hall: Hall, meeting: Meeting) -> list[list[int]]:
    wanted = hall.problem.meetings[meeting.index]
    found = []
    for p in meeting.parties:
        only = wanted.delegates.get(hall.problem.parties[p].id)
        who = hall.problem.parties[p].delegates
        found.append([d.id for d in who if only is None or d.id in only])
    return found


def _too_many(hall: Hall) -> Iterator[Group]:
    problem = hall.problem
    everything = Rule("place_all")
    for p, party in enumerate(problem.parties):
        if party.max_meetings is not None and hall.wanted[p] > party.max_meetings:
            yield (everything, Rule("max_meetings", (party.id,)))
        elif hall.wanted[p] > sum(len(hall.present[d]) for d in hall.members[p]):
            yield (everything, Rule("attendance", (party.id,)))
    ceilings = bounds(problem)
    if ceilings.limit == "slots" and ceilings.meetings < len(problem.meetings):
        limits = sorted({slot.limit for slot in ceilings.slots})
        yield (everything, *(Rule(limit) for limit in limits))


def explain(hall: Hall, solver: Solver) -> tuple[Group, ...]:
    """The conflicts of a problem that is known to be impossible."""
    counted = counted_conflicts(hall)
    if counted:
        return counted
    problem = hall.problem
    group: list[Rule] = []
    families = [f for f in _FAMILIES if f[1](problem) is not None]
    for name, ids, relax in families:
        relaxed = relax(problem)
        if not solver.budget.over and _impossible(relaxed, solver):
            problem = relaxed
        else:
            group.append(Rule(name, ids(hall.problem) or ()))
    return (tuple(group),)


def _impossible(problem: Problem, solver: Solver) -> bool:
    """Proven quickly that the problem has no schedule."""
    hall = hall_of(problem)
    model = Model(hall, {m.index: m.slots for m in hall.meetings}, {}, hard=True, words=())
    try:
        return solver.solve(model.cp, work=WORK_PER_FAMILY).state == "infeasible"
    except Stopped:
        return False


def _rules(problem: Problem, **changes: object) -> Problem:
    return replace(problem, rules=replace(problem.rules, **changes))  # type: ignore[arg-type]


def _locked_ids(problem: Problem) -> tuple[int, ...] | None:
    return tuple(m.id for m in problem.meetings if m.locked is not None) or None


def _after_ids(problem: Problem) -> tuple[int, ...] | None:
    return tuple(m.id for m in problem.meetings if m.after) or None


def _slot_ids(problem: Problem) -> tuple[int, ...] | None:
    return tuple(m.id for m in problem.meetings if m.slots is not None) or None


def _absent_ids(problem: Problem) -> tuple[int, ...] | None:
    return tuple(d.id for p in problem.parties for d in p.delegates if d.absent) or None


def _limited_ids(problem: Problem) -> tuple[int, ...] | None:
    return tuple(p.id for p in problem.parties if p.max_meetings is not None) or None


def _row_ids(problem: Problem) -> tuple[int, ...] | None:
    people = (d for p in problem.parties for d in p.delegates)
    return tuple(d.id for d in people if d.max_in_a_row is not None) or None


def _speaking_ids(problem: Problem) -> tuple[int, ...] | None:
    return tuple(d.id for p in problem.parties for d in p.delegates if d.languages) or None


def _when(holds: Callable[[Problem], bool]) -> Callable[[Problem], tuple[int, ...] | None]:
    return lambda problem: () if holds(problem) else None


def _for_delegates(problem: Problem, **changes: object) -> Problem:
    return replace(
        problem,
        parties=tuple(
            replace(
                party,
                delegates=tuple(
                    replace(d, **changes)  # type: ignore[arg-type]
                    for d in party.delegates
                ),
            )
            for party in problem.parties
        ),
    )


def _for_meetings(problem: Problem, **changes: object) -> Problem:
    meetings = tuple(replace(m, **changes) for m in problem.meetings)  # type: ignore[arg-type]
    return replace(problem, meetings=meetings)


def _without_limits(problem: Problem) -> Problem:
    parties = tuple(replace(p, max_meetings=None, min_meetings=0) for p in problem.parties)
    return replace(problem, parties=parties)


def _with_any_table(problem: Problem) -> Problem:
    tables = tuple(replace(t, host=None, step_free=True, slots=None) for t in problem.tables)
    more = max((t.id for t in tables), default=-1) + 1
    spare = tuple(
        replace(tables[0], id=more + n) if tables else Table(id=more + n)
        for n in range(len(problem.meetings))
    )
    return replace(problem, tables=(*tables, *spare))


_Family = tuple[str, Callable[[Problem], tuple[int, ...] | None], Callable[[Problem], Problem]]
_FAMILIES: tuple[_Family, ...] = (
    (
        "max_break_spread",
        _when(lambda p: p.rules.max_break_spread is not None),
        lambda p: _rules(p, max_break_spread=None),
    ),
    (
        "languages",
        _speaking_ids,
        lambda p: _for_delegates(p, negotiates=frozenset(), follows=frozenset()),
    ),
    ("max_in_a_row", _row_ids, lambda p: _for_delegates(p, max_in_a_row=None)),
    ("max_meetings", _limited_ids, _without_limits),
    ("chairs", _when(lambda p: p.rules.chairs is not None), lambda p: _rules(p, chairs=None)),
    ("tables", _when(lambda p: True), _with_any_table),
    ("after", _after_ids, lambda p: _for_meetings(p, after=())),
    ("slots", _slot_ids, lambda p: _for_meetings(p, slots=None)),
    ("absent", _absent_ids, lambda p: _for_delegates(p, absent=frozenset())),
    ("locked", _locked_ids, lambda p: _for_meetings(p, locked=None)),
    (
        "place_all",
        _when(lambda p: p.rules.place_all),
        lambda p: _rules(p, place_all=False),
    ),
)
