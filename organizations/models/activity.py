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
        )

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
