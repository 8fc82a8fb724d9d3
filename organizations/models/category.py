from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.Model):
    """What is bought and sold: one of the 24 categories, anchored to CPV codes."""

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    cpv = models.CharField(
        _("CPV codes"), max_length=200, help_text=_("Eight digits each, separated by semicolons.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.name
