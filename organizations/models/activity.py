from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models.category import Category
from organizations.models.organization import Organization


class Activity(models.Model):
    """One category that an organisation sells or buys, in its own words."""

    class Direction(models.TextChoices):
        SELLS = "sells", _("sells")
        BUYS = "buys", _("buys")

    organization = models.ForeignKey(
        Organization,
        on_delete=models.CASCADE,
        related_name="activities",
        verbose_name=_("organisation"),
    )
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="activities", verbose_name=_("category")
    )
    direction = models.CharField(_("direction"), max_length=5, choices=Direction)
    text = models.CharField(_("in your own words"), max_length=300, blank=True)
    area = models.CharField(_("area served"), max_length=120, blank=True)
    capacity = models.CharField(_("capacity"), max_length=120, blank=True)

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
            models.CheckConstraint(
                condition=Q(direction__in=("sells", "buys")), name="activity_direction_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization} {self.direction} {self.category}"
