from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conventions.models.convention import Convention


class Session(models.Model):
    """A block of equal slots. Sessions of one convention never overlap."""

    convention = models.ForeignKey(
        Convention, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("convention")
    )
    starts_at = models.DateTimeField(_("starts"))
    # Kept beside its inputs so that the database itself can refuse a session that ends first.
    ends_at = models.DateTimeField(_("ends"), editable=False)
    slot_count = models.PositiveSmallIntegerField(
        _("number of slots"), default=9, validators=[MinValueValidator(1), MaxValueValidator(40)]
    )
    meeting_minutes = models.PositiveSmallIntegerField(
        _("meeting, in minutes"),
        default=20,
        validators=[MinValueValidator(5), MaxValueValidator(120)],
    )
    changeover_minutes = models.DecimalField(
        _("changeover, in minutes"),
        max_digits=3,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(30)],
        help_text=_("Between two meetings; halves are allowed. 0: included in the meeting."),
    )

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("starts_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_start",
                violation_error_code="session_ends_before_start",
                violation_error_message=_("A session ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(slot_count__gte=1, meeting_minutes__gte=1, changeover_minutes__gte=0),
                name="session_has_slots",
            ),
        )

    def __str__(self) -> str:
        return f"{self.convention}: {self.starts_at:%Y-%m-%d %H:%M}"


class Pause(models.Model):
    """A planned pause inside a session, after one of its slots."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="pauses", verbose_name=_("session")
    )
    after_slot = models.PositiveSmallIntegerField(
        _("after slot"), validators=[MinValueValidator(1)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(240)]
    )

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ("session", "after_slot")
        constraints = (
            models.UniqueConstraint(
                fields=("session", "after_slot"),
                name="pause_once_per_slot",
                violation_error_code="pause_exists",
                violation_error_message=_("There is already a pause after this slot."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.minutes} min > {self.after_slot}"


class Slot(models.Model):
    """One meeting-length interval, made from its session by the service that saves it."""

    convention = models.ForeignKey(
        Convention, on_delete=models.CASCADE, related_name="slots", verbose_name=_("convention")
    )
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="slots", verbose_name=_("session")
    )
    position = models.PositiveSmallIntegerField(_("position in its session, from 1"))
    # Counts the pauses and sessions before it: two slots follow each other when both are equal.
    block = models.PositiveSmallIntegerField(_("block between two pauses"), default=0)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("session", "position"), name="slot_once_per_position"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
