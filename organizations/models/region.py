from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ui.countries import COUNTRIES


def validate_country(code: str) -> None:
    """Refuse a code that no country has."""
    if code not in COUNTRIES:
        raise ValidationError(_("Choose a country from the list."), code="country_unknown")


# Which countries there are is checked in Python: a list of 250 codes would age in the database.
TWO_CAPITALS = r"^[A-Z]{2}$"


class RegionQuerySet(models.QuerySet["Region"]):
    def of_country(self, country: str) -> "RegionQuerySet":
        return self.filter(country=country)

    def in_greater_region(self) -> "RegionQuerySet":
        return self.filter(in_greater_region=True)


class Region(models.Model):
    """A part of a country, as people there name it; elsewhere an organisation writes its own."""

    code = models.SlugField(
        _("short name"),
        max_length=40,
        unique=True,
        help_text=_("Stands in lists and files and stays: small letters, digits and hyphens."),
    )
    country = models.CharField(_("country"), max_length=2, validators=[validate_country])
    name = models.CharField(_("name"), max_length=80)
    in_greater_region = models.BooleanField(_("belongs to the Greater Region"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("position", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(country__regex=TWO_CAPITALS), name="region_country_two_capitals"
            ),
            # What an organisation's region and country refer to together, on PostgreSQL.
            models.UniqueConstraint(fields=("code", "country"), name="region_key_with_country"),
        )

    def __str__(self) -> str:
        return self.name
