"""Times of arrival and departure, as people and Excel write them."""

import re
from datetime import UTC, date, datetime, time, timedelta

from documents.lists.book import Value
from matchmaking.spreadsheets.services.cell_texts import CellError, Context, plain

CLOCK = re.compile(
    r"^(\d{1,2})\s*(?::|h|\.|Uhr)\s*(\d{2})?(?::\d{2})?\s*(?:Uhr|h)?$", re.IGNORECASE
)
LOCAL_DAY = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})[,\s]\s*(.+)$")
ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})[T\s]\s*(.+)$")


def moment(value: Value | timedelta, context: Context) -> str:
    """Read a time of day, or day and time, in the convention's zone; returns UTC in ISO form."""
    if isinstance(value, timedelta):
        minutes = value // timedelta(minutes=1)
        value = time(*divmod(minutes, 60)) if 0 <= minutes < 24 * 60 else None
    if isinstance(value, datetime) and value.year < 1905:
        value = value.time()  # Excel keeps a time as a moment of its first day
    if isinstance(value, time):
        return _on_the_day(value, context)
    if isinstance(value, datetime):
        return _in_zone(value, context)
    if value is None or isinstance(value, bool | int | float | date):
        raise CellError("date_invalid", example=context.example)
    return _moment_of_text(plain(value, context), context)


def _moment_of_text(text: str, context: Context) -> str:
    try:
        with_zone = datetime.fromisoformat(text)
    except ValueError:
        with_zone = None
    if with_zone is not None and with_zone.tzinfo is not None:
        return _checked(with_zone, context)
    if clock := _clock(text):
        return _on_the_day(clock, context)
    if match := ISO_DAY.match(text):
        year, month, day = (int(part) for part in match.groups()[:3])
        return _in_zone(_combined(year, month, day, match.group(4), context), context)
    if match := LOCAL_DAY.match(text):
        first, second, year = (int(part) for part in match.groups()[:3])
        return _in_zone(_day_in_order(first, second, year, match.group(4), context), context)
    raise CellError("date_invalid", example=context.example)


def _clock(text: str) -> time | None:
    match = CLOCK.match(text.strip())
    if not match:
        return None
    hour, minute = int(match.group(1)), int(match.group(2) or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _combined(year: int, month: int, day: int, clock: str, context: Context) -> datetime:
    hour = _clock(clock)
    try:
        if hour is None:
            raise ValueError
        return datetime.combine(date(year, month, day), hour)
    except ValueError:
        raise CellError("date_invalid", example=context.example) from None


def _day_in_order(first: int, second: int, year: int, clock: str, context: Context) -> datetime:
    """Day before month, as in Europe, unless only the other order is a day of the convention."""
    readings = []
    for month, day in ((second, first), (first, second)):
        try:
            readings.append(_combined(year, month, day, clock, context))
        except CellError:
            continue
    if not readings:
        raise CellError("date_invalid", example=context.example)
    fitting = [reading for reading in readings if _is_on_a_day(reading.date(), context)]
    if len({reading.date() for reading in fitting}) > 1:
        raise CellError("date_ambiguous", example=context.example)
    return (fitting or readings)[0]


def _is_on_a_day(day: date, context: Context) -> bool:
    return context.convention.starts_on <= day <= context.convention.ends_on


def _on_the_day(clock: time, context: Context) -> str:
    convention = context.convention
    if convention.starts_on != convention.ends_on:
        raise CellError("date_needed", example=context.example)
    return _in_zone(datetime.combine(convention.starts_on, clock), context)


def _in_zone(naive: datetime, context: Context) -> str:
    zone = context.convention.zone
    local = naive.replace(tzinfo=zone, second=0, microsecond=0)
    later = local.replace(fold=1)
    if local.utcoffset() != later.utcoffset():
        # The clocks change here: an hour that does not exist does not survive the way to UTC.
        if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive.replace(
            second=0, microsecond=0
        ):
            raise CellError("date_invalid", example=context.example)
        raise CellError("time_ambiguous", example=local.isoformat(" ", "minutes"))
    return _checked(local, context)


def _checked(local: datetime, context: Context) -> str:
    try:
        day, instant = local.astimezone(context.convention.zone).date(), local.astimezone(UTC)
    except OverflowError:  # the first and the last day of all have no instant in every zone
        raise CellError("date_invalid", example=context.example) from None
    if not _is_on_a_day(day, context):
        raise CellError("date_outside", example=context.example)
    return instant.isoformat()
