"""One run: its clock, its effort, its way out, and how the solver is called inside it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from matchmaking.scheduler.data import Phase

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

TICK = 0.05
"""Seconds between two looks at the clock while the solver works."""

PATIENCE = 0.6
"""Seconds that a solver which was told to stop is waited for."""


FOUND = ("optimal", "feasible")
"""The states of an answer that holds a solution."""


class Stopped(Exception):
    """The run must end now, with what it has."""


@dataclass(slots=True)
class Answer:
    """What the solver said: `state` is optimal, feasible, infeasible or unknown.

    `value` reads a literal or expression of the last solution; `bound` limits the objective.
    """

    state: str
    objective: float
    bound: float
    value: Callable[[Any], int]


class Run:
    """The limits of one run. All times are seconds since `started` on the monotonic clock."""

    def __init__(
        self,
        *,
        seconds: float,
        started: float | None = None,
        effort: float | None,
        workers: int,
        seed: int,
        should_stop: Callable[[], bool] | None,
        on_tick: Callable[[Phase], None] | None,
    ) -> None:
        self.started = time.monotonic() if started is None else started
        self.deadline = self.started + seconds
        self.effort = effort
        self.workers = workers
        self.seed = seed
        self.random = Random(seed)
        self.phase: Phase = "check"
        self._should_stop = should_stop
        self.meanwhile: Callable[[], None] | None = None
        """Done at every tick: something that goes on beside all else."""
        self._on_tick = on_tick
        self._stopped = False

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        """Seconds left; 0 once stopped."""
        return 0.0 if self._stopped else max(0.0, self.deadline - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether the run must end: time is up, effort is used up, or somebody said so."""
        if not self._stopped and self._should_stop is not None and self._should_stop():
            self._stopped = True
        return self.left <= 0 or (self.effort is not None and self.effort <= 0)

    def share(self, part: float) -> float | None:
        """The moment (in seconds of the run) when a part of what is left is used up.

        None where effort counts instead of time: moments would make the answer depend on them.
        """
        return None if self.effort is not None else self.seconds + part * self.left

    def tick(self) -> None:
        """Tell how far it is, if somebody wants to know."""
        if self.meanwhile is not None:
            self.meanwhile()
        if self._on_tick is not None:
            self._on_tick(self.phase)

    def check(self) -> None:
        """Leave by `Stopped` if the run must end."""
        if self.over:
            raise Stopped

    def pulse(self) -> bool:
        """Tell how far it is; whether to go on. For work in this thread, every few ms."""
        self.tick()
        return not self.over

    def spend(self, work: float) -> None:
        """Count deterministic work against the effort."""
        if self.effort is not None:
            self.effort -= work

    def load_solver(self) -> None:
        """Import the solver, which may take seconds, in a thread, so that the clock is watched."""

        def load() -> None:
            from ortools.sat.python import cp_model  # noqa: F401, PLC0415 -- slow import

        loader = threading.Thread(target=load, daemon=True)
        loader.start()
        while loader.is_alive():
            loader.join(TICK)
            self.tick()
            self.check()

    def solve(
        self,
        model: cp_model.CpModel,
        *,
        seconds: float | None = None,
        work: float | None = None,
        workers: int | None = None,
        on_solution: Callable[[Callable[[Any], int]], None] | None = None,
        tune: Callable[[Any], None] | None = None,
        enough: Callable[[], bool] | None = None,
    ) -> Answer:
        """Solve a model within what is left and at most `seconds` and deterministic `work`.

        `enough` is asked at every tick whether the answer is still of interest.
        """
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow import

        self.check()
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = workers or self.workers
        parameters.random_seed = self.seed
        parameters.catch_sigint_signal = False  # signals belong to the caller
        limit = self.left if seconds is None else min(seconds, self.left)
        parameters.max_time_in_seconds = limit
        budget = min(b for b in (work, self.effort, 1e9) if b is not None)
        parameters.max_deterministic_time = budget
        if tune is not None:
            tune(parameters)
        answer = self._in_a_thread(solver, model, limit, on_solution, enough)
        self.spend(solver.response_proto.deterministic_time + 0.001)
        return answer

    def _in_a_thread(
        self,
        solver: cp_model.CpSolver,
        model: cp_model.CpModel,
        limit: float,
        on_solution: Callable[[Callable[[Any], int]], None] | None,
        enough: Callable[[], bool] | None,
    ) -> Answer:
        """The solver works in a thread of its own, so that this one can watch the clock."""
        states: list[Any] = []
        callback = _collector(on_solution) if on_solution is not None else None

        def work() -> None:
            states.append(solver.solve(model, callback))

        worker = threading.Thread(target=work, daemon=True)
        worker.start()
        asked_at: float | None = None
        begun = time.monotonic()
        while worker.is_alive():
            worker.join(TICK)
            if callback is not None:
                callback.hand_over()
            self.tick()
            now = time.monotonic()
            enough_of_it = now - begun > limit + 0.2 or (enough is not None and enough())
            if asked_at is None and (self.over or enough_of_it):
                solver.stop_search()
                asked_at = now
            if asked_at is not None and now - asked_at > PATIENCE and self.over:
                raise Stopped
        if callback is not None:
            callback.hand_over()
        return _answer(solver, states[0])


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


def _collector(hand: Callable[[Callable[[Any], int]], None]) -> Any:
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


ASKING = ("no_lp", "default_lp", "quick_restart_no_lp", "reduced_costs", "max_lp")
"""The solver's own searches for questions, the one that answers most of them first."""


def ask_plainly(parameters: Any) -> None:
    """For questions of yes or no: clauses and propagation answer, the relaxation seldom does.

    Named, because with few workers the solver would leave that search out.
    """
    if parameters.num_workers == 1:
        parameters.linearization_level = 0
    else:
        parameters.subsolvers.extend(ASKING[: parameters.num_workers])
