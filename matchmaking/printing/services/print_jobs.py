"""Print jobs: asked for once, made in batches by one worker, kept for a while, handed out.

A file is made beside its place and moved there when it is whole; what is there is never half.
"""

import errno
import logging
import os
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from conventions.models import Convention, Delegate, Table
from documents.merging import Merger
from documents.pdf import Printed, Sheet
from jobs import services as jobs
from matchmaking.printing.models import PrintJob, print_path
from matchmaking.printing.services.pieces import Order, Press
from matchmaking.printing.services.typesetters import Typesetters
from matchmaking.scheduling.models import Schedule
from matchmaking.scheduling.services.schedules import published_of
from organizations.models import User
from ui.languages import site_languages

logger = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=14)
BATCH = 12  # sheets set at once; what a process needs grows with it
AHEAD = 3  # batches that may wait for a typesetter
MAX_SECONDS = 300  # a printing that takes longer is broken
LEFTOVER_AGE = 24 * 3600  # seconds after which the scratch of a dead worker is thrown away
SCRATCH = ".printing-"
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

Document = PrintJob.Document


@dataclass(slots=True)
class Print:
    """What a printing came to: how many sheets and pages, and the names of those left out."""

    sheets: int = 0
    pages: int = 0
    left_out: list[str] = field(default_factory=list)


class Interrupted(Exception):
    """Whoever asked for the printing wants it no longer."""


class NothingPrinted(Exception):
    """Not one sheet could be set."""


# --- asking --------------------------------------------------------------------------------------


@transaction.atomic
def request_print(
    *,
    convention: Convention,
    document: str,
    language: str,
    by: User | None,
    delegate: Delegate | None = None,
) -> PrintJob:
    """Return the job that prints `document` from the published version; new unless one is on.

    With `delegate` it is that person's agenda alone, and one made from the same version before
    serves again. Raises ValidationError `not_published`, `document_unknown`,
    `language_unknown`, `delegate_elsewhere` or `nothing_to_print`.
    """
    convention = Convention.objects.select_for_update().get(pk=convention.pk)
    schedule = _printable_version(convention, document, language, delegate)
    same = PrintJob.objects.filter(convention=convention, document=document, delegate=delegate)
    if active := same.filter(state__in=PrintJob.ACTIVE).first():
        return active
    if delegate and (kept := _kept(same.filter(schedule=schedule))):
        return kept
    try:
        with transaction.atomic():
            job = PrintJob.objects.create(
                convention=convention,
                schedule=schedule,
                document=document,
                delegate=delegate,
                language=language,
                total=sheet_count(schedule, document) if delegate is None else 1,
                requested_by=by,
                queued_at=timezone.now(),
            )
    except IntegrityError:
        return same.get(state__in=PrintJob.ACTIVE)
    jobs.ring(job)
    return job


def _printable_version(
    convention: Convention, document: str, language: str, delegate: Delegate | None
) -> Schedule:
    if document not in Document.values:
        raise ValidationError(_("Choose what to print."), code="document_unknown")
    if language not in site_languages():
        raise ValidationError(_("Choose a language."), code="language_unknown")
    if delegate and (delegate.convention_id != convention.pk or document != Document.AGENDAS):
        raise ValidationError(
            _("This person does not come to this convention."), code="delegate_elsewhere"
        )
    schedule = published_of(convention)
    if schedule is None:
        raise ValidationError(
            _("Nothing is published yet, so there is nothing to print. Publish the draft first."),
            code="not_published",
        )
    meets = schedule.seats.filter(delegate=delegate) if delegate else schedule.seats
    if not meets.exists():
        raise ValidationError(
            _("There is no meeting on this agenda, so there is nothing to print.")
            if delegate
            else _("The published version has no meetings, so there is nothing to print."),
            code="nothing_to_print",
        )
    return schedule


def _kept(made: Any) -> PrintJob | None:
    found: PrintJob | None = made.filter(
        state=PrintJob.State.SUCCEEDED, expires_at__gt=timezone.now()
    ).first()
    return found if found and default_storage.exists(str(found.file)) else None


def sheet_count(schedule: Schedule, document: str) -> int:
    """Return how many sheets a document has: people who meet, or tables."""
    if document == Document.TABLES:
        return Table.objects.filter(convention=schedule.convention_id).count()
    people = Delegate.objects.filter(seats__schedule=schedule).meeting()
    return people.distinct().count()


def stop_print(*, job: PrintJob) -> None:
    """Ask a job to end; one that is over stays as it is."""
    jobs.stop(job)


def is_kept(job: PrintJob) -> bool:
    """Whether the job's file is still there to be fetched."""
    return bool(
        job.state == PrintJob.State.SUCCEEDED
        and job.expires_at
        and job.expires_at > timezone.now()
        and default_storage.exists(str(job.file))
    )


def file_name(job: PrintJob) -> str:
    """Return the name under which a reader saves the file: letters, digits and hyphens."""
    delegate = job.delegate
    what = slugify(f"agenda {delegate.full_name}" if delegate else job.document) or "agenda"
    return f"{job.convention.slug}-{what}-v{job.schedule.version}.pdf"


# --- executing -----------------------------------------------------------------------------------


def execute_print(job_id: int) -> None:
    """Take the job, print it and keep the file; does nothing if somebody else has it."""
    job = jobs.enduring(lambda: jobs.claim(PrintJob, job_id))
    if job is None:
        return
    with jobs.pulse_of(job, seconds=MAX_SECONDS) as pulse:
        try:
            _execute(job, pulse)
        except Interrupted:
            _interrupted(job, pulse)
        except jobs.OUTAGES:
            raise  # the row stays `running`; the sweeper puts it back
        except NothingPrinted:
            _fail(job, "nothing_printed")
        except OSError as error:
            logger.exception("Print job %s failed", job.pk)
            _fail(job, "disk_full" if error.errno in DISK_FULL else "error")
        except Exception:
            logger.exception("Print job %s failed", job.pk)
            _fail(job, "error")


def _execute(job: PrintJob, pulse: jobs.Pulse) -> None:
    def tell(done: int, total: int) -> None:
        pulse.note(done=done, total=total)
        if pulse.should_stop():
            raise Interrupted

    name = print_path(job, "")
    target = Path(default_storage.path(name))
    made = write_document(
        target,
        schedule=job.schedule,
        document=job.document,
        language=job.language,
        delegate=job.delegate,
        tell=tell,
    )
    kept = not pulse.lost and jobs.enduring(
        lambda: jobs.finish(
            job,
            PrintJob.State.SUCCEEDED,
            file=name,
            done=made.sheets,
            total=made.sheets + len(made.left_out),
            left_out=made.left_out,
            expires_at=timezone.now() + KEPT_FOR,
        )
    )
    if not kept:
        target.unlink(missing_ok=True)


def _interrupted(job: PrintJob, pulse: jobs.Pulse) -> None:
    """End as stopped, go back to the queue, or, for nobody's wish, as too long."""
    if pulse.lost:
        return
    if pulse.cancelled:
        jobs.enduring(lambda: jobs.finish(job, PrintJob.State.STOPPED, error_code="stopped"))
    elif jobs.leaving():
        jobs.enduring(lambda: jobs.give_back(job))
    else:
        _fail(job, "too_long")


def _fail(job: PrintJob, code: str) -> None:
    jobs.enduring(lambda: jobs.finish(job, PrintJob.State.FAILED, error_code=code))


# --- making a file -------------------------------------------------------------------------------


def write_document(
    target: Path,
    *,
    schedule: Schedule,
    document: str,
    language: str,
    delegate: Delegate | None = None,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> Print:
    """Print a document of `schedule` to `target`, whole or not at all.

    `tell` hears after each batch how many sheets of how many are done, and may raise
    Interrupted. Raises NothingPrinted, or OSError where the disk refuses.
    """
    press = Press(schedule)
    with override(language):
        if document == Document.TABLES:
            orders: Sequence[Order] = press.plans(language)
        else:
            orders = press.agendas(delegate)
        title = "" if delegate else press.title(document)
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = tempfile.mkdtemp(prefix=SCRATCH, dir=target.parent)
    try:
        return _write(Path(scratch), target, orders, title, language, tell)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _write(
    scratch: Path,
    target: Path,
    orders: Sequence[Order],
    title: str,
    language: str,
    tell: Callable[[int, int], None],
) -> Print:
    made, whole = Print(), scratch / "whole.pdf"
    if len(orders) == 1:
        language = orders[0].language
    with whole.open("wb") as file:
        merger = Merger(file, title=title or _only_title(orders), language=language)
        for part, printed in _parts(scratch, orders, title, made, tell):
            made.left_out += printed.failed
            made.sheets += len(printed.sheets)
            made.pages += printed.pages
            if printed.sheets:
                merger.add(part, printed.sheets)
                part.unlink()
        if not made.sheets:
            raise NothingPrinted
        tell(len(orders), len(orders))
        merger.close()
        file.flush()
        os.fsync(file.fileno())
    whole.replace(target)
    return made


def _parts(
    scratch: Path,
    orders: Sequence[Order],
    title: str,
    made: Print,
    tell: Callable[[int, int], None],
) -> Iterator[tuple[Path, Printed]]:
    """Yield each batch as a file of its own, in order, while the next ones are being set."""
    starts = range(0, len(orders), BATCH)
    pending: deque[tuple[Path, Future[Printed]]] = deque()
    with Typesetters(len(starts)) as typesetters:

        def first() -> tuple[Path, Printed]:
            part, future = pending.popleft()
            while not future.done():
                wait([future], timeout=jobs.TICK)
                tell(made.sheets, len(orders))
            return part, future.result()

        for start in starts:
            tell(made.sheets, len(orders))
            part = scratch / f"{start}.pdf"
            sheets = _sheets(orders[start : start + BATCH], title, made)
            pending.append((part, typesetters.submit(sheets, part, start)))
            if len(pending) > AHEAD:
                yield first()
        while pending:
            yield first()


def _only_title(orders: Sequence[Order]) -> str:
    return orders[0].title() if orders else ""


def _sheets(orders: Sequence[Order], title: str, made: Print) -> list[Sheet]:
    """Return the markup of a batch; an order that fails is named and left out."""
    sheets = []
    for order in orders:
        try:
            sheets.append(order.sheet(title))
        except jobs.OUTAGES:
            raise
        except Exception:
            logger.exception("A sheet has no markup")
            made.left_out.append(order.name)
    return sheets


# --- clearing up ---------------------------------------------------------------------------------


def forget_old_prints() -> int:
    """Delete the files of jobs that have expired, and what dead workers left; return how many.

    The rows stay: they say who printed what, and that the file is gone.
    """
    count = 0
    for job in PrintJob.objects.filter(expires_at__lte=timezone.now()).exclude(file=""):
        default_storage.delete(str(job.file))
        count += PrintJob.objects.filter(pk=job.pk).update(file="")
    folder = Path(default_storage.path("prints"))
    for scratch in folder.glob(f"*/{SCRATCH}*"):
        with suppress(OSError):
            if time.time() - scratch.stat().st_mtime > LEFTOVER_AGE:
                shutil.rmtree(scratch)
    return count
