"""The scheduler: a function from a problem to a refereed schedule. Knows nobody else.

Everything that other layers may use:

    solve(problem, *, seconds=60.0, effort=None, workers=None, seed=1,
          on_progress=None, should_stop=None) -> Schedule
    check(problem, schedule) -> list[Violation]          the independent referee
    evaluate(problem, placements) -> dict[str, int]      the figures of the problem's objective
    breaks_per_delegate(problem, placements), gaps_between(busy, away)    what a break is
    bounds(problem) -> Ceilings                          by counting, in milliseconds
    what_if(problem, Change(tables=1), placed=None) -> Estimate   in a fraction of a second
    read_problem(text), write_problem(problem)           the exchange format (`ProblemRefused`)
    read_schedule(text), write_schedule(schedule)
    schedule_json(schedule) -> dict                      what `write_schedule` writes

The data classes are in `matchmaking.scheduler.data`; all are exported here.
"""

from matchmaking.scheduler.bounds.counting import Ceilings, SlotCeiling, bounds
from matchmaking.scheduler.data import (
    DEFAULT_OBJECTIVE,
    WORDS,
    Delegate,
    Interpreter,
    Level,
    Lever,
    Lock,
    MeetingWanted,
    Party,
    Placement,
    Previous,
    Problem,
    Progress,
    Rule,
    Rules,
    Schedule,
    Slot,
    Table,
    Unplaced,
    Violation,
)
from matchmaking.scheduler.explain.what_if import Change, Estimate, changed_problem, what_if
from matchmaking.scheduler.format.reading import ProblemRefused, read_problem, read_schedule
from matchmaking.scheduler.format.writing import schedule_json, write_problem, write_schedule
from matchmaking.scheduler.referee.check import check
from matchmaking.scheduler.referee.figures import breaks_per_delegate, evaluate, gaps_between
from matchmaking.scheduler.solve import SchedulerBug, solve

__all__ = [
    "DEFAULT_OBJECTIVE",
    "WORDS",
    "Ceilings",
    "Change",
    "Delegate",
    "Estimate",
    "Interpreter",
    "Level",
    "Lever",
    "Lock",
    "MeetingWanted",
    "Party",
    "Placement",
    "Previous",
    "Problem",
    "ProblemRefused",
    "Progress",
    "Rule",
    "Rules",
    "Schedule",
    "SchedulerBug",
    "Slot",
    "SlotCeiling",
    "Table",
    "Unplaced",
    "Violation",
    "bounds",
    "breaks_per_delegate",
    "changed_problem",
    "check",
    "evaluate",
    "gaps_between",
    "read_problem",
    "read_schedule",
    "schedule_json",
    "solve",
    "what_if",
    "write_problem",
    "write_schedule",
]
