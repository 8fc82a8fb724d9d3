"""The arithmetic shown before any run: how many meetings the hall and its people can carry.

Per slot, meetings ≤ min(tables, chairs ÷ 2, delegates present ÷ 2), each rounded down; over the
event, the sum over its slots. Slots are compared one by one: people who miss the first slot can
make a total that looks fine impossible. The counting itself is done by whoever plans meetings
(`count_with`); here it is read, asked and put into words.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from conventions.models import Absence, Convention, Delegate, Registration
from conventions.services.attendance import is_gone, is_late
from conventions.services.sessions import plan_of
from conventions.services.slot_times import Interval, SessionPlan


class Limit(StrEnum):
    """What binds; in this order where two bind alike."""

    TABLES = "tables"
    CHAIRS = "chairs"
    DELEGATES = "delegates"
    TIME = "time"  # only of a what-if with fewer slots


class Verdict(StrEnum):
    POSSIBLE = "possible"
    TIGHT = "tight"  # less than one meeting per slot to spare
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True)
class Person:
    """A delegate who meets: when they are there, and the times they declared to be away."""

    registration: int
    arrives_at: datetime | None
    leaves_at: datetime | None
    away: tuple[Interval, ...]

    def late_for(self, slot: Interval) -> bool:
        return is_late(slot, self.arrives_at)

    def gone_by(self, slot: Interval) -> bool:
        return is_gone(slot, self.leaves_at)

    def away_in(self, slot: Interval) -> bool:
        return any(absence.overlaps(slot) for absence in self.away)

    def attends(self, slot: Interval) -> bool:
        return not (self.late_for(slot) or self.gone_by(slot) or self.away_in(slot))


@dataclass(frozen=True)
class Afternoon:
    """All that the arithmetic needs. `maxima` has a line per validated registration."""

    slots: tuple[Interval, ...]
    sessions: tuple[SessionPlan, ...]
    tables: int
    chairs: int
    people: tuple[Person, ...]
    maxima: Mapping[int, int | None]


@dataclass(frozen=True)
class SlotCeiling:
    """One slot: at most `ceiling` meetings, because of `limit`. People are counted, not halved."""

    starts_at: datetime
    ends_at: datetime
    ceiling: int
    limit: Limit
    present: int
    late: int
    left: int
    away: int


@dataclass(frozen=True)
class Capacity:
    """The whole afternoon: `total` meetings at most, `wanted` by the registrations' maxima."""

    slots: tuple[SlotCeiling, ...]
    tables: int
    chairs: int
    people: int
    attendable: Mapping[int, int]  # registration → meetings that its people can attend
    wanted: int
    # Registrations without a maximum: they count with every slot their people can attend.
    without_maximum: int

    @property
    def total(self) -> int:
        return sum(slot.ceiling for slot in self.slots)

    @property
    def margin(self) -> int:
        return self.total - self.wanted

    @property
    def missing(self) -> int:
        return max(0, -self.margin)

    @property
    def agenda_entries(self) -> int:
        return 2 * self.wanted

    @property
    def need_per_slot(self) -> int:
        """Meetings at once, on average, rounded up; 0 without slots."""
        return -(-self.wanted // len(self.slots)) if self.slots else 0

    @property
    def verdict(self) -> Verdict:
        if self.margin < 0:
            return Verdict.IMPOSSIBLE
        return Verdict.TIGHT if self.margin < len(self.slots) else Verdict.POSSIBLE

    @property
    def bound_by(self) -> dict[Limit, int]:
        """How many slots each limit binds, in the order of `Limit`."""
        counts = Counter(slot.limit for slot in self.slots)
        return {limit: counts[limit] for limit in Limit if counts[limit]}

    @property
    def main_limit(self) -> Limit | None:
        """What binds most slots; None without slots."""
        counts = self.bound_by
        return max(counts, key=lambda limit: counts[limit]) if counts else None

    @property
    def starts_at(self) -> datetime | None:
        return self.slots[0].starts_at if self.slots else None

    @property
    def ends_at(self) -> datetime | None:
        return self.slots[-1].ends_at if self.slots else None

    @property
    def tightest(self) -> SlotCeiling | None:
        """The slot that its people bind the most, for the sentence that shows the division."""
        bound = [slot for slot in self.slots if slot.limit == Limit.DELEGATES]
        return min(bound, key=lambda slot: slot.ceiling, default=None)

    def position(self, slot: SlotCeiling) -> int:
        return self.slots.index(slot) + 1


@dataclass(frozen=True)
class WhatIf:
    """One change and what it does. Exactly one of the three values is set."""

    changeover_minutes: Decimal | None
    tables: int | None
    chairs: int | None
    capacity: Capacity
    limit: Limit | None
    fewer_slots: int
    at_once: int  # what the limit allows in its slots

    @property
    def whole_minutes(self) -> int:
        """The changeover for a sentence that counts minutes."""
        return int(self.changeover_minutes or 0)

    @property
    def slots(self) -> int:
        return len(self.capacity.slots)

    @property
    def ceiling(self) -> int:
        return self.capacity.total


def capacity(convention: Convention) -> Capacity:
    """Return the ceilings of a convention as it is stored, in a fixed number of queries."""
    return measure(afternoon_of(convention))


def afternoon_of(convention: Convention) -> Afternoon:
    """Read all that the arithmetic needs."""
    absences: dict[int, list[Absence]] = defaultdict(list)
    for absence in Absence.objects.filter(convention=convention).select_related("slot"):
        absences[absence.delegate_id].append(absence)
    people = Delegate.objects.in_convention(convention).meeting()
    maxima = Registration.objects.in_convention(convention).validated()
    sessions = convention.sessions.prefetch_related("pauses")
    return Afternoon(
        slots=tuple(Interval(s.starts_at, s.ends_at) for s in convention.slots.all()),
        sessions=tuple(plan_of(session) for session in sessions),
        tables=convention.tables.count(),
        chairs=convention.chairs,
        people=tuple(_person(delegate, absences[delegate.pk]) for delegate in people),
        maxima=dict(maxima.values_list("pk", "max_meetings")),
    )


def _person(delegate: Delegate, absences: Sequence[Absence]) -> Person:
    travels = delegate.arrives_at is not None or delegate.leaves_at is not None
    return Person(
        registration=delegate.registration_id,
        arrives_at=delegate.arrives_at,
        leaves_at=delegate.leaves_at,
        # What follows from travel is asked of the travel times, so that it fits other slots too.
        away=tuple(
            Interval(absence.slot.starts_at, absence.slot.ends_at)
            for absence in absences
            if not (travels and absence.cause == Absence.Cause.TRAVEL)
        ),
    )


@dataclass(frozen=True)
class Ceilings:
    """What is counted of an afternoon: (most meetings, what limits them) of each slot in order.

    `attendable`: registration → how many meetings its people can attend, its maximum kept.
    """

    slots: tuple[tuple[int, Limit], ...]
    attendable: Mapping[int, int]


Count = Callable[[Afternoon], Ceilings]
_counting: list[Count] = []


def count_with(count: Count) -> None:
    """Let the floor above that plans meetings count what a hall can carry, from now on."""
    _counting[:] = [count]


def measure(afternoon: Afternoon) -> Capacity:
    """Return the ceilings of an afternoon."""
    found = _counting[0](afternoon)
    return Capacity(
        slots=tuple(
            _ceiling(afternoon, slot, *ceiling)
            for slot, ceiling in zip(afternoon.slots, found.slots, strict=True)
        ),
        tables=afternoon.tables,
        chairs=afternoon.chairs,
        people=len(afternoon.people),
        attendable=found.attendable,
        wanted=sum(found.attendable.values()) // 2,
        without_maximum=sum(most is None for most in afternoon.maxima.values()),
    )


def _ceiling(afternoon: Afternoon, slot: Interval, ceiling: int, limit: Limit) -> SlotCeiling:
    present = sum(person.attends(slot) for person in afternoon.people)
    late = sum(person.late_for(slot) for person in afternoon.people)
    left = sum(person.gone_by(slot) and not person.late_for(slot) for person in afternoon.people)
    return SlotCeiling(
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        ceiling=ceiling,
        limit=limit,
        present=present,
        late=late,
        left=left,
        away=len(afternoon.people) - present - late - left,
    )


def change(
    afternoon: Afternoon,
    *,
    changeover_minutes: Decimal | int | None = None,
    tables: int | None = None,
    chairs: int | None = None,
) -> WhatIf:
    """Return what one change does to an afternoon; what is wanted stays as it is now."""
    now = measure(afternoon)
    other = afternoon
    if changeover_minutes is not None:
        plans = tuple(
            plan.with_changeover(Decimal(changeover_minutes)) for plan in afternoon.sessions
        )
        slots = tuple(slot for plan in plans for slot in plan.slots())
        other = replace(afternoon, sessions=plans, slots=slots)
    if tables is not None:
        other = replace(other, tables=tables)
    if chairs is not None:
        other = replace(other, chairs=chairs)
    then = replace(measure(other), wanted=now.wanted)
    fewer = len(now.slots) - len(then.slots)
    limit = Limit.TIME if fewer > 0 else then.main_limit
    return WhatIf(
        changeover_minutes=None if changeover_minutes is None else Decimal(changeover_minutes),
        tables=tables,
        chairs=chairs,
        capacity=then,
        limit=limit,
        fewer_slots=max(0, fewer),
        at_once=min((slot.ceiling for slot in then.slots if slot.limit == limit), default=0),
    )


def usual_questions(afternoon: Afternoon) -> tuple[WhatIf, ...]:
    """Answer what organisers ask first: a changeover, fewer chairs, the fewest tables."""
    now = measure(afternoon)
    rows = []
    if any(plan.changeover_minutes < 5 for plan in afternoon.sessions):
        rows.append(change(afternoon, changeover_minutes=5))
    step = 100 if afternoon.chairs > 100 else 10
    if (fewer_chairs := (afternoon.chairs - 1) // step * step) > 0:
        rows.append(change(afternoon, chairs=fewer_chairs))
    if now.need_per_slot and now.need_per_slot != afternoon.tables:
        rows.append(change(afternoon, tables=now.need_per_slot))
    return tuple(rows)
