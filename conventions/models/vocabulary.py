from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conventions.models.convention import Convention
from organizations.models import Category, Theme


class Choice(models.Model):
    """What a convention has decided about one word of a list.

    A word that every convention may show is shown without a row; one that is `own`, added by this
    convention or by the edition it was copied from, because of its row.
    """

    own = models.BooleanField(_("added by this convention"), default=False)
    hidden = models.BooleanField(_("not shown"), default=False)

    class Meta:
        abstract = True


class CategoryChoice(Choice):
    """A category that a convention hides, or has added."""

    convention = models.ForeignKey(
        Convention,
        on_delete=models.CASCADE,
        related_name="choices_of_categories",
        verbose_name=_("convention"),
    )
    category = models.ForeignKey(
        Category, on_delete=models.CASCADE, related_name="choices", verbose_name=_("category")
    )

    class Meta:
        verbose_name = _("category of a convention")
        verbose_name_plural = _("categories of conventions")
        constraints = (
            models.UniqueConstraint(
                fields=("convention", "category"), name="category_choice_once_per_convention"
            ),
            models.CheckConstraint(
                condition=Q(own=True) | Q(hidden=True), name="category_choice_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.convention} · {self.category}"


class ThemeChoice(Choice):
    """A theme that a convention hides, or has added."""

    convention = models.ForeignKey(
        Convention,
        on_delete=models.CASCADE,
        related_name="choices_of_themes",
        verbose_name=_("convention"),
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="choices", verbose_name=_("theme")
    )

    class Meta:
        verbose_name = _("theme of a convention")
        verbose_name_plural = _("themes of conventions")
        constraints = (
            models.UniqueConstraint(
                fields=("convention", "theme"), name="theme_choice_once_per_convention"
            ),
            models.CheckConstraint(
                condition=Q(own=True) | Q(hidden=True), name="theme_choice_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.convention} · {self.theme}"
