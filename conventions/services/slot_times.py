"""From a session's few numbers to its slots: pure arithmetic, all of it in UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ui.formatting import clock, plain_day

MAX_SLOTS = 40


@dataclass(frozen=True)
class Interval:
    """From `starts_at` until just before `ends_at`, both with a zone."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Interval") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class SessionPlan:
    """What a session is made of; `pauses` maps a slot's position to the minutes after it.

    A pause takes the place of the changeover, unless the changeover is longer.
    """

    starts_at: datetime
    slot_count: int
    meeting_minutes: int
    changeover_minutes: Decimal = Decimal(0)
    pauses: Mapping[int, int] = field(default_factory=dict)

    def slots(self) -> tuple[Interval, ...]:
        """Return the slots in order; durations are real time, whatever the clocks do."""
        made: list[Interval] = []
        start = self.starts_at.astimezone(UTC)
        for position in range(1, self.slot_count + 1):
            end = start + timedelta(minutes=self.meeting_minutes)
            made.append(Interval(start, end))
            gap = max(Decimal(self.pauses.get(position, 0)), Decimal(self.changeover_minutes))
            start = end + timedelta(minutes=float(gap))
        return tuple(made)

    def span(self) -> Interval:
        """Return the time from the first slot's start to the last one's end."""
        slots = self.slots()
        return Interval(slots[0].starts_at, slots[-1].ends_at)

    def with_changeover(self, minutes: Decimal) -> "SessionPlan":
        """Return as many slots with another changeover as fit into the same span."""
        ends_at = self.span().ends_at
        longest = replace(self, changeover_minutes=minutes, slot_count=MAX_SLOTS)
        count = sum(slot.ends_at <= ends_at for slot in longest.slots())
        return replace(self, changeover_minutes=minutes, slot_count=max(1, count))


def at_wall_time(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC) at which the clocks of `zone` show `wall`.

    Raises ValidationError `hour_missing` for an hour the clocks jump over in spring and
    `hour_ambiguous` for one they show twice in autumn.
    """
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    before, after = first.utcoffset(), second.utcoffset()
    words = {"day": plain_day(wall.date()), "time": clock(first, zone)}
    if before is not None and after is not None and before < after:
        raise ValidationError(
            _("On %(day)s the clocks jump over %(time)s. Choose an earlier or a later time.")
            % words,
            code="hour_missing",
        )
    if before != after:
        raise ValidationError(
            _("On %(day)s the clocks show %(time)s twice. Choose a time before or after that hour.")
            % words,
            code="hour_ambiguous",
        )
    return first.astimezone(UTC)


def at_wall_time_or_earliest(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant of `wall` without asking: for deadlines shifted by a service."""
    return wall.replace(tzinfo=zone).astimezone(UTC)
