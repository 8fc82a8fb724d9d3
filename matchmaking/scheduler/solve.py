"""Solving: from a problem to a refereed schedule."""

from __future__ import annotations

import os
from collections.abc import Callable

from matchmaking.scheduler.answer import answer_of
from matchmaking.scheduler.choose import Choice
from matchmaking.scheduler.conflicts import Group, counted_conflicts, explain
from matchmaking.scheduler.data import Problem, Progress, Schedule, Violation
from matchmaking.scheduler.exact import prove, small_enough
from matchmaking.scheduler.hall import Hall, hall_of
from matchmaking.scheduler.improve import Improver
from matchmaking.scheduler.place import place
from matchmaking.scheduler.referee import check
from matchmaking.scheduler.report import Reporter
from matchmaking.scheduler.run import Run, Stopped
from matchmaking.scheduler.search import Impossible, Search

EXPLAINING = 15.0
"""Seconds at most for saying why there is no schedule."""


class SchedulerBug(RuntimeError):  # noqa: N818 -- the word of the house
    """The referee refused a schedule of our own making."""

    def __init__(self, violations: list[Violation]) -> None:
        super().__init__("; ".join(violation.message for violation in violations))
        self.violations = violations


def solve(
    problem: Problem,
    *,
    seconds: float = 60.0,
    effort: float | None = None,
    workers: int | None = None,
    seed: int = 1,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Schedule:
    """The best schedule found within `seconds`, with honest bounds.

    `effort` limits deterministic work instead (about seconds of one core); with `workers` 1 the
    answer is then the same each time, unless `seconds` cut it short. `on_progress` and
    `should_stop` are called in the caller's thread, about every second and several times a
    second; after a stop the best so far is returned within two seconds.

    Raises `SchedulerBug` if the referee refuses the result.
    """
    hall = hall_of(problem)
    reserve = min(0.1 * seconds, 0.2 + len(problem.meetings) / 10_000)
    reporter = Reporter(on_progress)
    run = Run(
        seconds=seconds - reserve,
        effort=effort,
        workers=workers or os.cpu_count() or 1,
        seed=seed,
        should_stop=should_stop,
        on_tick=reporter.tick,
    )
    search = Search(hall, run, reporter.better)
    reporter.watch(search)
    conflicts: tuple[Group, ...] | None = None
    try:
        _search(search)
    except Impossible:
        conflicts = _explain(hall, run)
    except Stopped:
        pass
    schedule = answer_of(search, conflicts)
    reporter.finish(schedule)
    if violations := check(problem, schedule):
        raise SchedulerBug(violations)
    return schedule


def _search(search: Search) -> None:
    """All phases in order; leaves early by `Impossible` or `Stopped`."""
    run = search.run
    search.enter("check")
    if counted_conflicts(search.hall):
        raise Impossible
    search.enter("choose")
    choice = Choice(search.hall).run(run)
    if choice.impossible:
        raise Impossible
    search.enter("place")
    chosen = choice.meetings
    place(search, range(len(search.hall.meetings)) if chosen is None else chosen)
    search.enter("seat")
    _bound_by_choice(search, choice)
    search.enter("improve")
    _improve(search)


def _bound_by_choice(search: Search, choice: Choice) -> None:
    """Take the limits of the choice, as they are for the figures that were reached."""
    best = search.best
    words = [word for word in search.words if word in choice.bounds]
    if best is not None and any(best.figures[w] != choice.bounds[w] for w in words[:-1]):
        choice = Choice(search.hall).run(search.run, best.figures)
    for word, bound in choice.bounds.items():
        search.tighten(word, bound)


def _improve(search: Search) -> None:
    """Neighbourhoods first; then proofs where the whole is small; then whatever time is left."""
    improver = Improver(search)
    if not small_enough(search):
        improver.improve()
    if search.showable is not None:
        improver.improve(share=0.2, patience=20)
    if search.showable is None or search.open_words():
        prove(search)
    improver.improve()


def _explain(hall: Hall, run: Run) -> tuple[Group, ...]:
    try:
        run.deadline = min(run.deadline, run.started + run.seconds + EXPLAINING)
        return explain(hall, run)
    except Stopped:
        return counted_conflicts(hall)
