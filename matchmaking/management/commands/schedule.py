"""`manage.py schedule CONVENTION`: start a run, through a worker or here."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from conventions.models import Convention
from jobs.services import sweep
from matchmaking.management.conventions import ConventionCommand, convention_named, refused
from matchmaking.scheduling.models import Run
from matchmaking.scheduling.services.run_cards import failure_words
from matchmaking.scheduling.services.runs import active_run, execute_run, request_run, stop_run
from matchmaking.wishes.services.rules import rules_of

POLL_SECONDS = 0.5
ENDED_WELL = (Run.State.SUCCEEDED, Run.State.STOPPED)


class Command(ConventionCommand):
    help = (
        "Start a run of the scheduler with the convention’s own aim. Without --wait it returns "
        "as soon as the run is queued."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--seconds", type=int, help="time limit (default: the convention’s)")
        parser.add_argument("--seed", type=int, default=1, help="seed of the search (default: 1)")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--wait", action="store_true", help="wait until a worker has done it")
        how.add_argument("--now", action="store_true", help="solve in this process, no worker")

    def handle(
        self,
        *,
        convention: str,
        seconds: int | None,
        seed: int,
        wait: bool,
        now: bool,
        **options: Any,
    ) -> None:
        """Queue the run; execute it or wait for it if asked to."""
        chosen = convention_named(convention)
        run = request(chosen, seconds=seconds, seed=seed, now=now)
        try:
            if now:
                execute_run(run.pk)
            elif wait:
                wait_for(run)
        except KeyboardInterrupt:
            stop_run(run=run)
            raise CommandError(f"Run {run.number} was stopped.") from None
        run.refresh_from_db()
        self.answer(words(run), facts(run), as_json=options["json"])
        if not run.is_active and run.state not in ENDED_WELL:
            raise CommandError(failure_words(run.error_code))


def request(convention: Convention, *, seconds: int | None, seed: int, now: bool) -> Run:
    """Return the new run, or the one under way; with `now` only one that nobody has taken."""
    rules = rules_of(convention)
    try:
        return request_run(
            convention=convention,
            by=None,
            objective=rules.objective,
            seconds=rules.run_seconds if seconds is None else seconds,
            seed=seed,
            in_process=now,
        )
    except ValidationError as error:
        sweep(Run)  # what is under way may be what a dead worker left
        run = active_run(convention)
        if error.code == "run_active" and run and not (now and run.state == Run.State.RUNNING):
            return run
        raise refused(error) from error


def wait_for(run: Run) -> None:
    """Return when the run is over."""
    while run.is_active:
        time.sleep(POLL_SECONDS)
        run.refresh_from_db(fields=["state"])


def facts(run: Run) -> dict[str, Any]:
    """Return what --json says."""
    result = run.result or {}
    return {
        "run": run.number,
        "state": run.state,
        "error": run.error_code or None,
        "attempt": run.attempt,
        "status": result.get("status"),
        "placed": result.get("placed"),
        "pairings": result.get("pairings"),
        "breaks": result.get("breaks"),
        "seconds": result.get("seconds"),
        "objective": result.get("objective"),
    }


def words(run: Run) -> str:
    """Return the same for people."""
    result = run.result or {}
    if run.is_active:
        return f"Run {run.number} is {run.state}."
    if run.state not in ENDED_WELL or not result.get("placed"):
        return f"Run {run.number}: {run.state}."
    return (
        f"Run {run.number}: {result['placed']} meetings of {result['pairings']} pairings, "
        f"{result['breaks']} breaks, in {result['seconds']} s ({result['status']})."
    )
