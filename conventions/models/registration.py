from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from conventions.models.convention import Convention
from conventions.models.session import Slot
from organizations.models import Organization
from ui.languages import SPOKEN_LANGUAGES, language_choices


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def in_convention(self, convention: Convention) -> "RegistrationQuerySet":
        return self.filter(convention=convention)

    def validated(self) -> "RegistrationQuerySet":
        return self.filter(status=Registration.Status.VALIDATED)

    def represented_by(self, user: models.Model) -> "RegistrationQuerySet":
        """Registrations of the organisations that `user` acts for."""
        return self.filter(organization__memberships__user=user)


class Registration(models.Model):
    """An organisation's part in one convention."""

    # What the organiser sets, and what the next edition takes over.
    PART = ("reference", "direction", "min_meetings", "max_meetings")

    class Status(models.TextChoices):
        PENDING = "pending", _("pending")
        VALIDATED = "validated", _("validated")
        WAITING = "waiting", _("waiting")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Direction(models.TextChoices):
        BUYS = "buys", _("buys")
        SELLS = "sells", _("sells")
        BOTH = "both", _("buys and sells")

    convention = models.ForeignKey(
        Convention,
        on_delete=models.CASCADE,
        related_name="registrations",
        verbose_name=_("convention"),
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="registrations",
        verbose_name=_("organisation"),
    )
    reference = models.CharField(
        _("reference"),
        max_length=40,
        help_text=_("The organiser’s own mark for this registration, for example A012."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    direction = models.CharField(
        _("direction"), max_length=5, choices=Direction, default=Direction.BOTH
    )
    min_meetings = models.PositiveSmallIntegerField(_("at least, meetings"), default=0)
    max_meetings = models.PositiveSmallIntegerField(
        _("at most, meetings"), null=True, blank=True, validators=[MaxValueValidator(200)]
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ("organization__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("convention", "organization"),
                name="registration_once_per_organization",
                violation_error_code="registration_exists",
                violation_error_message=_("This organisation is already registered."),
            ),
            models.UniqueConstraint(
                fields=("convention", "reference"),
                name="registration_once_per_reference",
                violation_error_code="reference_taken",
                violation_error_message=_("Another registration has this reference."),
            ),
            models.CheckConstraint(
                condition=Q(max_meetings__isnull=True) | Q(max_meetings__gte=F("min_meetings")),
                name="registration_max_not_below_min",
                violation_error_code="max_below_min",
                violation_error_message=_("The most meetings are fewer than the least."),
            ),
        )

    def __str__(self) -> str:
        return str(self.organization)


class DelegateQuerySet(models.QuerySet["Delegate"]):
    def in_convention(self, convention: Convention) -> "DelegateQuerySet":
        return self.filter(convention=convention)

    def meeting(self) -> "DelegateQuerySet":
        """Those whom the scheduler may seat: they meet, and their registration is validated."""
        return self.filter(meets=True, registration__status=Registration.Status.VALIDATED)


class Delegate(models.Model):
    """A person on a registration."""

    # The person's own, wherever written: by a form, a list that comes in, the next edition.
    PERSON = (
        "first_name", "last_name", "function", "email", "phone", "language", "meets", "step_free",
        "max_in_a_row",
    )  # fmt: skip
    # Absences follow from these (services.attendance).
    TRAVEL = ("arrives_at", "leaves_at")

    convention = models.ForeignKey(
        Convention, on_delete=models.CASCADE, related_name="delegates", verbose_name=_("convention")
    )
    registration = models.ForeignKey(
        Registration,
        on_delete=models.CASCADE,
        related_name="delegates",
        verbose_name=_("registration"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="delegates",
        verbose_name=_("user"),
    )
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    function = models.CharField(_("function"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    language = models.CharField(
        _("language of mails and paper"),
        max_length=2,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    meets = models.BooleanField(
        _("meets"), default=True, help_text=_("Press and speakers have a badge but no meetings.")
    )
    arrives_at = models.DateTimeField(_("arrives"), null=True, blank=True)
    leaves_at = models.DateTimeField(_("leaves"), null=True, blank=True)
    step_free = models.BooleanField(_("needs a step-free table"), default=False)
    max_in_a_row = models.PositiveSmallIntegerField(
        _("meetings in a row, at most"), null=True, blank=True, validators=[MinValueValidator(1)]
    )

    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")
        ordering = ("last_name", "first_name", "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                "convention",
                condition=~Q(email=""),
                name="delegate_once_per_email",
                violation_error_code="delegate_exists",
                violation_error_message=_(
                    "Somebody with this e-mail address is already a delegate."
                ),
            ),
            models.CheckConstraint(
                condition=Q(arrives_at__isnull=True)
                | Q(leaves_at__isnull=True)
                | Q(leaves_at__gt=F("arrives_at")),
                name="delegate_leaves_after_arriving",
                violation_error_code="leaves_before_arriving",
                violation_error_message=_("The delegate leaves before arriving."),
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"


class DelegateLanguage(models.Model):
    """A language that a delegate negotiates in, or at least follows."""

    class Level(models.TextChoices):
        NEGOTIATES = "negotiates", _("negotiates")
        FOLLOWS = "follows", _("follows")

    delegate = models.ForeignKey(
        Delegate, on_delete=models.CASCADE, related_name="languages", verbose_name=_("delegate")
    )
    language = models.CharField(
        _("language"), max_length=3, choices=language_choices(SPOKEN_LANGUAGES)
    )
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.NEGOTIATES)

    class Meta:
        verbose_name = _("language of a delegate")
        verbose_name_plural = _("languages of delegates")
        ordering = ("-level", "pk")
        constraints = (
            models.UniqueConstraint(fields=("delegate", "language"), name="delegate_language_once"),
        )

    def __str__(self) -> str:
        return f"{self.language} ({self.level})"


class Absence(models.Model):
    """A slot in which a delegate cannot meet."""

    class Cause(models.TextChoices):
        TRAVEL = "travel", _("not there yet, or left")
        DECLARED = "declared", _("declared")

    convention = models.ForeignKey(
        Convention, on_delete=models.CASCADE, related_name="absences", verbose_name=_("convention")
    )
    delegate = models.ForeignKey(
        Delegate, on_delete=models.CASCADE, related_name="absences", verbose_name=_("delegate")
    )
    slot = models.ForeignKey(
        Slot, on_delete=models.CASCADE, related_name="absences", verbose_name=_("slot")
    )
    # Travel absences follow from arrival and departure and are made anew when slots move.
    cause = models.CharField(_("cause"), max_length=10, choices=Cause, default=Cause.DECLARED)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = (
            models.UniqueConstraint(fields=("delegate", "slot"), name="absence_once_per_slot"),
        )

    def __str__(self) -> str:
        return f"{self.delegate} · {self.slot}"
