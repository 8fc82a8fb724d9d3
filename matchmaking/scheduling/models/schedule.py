from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conventions.models import Convention, Delegate, Interpreter, Registration, Slot, Table
from matchmaking.scheduling.models.run import Run
from matchmaking.wishes.models import PairingKind


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def drafts(self) -> "ScheduleQuerySet":
        return self.filter(version=Schedule.DRAFT)

    def published(self) -> "ScheduleQuerySet":
        """Frozen versions, the newest first."""
        return self.filter(frozen_at__isnull=False).order_by("-version")


class Schedule(models.Model):
    """A versioned set of meetings: one working draft (version 0), then 1, 2, 3 …, frozen."""

    DRAFT = 0

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="schedules")
    version = models.PositiveIntegerField(_("version"), default=DRAFT)
    run = models.ForeignKey(
        Run, null=True, blank=True, on_delete=models.SET_NULL, related_name="schedules"
    )
    # Of the problem that this schedule answers: tells a draft made from data since changed.
    input_hash = models.CharField(_("input hash"), max_length=64, blank=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    # Counts the changes of a draft, so that a page can tell it is looking at an old state.
    revision = models.PositiveIntegerField(_("revision"), default=0)
    # Set at the end of publishing; from then on triggers refuse every change.
    frozen_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        ordering = ("convention", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("convention",),
                condition=Q(version=0),
                name="schedule_one_draft_per_convention",
            ),
            models.UniqueConstraint(
                fields=("convention", "version"),
                name="schedule_once_per_version",
                violation_error_code="version_exists",
                violation_error_message=_(
                    "Somebody else has just published this version. Reload the page."
                ),
            ),
            models.CheckConstraint(
                condition=Q(version__gt=0) | Q(frozen_at__isnull=True),
                name="schedule_draft_never_frozen",
            ),
        )

    def __str__(self) -> str:
        return f"schedule {self.pk} v{self.version}"

    @property
    def is_draft(self) -> bool:
        return self.version == self.DRAFT

    @property
    def is_scheduled(self) -> bool:
        """Whether a run made it; a draft without one holds locked meetings at most."""
        return self.run_id is not None or bool(self.input_hash)


class Meeting(models.Model):
    """A pairing placed at a slot and a table; its two parties are its seats."""

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="meetings")
    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="meetings")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="meetings")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="meetings")
    interpreter = models.ForeignKey(
        Interpreter, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    locked = models.BooleanField(_("locked"), default=False)
    kind = models.CharField(_("made of"), max_length=10, choices=PairingKind)
    value = models.PositiveIntegerField(_("value"), default=0)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("slot__starts_at", "table__number")
        constraints = (
            models.UniqueConstraint(
                fields=("schedule", "slot", "table"),
                name="meeting_one_per_table_and_slot",
                violation_error_code="table_taken",
                violation_error_message=_("Another meeting has this table in this slot."),
            ),
            models.UniqueConstraint(
                fields=("schedule", "slot", "interpreter"),
                condition=Q(interpreter__isnull=False),
                name="meeting_one_per_interpreter_and_slot",
                violation_error_code="interpreter_busy",
                violation_error_message=_("The interpreter is at another table in this slot."),
            ),
        )

    def __str__(self) -> str:
        return f"meeting {self.pk}"


class Seat(models.Model):
    """One delegate's place in one meeting; repeats its schedule and slot for the constraints."""

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="seats")
    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="seats")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="seats")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="seats")
    delegate = models.ForeignKey(Delegate, on_delete=models.PROTECT, related_name="seats")

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("schedule", "slot", "delegate"),
                name="seat_one_per_delegate_and_slot",
                violation_error_code="delegate_busy",
                violation_error_message=_("This person sits at another table in this slot."),
            ),
            models.UniqueConstraint(
                fields=("meeting", "registration"), name="seat_one_per_registration_in_meeting"
            ),
        )

    def __str__(self) -> str:
        return f"seat {self.pk}"


class Unplaced(models.Model):
    """A pairing without a meeting, with its reason and, where there is one, a lever."""

    class Reason(models.TextChoices):
        NO_COMMON_SLOT = "no_common_slot", _("No slot in which both are there")
        NO_COMMON_LANGUAGE = "no_common_language", _("No shared language, no interpreter free")
        PARTY_FULL = "party_full", _("Organisation’s maximum reached")
        LOCKED_OUT = "locked_out", _("Locked meetings stand in its way")
        DELEGATE_BUSY = "delegate_busy", _("No slot in which both are free")
        NO_TABLE = "no_table", _("No table or chair free")
        OUTRANKED = "outranked", _("Other meetings were worth more")

    convention = models.ForeignKey(Convention, on_delete=models.CASCADE, related_name="unplaced")
    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="unplaced")
    first = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("made of"), max_length=10, choices=PairingKind)
    value = models.PositiveIntegerField(_("value"), default=0)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    # {"kind": "table", "slot": pk, …} in the words of the exchange format, with database keys.
    lever = models.JSONField(_("lever"), null=True, blank=True)

    class Meta:
        verbose_name = _("unplaced pairing")
        verbose_name_plural = _("unplaced pairings")
        ordering = ("-value", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("schedule", "first", "second"), name="unplaced_once_per_pair"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="unplaced_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"unplaced {self.pk}"
