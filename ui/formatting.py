"""Numbers, names and times in the reader's language.

Babel gives U+202F in French; our font lacks it, so it becomes U+00A0 here and nowhere else.
English is British: `Thursday 18 March 2027`, 24 hours.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from math import inf
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

DAY_PATTERNS = {"fr": "EEEE d MMMM y", "de": "EEEE, d. MMMM y", "en": "EEEE d MMMM y"}
SHORT_DAY_PATTERNS = {"fr": "EEE d MMMM", "de": "EEE, d. MMMM", "en": "EEE d MMMM"}
PLAIN_DAY_PATTERNS = {"fr": "d MMMM y", "de": "d. MMMM y", "en": "d MMMM y"}
WEEKDAY_PATTERNS = {"fr": "EEEE d MMMM", "de": "EEEE, d. MMMM", "en": "EEEE d MMMM"}
MINUTE, HOUR, DAY = 60, 3600, 86400
SECONDS = {"day": DAY, "hour": HOUR, "minute": MINUTE}


def locale() -> Locale:
    """Return Babel's locale of the active language; British where that is English."""
    language = (get_language() or "en")[:2]
    return Locale.parse("en_GB" if language == "en" else language)


def printable(text: str) -> str:
    """Return `text` with the spaces that our font has."""
    return text.replace("\u202f", "\u00a0").replace("\u2009", "\u00a0")


def is_one(value: float | Decimal) -> bool:
    """Whether what is counted stands in the singular, in the reader's language: 1,5 tonne."""
    # 1.00 is one; Babel counts the digits after the point.
    shown = int(value) if value == int(value) else value
    return str(locale().plural_form(shown)) == "one"


def number(value: float | Decimal, pattern: str | None = None) -> str:
    """Return `value` grouped by thousands: 1,180 · 1 180 · 1.180."""
    return printable(format_decimal(value, format=pattern, locale=locale()))


_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009'’]+")
_THOUSANDS = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")
_NUMBER = re.compile(r"^\d{1,12}(?:[.,]\d{1,2})?$")


def read_number(text: str) -> Decimal | None:
    """Read a number of two decimals at most in whatever country's writing: 1 200, 1.200, 1,5.

    What stands before three digits parts thousands. None where it is no such number.
    """
    plain = _BLANKS.sub("", text)
    if _THOUSANDS.match(plain):
        plain = re.sub(r"[.,]", "", plain)
    mark = max(plain.rfind("."), plain.rfind(","))
    if mark > 0 and re.search(r"[.,]", plain[:mark]):  # 1.200,50
        if not _THOUSANDS.match(plain[:mark]):
            return None
        plain = re.sub(r"[.,]", "", plain[:mark]) + "." + plain[mark + 1 :]
    return Decimal(plain.replace(",", ".")) if _NUMBER.match(plain) else None


def percent(ratio: float, digits: int = 0) -> str:
    """Return a ratio (0.84) as a percentage with a space before the sign, in all languages."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return f"{number(ratio * 100, pattern)}\u00a0%"


def country_name(code: str) -> str:
    """Return a country's name, `Deutschland` for DE; an unknown code is its own name."""
    return str(locale().territories.get(str(code).upper(), code))


def initials(name: str) -> str:
    """Return the first letters of the first and the last word: ÉM for Élodie Marchal."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return unicodedata.normalize("NFC", "".join(letters)).upper()


def zone_of(zone: str | tzinfo | None) -> tzinfo:
    """Return a zone from its name; without one, the zone of the current request."""
    if isinstance(zone, str) and zone:
        return ZoneInfo(zone)
    return zone if isinstance(zone, tzinfo) else timezone.get_current_timezone()


def local(moment: datetime, zone: str | tzinfo | None = None) -> datetime:
    """Return `moment` in `zone`; a moment without a zone is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(zone_of(zone))


def clock(moment: datetime, zone: str | tzinfo | None = None) -> str:
    """Return the time of day as HH:MM."""
    return local(moment, zone).strftime("%H:%M")


def _formatted(day: date | datetime, zone: str | tzinfo | None, patterns: dict[str, str]) -> str:
    plain = local(day, zone).date() if isinstance(day, datetime) else day
    reader = locale()
    pattern = patterns.get(reader.language, patterns["en"])
    return printable(format_date(plain, format=pattern, locale=reader))


def long_day(day: date | datetime, zone: str | tzinfo | None = None) -> str:
    """Return `Thursday 18 March 2027` in the reader's language."""
    return _formatted(day, zone, DAY_PATTERNS)


def plain_day(day: date | datetime, zone: str | tzinfo | None = None) -> str:
    """Return `3 March 2027` in the reader's language; `1er mars 2027` in French."""
    plain = local(day, zone).date() if isinstance(day, datetime) else day
    patterns = PLAIN_DAY_PATTERNS
    if plain.day == 1:
        patterns = patterns | {"fr": "d'er' MMMM y"}
    return _formatted(plain, zone, patterns)


def weekday(day: date | datetime, zone: str | tzinfo | None = None) -> str:
    """Return `Thursday 18 March` in the reader's language."""
    return _formatted(day, zone, WEEKDAY_PATTERNS)


def short_day(day: date | datetime, zone: str | tzinfo | None = None) -> str:
    """Return `Thu 18 March` in the reader's language."""
    return _formatted(day, zone, SHORT_DAY_PATTERNS)


def remaining(moment: datetime, zone: str | tzinfo | None = None) -> str:
    """Return how far off `moment` is, counted in calendar days of `zone`: `in 7 days`."""
    now = timezone.now()
    seconds = int((local(moment, zone) - now).total_seconds())
    days = (local(moment, zone).date() - local(now, zone).date()).days
    if seconds < 0:
        return _past(-seconds, -days)
    if days > 1:
        return _off("day", days)
    if days == 1 and seconds >= 6 * HOUR:
        return _("tomorrow")
    if seconds >= HOUR:
        return _off("hour", seconds // HOUR)
    return _off("minute", max(1, seconds // MINUTE))


def _past(seconds: int, days: int) -> str:
    if days > 1:
        return _off("day", -days)
    if days == 1:
        return _("yesterday")
    if seconds >= HOUR:
        return _off("hour", -(seconds // HOUR))
    return _("just now")


def _off(unit: Literal["day", "hour", "minute"], count: int) -> str:
    """Return `in 7 days`, `vor 2 Stunden`: in this unit, however many there are."""
    distance = timedelta(seconds=count * SECONDS[unit])
    words = format_timedelta(
        distance, granularity=unit, threshold=inf, add_direction=True, locale=locale()
    )
    return printable(words)


def deadline(moment: datetime, zone: str | tzinfo | None = None) -> str:
    """Return a deadline as people need it: `Monday 8 March at 18:00, in 7 days`."""
    return _("%(day)s at %(time)s, %(remaining)s") % {
        "day": weekday(moment, zone),
        "time": clock(moment, zone),
        "remaining": remaining(moment, zone),
    }
