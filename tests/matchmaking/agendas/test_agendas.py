"""Agendas and table plans."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from conventions.models import Convention, Delegate, Slot
from matchmaking.agendas.services.agendas import (
    Entry,
    Gap,
    GapKind,
    agenda_of,
    agendas_of,
    table_plans_of,
)
from matchmaking.agendas.services.talk import Place, TalkKind
from matchmaking.scheduling.models import Meeting, Schedule
from matchmaking.scheduling.services.grid import grid_of, person_rows
from organizations.models import Category
from tests.factories import (
    AbsenceFactory,
    ActivityFactory,
    ConventionFactory,
    DelegateFactory,
    DelegateLanguageFactory,
    InterpreterFactory,
    MeetingFactory,
    RegistrationFactory,
    ScheduleFactory,
    SeatFactory,
    SessionFactory,
    SlotFactory,
    TableFactory,
    ZoneFactory,
)
from tests.factories.conventions import START

pytestmark = pytest.mark.django_db
MINUTES = timedelta(minutes=20)


@pytest.fixture
def convention() -> Convention:
    return ConventionFactory()


@pytest.fixture
def schedule(convention) -> Schedule:
    return ScheduleFactory(convention=convention)


@pytest.fixture
def slots(convention) -> list[Slot]:
    return SlotFactory.create_batch(6, session=SessionFactory(convention=convention, slot_count=6))


@pytest.fixture
def tables(convention):
    zone = ZoneFactory(convention=convention, letter="B", name_en="Gallery")
    return [
        TableFactory(convention=convention),
        TableFactory(convention=convention, zone=zone, step_free=True),
    ]


def person(convention: Convention, first_name: str, **languages: str) -> Delegate:
    registration = RegistrationFactory(convention=convention, organization__name=f"{first_name} SA")
    delegate = DelegateFactory(registration=registration, first_name=first_name, last_name="Martin")
    for language, level in languages.items():
        DelegateLanguageFactory(delegate=delegate, language=language, level=level)
    return delegate


def meet(schedule, slot, table, one, other, interpreter=None) -> Meeting:
    meeting = MeetingFactory(schedule=schedule, slot=slot, table=table, interpreter=interpreter)
    for delegate in (one, other):
        SeatFactory(meeting=meeting, delegate=delegate)
    return meeting


def test_an_agenda_has_meetings_breaks_and_absences(convention, schedule, slots, tables) -> None:
    ana, ben = person(convention, "Ana", fr="negotiates"), person(convention, "Ben")
    for position in (1, 4):
        meet(schedule, slots[position], tables[1], ana, ben)
    AbsenceFactory(delegate=ana, slot=slots[3])

    agenda = agenda_of(ana, schedule)

    first, idle, away, second = agenda.items
    assert isinstance(first, Entry)
    assert isinstance(second, Entry)
    assert first.place == Place(2, "B", "Gallery", True)
    assert (first.partner.organization, first.partner.person) == ("Ben SA", "Ben Martin")
    assert idle == Gap(GapKind.BREAK, slots[2].starts_at, slots[2].ends_at)
    assert away == Gap(GapKind.AWAY, slots[3].starts_at, slots[3].ends_at)
    assert idle.minutes == 20
    assert (len(agenda.entries), len(agenda.gaps), agenda.breaks) == (2, 2, 1)


def test_a_pause_stands_between_two_blocks(convention, schedule, slots, tables) -> None:
    ana, ben = person(convention, "Ana"), person(convention, "Ben")
    for slot in slots[2:]:
        slot.block, slot.starts_at, slot.ends_at = (
            1,
            slot.starts_at + MINUTES,
            slot.ends_at + MINUTES,
        )
        slot.save()
    meet(schedule, slots[1], tables[0], ana, ben)
    meet(schedule, slots[2], tables[0], ana, ben)

    agenda = agenda_of(ana, schedule)

    (_first, pause, _second) = agenda.items
    assert pause == Gap(GapKind.PAUSE, slots[1].ends_at, slots[2].starts_at)
    assert agenda.breaks == 0


def test_a_break_on_both_sides_of_a_pause_is_one_as_in_the_grid(
    convention, schedule, slots, tables
) -> None:
    ana, ben = person(convention, "Ana"), person(convention, "Ben")
    for slot in slots[2:]:
        slot.block, slot.starts_at, slot.ends_at = (
            1,
            slot.starts_at + MINUTES,
            slot.ends_at + MINUTES,
        )
        slot.save()
    meet(schedule, slots[0], tables[0], ana, ben)
    meet(schedule, slots[3], tables[0], ana, ben)

    agenda = agenda_of(ana, schedule)
    row = next(row for row in person_rows(schedule, grid_of(schedule)) if row.name == "Ana Martin")

    assert (len(agenda.gaps), agenda.breaks, row.breaks) == (3, 1, 1)


def test_the_night_is_no_pause(convention, schedule, slots, tables) -> None:
    ana, ben = person(convention, "Ana"), person(convention, "Ben")
    day = timedelta(days=1)
    for slot in slots[2:]:
        slot.block, slot.starts_at, slot.ends_at = 1, slot.starts_at + day, slot.ends_at + day
        slot.save()
    meet(schedule, slots[1], tables[0], ana, ben)
    meet(schedule, slots[2], tables[0], ana, ben)

    assert agenda_of(ana, schedule).gaps == ()


def test_it_knows_what_comes_next(convention, schedule, slots, tables) -> None:
    ana, ben = person(convention, "Ana"), person(convention, "Ben")
    for position in (1, 4):
        meet(schedule, slots[position], tables[0], ana, ben)
    agenda = agenda_of(ana, schedule)
    first, second = agenda.entries

    assert agenda.next_entry(START) == first
    assert agenda.next_entry(first.ends_at - timedelta(seconds=1)) == first
    assert agenda.next_entry(first.ends_at) == second
    assert agenda.next_entry(second.ends_at) is None
    assert agenda.is_on(START, convention.zone) is True
    assert agenda.is_on(START - timedelta(days=1), convention.zone) is False


@pytest.mark.parametrize(
    ("ours", "theirs", "kind", "words"),
    [
        ({"fr": "negotiates"}, {"fr": "negotiates"}, TalkKind.COMMON, "French"),
        (
            {"de": "negotiates", "en": "negotiates"},
            {"en": "negotiates", "de": "negotiates"},
            TalkKind.COMMON,
            "German",
        ),
        (
            {"fr": "follows", "en": "negotiates"},
            {"fr": "negotiates", "en": "negotiates"},
            TalkKind.COMMON,
            "English",
        ),
        (
            {"fr": "follows"},
            {"fr": "negotiates"},
            TalkKind.FOLLOWS,
            "French, which Ana Martin follows",
        ),
        ({"fr": "negotiates"}, {"de": "negotiates"}, TalkKind.NONE, "no shared language"),
    ],
)
def test_the_language_of_a_meeting(
    convention, schedule, slots, tables, ours, theirs, kind: TalkKind, words: str
) -> None:
    ana, ben = person(convention, "Ana", **ours), person(convention, "Ben", **theirs)
    meet(schedule, slots[0], tables[0], ana, ben)

    talks = {agenda_of(delegate, schedule).entries[0].talk for delegate in (ana, ben)}

    ((kind_found, words_found),) = {(talk.kind, talk.words) for talk in talks}
    assert (kind_found, words_found) == (kind, words)


def test_an_interpreter_has_a_name(convention, schedule, slots, tables) -> None:
    ana, ben = person(convention, "Ana", fr="negotiates"), person(convention, "Ben", de="follows")
    interpreter = InterpreterFactory(convention=convention, name="Anna Schmitt")
    meet(schedule, slots[0], tables[0], ana, ben, interpreter)

    talk = agenda_of(ben, schedule).entries[0].talk

    assert (talk.kind, talk.interpreter) == (TalkKind.INTERPRETER, "Anna Schmitt")
    assert talk.words == "with the interpreter Anna Schmitt"


def test_what_matters_to_the_reader_stands_alone(convention, schedule, slots, tables) -> None:
    ana, ben = person(convention, "Ana"), person(convention, "Ben")
    laundry, catering = Category.objects.filter(slug__in=("laundry", "catering")).order_by("-slug")
    for category, text in ((catering, "Plats"), (laundry, "Nappes")):
        ActivityFactory(
            organization=ben.registration.organization,
            category=category,
            direction="sells",
            text_fr=text,
        )
    ActivityFactory(organization=ana.registration.organization, category=laundry, direction="buys")
    meet(schedule, slots[0], tables[0], ana, ben)

    entry = agenda_of(ana, schedule).entries[0]

    assert [line.text for line in entry.offers] == ["Nappes"]
    assert (entry.offers_matter, entry.seeks, entry.seeks_matter) == (True, (), False)
    assert agenda_of(ben, schedule).entries[0].seeks_matter is True


def test_all_agendas_are_each_in_their_reader_s_language(
    convention, schedule, slots, tables
) -> None:
    ana, ben = person(convention, "Ana", fr="negotiates"), person(convention, "Ben", fr="follows")
    Delegate.objects.filter(pk=ana.pk).update(language="fr")
    Delegate.objects.filter(pk=ben.pk).update(language="de")
    idle = person(convention, "Cléo")
    meet(schedule, slots[0], tables[0], ana, ben)

    with override("en"):
        agendas = agendas_of(schedule)

    assert [(a.first_name, a.language, len(a.items)) for a in agendas] == [
        ("Ana", "fr", 1),
        ("Ben", "de", 1),
        (idle.first_name, "en", 0),
    ]
    assert [a.entries[0].talk.words.split(",")[0] for a in agendas[:2]] == [
        "Français",
        "Französisch",
    ]


def test_a_table_has_a_row_for_each_slot(convention, schedule, slots, tables) -> None:
    ana, ben = person(convention, "Ana"), person(convention, "Ben")
    tables[0].host = ana.registration
    tables[0].save()
    meet(schedule, slots[2], tables[0], ana, ben)

    hosted, empty = table_plans_of(schedule)

    assert (hosted.place.number, hosted.host, hosted.meeting_count) == (1, "Ana SA", 1)
    assert [tuple(p.person for p in row.parties) for row in hosted.rows] == [
        (),
        (),
        ("Ana Martin", "Ben Martin"),
        (),
        (),
        (),
    ]
    assert (empty.meeting_count, empty.host_id, len(empty.rows)) == (0, None, 6)


@pytest.mark.parametrize("pairs", [1, 3])
def test_reading_costs_the_same_for_one_meeting_and_for_three(
    convention, schedule, slots, tables, pairs: int, django_assert_num_queries
) -> None:
    for position in range(pairs):
        ana = person(convention, f"Ana {position}", fr="negotiates")
        ben = person(convention, f"Ben {position}", fr="negotiates")
        ActivityFactory(organization=ana.registration.organization)
        meet(schedule, slots[position], tables[0], ana, ben)

    delegate = Delegate.objects.select_related("registration__organization").get(pk=ana.pk)
    with django_assert_num_queries(7):
        agenda_of(delegate, schedule)
    with django_assert_num_queries(8):
        assert len(agendas_of(schedule)) == 2 * pairs
    with django_assert_num_queries(7):
        assert len(table_plans_of(schedule)) == 2
