"""Solving: from a problem to a refereed schedule."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace

from matchmaking.scheduler.answer import answer_of
from matchmaking.scheduler.bounds.breaks import break_bound
from matchmaking.scheduler.bounds.choice import COUNTED, Choice
from matchmaking.scheduler.data import Problem, Progress, Schedule, Violation
from matchmaking.scheduler.explain.conflicts import Group, counted_conflicts, explain
from matchmaking.scheduler.explain.levers import tested
from matchmaking.scheduler.hall.prepare import hall_of
from matchmaking.scheduler.model.budget import Budget, Stopped
from matchmaking.scheduler.model.solver import Solver
from matchmaking.scheduler.referee.check import check
from matchmaking.scheduler.report import Reporter
from matchmaking.scheduler.search.improve import improve
from matchmaking.scheduler.search.place import begin, place
from matchmaking.scheduler.search.state import Impossible, Search

MAX_EXPLAINING = 15.0
"""Seconds at most for saying why there is no schedule."""

TESTING_SHARE, MAX_TESTING = 0.03, 1.0
"""The share of the time that is kept for testing levers, and seconds at most."""


class SchedulerBug(RuntimeError):
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
    `should_stop` are called in the caller's thread, the one about twice a second, the other more
    often; after a stop the best so far is returned within two seconds.

    Raises `SchedulerBug` if the referee refuses the result.
    """
    started = time.monotonic()
    hall = hall_of(problem)
    reserve = min(0.2 * seconds, 0.2 + len(problem.meetings) / 5_000)
    testing = min(MAX_TESTING, TESTING_SHARE * seconds)
    reporter = Reporter(on_progress)
    budget = Budget(
        started=started,
        seconds=seconds - reserve - testing,
        effort=effort,
        should_stop=should_stop,
        on_tick=reporter.tick,
    )
    solver = Solver(budget, workers=workers or os.cpu_count() or 1, seed=seed)
    search = Search(hall, solver, reporter.better)
    reporter.watch(search)
    conflicts: tuple[Group, ...] | None = None
    try:
        _search(search)
    except Impossible:
        conflicts = _explain(search)
    except Stopped:
        pass
    schedule = _with_tested_levers(search, answer_of(search, conflicts), testing)
    reporter.finish(schedule)
    if violations := check(problem, schedule):
        raise SchedulerBug(violations)
    return schedule


def _search(search: Search) -> None:
    """All phases in order; leaves early by `Impossible` or `Stopped`."""
    search.enter("check")
    if counted_conflicts(search.hall):
        raise Impossible
    begin(search)
    search.enter("choose")
    search.solver.load()
    choice = None if _all_placed(search) else Choice(search.hall).make(search.solver)
    if choice is not None and choice.impossible:
        raise Impossible
    search.enter("place")
    if choice is not None:
        place(search, choice)
    search.enter("seat")
    _bound(search, choice)
    search.enter("improve")
    improve(search)


def _all_placed(search: Search) -> bool:
    """Whether the greedy pass has left nothing to choose and nothing to place."""
    settled = all(search.settled(word) for word in search.words if word in COUNTED)
    return search.showable is not None and settled and search.hall.problem.previous is None


def _bound(search: Search, choice: Choice | None) -> None:
    """What is proven before anything is improved, for the figures that were reached."""
    found = search.showable
    if found is None and choice is not None:
        for word, bound in list(choice.bounds.items())[:1]:  # under no condition
            search.tighten(word, bound)
    if found is not None and choice is not None:
        words = [word for word in search.words if word in choice.bounds]
        if any(found.figures[word] != choice.bounds[word] for word in words[:-1]):
            choice = Choice(search.hall, seats=True).make(search.solver, found.figures)
        for word, bound in choice.bounds.items():
            search.tighten(word, bound)
    for word in ("breaks", "break_slots"):
        known = found is not None or search.hall.problem.rules.place_all
        if known and word in search.words and not search.settled(word):
            reached = {} if found is None else found.figures
            search.tighten(word, break_bound(search.hall, search.solver, word, reached))


def _with_tested_levers(search: Search, schedule: Schedule, seconds: float) -> Schedule:
    budget, best = search.budget, search.showable
    if best is None or not schedule.unplaced:
        return schedule
    if budget.effort is None:  # where effort counts, moments decide nothing
        budget.deadline = min(budget.deadline, time.monotonic()) + seconds
    levers = tested(search.hall, best.grid, schedule.unplaced, search.solver)
    return replace(schedule, unplaced=levers, seconds=round(budget.seconds, 3))


def _explain(search: Search) -> tuple[Group, ...]:
    try:
        budget = search.budget
        budget.deadline = min(budget.deadline, budget.started + budget.seconds + MAX_EXPLAINING)
        return explain(search.hall, search.solver)
    except Stopped:
        return counted_conflicts(search.hall)
