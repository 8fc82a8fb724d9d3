"""The solvers that are measured, by name: ours and its rivals."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass

from matchmaking.scheduler import Problem, Progress, solve
from tests.bench.first_fit import first_fit
from tests.bench.maxsat import rc2, uwrmaxsat
from tests.bench.plain import plain
from tests.bench.view import Answer, Limits

Solving = Callable[[Problem, Limits], Answer]


@dataclass(frozen=True)
class Solver:
    """`library`: the module that it loads before it can solve, if that takes time.

    `packages`: distributions that it needs besides the product's, each with a module to find it by.
    """

    title: str
    solving: Solving
    library: str | None = None
    packages: tuple[tuple[str, str], ...] = ()

    def load(self) -> None:
        """Load the library now."""
        if self.library is not None:
            importlib.import_module(self.library)

    @property
    def missing(self) -> list[str]:
        """The distributions that are not installed here."""
        return [name for name, module in self.packages if not importlib.util.find_spec(module)]


class _Clock:
    """Notes when the number of placed meetings last rose, and the breaks at that moment."""

    def __init__(self) -> None:
        self.placed = 0
        self.at: float | None = None
        self.breaks: int | None = None

    def __call__(self, progress: Progress) -> None:
        if progress.placed > self.placed:
            self.placed, self.at, self.breaks = progress.placed, progress.seconds, progress.breaks


def ours(problem: Problem, limits: Limits) -> Answer:
    """The scheduler of the product."""
    clock = _Clock()
    schedule = solve(
        problem,
        seconds=limits.left,
        workers=limits.workers,
        seed=limits.seed,
        on_progress=clock,
    )
    bounds = {level.name: level.bound for level in schedule.objective}
    return Answer(schedule, bounds, placed_after=clock.at, breaks_then=clock.breaks)


OURS = "ours"
PLAIN = "plain"
RC2 = "rc2"
UWRMAXSAT = "uwrmaxsat"
FIRST_FIT = "first-fit"

_ORTOOLS = "ortools.sat.python.cp_model"
_PYSAT = ("python-sat", "pysat")
_HERMAX = ("hermax", "hermax")
SOLVERS = {
    OURS: Solver("ours", ours, _ORTOOLS),
    PLAIN: Solver("plain CP-SAT", plain, _ORTOOLS),
    RC2: Solver("RC2", rc2, "pysat.examples.rc2", (_PYSAT,)),
    UWRMAXSAT: Solver("UWrMaxSAT", uwrmaxsat, "hermax.incremental", (_PYSAT, _HERMAX)),
    FIRST_FIT: Solver("first fit", first_fit),
}
RIVALS = tuple(name for name in SOLVERS if name != OURS)


def versions() -> str:
    """What is measured with what: the versions of all distributions that solve."""
    names = ["ortools", *dict.fromkeys(n for s in SOLVERS.values() for n, _ in s.packages)]
    found = []
    for name in names:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"without {name}")
    return ", ".join(found)
