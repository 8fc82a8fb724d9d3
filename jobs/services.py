"""Long work as a row: claimed by one worker, alive while it beats, put back when it is not.

Every time in here is the database's: a worker with a wrong clock buries nobody.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from mmap import mmap
from typing import Any

import kombu.exceptions
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from jobs.models import Job

logger = logging.getLogger(__name__)

OUTAGES = (OperationalError, InterfaceError)
RETRIES = 5
TICK = 1.0  # seconds between two looks at the row

# One byte of memory shared with the worker's pool processes, which are forked after this line.
_leaving = mmap(-1, 1)


def leave() -> None:
    """Tell every job of this worker that the worker is asked to go."""
    _leaving[0] = 1


def leaving() -> bool:
    """Whether this worker is asked to go."""
    return _leaving[0] == 1


# --- the bell ------------------------------------------------------------------------------------


def ring(job: Job) -> None:
    """Tell a worker, after commit, that `job` waits. A silent broker is the sweeper's business."""
    transaction.on_commit(partial(_send, job.TASK, job.pk, job.limits()))


def _send(task: str, pk: int, limits: dict[str, int]) -> None:
    try:
        current_app.send_task(task, args=[pk], retry=False, **limits)
    except (kombu.exceptions.OperationalError, OSError) as error:
        logger.warning("The broker does not answer; %s %s waits: %s", task, pk, error)


# --- the life of a job ---------------------------------------------------------------------------


def claim[J: Job](model: type[J], pk: int) -> J | None:
    """Take the queued job `pk` for this worker; None: somebody else has it, or it is over."""
    taken = model._default_manager.filter(pk=pk, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING,
        attempt=F("attempt") + 1,
        started_at=Now(),
        heartbeat_at=Now(),
    )
    return model._default_manager.get(pk=pk) if taken == 1 else None


def finish(job: Job, state: Job.State, **fields: Any) -> bool:
    """End a claimed job; False: the row is no longer ours, so nothing of it may be kept."""
    ended = type(job)._default_manager.filter(
        pk=job.pk, state=Job.State.RUNNING, attempt=job.attempt
    )
    return ended.update(state=state, finished_at=Now(), **fields) == 1


@transaction.atomic
def give_back(job: Job) -> bool:
    """Put a claimed job back in the queue as if it had not been started."""
    mine = type(job)._default_manager.filter(
        pk=job.pk, state=Job.State.RUNNING, attempt=job.attempt
    )
    if mine.update(state=Job.State.QUEUED, attempt=F("attempt") - 1, queued_at=Now()) != 1:
        return False
    ring(job)
    return True


@transaction.atomic
def stop(job: Job) -> None:
    """Ask a job to end. One that nobody has taken ends at once; one that is over stays as it is."""
    rows = type(job)._default_manager.filter(pk=job.pk)
    # The wish first: a worker that gives the job back between the two lines still hears it.
    rows.filter(state__in=Job.ACTIVE).update(cancel_requested=True)
    rows.filter(state=Job.State.QUEUED).update(
        state=Job.State.STOPPED, error_code="stopped", finished_at=Now(), **job.EMPTIED_AT_END
    )


def job_models() -> list[type[Job]]:
    """Return every kind of job there is, whichever app it belongs to."""
    return [model for model in apps.get_models() if issubclass(model, Job)]


def sweep(model: type[Job]) -> dict[str, int]:
    """Put back what a dead worker left, end what has died too often, ring for what waits.

    Returns how many were `rung` again, `requeued`, and ended as `crashed`.
    """
    silent_since = Now() - timedelta(seconds=settings.JOB_HEARTBEAT_TIMEOUT)
    waiting_since = Now() - timedelta(seconds=settings.JOB_RING_AGAIN)
    silent = model._default_manager.filter(state=Job.State.RUNNING, heartbeat_at__lt=silent_since)
    waiting = model._default_manager.filter(state=Job.State.QUEUED, queued_at__lt=waiting_since)
    counts = {"rung": 0, "requeued": 0, "crashed": 0}
    for job in silent:
        row = silent.filter(pk=job.pk, attempt=job.attempt)
        if job.attempt >= Job.MAX_ATTEMPTS:
            counts["crashed"] += row.update(
                state=Job.State.FAILED,
                error_code="crashed",
                finished_at=Now(),
                **job.EMPTIED_AT_END,
            )
        elif row.update(state=Job.State.QUEUED, queued_at=Now()):
            counts["requeued"] += 1
            ring(job)
    for job in waiting:
        if waiting.filter(pk=job.pk).update(queued_at=Now()):
            counts["rung"] += 1
            ring(job)
    return counts


# --- while it runs -------------------------------------------------------------------------------


def enduring[T](action: Callable[[], T]) -> T:
    """Do `action`, again after a pause when the database is away, five times more at most."""
    for attempt in range(RETRIES):
        try:
            return action()
        except OUTAGES as error:
            if connection.in_atomic_block:
                raise
            logger.warning("The database does not answer (%s); trying again.", error)
            connection.close()
            time.sleep(0.5 * 2**attempt)
    return action()


class Pulse:
    """The life sign of a claimed job, on a thread and a database connection of its own.

    The thread writes what `note` hands it, at most once a second, and reads whether somebody
    wants the job to stop. The work itself asks `should_stop`, which never touches the database.
    """

    def __init__(self, job: Job, *, seconds: float | None = None) -> None:
        self.cancelled = job.cancel_requested
        self.lost = False
        self._rows = type(job)._default_manager.filter(
            pk=job.pk, state=Job.State.RUNNING, attempt=job.attempt
        )
        self._deadline = None if seconds is None else time.monotonic() + seconds
        self._notes: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat_until_over, daemon=True)

    def note(self, **fields: Any) -> None:
        """Have these columns of the job's row written at the next beat."""
        with self._lock:
            self._notes |= fields

    def should_stop(self) -> bool:
        """Whether the work should end: asked to, out of time, or no longer ours."""
        overdue = self._deadline is not None and time.monotonic() > self._deadline
        return self.cancelled or self.lost or overdue or leaving()

    def start(self) -> None:
        """Begin to beat."""
        self._thread.start()

    def end(self) -> None:
        """Stop beating and wait for the last beat."""
        self._over.set()
        self._thread.join()

    def _beat_until_over(self) -> None:
        failures, beaten_at = 0, 0.0
        try:
            while not self._over.wait(min(TICK, settings.JOB_HEARTBEAT_SECONDS)):
                try:
                    beaten_at = self._beat(beaten_at)
                    failures = 0
                except OUTAGES as error:
                    failures += 1
                    self.lost = failures > RETRIES
                    logger.warning("Beat %s failed: %s", failures, error)
                    connection.close()
                    self._over.wait(min(8.0, 0.5 * 2**failures))
                if self.lost:
                    return
        finally:
            connection.close()

    def _beat(self, beaten_at: float) -> float:
        """Write the notes and the sign of life, read the wish to stop; return the time of it."""
        with self._lock:
            notes, self._notes = self._notes, {}
        if not notes and time.monotonic() - beaten_at < settings.JOB_HEARTBEAT_SECONDS:
            return beaten_at
        try:
            self.lost = self._rows.update(heartbeat_at=Now(), **notes) == 0
            self.cancelled = bool(self._rows.values_list("cancel_requested", flat=True).first())
        except OUTAGES:
            with self._lock:
                self._notes = notes | self._notes
            raise
        return time.monotonic()


@contextmanager
def pulse_of(job: Job, *, seconds: float | None = None) -> Iterator[Pulse]:
    """Beat for `job` during the block; `seconds`: how long its work may take."""
    pulse = Pulse(job, seconds=seconds)
    pulse.start()
    try:
        yield pulse
    finally:
        pulse.end()
