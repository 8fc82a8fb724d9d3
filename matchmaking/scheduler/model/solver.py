"""The solver: how CP-SAT is asked within the budget of a run, alone or as a race of several."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from matchmaking.scheduler.model.budget import Budget, Stopped

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

TICK = 0.05
"""Seconds between two looks at the clock while the solver works."""

PATIENCE = 0.6
"""Seconds that a solver which was told to stop is waited for."""

HEAD_START = 2.0
"""Seconds that the first of several solvers has before the others join in."""

MAX_RACERS = 4
"""Solvers that race at most: each holds the whole model."""

FOUND = ("optimal", "feasible")
"""The states of an answer that holds a solution."""


@dataclass(slots=True)
class Answer:
    """What the solver said: `state` is optimal, feasible, infeasible or unknown.

    `value` reads a literal or expression of the last solution; `bound` limits the objective.
    """

    state: str
    objective: float
    bound: float
    value: Callable[[Any], int]


class Solver:
    """CP-SAT, asked within a budget: `workers` cores at most, and `seed` for all that is chance."""

    def __init__(self, budget: Budget, *, workers: int, seed: int) -> None:
        self.budget = budget
        self.workers = workers
        self.seed = seed
        self._asked = 0

    def load(self) -> None:
        """Import the solver, which may take seconds, in a thread, so that the clock is watched."""

        def load() -> None:
            from ortools.sat.python import cp_model  # noqa: F401, PLC0415 -- slow import

        loader = threading.Thread(target=load, daemon=True)
        loader.start()
        while loader.is_alive():
            loader.join(TICK)
            self.budget.tick()
            self.budget.check()

    def solve(
        self,
        model: cp_model.CpModel,
        *,
        seconds: float | None = None,
        work: float | None = None,
        workers: int | None = None,
        on_solution: Callable[[Callable[[Any], int]], object] | None = None,
        tune: Callable[[Any], None] | None = None,
    ) -> Answer:
        """Solve a model within what is left and at most `seconds` and deterministic `work`.

        `on_solution` is handed each solution, as what reads it, in this thread; `tune` may change
        the parameters. Raises `Stopped` where the run is over or no answer comes in time.
        """
        self.budget.check()
        solver = self._solver(seconds, work, workers or self.workers, self.seed)
        if tune is not None:
            tune(solver.parameters)
        callback = _collector(on_solution) if on_solution is not None else None
        _, state = self._first_answer([solver], model, callback)
        self.budget.spend(solver.response_proto.deterministic_time + 0.001)
        return _answer(solver, state)

    def ask(
        self,
        model: cp_model.CpModel,
        *,
        seconds: float | None,
        work: float | None,
        enough: Callable[[], bool],
    ) -> Answer:
        """Answer a question of yes or no; of some cores each tries with a seed of its own.

        Clauses and propagation answer, the linear relaxation seldom does; and one core alone is
        about as fast as several that tell each other what they learn, but its luck varies, often
        tenfold. So they race, and the first answer counts. Every question has fresh seeds: one
        that got none may get one when it is asked again. `enough` is asked at every tick whether
        the answer is no longer of interest. Raises `Stopped` as `solve` does.
        """
        self.budget.check()
        solvers = []
        for _ in range(min(self.workers, MAX_RACERS)):
            self._asked += 1
            solver = self._solver(seconds, work, 1, (self.seed + self._asked) % 2**31)
            search_plainly(solver.parameters)
            solvers.append(solver)
        first, state = self._first_answer(solvers, model, None, enough)
        self.budget.spend(first.response_proto.deterministic_time + 0.001)
        return _answer(first, state)

    def _solver(
        self, seconds: float | None, work: float | None, workers: int, seed: int
    ) -> cp_model.CpSolver:
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow import

        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = workers
        parameters.random_seed = seed
        parameters.catch_sigint_signal = False  # signals belong to the caller
        left, effort = self.budget.left, self.budget.effort
        parameters.max_time_in_seconds = left if seconds is None else min(seconds, left)
        limits = (limit for limit in (work, effort, 1e9) if limit is not None)
        parameters.max_deterministic_time = min(limits)
        return solver

    def _first_answer(
        self,
        solvers: list[cp_model.CpSolver],
        model: cp_model.CpModel,
        callback: Any,
        enough: Callable[[], bool] | None = None,
    ) -> tuple[cp_model.CpSolver, Any]:
        """The first solver with an answer, and its state.

        Solvers work in threads of their own, so that this one can watch the clock. Most answers
        are found at once, and fastest by one solver alone: the others join in later.
        """
        answers: SimpleQueue[tuple[cp_model.CpSolver, Any]] = SimpleQueue()

        def work(solver: cp_model.CpSolver) -> None:
            try:
                answers.put((solver, solver.solve(model, callback)))
            except BaseException as error:
                answers.put((solver, error))

        threads = [threading.Thread(target=work, args=(s,), daemon=True) for s in solvers]
        threads[0].start()
        at_work = 1
        limit = solvers[0].parameters.max_time_in_seconds + 0.2
        begun, asked_at = time.monotonic(), None
        first: tuple[cp_model.CpSolver, Any] | None = None
        try:
            while at_work:
                with suppress(Empty):
                    answer = answers.get(timeout=TICK)
                    at_work -= 1
                    first = first if first is not None and _decided(*first) else answer
                if callback is not None:
                    callback.hand_over()
                self.budget.tick()
                now = time.monotonic()
                done = first is not None and _decided(*first)
                late = self.budget.over or now - begun > limit
                if done or late or (enough is not None and enough()):
                    asked_at = asked_at or now
                    _stop(solvers)
                elif now - begun > HEAD_START and not threads[-1].ident:
                    with suppress(RuntimeError):  # no more threads: then those that run
                        for thread in threads[at_work:]:
                            thread.start()
                            at_work += 1
                if asked_at is not None and now - asked_at > PATIENCE and self.budget.over:
                    break
        finally:
            _stop(solvers)
        if first is None:
            raise Stopped
        if isinstance(first[1], BaseException):
            raise first[1]
        return first


def _stop(solvers: list[cp_model.CpSolver]) -> None:
    for solver in solvers:
        solver.stop_search()


def _decided(solver: cp_model.CpSolver, state: Any) -> bool:
    """Whether this ends the race: a schedule, a proof that there is none, or a failure."""
    return isinstance(state, BaseException) or solver.status_name(state).lower() in (
        *FOUND,
        "infeasible",
    )


def _answer(solver: cp_model.CpSolver, state: Any) -> Answer:
    name = solver.status_name(state).lower()
    if name in FOUND:
        return Answer(
            name,
            solver.objective_value,
            solver.best_objective_bound,
            lambda expression: round(solver.value(expression)),
        )
    if name == "model_invalid":
        raise ValueError("The constraint model is invalid.")
    bound = solver.best_objective_bound if name == "unknown" else 0.0
    return Answer(name, 0.0, bound, lambda _: 0)


def _collector(hand: Callable[[Callable[[Any], int]], object]) -> Any:
    """A solution callback that keeps the newest solution for the watching thread."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow import

    class Collector(cp_model.CpSolverSolutionCallback):
        def __init__(self) -> None:
            super().__init__()
            self._lock = threading.Lock()
            self._newest: Any = None

        def on_solution_callback(self) -> None:
            response = list(self.response_proto.solution)
            with self._lock:
                self._newest = response

        def hand_over(self) -> None:
            with self._lock:
                newest, self._newest = self._newest, None
            if newest is not None:
                hand(lambda literal: _valued(literal, newest))

    return Collector()


def _valued(literal: Any, solution: list[int]) -> int:
    index: int = literal.index
    return solution[index] if index >= 0 else 1 - solution[-index - 1]


def lean_on_lp(parameters: Any) -> None:
    """For models that are flows or matchings at heart: the linear relaxation does the work."""
    parameters.linearization_level = 2
    parameters.num_workers = 1


def search_plainly(parameters: Any) -> None:
    """For placing without an objective, where the linear relaxation only costs time."""
    parameters.linearization_level = 0
