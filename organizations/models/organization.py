from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


class Country(models.TextChoices):
    """The four countries of the Greater Region; their names on screen come from Babel."""

    FRANCE = "FR", _("France")
    LUXEMBOURG = "LU", _("Luxembourg")
    BELGIUM = "BE", _("Belgium")
    GERMANY = "DE", _("Germany")


class Region(models.TextChoices):
    """The regions of the Greater Region, by country; elsewhere the field stays empty."""

    MEURTHE_ET_MOSELLE = "meurthe-et-moselle", _("Meurthe-et-Moselle")
    MOSELLE = "moselle", _("Moselle")
    VOSGES = "vosges", _("Vosges")
    MEUSE = "meuse", _("Meuse")
    GRAND_EST = "grand-est", _("Grand Est, elsewhere")
    LUXEMBOURG = "luxembourg", _("Luxembourg")
    PROVINCE_DE_LUXEMBOURG = "province-de-luxembourg", _("Province of Luxembourg")
    LIEGE = "liege", _("Province of Liège")
    NAMUR = "namur", _("Province of Namur")
    OSTBELGIEN = "ostbelgien", _("German-speaking Community of Belgium")
    SAARLAND = "saarland", _("Saarland")
    RHEINLAND_PFALZ = "rheinland-pfalz", _("Rhineland-Palatinate")


class Organization(models.Model):
    """A legal body that outlives conventions."""

    name = models.CharField(_("name"), max_length=160)
    country = models.CharField(_("country"), max_length=2, choices=Country)
    region = models.CharField(_("region"), max_length=30, choices=Region, blank=True)
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
                condition=Q(country__in=Country.values), name="organization_country_known"
            ),
        )

    def __str__(self) -> str:
        return self.name
