"""Proving: the whole problem in one model, word by word.

For problems small enough. Each word in turn is optimised among the schedules that reach what is
achieved in the words before it; what the solver cannot close it still limits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from matchmaking.scheduler.data import MAXIMISED
from matchmaking.scheduler.model import Model
from matchmaking.scheduler.neighbourhoods import keep
from matchmaking.scheduler.search import Impossible, Search

LARGEST = 9_000
"""Pairs of a meeting and a slot up to which the whole is one model."""


def small_enough(search: Search) -> bool:
    """Whether proving is worth a try."""
    return sum(len(meeting.slots) for meeting in search.hall.meetings) <= LARGEST


def prove(search: Search, *, share: float) -> None:
    """Close the gap between figures and bounds, or find that there is no schedule at all."""
    hall = search.hall
    words = [word for word in search.words if word != "table_changes"]
    free = {meeting.index: meeting.slots for meeting in hall.meetings}
    model = Model(hall, free, {}, hard=True, words=words)
    for word in words:
        if not search.settled(word):
            _optimise(search, model, word, share)
        if search.showable is None:
            return
        keep(model, word, search.showable.figures[word])


def _optimise(search: Search, model: Model, word: str, share: float) -> None:
    run = search.run
    if word in MAXIMISED:
        model.cp.maximize(model.levels[word])
    else:
        model.cp.minimize(model.levels[word])
    model.cp.clear_hints()
    if search.best is not None:
        model.hint(search.best.grid)
    answer = run.solve(
        model.cp,
        seconds=None if run.effort is not None else share * run.left,
        work=None if run.effort is None else share * run.effort,
        on_solution=lambda value: _offer(search, model, value),
    )
    if answer.state == "infeasible":
        raise Impossible
    if answer.state in ("optimal", "feasible"):
        search.offer(model.grid(answer.value))
        search.tighten(word, round(answer.bound))


def _offer(search: Search, model: Model, value: Callable[[Any], int]) -> None:
    search.offer(model.grid(value))
