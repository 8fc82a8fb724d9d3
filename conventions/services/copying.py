"""What a next edition takes over from the hall and the people of the last one."""

from collections.abc import Callable
from datetime import timedelta

from conventions.models import (
    Convention,
    Delegate,
    DelegateLanguage,
    Registration,
    Table,
    Zone,
)
from conventions.services.sessions import plan_of, save_session
from conventions.services.vocabulary import copy_words
from ui.languages import translated

# What the floors above copy along: called with the last edition and the next one.
COPIED_ALONG: list[Callable[[Convention, Convention], None]] = []


def copy_contents(
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
