from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """Long work as a row: the row is the truth, the broker only a bell.

    A worker claims a job by `UPDATE … WHERE state='queued'`, beats while it works, and a
    sweeper puts back what a dead worker left, `MAX_ATTEMPTS` times.
    """

    MAX_ATTEMPTS = 2
    # The name of the task that does the work; it takes the row's key.
    TASK: ClassVar[str]
    # What a job needs only while it is under way.
    EMPTIED_AT_END: ClassVar[Mapping[str, object]] = {}

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting for a worker")
        RUNNING = "running", _("Running")
        SUCCEEDED = "succeeded", _("Finished")
        STOPPED = "stopped", _("Stopped")
        INFEASIBLE = "infeasible", _("Impossible")
        FAILED = "failed", _("Failed")

    ACTIVE = (State.QUEUED, State.RUNNING)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    cancel_requested = models.BooleanField(_("asked to stop"), default=False)
    error_code = models.CharField(_("error"), max_length=40, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # When it was last put in the queue; the sweeper rings again after a while.
    queued_at = models.DateTimeField(_("queued"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk} {self.state}"

    def limits(self) -> dict[str, int]:
        """Return Celery's time limits for this job's message, beyond those of every task."""
        return {}

    @property
    def is_active(self) -> bool:
        return self.state in self.ACTIVE
