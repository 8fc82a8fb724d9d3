"""The first schedule: greedily, then all chosen meetings at once, else slot by slot."""

from __future__ import annotations

from collections.abc import Collection

from matchmaking.scheduler.bounds.choice import Choice
from matchmaking.scheduler.hall.indexed import Grid, Hall
from matchmaking.scheduler.model.grid import Model
from matchmaking.scheduler.model.solver import FOUND, lean_on_lp, search_plainly
from matchmaking.scheduler.search.greedy import fill, seat_locked
from matchmaking.scheduler.search.state import Impossible, Search
from matchmaking.scheduler.search.urgency import urgency

MAX_AT_ONCE = 25_000
"""Pairs of a meeting and a slot up to which placing everything at once is tried."""

MAX_SLOT_BY_SLOT = 12_000
"""The same for a matching in each slot; beyond it, a greedy pass must do."""

WORK_AT_ONCE = 15.0
WORK_PER_SLOT = 1.0
CROWD = 6
"""Candidates for a slot, as a multiple of the meetings that it holds at most."""


def begin(search: Search) -> None:
    """A greedy pass over everything: however little time there is, there is something to show."""
    everything = range(len(search.hall.meetings))
    search.offer(fill(search.hall, _locked(search), everything, search.budget.tick))


def place(search: Search, choice: Choice) -> None:
    """Offer first schedules; the first way that places all that was chosen is the last.

    Raises `Impossible` if even the obligatory meetings do not fit.
    """
    chosen = choice.selection
    if search.hall.problem.previous is not None and "changes" in search.words:
        _as_before(search)
        if search.showable is not None:
            return
    pairs = sum(len(search.hall.meetings[m].slots) for m in chosen)
    locked = _locked(search)
    grid = fill(search.hall, locked, chosen, search.budget.tick)
    search.offer(grid)
    if len(grid) == len(chosen):
        return
    state = _at_once(search, chosen) if pairs <= MAX_AT_ONCE else "unknown"
    if state in FOUND:
        return
    wanted = sum(len(meeting.slots) for meeting in search.hall.meetings)
    if state == "infeasible" and wanted <= MAX_AT_ONCE and _as_many(search, choice):
        return
    if pairs <= MAX_SLOT_BY_SLOT:
        _slot_by_slot(search, chosen, locked)


def _as_before(search: Search) -> None:
    """What can stay where it was, and locked meetings; then whatever fits beside them.

    Only seats in their old slots are held, so what these meetings can hold among themselves
    limits every schedule: the least of `changes` is proven here.
    """
    hall, solver = search.hall, search.solver
    free = {}
    for meeting in hall.meetings:
        old = meeting.previous
        if meeting.locked_slot is not None:
            free[meeting.index] = meeting.slots
        elif old is not None and old.slot in meeting.slots:
            free[meeting.index] = (old.slot,)
    model = Model(hall, free, {}, hard=False, words=("changes",), spread=False)
    model.cp.minimize(model.levels["changes"])
    answer = solver.solve(model.cp, work=WORK_AT_ONCE)
    if answer.state not in FOUND:
        return
    search.tighten("changes", round(answer.bound))
    model.cp.add(model.levels["changes"] <= answer.value(model.levels["changes"]))
    placed = sum(model.variables.placed(m) for m in free)
    must = sum(model.variables.placed(m) for m in free if hall.meetings[m].must)
    search.offer(model.grid(answer.value))
    model.hint(model.grid(answer.value))
    model.cp.maximize(1000 * must + placed)
    answer = solver.solve(model.cp, work=WORK_AT_ONCE)
    if answer.state in FOUND:
        search.offer(model.grid(answer.value))


def _at_once(search: Search, chosen: Collection[int]) -> str:
    """All chosen meetings or nothing; returns the solver's verdict."""
    hall = search.hall
    free = {m: hall.meetings[m].slots for m in sorted(chosen)}
    model = Model(hall, free, {}, hard=True, words=(), spread=False, pooled=True)
    for m in free:
        if not hall.meetings[m].must:
            model.cp.add(model.variables.placed(m) == 1)
    state = _try(search, model, part=0.5)
    if state == "infeasible" and all(hall.meetings[m].must for m in free):
        raise Impossible
    return state


def _as_many(search: Search, choice: Choice) -> bool:
    """Any meetings that reach the limits of `minimum` and `placed`; values come later."""
    hall = search.hall
    words = [word for word in ("minimum", "placed") if word in choice.bounds]
    free = {meeting.index: meeting.slots for meeting in hall.meetings}
    model = Model(hall, free, {}, hard=True, words=words, spread=False, pooled=True)
    for word in words:
        model.cp.add(model.levels[word] == choice.bounds[word])
    if "placed" not in words:
        model.cp.add(sum(model.variables.x.values()) >= len(choice.selection))
    return _try(search, model, part=0.4) in FOUND


def _try(search: Search, model: Model, *, part: float) -> str:
    budget = search.budget
    seconds = None if budget.effort is not None else part * budget.left
    answer = search.solver.solve(model.cp, work=WORK_AT_ONCE, seconds=seconds, tune=search_plainly)
    if answer.state in FOUND:
        search.offer(model.grid(answer.value))
    return answer.state


def _slot_by_slot(search: Search, chosen: Collection[int], grid: Grid) -> None:
    """Beside the locked meetings, each slot as a matching that serves the most urgent."""
    hall = search.hall
    for t in hall.slots:
        waiting = [m for m in sorted(chosen) if m not in grid and t in hall.meetings[m].slots]
        weight = urgency(hall, grid, waiting, t)
        waiting.sort(key=lambda m: (-weight[m], m))
        crowd = waiting[: CROWD * max(1, _room(hall))]
        free = dict.fromkeys(crowd, (t,))
        model = Model(hall, free, grid, hard=False, words=(), spread=False, pooled=True)
        model.cp.maximize(sum(weight[m] * model.variables.placed(m) for m in crowd))
        answer = search.solver.solve(model.cp, work=WORK_PER_SLOT, tune=lean_on_lp)
        if answer.state in FOUND:
            grid = model.grid(answer.value)
    search.offer(fill(hall, grid, chosen))


def _locked(search: Search) -> Grid:
    hall = search.hall
    free = {m.index: m.slots for m in hall.meetings if m.locked_slot is not None}
    plain = seat_locked(hall)
    if plain is not None:
        return plain
    search.solver.load()
    model = Model(hall, free, {}, hard=False, words=(), spread=False)
    for m in free:
        model.cp.add(model.variables.placed(m) == 1)
    answer = search.solver.solve(model.cp)
    if answer.state == "infeasible":
        raise Impossible
    return model.grid(answer.value) if answer.state in FOUND else {}


def _room(hall: Hall) -> int:
    return min(len(hall.tables), len(hall.people) // 2)
