"""Two MaxSAT solvers on the encoding of the literature: RC2 and UWrMaxSAT.

RC2 comes in the package `python-sat`, UWrMaxSAT 1.8 in `hermax`. RC2 works from below alone: it has
a schedule when it has the best one. UWrMaxSAT sometimes has one on the way.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from matchmaking.scheduler import Problem
from tests.bench.encoding import Encoding
from tests.bench.view import Answer, Limits

ORACLE = "cadical153"
"""The SAT solver inside RC2 that does best here, far better than the Glucose that it comes with."""


def rc2(problem: Problem, limits: Limits) -> Answer:
    """RC2 as it is. It cannot be interrupted, so that the process ends when time is up."""
    from pysat.examples.rc2 import RC2  # noqa: PLC0415 -- an extra of the bench

    class Telling(RC2):
        """Tells what its cores have proven."""

        def process_core(self) -> None:
            super().process_core()
            limits.tell({"breaks": self.cost})

    limits.end_there()
    encoding, preparing = _encoded(problem)
    if encoding.refuted:
        return Answer(encoding.view.empty("infeasible"), preparing=preparing)
    solver = Telling(encoding.wcnf, solver=ORACLE)
    model = solver.compute()
    if model is None:
        return Answer(encoding.view.empty("infeasible"), preparing=preparing)
    return _found(encoding, model, solver.cost, preparing)


def uwrmaxsat(problem: Problem, limits: Limits) -> Answer:
    """UWrMaxSAT as it is; when time is up, the best schedule it had, if any."""
    from hermax.core.ipamir_solver_interface import SolveStatus  # noqa: PLC0415 -- see above
    from hermax.incremental import UWrMaxSAT  # noqa: PLC0415 -- an extra of the bench

    encoding, preparing = _encoded(problem)
    if encoding.refuted:
        return Answer(encoding.view.empty("infeasible"), preparing=preparing)
    solver = UWrMaxSAT(encoding.wcnf)
    solver.set_terminate(lambda: int(time.monotonic() >= limits.deadline))
    if solver.solve():
        proven = solver.get_status() == SolveStatus.OPTIMUM
        bound = solver.get_cost() if proven else 0
        return _found(encoding, solver.get_model(), bound, preparing)
    refuted = solver.get_status() == SolveStatus.UNSAT
    return Answer(encoding.view.empty("infeasible" if refuted else "unknown"), preparing=preparing)


def _encoded(problem: Problem) -> tuple[Encoding, float]:
    started = time.monotonic()
    encoding = Encoding(problem)
    return encoding, time.monotonic() - started


def _found(encoding: Encoding, model: Iterable[int], bound: int, preparing: float) -> Answer:
    bounds = {"breaks": bound}
    return Answer(encoding.view.scheduled(encoding.seats(model), bounds), bounds, preparing)
