"""The next edition: what it takes over from the last one, and what it never does."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from conventions.models import (
    Convention,
    Delegate,
    DelegateLanguage,
    Partner,
    Registration,
    Table,
    TeamMember,
    Zone,
)
from conventions.services.conventions import DEADLINES, TEXTS, refuse_reserved, write_fields
from conventions.services.sessions import plan_of, save_session
from conventions.services.slot_times import at_wall_time_or_earliest
from conventions.services.vocabulary import copy_words
from ui.languages import translated

# What the floors above copy along: called with the last edition and the next one.
COPIED_ALONG: list[Callable[[Convention, Convention], None]] = []


@transaction.atomic
def copy_convention(
    *,
    previous: Convention,
    slug: str,
    starts_on: date,
    with_registrations: bool = False,
    **fields: Any,
) -> Convention:
    """Make the next edition: texts, rules, sessions, tables, zones, partners and team.

    Sessions and deadlines move with the first day and keep their time on the hall's clocks.
    Registrations come along only if asked for, pending again, with their delegates; wishes,
    vetoes, absences, hosts and schedules never do. `fields` replace copied ones. Raises as
    `create_convention` does.
    """
    days = (starts_on - previous.starts_on).days
    copied: dict[str, Any] = {name: getattr(previous, name) for name in COPIED}
    copied |= {
        name: _days_later(getattr(previous, name), days, previous.zone) for name in DEADLINES
    }
    copied |= {"starts_on": starts_on, "ends_on": previous.ends_on + timedelta(days=days)}
    refuse_reserved(slug)
    convention = Convention(slug=slug, previous=previous, family_names=previous.family_names)
    write_fields(convention, copied | fields)
    convention.save()
    for member in previous.team.all():
        TeamMember.objects.create(convention=convention, user_id=member.user_id, role=member.role)
    _copy_partners(previous, convention)
    _copy_contents(previous, convention, with_registrations=with_registrations)
    return convention


COPIED = (*TEXTS, "town", "country", "time_zone", "chairs", "max_wishes")


def _days_later(moment: datetime | None, days: int, zone: ZoneInfo) -> datetime | None:
    if moment is None:
        return None
    wall = moment.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return at_wall_time_or_earliest(wall, zone)


def _copy_partners(previous: Convention, convention: Convention) -> None:
    for partner in previous.partners.all():
        mentions = {name: getattr(partner, name) for name in translated("mention")}
        Partner.objects.create(
            convention=convention,
            kind=partner.kind,
            name=partner.name,
            position=partner.position,
            **mentions,
        )


def _copy_contents(
    previous: Convention, convention: Convention, *, with_registrations: bool
) -> None:
    """Copy sessions, zones and tables, and if asked for registrations with their delegates."""
    _copy_sessions(previous, convention)
    _copy_hall(previous, convention)
    copy_words(previous, convention)
    for copy in COPIED_ALONG:
        copy(previous, convention)
    if with_registrations:
        _copy_registrations(previous, convention)


def _copy_sessions(previous: Convention, convention: Convention) -> None:
    days = (convention.starts_on - previous.starts_on).days
    for session in previous.sessions.prefetch_related("pauses"):
        plan = plan_of(session)
        wall = plan.starts_at.astimezone(previous.zone).replace(tzinfo=None)
        save_session(
            convention=convention,
            starts=wall + timedelta(days=days),
            slot_count=plan.slot_count,
            meeting_minutes=plan.meeting_minutes,
            changeover_minutes=plan.changeover_minutes,
            pauses=plan.pauses,
        )


def _copy_hall(previous: Convention, convention: Convention) -> None:
    zones = {}
    for zone in previous.zones.all():
        names = {name: getattr(zone, name) for name in translated("name")}
        zones[zone.pk] = Zone.objects.create(convention=convention, letter=zone.letter, **names)
    Table.objects.bulk_create(
        Table(
            convention=convention,
            number=table.number,
            zone=zones.get(table.zone_id or 0),
            step_free=table.step_free,
        )
        for table in previous.tables.all()
    )


def _copy_registrations(previous: Convention, convention: Convention) -> None:
    """Invite those who took part again: pending, with their people, without travel or absence."""
    taking_part = previous.registrations.validated().prefetch_related("delegates__languages")
    for old in taking_part:
        registration = Registration.objects.create(
            convention=convention,
            organization_id=old.organization_id,
            **{name: getattr(old, name) for name in Registration.PART},
        )
        for person in old.delegates.all():
            _copy_delegate(person, registration)


def _copy_delegate(person: Delegate, registration: Registration) -> None:
    delegate = Delegate.objects.create(
        convention=registration.convention,
        registration=registration,
        user_id=person.user_id,
        **{name: getattr(person, name) for name in Delegate.PERSON},
    )
    DelegateLanguage.objects.bulk_create(
        DelegateLanguage(delegate=delegate, language=spoken.language, level=spoken.level)
        for spoken in person.languages.all()
    )
