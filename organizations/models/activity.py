from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.models.capacity_unit import CapacityUnit
from organizations.models.category import Category, Theme
from organizations.models.organization import Organization
from organizations.models.region import Region

MAX_RADIUS = 1000  # kilometres
MAX_LEAD_TIME = 400
MAX_CAPACITY = 1_000_000_000


class Activity(models.Model):
    """One category that an organisation sells or buys: in which words, where, how much.

    What the organisation says beyond the fields stands beside them in its own words
    (`area_note`, `capacity_note`); `keywords` are those of the language it writes in.
    """

    class Direction(models.TextChoices):
        SELLS = "sells", _("sells")
        BUYS = "buys", _("buys")

    class AreaKind(models.TextChoices):
        REGIONS = "regions", _("certain regions")
        GREATER_REGION = "greater_region", _("the whole Greater Region")
        RADIUS = "radius", _("a radius around its town")

    class Period(models.TextChoices):
        DAY = "day", pgettext_lazy("a capacity", "per day")
        WEEK = "week", pgettext_lazy("a capacity", "per week")
        MONTH = "month", pgettext_lazy("a capacity", "per month")
        SEASON = "season", pgettext_lazy("a capacity", "per season")
        YEAR = "year", pgettext_lazy("a capacity", "per year")
        IN_ALL = "in_all", pgettext_lazy("a capacity", "in all")

    class Nature(models.TextChoices):
        SUPPLIES = "supplies", pgettext_lazy("nature of a purchase", "supplies")
        SERVICES = "services", pgettext_lazy("nature of a purchase", "services")
        WORKS = "works", pgettext_lazy("nature of a purchase", "works")

    class Intent(models.TextChoices):
        SUBCONTRACT = "subcontract", _("subcontracting")
        CO_BID = "co_bid", _("joint bid")
        CO_DEVELOP = "co_develop", _("developing together")
        SITE = "site", _("finding a site")
        DISTRIBUTE = "distribute", _("distribution")
        FINANCE = "finance", _("financing")

    class TimeUnit(models.TextChoices):
        DAYS = "days", _("days")
        WEEKS = "weeks", _("weeks")

    organization = models.ForeignKey(
        Organization,
        on_delete=models.CASCADE,
        related_name="activities",
        verbose_name=_("organisation"),
    )
    category = models.ForeignKey(
        Category,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name=_("category"),
    )
    category_other = models.CharField(
        _("another category"),
        max_length=120,
        blank=True,
        help_text=_("In your own words, where the list does not know the category."),
    )
    direction = models.CharField(_("direction"), max_length=5, choices=Direction)
    text = models.CharField(_("in your own words"), max_length=300, blank=True)

    area_kind = models.CharField(_("area served"), max_length=15, choices=AreaKind, blank=True)
    regions = models.ManyToManyField(
        Region, blank=True, related_name="activities", verbose_name=_("regions")
    )
    radius_km = models.PositiveSmallIntegerField(
        _("kilometres around its town"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_RADIUS)],
    )
    area_note = models.CharField(_("more about the area"), max_length=120, blank=True)

    capacity = models.DecimalField(
        _("capacity"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MaxValueValidator(MAX_CAPACITY)],
    )
    capacity_unit = models.ForeignKey(
        CapacityUnit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name=_("unit"),
    )
    capacity_period = models.CharField(_("period"), max_length=10, choices=Period, blank=True)
    capacity_free = models.DecimalField(
        _("free of it"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    capacity_confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    capacity_note = models.CharField(_("more about the capacity"), max_length=120, blank=True)

    nature = models.CharField(_("nature"), max_length=10, choices=Nature, blank=True)
    intent = models.CharField(_("also looks for partners for"), max_length=15, choices=Intent,
                              blank=True)  # fmt: skip
    keywords = models.CharField(
        _("keywords"),
        max_length=300,
        blank=True,
        help_text=_("Up to ten, separated by commas, in the language people search in."),
    )
    lead_time = models.PositiveSmallIntegerField(
        _("lead time"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_LEAD_TIME)],
    )
    lead_time_unit = models.CharField(_("lead time in"), max_length=5, choices=TimeUnit, blank=True)
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="activities", verbose_name=_("themes")
    )
    prefers = models.CharField(
        _("statuses or labels it prefers"),
        max_length=200,
        blank=True,
        help_text=_("In partners, for example ESAT, Inklusionsbetrieb or EMAS."),
    )

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ("organization", "-direction", "category__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "category", "direction"),
                name="activity_once_per_category_and_direction",
                violation_error_code="activity_exists",
                violation_error_message=_(
                    "This category is already listed. Change its text instead."
                ),
            ),
            models.UniqueConstraint(
                fields=("organization", "category_other", "direction"),
                condition=~Q(category_other=""),
                name="activity_once_per_other_category_and_direction",
                violation_error_code="activity_exists",
                violation_error_message=_(
                    "This category is already listed. Change its text instead."
                ),
            ),
            models.CheckConstraint(
                condition=Q(category__isnull=False, category_other="")
                | (Q(category__isnull=True) & ~Q(category_other="")),
                name="activity_category_or_another",
                violation_error_code="category_missing",
                violation_error_message=_(
                    "Choose a category from the list, or write another one: not both."
                ),
            ),
            models.CheckConstraint(
                condition=Q(direction__in=("sells", "buys")), name="activity_direction_known"
            ),
            models.CheckConstraint(
                condition=Q(area_kind__in=("", "regions", "greater_region", "radius")),
                name="activity_area_known",
            ),
            models.CheckConstraint(
                condition=(
                    Q(area_kind="radius", radius_km__isnull=False, radius_km__gte=1)
                    | (~Q(area_kind="radius") & Q(radius_km__isnull=True))
                ),
                name="activity_radius_only_around_its_town",
                violation_error_code="radius_missing_or_alone",
                violation_error_message=_(
                    "Kilometres belong to a radius, and a radius needs its kilometres."
                ),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gt=0),
                name="activity_capacity_above_nothing",
                violation_error_code="capacity_nothing",
                violation_error_message=_(
                    "Enter a capacity greater than 0, or leave the field empty."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(capacity__isnull=True)
                    | (
                        Q(capacity_unit__isnull=False)
                        & Q(
                            capacity_period__in=("day", "week", "month", "season", "year", "in_all")
                        )
                    )
                ),
                name="activity_capacity_has_unit_and_period",
                violation_error_code="unit_missing",
                violation_error_message=_("Say in which unit and period the capacity is counted."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(capacity__isnull=False)
                    | Q(
                        capacity_unit__isnull=True,
                        capacity_period="",
                        capacity_free__isnull=True,
                        capacity_confirmed_on__isnull=True,
                    )
                ),
                name="activity_capacity_has_a_value",
                violation_error_code="capacity_missing",
                violation_error_message=_(
                    "Write the whole capacity as a number, or empty unit, period, what is free "
                    "and when it was confirmed."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(capacity_free__isnull=True)
                    | Q(capacity_free__gte=0, capacity_free__lte=F("capacity"))
                ),
                name="activity_free_within_capacity",
                violation_error_code="free_above_capacity",
                violation_error_message=_(
                    "The spare capacity is greater than the total. Correct one of the "
                    "two."
                ),
            ),
            models.CheckConstraint(
                condition=Q(nature__in=("", "supplies", "services", "works")),
                name="activity_nature_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    intent__in=(
                        "", "subcontract", "co_bid", "co_develop", "site", "distribute", "finance"
                    )
                ),
                name="activity_intent_known",
            ),
            models.CheckConstraint(
                condition=(
                    Q(lead_time__isnull=True, lead_time_unit="")
                    | Q(
                        lead_time__isnull=False,
                        lead_time__gte=1,
                        lead_time_unit__in=("days", "weeks"),
                    )
                ),
                name="activity_lead_time_has_a_unit",
                violation_error_code="lead_time_incomplete",
                violation_error_message=_(
                    "Enter a number and choose days or weeks, or leave both fields "
                    "empty."
                ),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organization} {self.direction} {self.category_name}"

    @property
    def category_key(self) -> int:
        """The category's key; what was written freely has a key that nothing else has."""
        return self.category_id or -self.pk

    @property
    def category_name(self) -> str:
        """The category in the active language, or what the organisation wrote for another one."""
        return str(self.category) if self.category else self.category_other
