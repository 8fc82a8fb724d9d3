"""The best schedule so far and what is proven, shared by all phases of one run."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from matchmaking.scheduler.bounds.counting import counted_bounds
from matchmaking.scheduler.data import MAXIMISED, Phase
from matchmaking.scheduler.hall.indexed import Grid, Hall
from matchmaking.scheduler.model.solver import Solver
from matchmaking.scheduler.search.candidate import Candidate, candidate


class Impossible(Exception):
    """Proven: no schedule holds all the rules."""


class Search:
    """`best`: the best candidate of the run, or None; `bounds`: per word a proven limit.

    A bound speaks of all schedules that reach the best one's figures in the words before it. When
    these only improve there are fewer of those, so the bound stays true; when one gets worse (for
    the sake of a word before it), what was proven under it falls back to what is counted.
    """

    def __init__(
        self, hall: Hall, solver: Solver, on_better: Callable[[], None] | None = None
    ) -> None:
        self.hall = hall
        self.solver = solver
        self.budget = solver.budget
        self.random = Random(solver.seed)
        self.phase: Phase = "check"
        self.words = hall.problem.objective
        self.best: Candidate | None = None
        self.bounds = counted_bounds(hall)
        self._on_better = on_better

    def enter(self, phase: Phase) -> None:
        """Begin a phase."""
        self.phase = phase
        self.budget.tick()

    def offer(self, grid: Grid) -> bool:
        """Take the grid if it is at least as good as the best; True if it is better."""
        found = candidate(self.hall, grid)
        if self.best is not None and found.rank > self.best.rank:
            return False
        better = self.best is None or found.rank < self.best.rank
        if self.best is not None:
            self._loosen(self.best, found)
        self.best = found
        if better and self._on_better is not None:
            self._on_better()
        return better

    def _loosen(self, before: Candidate, after: Candidate) -> None:
        """Take back the bounds of words behind one that got worse."""
        for n, word in enumerate(self.words):
            change = after.figures[word] - before.figures[word]
            if change < 0 if word in MAXIMISED else change > 0:
                counted = counted_bounds(self.hall)
                self.bounds |= {later: counted[later] for later in self.words[n + 1 :]}
                return

    def tighten(self, word: str, bound: int) -> None:
        """Note a proven limit."""
        pick = min if word in MAXIMISED else max
        self.bounds[word] = pick(self.bounds[word], bound)

    def settled(self, word: str) -> bool:
        """Whether the figure of the best schedule that may be shown is proven."""
        found = self.showable
        return found is not None and found.figures[word] == self.bounds[word]

    def open_words(self) -> list[str]:
        """The words from the first unproven one on."""
        for n, word in enumerate(self.words):
            if not self.settled(word):
                return list(self.words[n:])
        return []

    @property
    def showable(self) -> Candidate | None:
        """The best candidate if it holds all the rules."""
        return self.best if self.best is not None and self.best.shortfall == 0 else None
