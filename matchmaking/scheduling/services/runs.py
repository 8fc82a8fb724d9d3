"""Runs of the scheduler: asked for once, executed by one worker, kept only if refereed."""

import json
import logging
import time
from collections.abc import Sequence
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conventions.models import Convention, Phase
from jobs import services as jobs
from matchmaking.scheduler import (
    SchedulerBug,
    check,
    data,
    evaluate,
    read_schedule,
    schedule_json,
    solve,
)
from matchmaking.scheduling.models import Run
from matchmaking.scheduling.services.results import summary_of
from matchmaking.scheduling.services.scheduler_input import BuiltProblem, build_problem
from matchmaking.scheduling.services.schedules import apply_schedule, published_of
from organizations.models import User
from ui.formatting import clock

logger = logging.getLogger(__name__)
RUN_PHASES = (Phase.SCHEDULING, Phase.PUBLISHED, Phase.LIVE)
OVERRUN = 5  # seconds after the limit at which a solver that goes on is told to stop
INCUMBENT_EVERY = 5  # seconds
WITH_SCHEDULE = ("optimal", "feasible")


class Overtaken(Exception):
    """The run is no longer ours; whatever we have is dropped."""


# --- asking --------------------------------------------------------------------------------------


@transaction.atomic
def request_run(
    *,
    convention: Convention,
    by: User | None,
    objective: str,
    seconds: int,
    seed: int = 1,
    in_process: bool = False,
) -> Run:
    """Queue a run and ring for a worker; `in_process`: the caller executes it itself.

    Raises ValidationError `run_active` (the one under way is `active_run`), `phase_closed`,
    `seconds_invalid`, `objective_unknown`, `nothing_published`, `no_slots`, `no_tables`,
    `no_chairs`, `no_pairings` or `locks_contradict`.
    """
    convention = Convention.objects.select_for_update().get(pk=convention.pk)
    if active_run(convention):
        raise _run_active()
    _refuse_options(convention, objective, seconds)
    _refuse_problem(convention, build_problem(convention, objective=objective))
    last = convention.runs.aggregate(number=Max("number"))["number"] or 0
    try:
        with transaction.atomic():
            run = Run.objects.create(
                convention=convention,
                number=last + 1,
                objective=objective,
                seconds=seconds,
                seed=seed,
                requested_by=by,
                queued_at=timezone.now(),
            )
    except IntegrityError:
        raise _run_active() from None
    if not in_process:
        jobs.ring(run)
    return run


def active_run(convention: Convention) -> Run | None:
    """Return the run that is queued or running; there is one at most."""
    return Run.objects.filter(convention=convention, state__in=Run.ACTIVE).first()


def stop_run(*, run: Run) -> None:
    """Ask a run to end with the best it has; one that is over stays as it is."""
    jobs.stop(run)


def _run_active() -> ValidationError:
    return ValidationError(
        _("A run is already under way. Wait for it, or stop it first."), code="run_active"
    )


def _refuse_options(convention: Convention, objective: str, seconds: int) -> None:
    if convention.phase not in RUN_PHASES:
        raise ValidationError(
            _(
                "The scheduler runs from the phase “Scheduling” on: wishes may still change. "
                "Move the convention there first."
            )
            if Phase(convention.phase).number < Phase.SCHEDULING.number
            else _("The convention is over: nothing is scheduled any more."),
            code="phase_closed",
        )
    if not 1 <= seconds <= settings.SOLVER_MAX_SECONDS:
        raise ValidationError(
            _("Give the run a whole number of seconds from 1 to %(most)s.")
            % {"most": settings.SOLVER_MAX_SECONDS},
            code="seconds_invalid",
        )
    if objective not in Run.Objective.values:
        raise ValidationError(_("Choose what comes first."), code="objective_unknown")
    if objective == Run.Objective.FEW_CHANGES and published_of(convention) is None:
        raise ValidationError(
            _("Nothing is published yet, so there is nothing to keep. Choose another aim."),
            code="nothing_published",
        )


def _refuse_problem(convention: Convention, built: BuiltProblem) -> None:
    problem = built.problem
    if not problem.slots:
        raise ValidationError(
            _("There is no slot yet. Add a session in the settings."), code="no_slots"
        )
    if not problem.tables:
        raise ValidationError(
            _("There is no table yet. Say in the settings how many there are."), code="no_tables"
        )
    if convention.chairs < 2:
        raise ValidationError(
            _("There are no chairs yet. Say in the settings how many the hall has."),
            code="no_chairs",
        )
    if not problem.meetings:
        raise ValidationError(
            _(
                "Nobody may meet yet: there are no accepted wishes and no proposals between "
                "validated registrations with delegates."
            ),
            code="no_pairings",
        )
    if built.lost_locks:
        places = [
            _("table %(table)s at %(time)s")
            % {
                "table": meeting.table.number,
                "time": clock(meeting.slot.starts_at, convention.zone),
            }
            for meeting in built.lost_locks
        ]
        raise ValidationError(
            ngettext(
                "A locked meeting can no longer be held: %(places)s. Unlock it first.",
                "Locked meetings can no longer be held: %(places)s. Unlock them first.",
                len(places),
            )
            % {"places": ", ".join(places)},
            code="locks_contradict",
        )


# --- executing -----------------------------------------------------------------------------------


def execute_run(run_id: int) -> None:
    """Take the run, solve it and keep the answer; does nothing if somebody else has it."""
    run = jobs.enduring(lambda: jobs.claim(Run, run_id))
    if run is None:
        return
    with jobs.pulse_of(run, seconds=run.seconds + OVERRUN) as pulse:
        try:
            _execute(run, pulse)
        except Overtaken:
            logger.warning("Run %s was overtaken; its answer is dropped.", run.pk)
        except jobs.OUTAGES:
            raise  # the row stays `running`; the sweeper puts it back
        except SchedulerBug as bug:
            logger.exception("The referee refused the answer of run %s", run.pk)
            _end(run, Run.State.FAILED, error_code="referee", log=str(bug))
        except KeyboardInterrupt:
            _end(run, Run.State.STOPPED, error_code="stopped")
            raise
        except Exception as error:
            logger.exception("Run %s failed", run.pk)
            _end(run, Run.State.FAILED, error_code="error", log=f"{type(error).__name__}: {error}")


def _execute(run: Run, pulse: jobs.Pulse) -> None:
    built = jobs.enduring(lambda: build_problem(run.convention, objective=run.objective))
    pulse.note(input_hash=built.input_hash, progress={})  # what a dead attempt said is over
    recorder = Recorder(pulse)
    answer = _best_of(run, built, _solve(run, built, pulse, recorder))
    if pulse.lost:
        raise Overtaken
    if jobs.leaving() and not pulse.cancelled and answer.status != "optimal":
        jobs.enduring(lambda: _give_back(run, answer))
        return
    _conclude(run, built, answer, pulse, recorder)


def _solve(run: Run, built: BuiltProblem, pulse: jobs.Pulse, recorder: "Recorder") -> data.Schedule:
    # Loading the solver takes seconds on a busy machine; they are not the run's.
    import ortools.sat.python.cp_model  # noqa: F401, PLC0415 -- slow import

    try:
        return solve(
            built.problem,
            seconds=run.seconds,
            seed=run.seed,
            on_progress=recorder,
            should_stop=pulse.should_stop,
        )
    except SoftTimeLimitExceeded:
        logger.warning("Run %s ignored its time limit and was interrupted.", run.pk)
        return recorder.best or data.Schedule(status="unknown", problem=built.problem.name)


def _best_of(run: Run, built: BuiltProblem, answer: data.Schedule) -> data.Schedule:
    """Return the better of `answer` and what an earlier attempt left, if that still holds."""
    if run.incumbent is None:
        return answer
    left = read_schedule(json.dumps(run.incumbent))
    if left.status not in WITH_SCHEDULE or check(built.problem, left):
        return answer
    if answer.status not in WITH_SCHEDULE:
        return left
    return min(answer, left, key=lambda found: _rank(built.problem, found))


def _rank(problem: data.Problem, schedule: data.Schedule) -> list[int]:
    """Return the objective's figures so that less is better, in its order."""
    figures = evaluate(problem, schedule.meetings)
    return [-value if word in data.MAXIMISED else value for word, value in figures.items()]


def _give_back(run: Run, answer: data.Schedule) -> None:
    if answer.status in WITH_SCHEDULE:
        Run.objects.filter(pk=run.pk, attempt=run.attempt).update(incumbent=schedule_json(answer))
    if not jobs.give_back(run):
        raise Overtaken


def _conclude(
    run: Run,
    built: BuiltProblem,
    answer: data.Schedule,
    pulse: jobs.Pulse,
    recorder: "Recorder",
) -> None:
    """Store what came out: into the draft if it is a schedule, else only in the run's row."""
    violations = check(built.problem, answer)
    if violations:
        raise SchedulerBug(violations)
    cancelled = pulse.cancelled and answer.status != "optimal"
    fields: dict[str, Any] = {"progress": recorder.over(answer), "incumbent": None}
    if answer.status in WITH_SCHEDULE:
        state = Run.State.STOPPED if cancelled else Run.State.SUCCEEDED
        jobs.enduring(lambda: _keep(run, built, answer, state, fields))
        return
    fields["result"] = summary_of(run.convention, built, answer)
    if answer.status == "infeasible":
        _end(run, Run.State.INFEASIBLE, error_code="infeasible", **fields)
    elif cancelled:
        _end(run, Run.State.STOPPED, error_code="stopped", **fields)
    else:
        _end(run, Run.State.FAILED, error_code="no_solution_in_time", **fields)


@transaction.atomic
def _keep(
    run: Run, built: BuiltProblem, answer: data.Schedule, state: Run.State, fields: dict[str, Any]
) -> None:
    """Replace the draft and end the run, together or not at all."""
    convention = Convention.objects.select_for_update().get(pk=run.convention_id)
    if convention.phase not in RUN_PHASES:
        _finish(run, Run.State.FAILED, error_code="phase_closed", **fields)
        return
    now = build_problem(convention, objective=run.objective)
    if now.draft_revision != built.draft_revision:
        _finish(run, Run.State.FAILED, error_code="draft_changed", **fields)
        return
    if not _everything_exists(now.problem, answer):
        _finish(run, Run.State.FAILED, error_code="data_changed", **fields)
        return
    result = summary_of(convention, built, answer)
    result["data_changed"] = now.input_hash != built.input_hash
    _finish(run, state, result=result, input_hash=built.input_hash, **fields)
    apply_schedule(convention=convention, run=run, built=built, schedule=answer)


def _everything_exists(problem: data.Problem, answer: data.Schedule) -> bool:
    """Whether slots, tables, people and registrations of the answer are still there."""
    slots = {slot.id for slot in problem.slots}
    tables = {table.id for table in problem.tables}
    people = {(party.id, person.id) for party in problem.parties for person in party.delegates}
    interpreters = {None, *(interpreter.id for interpreter in problem.interpreters)}
    return all(
        placed.slot in slots
        and placed.table in tables
        and placed.interpreter in interpreters
        and people.issuperset(placed.delegates.items())
        for placed in answer.meetings
    )


def _finish(run: Run, state: Run.State, **fields: Any) -> None:
    if not jobs.finish(run, state, **fields):
        raise Overtaken


def _end(run: Run, state: Run.State, **fields: Any) -> None:
    """End the run without touching the draft."""
    jobs.enduring(lambda: jobs.finish(run, state, **fields | {"incumbent": None}))


# --- progress ------------------------------------------------------------------------------------


class Recorder:
    """Turns the scheduler's progress into what the run's page shows, and remembers the way."""

    def __init__(self, pulse: jobs.Pulse) -> None:
        self._pulse = pulse
        self._phases: list[dict[str, Any]] = []
        self._curve: list[tuple[float, int]] = []
        self.best: data.Schedule | None = None
        self._incumbent_at = time.monotonic()
        self._last: dict[str, Any] = {}

    def __call__(self, progress: data.Progress) -> None:
        """Take one step's progress; the pulse writes the newest once a second."""
        self.best = progress.best or self.best
        self._in_phase(progress)
        if progress.breaks is not None and (
            not self._curve or self._curve[-1][1] != progress.breaks
        ):
            self._curve.append((round(progress.seconds, 1), progress.breaks))
        self._last = {
            "phase": progress.phase,
            "placed": progress.placed,
            "possible": progress.possible,
            "bound": progress.bound,
            "breaks": progress.breaks,
            "breaks_bound": _bound(self.best, "breaks"),
            "seconds": round(progress.seconds, 1),
            "phases": [dict(phase) for phase in self._phases],
            "curve": thinned(self._curve),
        }
        fields: dict[str, Any] = {"progress": self._last}
        if progress.best is not None and time.monotonic() - self._incumbent_at >= INCUMBENT_EVERY:
            self._incumbent_at = time.monotonic()
            fields["incumbent"] = schedule_json(progress.best)
        self._pulse.note(**fields)

    def over(self, answer: data.Schedule) -> dict[str, Any]:
        """Return the progress of a run that has ended with `answer`."""
        if not self._last:
            return {}
        bound = _bound(answer, "breaks")
        return self._last | {"phase": "done", "breaks_bound": bound}

    def _in_phase(self, progress: data.Progress) -> None:
        if not self._phases or self._phases[-1]["phase"] != progress.phase:
            self._clock_phase(progress)
            self._phases.append(
                {"phase": progress.phase, "from": round(progress.seconds, 1), "first_breaks": None}
            )
        self._clock_phase(progress)
        here = self._phases[-1]
        here["placed"], here["breaks"] = progress.placed, progress.breaks
        if here["first_breaks"] is None:
            here["first_breaks"] = progress.breaks

    def _clock_phase(self, progress: data.Progress) -> None:
        """Say how long the newest phase has taken so far."""
        if self._phases:
            here = self._phases[-1]
            here["seconds"] = round(max(0.0, progress.seconds - here["from"]), 1)


def thinned[Point](points: Sequence[Point], most: int = 60) -> list[Point]:
    """Return at most `most` of `points`, the first and the last among them."""
    if len(points) <= most:
        return list(points)
    step = (len(points) - 1) / (most - 1)
    return [points[round(index * step)] for index in range(most)]


def _bound(schedule: data.Schedule | None, word: str) -> int | None:
    levels = schedule.objective if schedule else ()
    return next((level.bound for level in levels if level.name == word), None)
