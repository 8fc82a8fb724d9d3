from django.db import models
from django.utils.translation import gettext_lazy as _


class CapacityUnit(models.Model):
    """What a capacity is counted in: meals, kilograms, hours; the operator adds to the list."""

    code = models.SlugField(
        _("short name"),
        max_length=30,
        unique=True,
        help_text=_("Stands in lists and files and stays: small letters, digits and hyphens."),
    )
    name = models.CharField(_("name"), max_length=40, help_text=_("Of many, as in “300 meals”."))
    name_of_one = models.CharField(
        _("name of one"), max_length=40, help_text=_("As in “1 meal”; often the same as of many.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("unit of capacity")
        verbose_name_plural = _("units of capacity")
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.name
