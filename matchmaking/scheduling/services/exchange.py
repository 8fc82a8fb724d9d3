"""A convention's problem and schedules in the exchange format: ids, no names."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from conventions.models import Convention
from matchmaking.scheduler import data, evaluate, write_problem, write_schedule
from matchmaking.scheduling.models import Run, Schedule
from matchmaking.scheduling.services.scheduler_input import build_problem, placements
from matchmaking.wishes.services.pairings import pair_of, pairing_id
from matchmaking.wishes.services.rules import rules_of


def problem_text(convention: Convention, *, objective: str) -> tuple[str, int]:
    """Return the problem as JSON text, and how many pairings it has."""
    built = build_problem(convention, objective=objective)
    return write_problem(built.problem), len(built.pairings)


def schedule_text(convention: Convention, *, version: int | None = None) -> tuple[str, int]:
    """Return the draft, or a published version, as JSON text, and how many meetings it has.

    It answers the problem of now: a pairing that came since stands as unplaced, and where a
    meeting's pairing has gone the figures are left out. Raises ValidationError `no_schedule`.
    """
    number = Schedule.DRAFT if version is None else version
    stored = Schedule.objects.filter(convention=convention, version=number).first()
    if stored is None:
        raise ValidationError(
            _("There is no version %(number)s.") % {"number": number}
            if version
            else _("There is no draft yet. Start a run first."),
            code="no_schedule",
        )
    problem = build_problem(convention, objective=_objective_of(stored, convention)).problem
    placed = tuple(placement for _, placement in placements(stored.meetings.all()))
    held = {placement.id for placement in placed}
    wanted = {meeting.id for meeting in problem.meetings}
    reasons = _unplaced(stored)
    levels = _levels(problem, placed, stored) if held <= wanted else ()
    best = all(level.achieved == level.bound for level in levels)
    schedule = data.Schedule(
        status="optimal" if best else "feasible",
        meetings=placed,
        unplaced=tuple(
            reasons.get(meeting, data.Unplaced(meeting, "outranked"))
            for meeting in sorted(wanted - held)
        ),
        objective=levels,
        problem=problem.name,
        seed=stored.run.seed if stored.run else 1,
    )
    return write_schedule(schedule), len(placed)


def _objective_of(stored: Schedule, convention: Convention) -> str:
    return stored.run.objective if stored.run else rules_of(convention).objective


def _unplaced(stored: Schedule) -> dict[int, data.Unplaced]:
    found = {}
    for row in stored.unplaced.all():
        number = pairing_id(pair_of(row.first_id, row.second_id))
        lever = dict(row.lever) if row.lever else None
        kind = lever.pop("kind") if lever else ""
        found[number] = data.Unplaced(
            number, row.reason, data.Lever(kind, lever) if lever is not None else None
        )
    return found


def _levels(
    problem: data.Problem, placed: tuple[data.Placement, ...], stored: Schedule
) -> tuple[data.Level, ...]:
    """Return the figures of now; a bound is the run's, where its figure still stands."""
    known: dict[str, dict[str, int]] = {}
    if isinstance(stored.run, Run) and stored.run.result:
        known = {level["name"]: level for level in stored.run.result["objective"]}
    levels = []
    sure = True
    for word, achieved in evaluate(problem, placed).items():
        level = known.get(word)
        sure = sure and level is not None and level["achieved"] == achieved
        worst = 0 if word not in data.MAXIMISED else _most(problem, word)
        levels.append(data.Level(word, achieved, level["bound"] if level and sure else worst))
    return tuple(levels)


def _most(problem: data.Problem, word: str) -> int:
    """Return the most that a maximised word can come to, by counting."""
    if word == "placed":
        return len(problem.meetings)
    return sum(meeting.value for meeting in problem.meetings)
