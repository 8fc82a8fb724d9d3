from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# Eight digits each, without the check digit; empty where nobody has looked one up yet.
CPV_CODES = r"^([0-9]{8}(;[0-9]{8})*)?$"
cpv_codes = RegexValidator(
    CPV_CODES,
    _("Write CPV codes of eight digits, separated by semicolons: 55520000;55524000."),
    code="cpv_invalid",
)


class TermQuerySet[Of: models.Model](models.QuerySet[Of]):
    def of_platform(self) -> "TermQuerySet[Of]":
        """Those that every convention may show."""
        return self.filter(shared=True)


class Term(models.Model):
    """A word of a list from which people choose, in three languages.

    A convention may add one that only it shows, until the operator shares it.
    """

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    shared = models.BooleanField(
        _("for every convention"),
        default=True,
        help_text=_("Otherwise only the convention that added it shows it."),
    )

    class Meta:
        abstract = True
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.name


class Category(Term):
    """What is bought and sold, anchored to CPV codes; the platform begins with 24."""

    cpv = models.CharField(
        _("CPV codes"),
        max_length=200,
        blank=True,
        validators=[cpv_codes],
        help_text=_("Eight digits each, separated by semicolons."),
    )

    objects = TermQuerySet["Category"].as_manager()

    class Meta(Term.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = (
            models.CheckConstraint(
                condition=Q(cpv__regex=CPV_CODES), name="category_cpv_eight_digits"
            ),
        )


class Theme(Term):
    """A cause that crosses the categories: circular economy, inclusion, short supply chains."""

    objects = TermQuerySet["Theme"].as_manager()

    class Meta(Term.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
