"""A real worker, killed in the middle of a real solve. Times are short; the promises are not."""

import os
import signal
import time
from collections.abc import Callable

import pytest

from conventions.models import Convention
from matchmaking.scheduling.models import Meeting, Run, Schedule, Seat
from matchmaking.scheduling.services.runs import execute_run, request_run, stop_run
from tests.factories.halls import make_busy_hall, placed

pytestmark = pytest.mark.worker
QUICK = {
    "JOB_HEARTBEAT_SECONDS": 0.5,
    "JOB_HEARTBEAT_TIMEOUT": 4,
    "JOB_RING_AGAIN": 4,
    "JOB_SWEEP_SECONDS": 1,
}
State = Run.State
PATIENCE = 240


@pytest.fixture
def convention(transactional_db: None) -> Convention:
    """A hall with an old draft, made by a run that is over."""
    convention = make_busy_hall()
    execute_run(ask(convention, seconds=2, in_process=True).pk)
    assert Run.objects.get().state == State.SUCCEEDED
    return convention


def ask(convention: Convention, *, seconds: int, **options: bool) -> Run:
    return request_run(
        convention=convention, by=None, objective="as_many", seconds=seconds, **options
    )


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def fresh(run: Run) -> Run:
    run.refresh_from_db()
    return run


def wait_for_solve(run: Run, attempt: int = 1) -> None:
    """Return in the middle of the solve: meetings are placed, and it goes on."""
    wait_until(
        lambda: (
            (fresh(run).state, run.attempt) == (State.RUNNING, attempt)
            and bool(run.progress.get("placed"))
        ),
        f"attempt {attempt} never got under way",
    )


def wait_for_end(run: Run) -> None:
    wait_until(lambda: not fresh(run).is_active, "the run never ended")


def draft_of(convention: Convention) -> list[tuple[int, int, tuple[int, ...]]]:
    return placed(Schedule.objects.drafts().get(convention=convention))


def nothing_is_stored_twice(convention: Convention) -> bool:
    meetings = Meeting.objects.filter(convention=convention).count()
    return (
        Schedule.objects.filter(convention=convention).count() == 1
        and Seat.objects.filter(convention=convention).count() == 2 * meetings
        and len(set(draft_of(convention))) == meetings
    )


def test_a_run_ends_by_itself_after_its_worker_was_killed(convention, start_worker):
    before = draft_of(convention)
    first = start_worker(**QUICK)
    run = ask(convention, seconds=6)
    wait_for_solve(run)

    first.kill()

    assert (fresh(run).state, draft_of(convention)) == (State.RUNNING, before)
    start_worker(beat=True, **QUICK)
    wait_for_end(run)
    assert (run.state, run.attempt, run.error_code) == (State.SUCCEEDED, 2, "")
    assert nothing_is_stored_twice(convention)
    assert len(draft_of(convention)) == run.result["placed"]


def test_a_run_that_dies_every_time_is_given_up_after_two(convention, start_worker):
    before = draft_of(convention)
    start_worker(queues="default", beat=True, **QUICK)
    solver = start_worker(queues="solve", **QUICK)
    run = ask(convention, seconds=30)

    for attempt in (1, 2):
        wait_for_solve(run, attempt)
        for child in solver.children():
            os.kill(child, signal.SIGKILL)
    wait_for_end(run)

    assert (run.state, run.attempt, run.error_code) == (State.FAILED, 2, "crashed")
    assert draft_of(convention) == before
    assert nothing_is_stored_twice(convention)


def test_a_worker_that_is_asked_to_go_gives_the_run_back(convention, start_worker):
    before = draft_of(convention)
    first = start_worker(**QUICK)
    run = ask(convention, seconds=8)
    wait_for_solve(run)

    first.stop()

    assert (fresh(run).state, run.attempt) == (State.QUEUED, 0)
    assert run.incumbent is not None
    assert draft_of(convention) == before
    start_worker(**QUICK)
    wait_for_end(run)
    assert (run.state, run.attempt) == (State.SUCCEEDED, 1)
    assert nothing_is_stored_twice(convention)


def test_a_stopped_run_keeps_the_best_it_has(convention, start_worker):
    start_worker(**QUICK)
    run = ask(convention, seconds=60)
    wait_for_solve(run)

    stop_run(run=run)
    wait_for_end(run)

    assert (run.state, run.attempt, run.error_code) == (State.STOPPED, 1, "")
    assert len(draft_of(convention)) == run.result["placed"]
    assert nothing_is_stored_twice(convention)


def test_a_run_whose_bell_nobody_heard_is_rung_again(convention, start_worker):
    run = ask(convention, seconds=2, in_process=True)  # asked for, but no message was sent

    start_worker(beat=True, **QUICK)
    wait_for_end(run)

    assert (run.state, run.attempt) == (State.SUCCEEDED, 1)
