"""Which days people may mean, in a form and in a list alike."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 2000, 2100


def is_near(day: date) -> bool:
    """Whether a day is not so far off that it has no instant in every time zone."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def check_year(day: date) -> None:
    """Refuse a day that is not near."""
    if not is_near(day):
        raise ValidationError(
            _("Choose a day in the years %(first)s to %(last)s."),
            code="day_far_off",
            params={"first": FIRST_YEAR, "last": LAST_YEAR},
        )
