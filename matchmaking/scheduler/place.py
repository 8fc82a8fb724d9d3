"""The first schedule: all chosen meetings at once where that is quick, else slot by slot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from matchmaking.scheduler.choose import Choice
from matchmaking.scheduler.hall import Grid, Hall
from matchmaking.scheduler.model import Model
from matchmaking.scheduler.run import lean_on_lp, search_plainly
from matchmaking.scheduler.search import Impossible, Search

AT_ONCE = 25_000
"""Pairs of a meeting and a slot up to which placing everything at once is tried."""

WORK_AT_ONCE = 15.0
WORK_PER_SLOT = 1.0
FOUND = ("optimal", "feasible")
CROWD = 6
"""Candidates for a slot, as a multiple of the meetings that it holds at most."""


def place(search: Search, choice: Choice) -> None:
    """Offer a first schedule; the first way that works is taken.

    Raises `Impossible` if even the obligatory meetings do not fit.
    """
    chosen = choice.selection
    if search.hall.problem.previous is not None and "changes" in search.words:
        _as_before(search)
        if search.showable is not None:
            return
    pairs = sum(len(search.hall.meetings[m].slots) for m in chosen)
    state = _at_once(search, chosen) if pairs <= AT_ONCE else "unknown"
    if state in FOUND:
        return
    wanted = sum(len(meeting.slots) for meeting in search.hall.meetings)
    if state == "infeasible" and wanted <= AT_ONCE and _as_many(search, choice):
        return
    _slot_by_slot(search, chosen)


def _as_before(search: Search) -> None:
    """What can stay where it was, and locked meetings; the rest is for the neighbourhoods."""
    hall = search.hall
    free = {}
    for meeting in hall.meetings:
        old = meeting.previous
        if meeting.locked_slot is not None:
            free[meeting.index] = meeting.slots
        elif old is not None and old.slot in meeting.slots:
            free[meeting.index] = (old.slot,)
    model = Model(hall, free, {}, hard=False, words=("changes",))
    placed = sum(model.placed(m) for m in free)
    must = sum(model.placed(m) for m in free if hall.meetings[m].must)
    model.cp.maximize(1000 * must + 10 * placed - 10 * model.levels["changes"])
    answer = search.run.solve(model.cp, work=WORK_AT_ONCE)
    if answer.state in FOUND:
        search.offer(model.grid(answer.value))


def _at_once(search: Search, chosen: Collection[int]) -> str:
    """All chosen meetings or nothing; returns the solver's verdict."""
    hall = search.hall
    free = {m: hall.meetings[m].slots for m in sorted(chosen)}
    model = Model(hall, free, {}, hard=True, words=(), spread=False, pooled=True)
    for m in free:
        if not hall.meetings[m].must:
            model.cp.add(model.placed(m) == 1)
    state = _try(search, model, part=0.3)
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
        model.cp.add(sum(model.x.values()) >= len(choice.selection))
    return _try(search, model, part=0.4) in FOUND


def _try(search: Search, model: Model, *, part: float) -> str:
    run = search.run
    seconds = None if run.effort is not None else part * run.left
    answer = run.solve(model.cp, work=WORK_AT_ONCE, seconds=seconds, tune=search_plainly)
    if answer.state in FOUND:
        search.offer(model.grid(answer.value))
    return answer.state


def _slot_by_slot(search: Search, chosen: Collection[int]) -> None:
    """Locked meetings first, then each slot as a matching that serves the most urgent."""
    hall = search.hall
    grid = _locked(search)
    for t in hall.slots:
        waiting = [m for m in sorted(chosen) if m not in grid and t in hall.meetings[m].slots]
        urgency = _urgency(hall, grid, waiting, t)
        waiting.sort(key=lambda m: (-urgency[m], m))
        crowd = waiting[: CROWD * max(1, _room(hall))]
        model = Model(hall, dict.fromkeys(crowd, (t,)), grid, hard=False, words=())
        model.cp.maximize(sum(urgency[m] * model.placed(m) for m in crowd))
        answer = search.run.solve(model.cp, work=WORK_PER_SLOT, tune=lean_on_lp)
        if answer.state in FOUND:
            grid = model.grid(answer.value)
    search.offer(grid)


def _locked(search: Search) -> Grid:
    hall = search.hall
    free = {m.index: m.slots for m in hall.meetings if m.locked_slot is not None}
    if not free:
        return {}
    model = Model(hall, free, {}, hard=False, words=(), spread=False)
    for m in free:
        model.cp.add(model.placed(m) == 1)
    answer = search.run.solve(model.cp)
    if answer.state == "infeasible":
        raise Impossible
    return model.grid(answer.value) if answer.state in FOUND else {}


def _room(hall: Hall) -> int:
    return min(len(hall.tables), len(hall.people) // 2)


def _urgency(hall: Hall, grid: Grid, waiting: list[int], t: int) -> dict[int, int]:
    """Per meeting: how little room its parties have left for the meetings they still wait for."""
    remaining = Counter(p for m in waiting for p in hall.meetings[m].parties)
    busy = {d for s in grid.values() if s.slot == t for d in s.delegates}

    def pressure(p: int) -> float:
        room = sum(
            sum(slot > t for slot in hall.present[d]) + (t in hall.present[d] and d not in busy)
            for d in hall.members[p]
        )
        return min(1.5, remaining[p] / room) if room else 1.5

    weight = {p: 1 + round(1000 * pressure(p) ** 6) for p in remaining}
    last = {m: not any(s > t for s in hall.meetings[m].slots) for m in waiting}
    return {
        m: sum(weight[p] for p in hall.meetings[m].parties)
        + (4000 if last[m] or hall.meetings[m].must else 0)
        for m in waiting
    }
