"""The two planned demo conventions: hall, people, wishes, answers, locks."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from conventions.models import (
    Convention,
    Delegate,
    DelegateLanguage,
    Interpreter,
    InterpreterPair,
    Partner,
    Phase,
    Registration,
    Slot,
    Table,
    TeamMember,
    Zone,
)
from conventions.services.attendance import renew_travel_absences
from conventions.services.sessions import save_session
from matchmaking.demo.content import Content
from matchmaking.demo.decisions import Decisions, PlannedLock
from matchmaking.demo.directory import Directory, screen_language
from matchmaking.scheduling.models import Meeting, Schedule, Seat
from matchmaking.wishes.models import Proposal, Veto, Wish
from matchmaking.wishes.services.pairings import pair_of, pairings_of

ZONE = ZoneInfo("Europe/Paris")
TRANSLATED = ("name", "theme", "description", "venue", "access_notes")
DESK_NOTE = {"fr": "poste 12, entrée A", "de": "Platz 12, Eingang A", "en": "desk 12, entrance A"}


def local(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZONE)


def make_edition(
    content: Content, directory: Directory, decisions: Decisions, day: date, today: date
) -> Convention:
    """Make the whole convention of `decisions`, ready for the scheduler's button."""
    convention = _convention(content, decisions, day, today)
    add_team_and_partners(content, directory, convention)
    registrations = _registrations(content, directory, decisions, convention)
    _hall(content, decisions, convention, registrations)
    slots = _slots(convention, day)
    delegates = _delegates(content, directory, decisions, registrations, slots)
    _interpreters(content, convention)
    _wishes(decisions, convention, registrations)
    _locks(decisions.locks, convention, slots, delegates)
    return convention


def texts(content: Content, slug: str) -> dict[str, str]:
    """Return the translated fields of the convention `slug`, by column."""
    row = content.convention(slug)
    columns = {
        f"{field}_{code}": text
        for field in TRANSLATED
        for code, text in getattr(row, field).items()
    }
    columns |= {f"desk_note_{code}": text for code, text in DESK_NOTE.items()}
    return columns


def _convention(content: Content, decisions: Decisions, day: date, today: date) -> Convention:
    row = content.convention(decisions.scenario.slug)
    # Everybody has wished and answered already, however near the day is.
    answered = min(day - timedelta(days=8), today - timedelta(days=1))
    return Convention.objects.create(
        slug=row.slug,
        town=row.town,
        country=row.country,
        time_zone=ZONE.key,
        starts_on=day,
        ends_on=day,
        phase=Phase.SCHEDULING,
        registration_closes_at=local(answered - timedelta(days=20), 18),
        wishes_close_at=local(answered - timedelta(days=4), 18),
        answers_close_at=local(answered, 18),
        chairs=decisions.scenario.chairs,
        max_wishes=decisions.scenario.max_wishes,
        **texts(content, row.slug),
    )


def add_team_and_partners(content: Content, directory: Directory, convention: Convention) -> None:
    """Everybody of the team in one role each, and who pays for it."""
    TeamMember.objects.bulk_create(
        TeamMember(convention=convention, user=directory.users[row.email], role=row.role)
        for row in content.team
    )
    Partner.objects.bulk_create(
        Partner(
            convention=convention,
            kind=row.kind,
            name=row.name,
            position=position,
            **{f"mention_{code}": text for code, text in row.mention.items()},
        )
        for position, row in enumerate(content.partners)
    )


def _registrations(
    content: Content, directory: Directory, decisions: Decisions, convention: Convention
) -> list[Registration]:
    return Registration.objects.bulk_create(
        Registration(
            convention=convention,
            organization=organization,
            reference=row.reference,
            status=Registration.Status.VALIDATED,
            direction=row.direction,
            max_meetings=most,
        )
        for row, organization, most in zip(
            content.organizations, directory.organizations, decisions.max_meetings, strict=True
        )
    )


def _hall(
    content: Content,
    decisions: Decisions,
    convention: Convention,
    registrations: Sequence[Registration],
) -> None:
    zones = Zone.objects.bulk_create(
        Zone(
            convention=convention,
            letter=row.code,
            **{f"name_{code}": text for code, text in row.name.items()},
        )
        for row in content.zones
    )
    hosts = dict(zip(decisions.scenario.host_tables, decisions.hosts, strict=True))
    count = decisions.scenario.tables
    by_zone = -(-count // len(zones))
    Table.objects.bulk_create(
        Table(
            convention=convention,
            number=number,
            zone=zones[(number - 1) // by_zone],
            step_free=number in decisions.scenario.step_free_tables,
            host=registrations[hosts[number]] if number in hosts else None,
        )
        for number in range(1, count + 1)
    )


def _slots(convention: Convention, day: date) -> list[Slot]:
    save_session(
        convention=convention,
        starts=local(day, 14),
        slot_count=9,
    )
    return list(convention.slots.order_by("starts_at"))


def _delegates(
    content: Content,
    directory: Directory,
    decisions: Decisions,
    registrations: Sequence[Registration],
    slots: Sequence[Slot],
) -> list[Delegate]:
    delegates = Delegate.objects.bulk_create(
        Delegate(
            convention_id=registrations[person.place].convention_id,
            registration=registrations[person.place],
            user=directory.users[person.row.email],
            first_name=f"{person.row.title} {person.row.first_name}".strip(),
            last_name=person.row.last_name,
            function=person.row.function,
            email=person.row.email,
            language=screen_language(content.organizations[person.place], person.row),
            meets=person.meets,
            step_free=person.step_free,
            arrives_at=slots[person.first_slot].starts_at - timedelta(minutes=10)
            if person.first_slot
            else None,
            leaves_at=slots[person.last_slot].ends_at + timedelta(minutes=5)
            if person.last_slot < len(slots) - 1
            else None,
        )
        for person in decisions.people
    )
    DelegateLanguage.objects.bulk_create(
        DelegateLanguage(delegate=delegate, language=code, level=level)
        for delegate, person in zip(delegates, decisions.people, strict=True)
        for code, level in content.organizations[person.place].languages.items()
    )
    renew_travel_absences(convention=registrations[0].convention)
    return delegates


def _interpreters(content: Content, convention: Convention) -> None:
    interpreters = Interpreter.objects.bulk_create(
        Interpreter(convention=convention, name=row.name) for row in content.interpreters
    )
    InterpreterPair.objects.bulk_create(
        InterpreterPair(interpreter=interpreter, first=min(pair), second=max(pair))
        for interpreter, row in zip(interpreters, content.interpreters, strict=True)
        for pair in row.pairs
    )


def _wishes(
    decisions: Decisions, convention: Convention, registrations: Sequence[Registration]
) -> None:
    answered = convention.answers_close_at
    Wish.objects.bulk_create(
        Wish(
            convention=convention,
            requester=registrations[wish.requester],
            target=registrations[wish.target],
            rank=wish.rank,
            note=wish.note,
            answer=wish.answer,
            answered_at=None if wish.answer == Wish.Answer.EXPIRED else answered,
        )
        for wish in decisions.wishes
    )
    Proposal.objects.bulk_create(
        Proposal(convention=convention, first=registrations[a], second=registrations[b])
        for a, b in decisions.proposals
    )
    Veto.objects.bulk_create(
        Veto(convention=convention, author=registrations[a], target=registrations[b])
        for a, b in decisions.vetoes
    )


def _locks(
    locks: Sequence[PlannedLock],
    convention: Convention,
    slots: Sequence[Slot],
    delegates: Sequence[Delegate],
) -> None:
    """Locked meetings stand in the draft before the first run."""
    draft = Schedule.objects.create(convention=convention)
    tables = {table.number: table for table in convention.tables.all()}
    pairings = {(p.first_id, p.second_id): p for p in pairings_of(convention)}
    for lock in locks:
        people = [delegates[index] for index in lock.people]
        pairing = pairings[pair_of(people[0].registration_id, people[1].registration_id)]
        meeting = Meeting.objects.create(
            convention=convention,
            schedule=draft,
            slot=slots[lock.slot],
            table=tables[lock.table],
            locked=True,
            kind=pairing.kind,
            value=pairing.value,
        )
        Seat.objects.bulk_create(
            Seat(
                convention=convention,
                schedule=draft,
                meeting=meeting,
                slot=meeting.slot,
                registration_id=delegate.registration_id,
                delegate=delegate,
            )
            for delegate in people
        )
