"""Checks that many services begin with."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from conventions.models import Convention, Phase


def refuse_archived(convention: Convention) -> None:
    """Raise `convention_archived` where nothing may change any more."""
    if convention.phase == Phase.ARCHIVED:
        raise ValidationError(
            _("This convention is archived: nothing in it changes any more."),
            code="convention_archived",
        )
