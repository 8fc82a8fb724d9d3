"""What the print room shows: what can be printed, and each job with its words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conventions.models import Convention, Delegate
from matchmaking.printing.models import PrintJob
from matchmaking.printing.services.print_jobs import Document, is_kept, sheet_count
from matchmaking.scheduling.models import Schedule
from matchmaking.scheduling.services.schedules import published_of

SHOWN = 20  # the newest jobs
Words = str | Promise

FAILURES: Mapping[str, Words] = {
    "disk_full": _(
        "The disk of the server is full. Nothing was kept of this printing; earlier files are as "
        "they were. Tell whoever runs the server, then print again."
    ),
    "crashed": _(
        "The program that was printing ended twice; often the machine has too little memory. "
        "Print again later."
    ),
    "too_long": _("The printing took too long and was ended. Print again when less is going on."),
    "nothing_printed": _("No sheet could be printed. Please report it with the version’s number."),
    "error": _("Something went wrong that should not. Print again; if it fails again, report it."),
}


@dataclass(frozen=True, slots=True)
class PrintCard:
    """A job with its words; `replaced_by` is the version that holds now, 0 where it is its own."""

    job: PrintJob
    kept: bool
    failure: Words
    replaced_by: int

    @property
    def gone(self) -> bool:
        """Whether there was a file that is no longer kept."""
        return self.job.state == PrintJob.State.SUCCEEDED and not self.kept


@dataclass(frozen=True, slots=True)
class PrintRoom:
    """`schedule` is the version that would be printed, with its number of sheets."""

    schedule: Schedule | None
    agendas: int
    tables: int
    active: tuple[PrintCard, ...]
    earlier: tuple[PrintCard, ...]
    people: tuple[Delegate, ...]

    @property
    def printing(self) -> frozenset[str]:
        """The documents that are being printed for everybody."""
        return frozenset(c.job.document for c in self.active if c.job.delegate_id is None)


def print_room(convention: Convention) -> PrintRoom:
    """Return the print room of a convention (five queries once something is published)."""
    schedule = published_of(convention)
    jobs = convention.print_jobs.select_related(
        "convention", "schedule", "delegate", "requested_by"
    )
    cards = [_card(job, schedule) for job in jobs[:SHOWN]]
    people = Delegate.objects.filter(seats__schedule=schedule).meeting().distinct()
    return PrintRoom(
        schedule=schedule,
        agendas=sheet_count(schedule, Document.AGENDAS) if schedule else 0,
        tables=sheet_count(schedule, Document.TABLES) if schedule else 0,
        active=tuple(card for card in cards if card.job.is_active),
        earlier=tuple(card for card in cards if not card.job.is_active),
        people=tuple(people.order_by("last_name", "first_name", "pk")) if schedule else (),
    )


def print_card(job: PrintJob) -> PrintCard:
    """Return one job with its words (one query)."""
    return _card(job, published_of(job.convention))


def _card(job: PrintJob, latest: Schedule | None) -> PrintCard:
    replaced = latest is not None and latest.pk != job.schedule_id
    failed = job.state == PrintJob.State.FAILED
    return PrintCard(
        job=job,
        kept=is_kept(job),
        failure=FAILURES.get(job.error_code, FAILURES["error"]) if failed else "",
        replaced_by=latest.version if latest and replaced else 0,
    )
