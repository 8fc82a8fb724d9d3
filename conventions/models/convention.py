from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import User, validate_country
from ui.time_zones import ZONES


class Phase(models.TextChoices):
    """Where a convention stands; it decides what each role may do."""

    DRAFT = "draft", _("Draft")
    REGISTRATION = "registration", _("Registration")
    WISHES = "wishes", _("Wishes")
    SCHEDULING = "scheduling", _("Scheduling")
    PUBLISHED = "published", _("Published")
    LIVE = "live", _("Live")
    FOLLOW_UP = "follow-up", _("Follow-up")
    ARCHIVED = "archived", _("Archived")

    @property
    def number(self) -> int:
        return list(Phase).index(self)


def validate_zone(name: str) -> None:
    """Refuse a name that no time zone has: every page would stumble over it."""
    if name not in ZONES:
        raise ValidationError(_("Choose a time zone from the list."), code="zone_unknown")


class ConventionQuerySet(models.QuerySet["Convention"]):
    def organized_by(self, user: User) -> "ConventionQuerySet":
        return self.filter(pk__in=TeamMember.objects.filter(user=user).values("convention"))


class Convention(models.Model):
    """One dated edition of a business convention."""

    slug = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        help_text=_("Stands in the links: small letters, digits and hyphens."),
        error_messages={"unique": _("Another convention has this address. Choose another one.")},
    )
    name = models.CharField(_("name"), max_length=120)
    theme = models.CharField(_("theme"), max_length=200, blank=True)
    description = models.TextField(_("description"), max_length=3000, blank=True)
    venue = models.CharField(_("venue"), max_length=160, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    country = models.CharField(
        _("country"), max_length=2, default="FR", validators=[validate_country]
    )
    access_notes = models.TextField(_("how to get there"), max_length=1000, blank=True)
    desk_note = models.CharField(_("where the welcome desk is"), max_length=120, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=40, default="Europe/Paris", validators=[validate_zone]
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    phase = models.CharField(_("phase"), max_length=12, choices=Phase, default=Phase.DRAFT)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    wishes_close_at = models.DateTimeField(_("wishes close"), null=True, blank=True)
    answers_close_at = models.DateTimeField(_("answers close"), null=True, blank=True)
    # Family → language → what this convention calls it; what is missing is the platform's name.
    family_names = models.JSONField(_("names of the types"), default=dict, blank=True)
    chairs = models.PositiveSmallIntegerField(
        _("chairs"),
        default=0,
        validators=[MaxValueValidator(5000)],
        help_text=_("In the whole hall: they move from table to table."),
    )
    max_wishes = models.PositiveSmallIntegerField(
        _("wishes per organisation"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    previous = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="following",
        verbose_name=_("previous edition"),
    )

    objects = ConventionQuerySet.as_manager()

    class Meta:
        verbose_name = _("convention")
        verbose_name_plural = _("conventions")
        ordering = ("-starts_on", "slug")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="convention_ends_after_start",
                violation_error_code="ends_before_start",
                violation_error_message=_("The last day is before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(phase__in=Phase.values), name="convention_phase_known"
            ),
            models.CheckConstraint(
                condition=Q(country__regex=r"^[A-Z]{2}$"), name="convention_country_two_capitals"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def catalogue_is_open(self) -> bool:
        """Whether participants see each other: from the phase of wishes on."""
        return Phase(self.phase).number >= Phase.WISHES.number

    def accepts_wishes(self, now: datetime | None = None) -> bool:
        """Whether a wish may be made or changed at `now` (by the server's clock)."""
        now = now or timezone.now()
        return self.phase == Phase.WISHES and (
            self.wishes_close_at is None or now < self.wishes_close_at
        )

    def accepts_answers(self, now: datetime | None = None) -> bool:
        """Whether a received wish may be answered at `now`."""
        now = now or timezone.now()
        closes_at = self.answers_close_at or self.wishes_close_at
        return self.phase == Phase.WISHES and (closes_at is None or now < closes_at)


class TeamMember(models.Model):
    """A person's role in one convention."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")
        SCHEDULER = "scheduler", _("scheduler")
        DESK = "desk", _("desk")
        OBSERVER = "observer", _("observer")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="team_roles",
        verbose_name=_("user"),
    )
    convention = models.ForeignKey(
        Convention, on_delete=models.CASCADE, related_name="team", verbose_name=_("convention")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = (
            models.UniqueConstraint(
                fields=("convention", "user", "role"),
                name="team_member_once_per_role",
                violation_error_code="role_held",
                violation_error_message=_("This person already has this role."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=("owner", "scheduler", "desk", "observer")),
                name="team_member_role_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.role}"


class Partner(models.Model):
    """Who stands behind a convention; printed on public pages and on paper."""

    class Kind(models.TextChoices):
        ORGANIZER = "organizer", _("organised by")
        CO_ORGANIZER = "co-organizer", _("organised with")
        HOST = "host", _("hosted by")
        SUPPORTER = "supporter", _("supported by")
        FUNDER = "funder", _("funded by")

    convention = models.ForeignKey(
        Convention, on_delete=models.CASCADE, related_name="partners", verbose_name=_("convention")
    )
    kind = models.CharField(_("part played"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    mention = models.CharField(
        _("mention"),
        max_length=120,
        blank=True,
        help_text=_("The words the funder asks for. Left empty, the part played is printed."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("convention", "kind", "name"),
                name="partner_once_per_kind",
                violation_error_code="partner_exists",
                violation_error_message=_("This partner already stands in the list."),
            ),
        )

    def __str__(self) -> str:
        return self.name
