from datetime import timedelta

import kombu.exceptions
import pytest
from celery import current_app
from django.db import OperationalError
from django.utils import timezone

from jobs import services as jobs
from matchmaking.scheduling.models import Run
from tests.factories import RunFactory

pytestmark = pytest.mark.django_db
State = Run.State


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks):
    """Collect what is sent to the broker; the broker is not ours."""
    sent: list[tuple[str, list[int]]] = []
    monkeypatch.setattr(
        current_app, "send_task", lambda name, args, **_options: sent.append((name, args))
    )
    with django_capture_on_commit_callbacks(execute=True):
        yield sent


def ago(seconds: float):
    return timezone.now() - timedelta(seconds=seconds)


def state_of(run: Run) -> tuple[str, int, str]:
    run.refresh_from_db()
    return run.state, run.attempt, run.error_code


def test_a_job_is_claimed_once():
    run = RunFactory()

    claimed = jobs.claim(Run, run.pk)
    assert claimed is not None
    assert (claimed.state, claimed.attempt) == (State.RUNNING, 1)
    assert claimed.started_at == claimed.heartbeat_at
    assert jobs.claim(Run, run.pk) is None


def test_a_job_that_does_not_exist_is_not_claimed():
    assert jobs.claim(Run, 404) is None


def test_who_was_overtaken_cannot_end_the_job():
    mine = jobs.claim(Run, RunFactory().pk)
    assert mine is not None
    Run.objects.filter(pk=mine.pk).update(attempt=2)

    assert jobs.finish(mine, State.SUCCEEDED) is False
    assert state_of(mine) == (State.RUNNING, 2, "")


def test_a_job_given_back_was_never_started(django_capture_on_commit_callbacks):
    mine = jobs.claim(Run, RunFactory().pk)
    assert mine is not None

    with django_capture_on_commit_callbacks() as callbacks:
        assert jobs.give_back(mine) is True
    assert len(callbacks) == 1
    assert state_of(mine) == (State.QUEUED, 0, "")
    assert jobs.give_back(mine) is False


def test_stopping_a_queued_job_ends_it():
    run = RunFactory()

    jobs.stop(run)

    assert state_of(run) == (State.STOPPED, 0, "stopped")
    assert run.finished_at is not None


def test_stopping_a_running_job_asks_for_it():
    run = RunFactory(state=State.RUNNING, attempt=1)

    jobs.stop(run)

    assert state_of(run) == (State.RUNNING, 1, "")
    assert run.cancel_requested is True


@pytest.mark.parametrize("end", [jobs.stop, lambda _run: jobs.sweep(Run)])
def test_a_run_that_ends_without_a_worker_keeps_no_incumbent(end):
    state = State.QUEUED if end is jobs.stop else State.RUNNING
    run = RunFactory(state=state, attempt=2, heartbeat_at=ago(31), incumbent={"meetings": []})

    end(run)

    run.refresh_from_db()
    assert (run.is_active, run.incumbent) == (False, None)


def test_stopping_a_job_that_is_over_changes_nothing():
    run = RunFactory(state=State.SUCCEEDED)

    jobs.stop(run)

    assert state_of(run) == (State.SUCCEEDED, 0, "")
    assert run.cancel_requested is False


@pytest.mark.parametrize(("waited", "rung"), [(59, 0), (61, 1)])
def test_the_sweeper_rings_again_for_what_waits_a_minute(bells, waited, rung):
    run = RunFactory(queued_at=ago(waited))

    assert jobs.sweep(Run) == {"rung": rung, "requeued": 0, "crashed": 0}
    assert jobs.sweep(Run) == {"rung": 0, "requeued": 0, "crashed": 0}
    assert state_of(run) == (State.QUEUED, 0, "")


@pytest.mark.parametrize(
    ("silent", "attempt", "counts", "after"),
    [
        (29, 1, (0, 0), (State.RUNNING, 1, "")),
        (31, 1, (1, 0), (State.QUEUED, 1, "")),
        (31, 2, (0, 1), (State.FAILED, 2, "crashed")),
    ],
)
def test_the_sweeper_puts_a_silent_job_back_once(silent, attempt, counts, after):
    run = RunFactory(state=State.RUNNING, attempt=attempt, heartbeat_at=ago(silent))

    assert jobs.sweep(Run) == {"rung": 0, "requeued": counts[0], "crashed": counts[1]}
    assert state_of(run) == after


def test_the_bell_rings_after_commit_and_names_the_row(
    monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr(
        current_app, "send_task", lambda name, args, **options: sent.append((name, args, options))
    )
    run = RunFactory(seconds=30)

    with django_capture_on_commit_callbacks(execute=True):
        jobs.ring(run)
        assert sent == []
    limits = {"soft_time_limit": 90, "time_limit": 210}
    assert sent == [
        ("matchmaking.scheduling.tasks.execute_run", [run.pk], {"retry": False} | limits),
    ]


def test_a_silent_broker_refuses_nobody(monkeypatch, django_capture_on_commit_callbacks):
    def silent(*_args: object, **_options: object) -> None:
        raise kombu.exceptions.OperationalError("no broker")

    monkeypatch.setattr(current_app, "send_task", silent)
    run = RunFactory()

    with django_capture_on_commit_callbacks(execute=True):
        jobs.ring(run)
    assert state_of(run) == (State.QUEUED, 0, "")


@pytest.mark.django_db(transaction=True)
def test_a_short_outage_of_the_database_is_outlived(monkeypatch):
    monkeypatch.setattr(jobs.time, "sleep", lambda _seconds: None)
    failures = [OperationalError("gone"), OperationalError("gone")]

    def action() -> str:
        if failures:
            raise failures.pop()
        return "done"

    assert jobs.enduring(action) == "done"


@pytest.mark.django_db(transaction=True)
def test_a_long_outage_is_not(monkeypatch):
    naps: list[float] = []
    monkeypatch.setattr(jobs.time, "sleep", naps.append)

    def action() -> None:
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        jobs.enduring(action)
    assert naps == [0.5, 1.0, 2.0, 4.0, 8.0]


@pytest.mark.django_db(transaction=True)
def test_the_pulse_writes_notes_and_hears_the_wish_to_stop(settings):
    settings.JOB_HEARTBEAT_SECONDS = 0.05
    mine = jobs.claim(Run, RunFactory().pk)
    assert mine is not None
    Run.objects.filter(pk=mine.pk).update(heartbeat_at=ago(100), cancel_requested=True)

    with jobs.pulse_of(mine) as pulse:
        pulse.note(progress={"placed": 3})
        wait_until(pulse.should_stop)
    mine.refresh_from_db()
    assert mine.progress == {"placed": 3}
    assert mine.heartbeat_at is not None
    assert mine.heartbeat_at > ago(50)
    assert (pulse.cancelled, pulse.lost) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_the_pulse_notices_that_the_job_is_somebody_else_s(settings):
    settings.JOB_HEARTBEAT_SECONDS = 0.05
    mine = jobs.claim(Run, RunFactory().pk)
    assert mine is not None
    Run.objects.filter(pk=mine.pk).update(attempt=2)

    with jobs.pulse_of(mine) as pulse:
        pulse.note(progress={"placed": 3})
        wait_until(pulse.should_stop)
    mine.refresh_from_db()
    assert (pulse.lost, mine.progress) == (True, {})


@pytest.mark.django_db(transaction=True)
def test_the_pulse_ends_work_that_overruns():
    mine = jobs.claim(Run, RunFactory().pk)
    assert mine is not None

    with jobs.pulse_of(mine, seconds=0) as pulse:
        wait_until(pulse.should_stop)
    assert (pulse.cancelled, pulse.lost) == (False, False)


def wait_until(condition, seconds: float = 20) -> None:
    deadline = timezone.now() + timedelta(seconds=seconds)
    while not condition():
        assert timezone.now() < deadline
        jobs.time.sleep(0.02)
