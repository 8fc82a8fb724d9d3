from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conventions.models.convention import Convention
from conventions.models.session import Slot
from ui.languages import SPOKEN_LANGUAGES, language_choices


class Interpreter(models.Model):
    """A person who carries a meeting between two languages; takes a third chair."""

    convention = models.ForeignKey(
        Convention,
        on_delete=models.CASCADE,
        related_name="interpreters",
        verbose_name=_("convention"),
    )
    name = models.CharField(_("name"), max_length=120)
    max_in_a_row = models.PositiveSmallIntegerField(
        _("slots in a row, at most"), default=3, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("interpreter")
        verbose_name_plural = _("interpreters")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class InterpreterPair(models.Model):
    """Two languages an interpreter works between, without direction."""

    interpreter = models.ForeignKey(
        Interpreter, on_delete=models.CASCADE, related_name="pairs", verbose_name=_("interpreter")
    )
    first = models.CharField(
        _("one language"), max_length=3, choices=language_choices(SPOKEN_LANGUAGES)
    )
    second = models.CharField(
        _("the other language"), max_length=3, choices=language_choices(SPOKEN_LANGUAGES)
    )

    class Meta:
        verbose_name = _("language pair")
        verbose_name_plural = _("language pairs")
        constraints = (
            models.UniqueConstraint(
                fields=("interpreter", "first", "second"), name="interpreter_pair_once"
            ),
            # Without direction: {fr, de} is stored once, in the order of the alphabet.
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="interpreter_pair_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first}–{self.second}"


class InterpreterAbsence(models.Model):
    """A slot in which an interpreter cannot work."""

    interpreter = models.ForeignKey(
        Interpreter,
        on_delete=models.CASCADE,
        related_name="absences",
        verbose_name=_("interpreter"),
    )
    slot = models.ForeignKey(
        Slot, on_delete=models.CASCADE, related_name="interpreter_absences", verbose_name=_("slot")
    )

    class Meta:
        verbose_name = _("absence of an interpreter")
        verbose_name_plural = _("absences of interpreters")
        constraints = (
            models.UniqueConstraint(
                fields=("interpreter", "slot"), name="interpreter_absence_once_per_slot"
            ),
        )

    def __str__(self) -> str:
        return f"{self.interpreter} · {self.slot}"
