"""Print jobs: asked for once, printed once, kept for a while."""

import os
import resource
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from conventions.models import Delegate
from documents.pdf import Sheet
from jobs import services as jobs
from matchmaking.printing.models import PrintJob
from matchmaking.printing.services import print_jobs
from matchmaking.printing.services.pieces import Press
from matchmaking.printing.services.print_jobs import (
    KEPT_FOR,
    NothingPrinted,
    Print,
    execute_print,
    file_name,
    forget_old_prints,
    is_kept,
    request_print,
    stop_print,
    write_document,
)
from tests.documents.pdfs import texts
from tests.factories import DelegateFactory
from tests.matchmaking.printing.conftest import Afternoon

pytestmark = pytest.mark.django_db
State = PrintJob.State


def ask(
    afternoon: Afternoon, document: str = "agendas", delegate: Delegate | None = None
) -> PrintJob:
    return request_print(
        convention=afternoon.convention,
        document=document,
        language="fr",
        by=None,
        delegate=delegate,
    )


def printed(job: PrintJob) -> PrintJob:
    execute_print(job.pk)
    job.refresh_from_db()
    return job


def refusal(**fields) -> str:
    with pytest.raises(ValidationError) as caught:
        request_print(**{"document": "agendas", "language": "fr", "by": None} | fields)
    return caught.value.code


def test_a_print_is_queued_and_the_bell_rung_once(afternoon, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as bells:
        job = ask(afternoon)

    assert (job.state, job.done, job.total) == (State.QUEUED, 0, 3)
    assert len(bells) == 1


def test_two_clicks_are_one_job(afternoon):
    assert ask(afternoon).pk == ask(afternoon).pk
    assert PrintJob.objects.count() == 1


def test_agendas_and_tables_are_printed_at_the_same_time(afternoon):
    assert ask(afternoon).pk != ask(afternoon, "tables").pk


def test_the_database_itself_refuses_a_second_job_for_a_document(afternoon):
    job = ask(afternoon)
    job.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        job.save()


def test_the_database_itself_refuses_a_second_job_for_one_person(afternoon):
    job = ask(afternoon, delegate=afternoon.people["Bob"])
    job.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        job.save()


def test_a_draft_is_not_printed(draft):
    assert refusal(convention=draft.convention) == "not_published"


def test_an_unknown_document_or_language_is_refused(afternoon):
    convention = afternoon.convention

    assert refusal(convention=convention, document="badges") == "document_unknown"
    assert refusal(convention=convention, language="it") == "language_unknown"


def test_who_meets_nobody_has_nothing_to_print(afternoon):
    lonely = afternoon.people["Nobody"]

    assert refusal(convention=afternoon.convention, delegate=lonely) == "nothing_to_print"


def test_a_person_of_another_convention_is_refused(afternoon):
    foreign = DelegateFactory()

    assert refusal(convention=afternoon.convention, delegate=foreign) == "delegate_elsewhere"


def test_a_printed_job_has_its_file_for_a_while(afternoon):
    job = printed(ask(afternoon))

    assert (job.state, job.done, job.total, job.left_out) == (State.SUCCEEDED, 3, 3, [])
    assert abs(job.expires_at - timezone.now() - KEPT_FOR) < timedelta(minutes=5)
    assert is_kept(job)
    assert len(texts(Path(job.file.path))) == 3


def test_only_the_file_remains_of_a_printing(afternoon):
    job = printed(ask(afternoon))

    assert [path.name for path in Path(job.file.path).parent.iterdir()] == [
        Path(job.file.name).name
    ]


def test_a_job_is_printed_once_however_often_the_message_comes(afternoon):
    job = printed(ask(afternoon))
    name = job.file.name

    assert printed(job).file.name == name


def test_one_person_gets_the_own_agenda_in_the_own_language(afternoon):
    job = printed(ask(afternoon, delegate=afternoon.people["Jörg"]))

    (text,) = texts(Path(job.file.path))
    assert "2 Gespräche von 20 Minuten" in text
    assert file_name(job) == "here-agenda-jorg-zimmer-v2.pdf"


def test_an_agenda_printed_from_the_same_version_serves_again(afternoon):
    bob = afternoon.people["Bob"]
    job = printed(ask(afternoon, delegate=bob))

    assert ask(afternoon, delegate=bob).pk == job.pk
    PrintJob.objects.update(expires_at=timezone.now())
    assert ask(afternoon, delegate=bob).pk != job.pk


def test_a_new_version_leaves_the_printed_one_as_it_was(afternoon):
    """What is asked for is printed, though another version is published meanwhile."""
    from matchmaking.scheduling.models import Schedule  # noqa: PLC0415 -- for this test alone

    job = ask(afternoon)
    Schedule.objects.create(convention=afternoon.convention, version=3, frozen_at=timezone.now())

    pages = texts(Path(printed(job).file.path))
    assert [page.count("Version 2 ·") for page in pages] == [1, 1, 1]


def test_one_bad_agenda_is_named_and_the_others_are_printed(afternoon):
    class Broken:
        name, language = "Broken", "fr"

        def sheet(self, _title: str) -> Sheet:
            raise ValueError("this one cannot be set")

    first, *_others = Press(afternoon.schedule).agendas()
    made = Print()

    sheets = print_jobs._sheets([Broken(), first], "Agendas", made)

    assert ([sheet.name for sheet in sheets], made.left_out) == (["Bob Adams"], ["Broken"])


def test_a_queued_job_is_stopped_at_once(afternoon):
    job = ask(afternoon)

    stop_print(job=job)

    assert (printed(job).state, job.error_code) == (State.STOPPED, "stopped")


def test_a_running_job_stops_before_its_next_batch(afternoon):
    job = ask(afternoon)
    PrintJob.objects.filter(pk=job.pk).update(cancel_requested=True)

    assert (printed(job).state, job.error_code, job.file.name) == (State.STOPPED, "stopped", "")


def test_a_job_of_a_dead_worker_is_put_back_and_printed(afternoon, settings):
    job = ask(afternoon)
    jobs.claim(PrintJob, job.pk)
    long_ago = timezone.now() - timedelta(seconds=settings.JOB_HEARTBEAT_TIMEOUT + 1)
    PrintJob.objects.filter(pk=job.pk).update(heartbeat_at=long_ago)

    assert jobs.sweep(PrintJob) == {"rung": 0, "requeued": 1, "crashed": 0}
    assert (printed(job).state, job.attempt) == (State.SUCCEEDED, 2)


def test_a_worker_that_leaves_gives_the_job_back(afternoon, monkeypatch):
    job = ask(afternoon)
    monkeypatch.setattr(jobs, "leaving", lambda: True)

    assert (printed(job).state, job.attempt) == (State.QUEUED, 0)


def test_a_full_disk_is_said_and_leaves_nothing_half(afternoon, files):
    kept = printed(ask(afternoon, "tables"))
    before = Path(kept.file.path).read_bytes()
    job = ask(afternoon)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        # The database and the log write too: only the printing meets the limit.
        with pytest.raises(OSError, match="File too large"):
            write_document(
                files / "out.pdf", schedule=job.schedule, document="agendas", language="fr"
            )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert [path.name for path in files.iterdir()] == ["prints"]
    assert Path(kept.file.path).read_bytes() == before


def test_a_job_that_meets_a_full_disk_says_so(afternoon, settings):
    job = ask(afternoon)
    settings.MEDIA_ROOT = "/dev/full/files"

    assert (printed(job).state, job.error_code) == (State.FAILED, "error")


def test_nothing_to_print_is_no_empty_file(afternoon, tmp_path):
    afternoon.convention.registrations.update(status="withdrawn")

    with pytest.raises(NothingPrinted):
        write_document(
            tmp_path / "out.pdf",
            schedule=afternoon.schedule,
            document="agendas",
            language="fr",
        )
    assert list(tmp_path.glob("*.pdf")) == []
    assert (printed(ask(afternoon)).error_code) == "nothing_printed"


def test_expired_files_are_deleted_and_their_rows_stay(afternoon):
    old, young = printed(ask(afternoon)), printed(ask(afternoon, "tables"))
    PrintJob.objects.filter(pk=old.pk).update(expires_at=timezone.now())

    assert forget_old_prints() == 1
    assert not default_storage.exists(old.file.name)
    old.refresh_from_db()
    assert (old.file.name, old.state, is_kept(old), is_kept(young)) == (
        "",
        State.SUCCEEDED,
        False,
        True,
    )


def test_what_a_dead_worker_left_is_thrown_away_after_a_day(files):
    old, young = files / "prints" / "1" / ".printing-a", files / "prints" / "1" / ".printing-b"
    for folder in (old, young):
        folder.mkdir(parents=True)
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))

    forget_old_prints()

    assert (old.exists(), young.exists()) == (False, True)
