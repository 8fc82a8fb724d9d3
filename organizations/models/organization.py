from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.models.region import TWO_CAPITALS, Region, validate_country
from ui.names import FAMILY_NAMES


class Family(models.TextChoices):
    SOCIAL_ECONOMY = "social-economy", FAMILY_NAMES["social-economy"]
    COMMITTED = "committed", FAMILY_NAMES["committed"]
    PUBLIC = "public", FAMILY_NAMES["public"]
    SUPPORT = "support", FAMILY_NAMES["support"]


class Size(models.TextChoices):
    MICRO = "micro", _("under 10 people")
    SMALL = "small", _("10 to 49 people")
    MEDIUM = "medium", _("50 to 249 people")
    LARGE = "large", _("250 people or more")


class Organization(models.Model):
    """A legal body that outlives conventions."""

    name = models.CharField(_("name"), max_length=160)
    country = models.CharField(_("country"), max_length=2, validators=[validate_country])
    region = models.ForeignKey(
        Region,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organizations",
        verbose_name=_("region"),
    )
    region_other = models.CharField(
        _("another region"),
        max_length=80,
        blank=True,
        help_text=_("In your own words, where the list does not know the region."),
    )
    town = models.CharField(_("town"), max_length=80, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=80, blank=True)
    status = models.CharField(
        _("status"),
        max_length=80,
        blank=True,
        help_text=_("Granted by an authority, for example ESAT, SIS or Inklusionsbetrieb."),
    )
    family = models.CharField(_("family"), max_length=20, choices=Family)
    size = models.CharField(
        pgettext_lazy("number of people", "size"), max_length=10, choices=Size, blank=True
    )
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(_("description"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(family__in=Family.values), name="organization_family_known"
            ),
            models.CheckConstraint(
                condition=Q(country__regex=TWO_CAPITALS), name="organization_country_two_capitals"
            ),
            models.CheckConstraint(
                condition=Q(region__isnull=True) | Q(region_other=""),
                name="organization_region_or_another",
                violation_error_code="region_twice",
                violation_error_message=_(
                    "Choose a region from the list, or write another one: not both."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name
