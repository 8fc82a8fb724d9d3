from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conventions.models import Convention
from jobs.models import Job


class Run(Job):
    """One execution of the scheduler."""

    TASK = "matchmaking.scheduling.tasks.execute_run"
    EMPTIED_AT_END = {"incumbent": None}

    class Objective(models.TextChoices):
        AS_MANY = "as_many", _("as many meetings as possible")
        MOST_WANTED = "most_wanted", _("the most wanted meetings first")
        FEW_CHANGES = "few_changes", _("as few changes as possible")

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="runs")
    # 1, 2, 3 … within its convention: "run 7".
    number = models.PositiveIntegerField(_("number"))
    objective = models.CharField(_("what comes first"), max_length=12, choices=Objective)
    seconds = models.PositiveSmallIntegerField(
        _("time limit, in seconds"),
        validators=[MinValueValidator(1), MaxValueValidator(600)],
    )
    seed = models.PositiveIntegerField(_("random seed"), default=1)
    # SHA-256 over the problem's data; compared again before the result is kept.
    input_hash = models.CharField(_("input hash"), max_length=64, blank=True)
    # {"phase", "placed", "possible", "bound", "breaks", "breaks_bound", "seconds",
    #  "phases": [{"phase", "seconds", …}], "curve": [[seconds, breaks], …]}
    progress = models.JSONField(_("progress"), default=dict, blank=True)
    # The best schedule so far in the exchange format; emptied when the run ends.
    incumbent = models.JSONField(_("best so far"), null=True, blank=True)
    # {"status", "placed", "pairings", "objective": [{"name", "achieved", "bound"}],
    #  "breaks_histogram", "conflicts", …}: what the result sheet shows without solving again.
    result = models.JSONField(_("result"), null=True, blank=True)
    log = models.TextField(_("log"), blank=True)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("convention",),
                condition=Q(state__in=("queued", "running")),
                name="run_one_active_per_convention",
                violation_error_code="run_active",
                violation_error_message=_(
                    "A run is already under way. Wait for it, or stop it first."
                ),
            ),
            models.UniqueConstraint(fields=("convention", "number"), name="run_once_per_number"),
            models.CheckConstraint(
                condition=Q(
                    state__in=(
                        "queued",
                        "running",
                        "succeeded",
                        "stopped",
                        "infeasible",
                        "failed",
                    )
                ),
                name="run_state_known",
            ),
        )

    def limits(self) -> dict[str, int]:
        """Return when a run that ignores its own time is interrupted, and when it is killed."""
        return {"soft_time_limit": self.seconds + 60, "time_limit": self.seconds + 180}
