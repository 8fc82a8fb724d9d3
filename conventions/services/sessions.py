"""Sessions and the slots they are made of."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conventions.models import Convention, Pause, Session, Slot
from conventions.services.attendance import renew_travel_absences
from conventions.services.placed import placements
from conventions.services.refusals import refuse_archived
from conventions.services.slot_times import Interval, SessionPlan, at_wall_time
from ui.formatting import clock, plain_day

OUT_OF_THE_WAY = 1000  # above every position, so that slots can change places


def plan_of(session: Session) -> SessionPlan:
    """Return what a stored session is made of."""
    return SessionPlan(
        starts_at=session.starts_at,
        slot_count=session.slot_count,
        meeting_minutes=session.meeting_minutes,
        changeover_minutes=Decimal(session.changeover_minutes),
        pauses={pause.after_slot: pause.minutes for pause in session.pauses.all()},
    )


@transaction.atomic
def save_session(
    *,
    convention: Convention,
    session: Session | None = None,
    starts: datetime,
    slot_count: int,
    meeting_minutes: int = 20,
    changeover_minutes: Decimal | int = 0,
    pauses: Mapping[int, int] | None = None,
) -> Session:
    """Create or change a session, its pauses and its slots.

    `starts` without a zone is the time on the hall's clocks; with a zone it is that instant.
    `pauses` maps the position of a slot to the minutes of pause after it. Slots that keep
    their time keep their meetings and absences. Raises ValidationError: `hour_missing`,
    `hour_ambiguous`, `session_outside_dates`, `changeover_halves`, `pause_beyond_end`,
    `slot_overlap`, `slots_in_use`, `convention_archived`, or a field's own code.
    """
    refuse_archived(convention)
    Convention.objects.select_for_update().get(pk=convention.pk)
    session = session or Session(convention=convention)
    plan = checked_plan(
        convention=convention,
        starts=starts,
        slot_count=slot_count,
        meeting_minutes=meeting_minutes,
        changeover_minutes=changeover_minutes,
        pauses=pauses,
    )
    _refuse_overlap(convention, session, plan)
    session.starts_at = plan.starts_at
    session.ends_at = plan.span().ends_at
    session.slot_count = plan.slot_count
    session.meeting_minutes = plan.meeting_minutes
    session.changeover_minutes = plan.changeover_minutes
    session.save()
    session.pauses.all().delete()
    Pause.objects.bulk_create(
        Pause(session=session, after_slot=after, minutes=minutes)
        for after, minutes in sorted(plan.pauses.items())
    )
    _place_slots(session, plan.slots())
    _settle(convention)
    return session


@transaction.atomic
def delete_session(*, session: Session) -> None:
    """Remove a session and its slots; refuses `slots_in_use` and `convention_archived`."""
    refuse_archived(session.convention)
    _refuse_held(session.slots.all())
    session.delete()
    _settle(session.convention)


@transaction.atomic
def move_sessions(*, convention: Convention, days: int = 0, zone_before: str = "") -> None:
    """Make every session anew `days` later, at the same time on the hall's clocks.

    `zone_before` is the zone the stored instants were meant in, when the zone has changed.
    Raises as `save_session` does.
    """
    before = Convention(time_zone=zone_before or convention.time_zone).zone
    sessions = list(convention.sessions.prefetch_related("pauses").order_by("starts_at"))
    # From the far end, so that a session never meets the one that has not moved yet.
    for session in reversed(sessions) if days > 0 else sessions:
        plan = plan_of(session)
        wall = plan.starts_at.astimezone(before).replace(tzinfo=None) + timedelta(days=days)
        save_session(
            convention=convention,
            session=session,
            starts=wall,
            slot_count=plan.slot_count,
            meeting_minutes=plan.meeting_minutes,
            changeover_minutes=plan.changeover_minutes,
            pauses=plan.pauses,
        )


def checked_plan(
    *,
    convention: Convention,
    starts: datetime,
    slot_count: int,
    meeting_minutes: int,
    changeover_minutes: Decimal | int,
    pauses: Mapping[int, int] | None = None,
) -> SessionPlan:
    """Return the plan these values describe, or raise what is wrong with them."""
    starts_at = starts.astimezone(UTC) if starts.tzinfo else at_wall_time(starts, convention.zone)
    changeover = Decimal(str(changeover_minutes))
    if changeover * 2 % 1:
        raise ValidationError(
            {"changeover_minutes": ValidationError(
                _("The changeover is counted in whole and half minutes, for example 2.5."),
                code="changeover_halves",
            )}
        )  # fmt: skip
    plan = SessionPlan(starts_at, slot_count, meeting_minutes, changeover, dict(pauses or {}))
    Session(
        convention=convention,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=1),
        slot_count=slot_count,
        meeting_minutes=meeting_minutes,
        changeover_minutes=changeover,
    ).clean_fields(exclude=["convention", "ends_at"])
    _refuse_pauses(plan)
    _refuse_outside(convention, plan)
    return plan


def _refuse_pauses(plan: SessionPlan) -> None:
    for after, minutes in plan.pauses.items():
        Pause(after_slot=after, minutes=minutes).clean_fields(exclude=["session"])
        if after >= plan.slot_count:
            raise ValidationError(
                _(
                    "The pause after slot %(after)d has no slot behind it: the session has "
                    "%(count)d. Give it an earlier place or remove it."
                )
                % {"after": after, "count": plan.slot_count},
                code="pause_beyond_end",
            )


def _refuse_outside(convention: Convention, plan: SessionPlan) -> None:
    span, zone = plan.span(), convention.zone
    first, last = span.starts_at.astimezone(zone).date(), span.ends_at.astimezone(zone).date()
    if first < convention.starts_on or last > convention.ends_on:
        raise ValidationError(
            _(
                "The session lies outside the convention’s days, %(first)s to %(last)s. Choose "
                "another day, or change the days first."
            )
            % {
                "first": plain_day(convention.starts_on),
                "last": plain_day(convention.ends_on),
            },
            code="session_outside_dates",
        )


def _refuse_overlap(convention: Convention, session: Session, plan: SessionPlan) -> None:
    span = plan.span()
    others = convention.sessions.exclude(pk=session.pk)
    other = others.filter(starts_at__lt=span.ends_at, ends_at__gt=span.starts_at).first()
    if other is None:
        return
    stored = Interval(other.starts_at, other.ends_at)
    raise ValidationError(
        _(
            "The session of %(one)s overlaps the session of %(other)s. Start it later or give "
            "it fewer slots."
        )
        % {"one": _in_words(convention, span), "other": _in_words(convention, stored)},
        code="slot_overlap",
    )


def _in_words(convention: Convention, span: Interval) -> str:
    return _("%(day)s, %(start)s to %(end)s") % {
        "day": plain_day(span.starts_at, convention.zone),
        "start": clock(span.starts_at, convention.zone),
        "end": clock(span.ends_at, convention.zone),
    }


def _refuse_held(slots: Iterable[Slot]) -> None:
    if held := placements().in_slots(slots):
        raise ValidationError(
            ngettext(
                "%(count)d meeting stands in the slots that would move or disappear. Take it out "
                "of the draft first; a slot of a published version stays where it is.",
                "%(count)d meetings stand in the slots that would move or disappear. Take them "
                "out of the draft first; slots of a published version stay where they are.",
                held,
            )
            % {"count": held},
            code="slots_in_use",
        )


def _place_slots(session: Session, intervals: Sequence[Interval]) -> None:
    """Give the session exactly these slots.

    A slot that keeps its time stays the same row; one that moves is the row of the same position,
    or else a new one: whoever is absent in the first slot is not absent in a new last one.
    """
    rows = list(session.slots.order_by("position"))
    by_time = {Interval(row.starts_at, row.ends_at): row for row in rows}
    kept = {interval: by_time[interval] for interval in intervals if interval in by_time}
    keeping = {row.pk for row in kept.values()}
    spare = {row.position: row for row in rows if row.pk not in keeping}
    _refuse_held(spare.values())
    session.slots.update(position=F("position") + OUT_OF_THE_WAY)
    for position, interval in enumerate(intervals, start=1):
        row = kept.get(interval) or spare.pop(position, None) or Slot(session=session)
        row.convention = session.convention
        row.position = position
        row.starts_at, row.ends_at = interval.starts_at, interval.ends_at
        row.save()
    Slot.objects.filter(pk__in=[row.pk for row in spare.values()]).delete()


def _settle(convention: Convention) -> None:
    """Number the blocks between pauses over the whole convention, and redo travel absences."""
    slots = list(
        Slot.objects.filter(convention=convention)
        .select_related("session")
        .prefetch_related("session__pauses")
        .order_by("starts_at")
    )
    block = 0
    for before, slot in zip([None, *slots], slots, strict=False):
        block += before is not None and _apart(before, slot)
        slot.block = block
    Slot.objects.bulk_update(slots, ["block"])
    renew_travel_absences(convention=convention)


def _apart(before: Slot, after: Slot) -> bool:
    if before.session_id != after.session_id:
        return True
    return any(pause.after_slot == before.position for pause in before.session.pauses.all())
