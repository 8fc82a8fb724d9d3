from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from conventions.models.convention import Convention


class Zone(models.Model):
    """A part of the hall, with a letter and a name."""

    convention = models.ForeignKey(
        Convention, on_delete=models.CASCADE, related_name="zones", verbose_name=_("convention")
    )
    letter = models.CharField(_("letter"), max_length=2)
    name = models.CharField(_("name"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        ordering = ("letter",)
        constraints = (
            models.UniqueConstraint(
                fields=("convention", "letter"),
                name="zone_once_per_letter",
                violation_error_code="zone_exists",
                violation_error_message=_("There is already a zone with this letter."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.letter} {self.name}".strip()


class Table(models.Model):
    """A numbered place; it may be step-free and may have a host who always sits there."""

    convention = models.ForeignKey(
        Convention, on_delete=models.CASCADE, related_name="tables", verbose_name=_("convention")
    )
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    zone = models.ForeignKey(
        Zone,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="tables",
        verbose_name=_("zone"),
    )
    step_free = models.BooleanField(_("step-free"), default=False)
    host = models.ForeignKey(
        "conventions.Registration",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hosted_tables",
        verbose_name=_("host"),
    )

    class Meta:
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("convention", "number"),
                name="table_once_per_number",
                violation_error_code="table_exists",
                violation_error_message=_("There is already a table with this number."),
            ),
        )

    def __str__(self) -> str:
        return str(self.number)
