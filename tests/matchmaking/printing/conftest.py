"""A published afternoon of four people who read three languages."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.utils import timezone

from conventions.models import Convention, Delegate, Partner, Phase, Table
from jobs import services as jobs
from matchmaking.scheduling.models import Meeting, Schedule
from organizations.models import Category
from tests.factories import (
    ActivityFactory,
    ConventionFactory,
    DelegateFactory,
    DelegateLanguageFactory,
    InterpreterFactory,
    MeetingFactory,
    PartnerFactory,
    RegistrationFactory,
    ScheduleFactory,
    SeatFactory,
    SessionFactory,
    SlotFactory,
    TableFactory,
    ZoneFactory,
)


@dataclass
class Afternoon:
    """Élodie (fr) meets Jörg (de) and Bob (en); Jörg meets Bob, with an interpreter."""

    convention: Convention
    people: dict[str, Delegate] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)

    @property
    def schedule(self) -> Schedule:
        return self.convention.schedules.get()

    def person(self, first: str, last: str, language: str, **fields: object) -> Delegate:
        organization = {"organization__name": f"{last} SA", "organization__country": "FR"}
        registration = RegistrationFactory(convention=self.convention, **organization | fields)
        delegate = DelegateFactory(
            registration=registration, first_name=first, last_name=last, language=language
        )
        DelegateLanguageFactory(delegate=delegate, language=language)
        self.people[first] = delegate
        return delegate

    def meet(self, slot, table: int, one: str, other: str, **fields: object) -> Meeting:
        meeting = MeetingFactory(
            schedule=self.schedule, slot=slot, table=self.tables[table], **fields
        )
        for name in (one, other):
            SeatFactory(meeting=meeting, delegate=self.people[name])
        return meeting

    def freeze(self) -> Schedule:
        """Publish what is there; no run has made it, so no service would."""
        Schedule.objects.filter(pk=self.schedule.pk).update(version=2, frozen_at=timezone.now())
        return self.schedule


def make_afternoon() -> Afternoon:
    convention = ConventionFactory(
        slug="here",
        phase=Phase.PUBLISHED,
        desk_note_fr="poste 12",
        desk_note_de="Platz 12",
        desk_note_en="desk 12",
    )
    afternoon = Afternoon(convention)
    PartnerFactory(
        convention=convention,
        kind=Partner.Kind.FUNDER,
        name="Fonds Exemple",
        mention_fr="Financé par le Fonds Exemple",
        mention_de="Gefördert durch den Fonds Exemple",
        mention_en="Funded by the Fonds Exemple",
    )
    zone = ZoneFactory(convention=convention, letter="A", name_en="Hall", name_fr="Verrière")
    afternoon.tables = [
        TableFactory(convention=convention, zone=zone, step_free=True),
        TableFactory(convention=convention, zone=zone),
        TableFactory(convention=convention, zone=zone),
    ]
    slots = SlotFactory.create_batch(3, session=SessionFactory(convention=convention))
    ScheduleFactory(convention=convention)
    elodie = afternoon.person("Élodie", "Marchal", "fr")
    joerg = afternoon.person("Jörg", "Zimmer", "de")
    afternoon.person("Bob", "Adams", "en")
    afternoon.person("Nobody", "Lonely", "fr")
    DelegateLanguageFactory(delegate=joerg, language="fr", level="follows")
    DelegateLanguageFactory(delegate=afternoon.people["Bob"], language="fr")
    category = Category.objects.get(slug="laundry")
    for delegate, direction in ((elodie, "sells"), (joerg, "buys")):
        organization = delegate.registration.organization
        ActivityFactory(organization=organization, category=category, direction=direction)
    interpreter = InterpreterFactory(convention=convention, name="Olga Brandt")
    afternoon.meet(slots[0], 0, "Élodie", "Jörg")
    afternoon.meet(slots[2], 1, "Élodie", "Bob")
    afternoon.meet(slots[1], 1, "Jörg", "Bob", interpreter=interpreter)
    return afternoon


@pytest.fixture
def draft(db: None) -> Afternoon:
    return make_afternoon()


@pytest.fixture
def afternoon(draft: Afternoon) -> Afternoon:
    draft.freeze()
    return draft


@pytest.fixture(autouse=True)
def files(settings, tmp_path: Path) -> Path:
    """Keep what a test prints in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SITE_URL = "https://entente.example"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def quiet_pulse(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a job end before its first beat: SQLite would have it wait for the test's transaction."""
    monkeypatch.setattr(jobs, "TICK", 600.0)
    settings.JOB_HEARTBEAT_SECONDS = 600.0
