"""Checks that many services begin with, and how a day is written in their sentences."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from conventions.models import Convention, Phase


def day_in_words(day: date) -> str:
    """Return `28 March 2027` in the reader's language."""
    return date_format(day, pgettext("date format", "j F Y"))


def refuse_archived(convention: Convention) -> None:
    """Raise `convention_archived` where nothing may change any more."""
    if convention.phase == Phase.ARCHIVED:
        raise ValidationError(
            _("This convention is archived: nothing in it changes any more."),
            code="convention_archived",
        )
