"""The answer of a run, in the words of the exchange format."""

from __future__ import annotations

from matchmaking.scheduler.data import Level, Schedule
from matchmaking.scheduler.explain.conflicts import Group
from matchmaking.scheduler.explain.reasons import unplaced
from matchmaking.scheduler.search.candidate import placements
from matchmaking.scheduler.search.state import Search


def answer_of(search: Search, conflicts: tuple[Group, ...] | None) -> Schedule:
    """The best schedule, or why there is none; `conflicts` None: not known to be impossible.

    Levers are as the reasons name them, not yet tested.
    """
    best = search.showable
    hall, seed = search.hall, search.solver.seed
    name, seconds = hall.problem.name, round(search.budget.seconds, 3)
    if conflicts is not None:
        return Schedule("infeasible", conflicts=conflicts, problem=name, seconds=seconds, seed=seed)
    if best is None:
        return Schedule("unknown", problem=name, seconds=seconds, seed=seed)
    levels = tuple(
        Level(word, best.figures[word], search.bounds[word]) for word in hall.problem.objective
    )
    proven = all(level.achieved == level.bound for level in levels)
    return Schedule(
        status="optimal" if proven else "feasible",
        meetings=placements(hall, best),
        unplaced=unplaced(hall, best.grid),
        objective=levels,
        problem=name,
        seconds=seconds,
        seed=seed,
    )
