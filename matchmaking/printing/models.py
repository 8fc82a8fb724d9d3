import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conventions.models import Convention, Delegate
from jobs.models import Job
from matchmaking.scheduling.models.schedule import Schedule


def print_path(instance: "PrintJob", _filename: str) -> str:
    """A name of our own, which nobody can guess and no user wrote."""
    return f"prints/{instance.convention_id}/{secrets.token_urlsafe(16)}.pdf"


class PrintJob(Job):
    """One PDF being made, in batches, by the worker on the queue `print`.

    With a `delegate` it is that person's agenda alone.
    """

    TASK = "matchmaking.printing.tasks.print_document"

    class Document(models.TextChoices):
        AGENDAS = "agendas", _("All agendas")
        TABLES = "tables", _("All table schedules")

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="print_jobs")
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="print_jobs")
    document = models.CharField(_("document"), max_length=10, choices=Document)
    delegate = models.ForeignKey(
        Delegate,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="print_jobs",
        verbose_name=_("delegate"),
    )
    # Table schedules are for the hall: in the language of the person who asked for them.
    language = models.CharField(_("language"), max_length=2, default="fr")
    done = models.PositiveIntegerField(_("sheets done"), default=0)
    total = models.PositiveIntegerField(_("sheets in all"), default=0)
    # The names of the sheets that could not be printed, while the others were.
    left_out = models.JSONField(_("sheets left out"), default=list, blank=True)
    file = models.FileField(_("file"), upload_to=print_path, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)

    class Meta:
        verbose_name = _("print job")
        verbose_name_plural = _("print jobs")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("convention", "document"),
                condition=Q(state__in=("queued", "running"), delegate__isnull=True),
                name="print_one_active_per_document",
                violation_error_code="print_active",
                violation_error_message=_("This document is already being printed."),
            ),
            models.UniqueConstraint(
                fields=("delegate", "document"),
                condition=Q(state__in=("queued", "running"), delegate__isnull=False),
                name="print_one_active_per_delegate",
                violation_error_code="print_active",
                violation_error_message=_("This document is already being printed."),
            ),
            models.CheckConstraint(
                condition=Q(document="agendas") | Q(delegate__isnull=True),
                name="print_delegate_only_agenda",
            ),
            models.CheckConstraint(
                condition=Q(document__in=("agendas", "tables")), name="print_document_known"
            ),
        )
