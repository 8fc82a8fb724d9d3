"""The grid: what it counts, whom it marks, and in how many queries."""

import pytest

from matchmaking.scheduling.models import Meeting, Schedule
from matchmaking.scheduling.services.grid import (
    Placed,
    count_breaks,
    grid_of,
    organization_rows,
    person_rows,
    schedules_to_see,
)
from matchmaking.scheduling.services.grid_search import Marked, find, marked
from matchmaking.scheduling.services.unplaced import unplaced_of
from tests.factories import (
    AbsenceFactory,
    ConventionFactory,
    DelegateFactory,
    MeetingFactory,
    RegistrationFactory,
    ScheduleFactory,
    SeatFactory,
    SessionFactory,
    SlotFactory,
    TableFactory,
    UnplacedFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Schedule:
    """Three slots, two tables, nobody placed."""
    convention = ConventionFactory()
    session = SessionFactory(convention=convention, slot_count=3)
    for _position in range(3):
        SlotFactory(session=session)
    for _number in range(2):
        TableFactory(convention=convention)
    return ScheduleFactory(convention=convention)


def person(draft: Schedule, name: str):
    registration = RegistrationFactory(
        convention=draft.convention, organization__name=f"{name} GmbH"
    )
    return DelegateFactory(registration=registration, first_name="Ada", last_name=name)


def meet(draft: Schedule, slot: int, table: int, *people) -> Meeting:
    meeting = MeetingFactory(
        schedule=draft,
        slot=draft.convention.slots.all()[slot],
        table=draft.convention.tables.get(number=table),
    )
    for delegate in people:
        SeatFactory(meeting=meeting, delegate=delegate)
    return meeting


def test_one_meeting_is_two_agenda_entries(draft):
    meet(draft, 0, 1, person(draft, "Adam"), person(draft, "Bell"))

    grid = grid_of(draft)

    assert (grid.meetings, grid.agenda_entries, grid.free_places) == (1, 2, 5)
    assert [(slot.used, slot.free) for slot in grid.slots] == [(1, 1), (0, 2), (0, 2)]


def test_a_meeting_stands_in_its_slot_at_its_table(draft):
    held = meet(draft, 1, 2, person(draft, "Adam"), person(draft, "Bell"))

    grid = grid_of(draft)

    cells = [[cell.id if cell else None for cell in row.cells] for row in grid.tables]
    assert cells == [[None, None, None], [None, held.pk, None]]


def test_the_searched_person_has_the_partner_on_the_first_line(draft):
    adam, bell, carr = (person(draft, name) for name in ("Adam", "Bell", "Carr"))
    meet(draft, 0, 1, adam, bell)
    meet(draft, 0, 2, carr, person(draft, "Dunn"))

    grid = grid_of(draft, person=adam)

    assert [(cell.marked, cell.parties[0].organization) for cell in grid.placed] == [
        (True, "Bell GmbH"),
        (False, "Carr GmbH"),
    ]
    assert [row.number for row in grid.marked_tables] == [1]


def test_an_organisation_is_marked_with_all_its_people(draft):
    adam, bell = person(draft, "Adam"), person(draft, "Bell")
    eve = DelegateFactory(registration=adam.registration, last_name="Eve")
    meet(draft, 0, 1, adam, bell)
    meet(draft, 1, 1, eve, bell)

    grid = grid_of(draft, party=adam.registration)

    assert [cell.marked for cell in grid.placed] == [True, True]
    rows = {row.name: row for row in organization_rows(draft, grid)}
    assert rows["Adam GmbH"].meetings == 2
    assert [len(cell) for cell in rows["Adam GmbH"].cells] == [1, 1, 0]


def test_a_person_row_tells_free_from_absent_and_counts_breaks(draft):
    adam, bell, carr = (person(draft, name) for name in ("Adam", "Bell", "Carr"))
    slots = list(draft.convention.slots.all())
    meet(draft, 0, 1, adam, bell)
    meet(draft, 2, 1, adam, carr)
    AbsenceFactory(delegate=bell, slot=slots[2])

    rows = {row.name: row for row in person_rows(draft, grid_of(draft))}

    kinds = [
        type(cell).__name__ if isinstance(cell, Placed) else cell for cell in rows["Ada Bell"].cells
    ]
    assert kinds == ["Placed", None, "absent"]
    assert {name: (row.meetings, row.breaks) for name, row in rows.items()} == {
        "Ada Adam": (2, 1),
        "Ada Bell": (1, 0),
        "Ada Carr": (1, 0),
    }


def test_being_away_between_two_meetings_is_no_break(draft):
    adam, bell, carr = (person(draft, name) for name in ("Adam", "Bell", "Carr"))
    meet(draft, 0, 1, adam, bell)
    meet(draft, 2, 1, adam, carr)
    AbsenceFactory(delegate=adam, slot=draft.convention.slots.all()[1])

    rows = {row.name: row for row in person_rows(draft, grid_of(draft))}

    assert rows["Ada Adam"].breaks == 0


def test_a_long_idle_run_is_one_break():
    meeting = Placed(1, 1, 1, False, (), False, "", False)

    assert count_breaks([None, meeting, None, None, meeting, None]) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_grid_takes_four_queries_however_long(draft, count, django_assert_num_queries):
    for slot in range(count):
        meet(draft, slot, 1, person(draft, f"A{slot}"), person(draft, f"B{slot}"))

    with django_assert_num_queries(4):
        grid = grid_of(draft)
    with django_assert_num_queries(2):
        person_rows(draft, grid)
    with django_assert_num_queries(1):
        organization_rows(draft, grid)


@pytest.mark.parametrize("count", [1, 3])
def test_the_unplaced_take_four_queries_however_many(draft, count, django_assert_num_queries):
    for number in range(count):
        first, second = person(draft, f"A{number}"), person(draft, f"B{number}")
        UnplacedFactory(
            schedule=draft,
            first=first.registration,
            second=second.registration,
            lever={"kind": "max_meetings", "party": first.registration_id},
        )

    with django_assert_num_queries(4):
        unplaced = unplaced_of(draft.convention, draft)

    assert (unplaced.total, len(unplaced.rows), unplaced.more) == (count, count, 0)
    assert unplaced.rows[0].lever == "One more meeting for A0 GmbH"


def test_a_reason_filters_the_unplaced(draft):
    pairs = [
        (person(draft, f"A{n}").registration, person(draft, f"B{n}").registration) for n in "12"
    ]
    UnplacedFactory(schedule=draft, first=pairs[0][0], second=pairs[0][1], reason="no_table")
    UnplacedFactory(schedule=draft, first=pairs[1][0], second=pairs[1][1], reason="party_full")

    chosen = unplaced_of(draft.convention, draft, reason="no_table")
    unknown = unplaced_of(draft.convention, draft, reason="nonsense")

    assert [row.first.name for row in chosen.rows] == ["A1 GmbH"]
    assert (len(unknown.rows), unknown.reason) == (2, "")


def test_a_person_away_between_two_meetings_has_no_break_in_either_view(draft):
    adam, bell = person(draft, "Adam"), person(draft, "Bell")
    meet(draft, 0, 1, adam, bell)
    meet(draft, 2, 1, adam, bell)
    AbsenceFactory(delegate=adam, slot=draft.convention.slots.all()[1])
    rows = {row.delegate_id: row.breaks for row in person_rows(draft, grid_of(draft))}

    days = {who: marked(draft.convention, f"d{who.pk}") for who in (adam, bell)}
    seen = {who: found.day(grid_of(draft, person=who)) for who, found in days.items()}

    assert (rows[adam.pk], seen[adam].breaks) == (0, 0)
    assert (rows[bell.pk], seen[bell].breaks) == (1, 1)
    assert [(hour.away, hour.is_break) for hour in seen[adam].hours] == [
        (False, False), (True, False), (False, False)
    ]  # fmt: skip


def test_a_search_finds_people_and_organisations_by_every_word(draft):
    person(draft, "Adam")
    bell = person(draft, "Bell")

    found = find(draft.convention, "ada bell")

    assert found == [Marked(person=bell)]
    assert [one.name for one in find(draft.convention, "ÁDA béll")] == ["Ada Bell"]
    assert [one.name for one in find(draft.convention, "gmbh")] == ["Adam GmbH", "Bell GmbH"]


@pytest.mark.parametrize("key", ["", "x1", "d", "d-1", "d99999999999999999999", "r²", "d1 OR 1=1"])
def test_an_unknown_key_marks_nobody(draft, key):
    assert not marked(draft.convention, key)


def test_somebody_of_another_convention_is_nobody(draft):
    stranger = DelegateFactory()

    assert not marked(draft.convention, f"d{stranger.pk}")
    assert not marked(draft.convention, f"r{stranger.registration_id}")


def test_the_draft_is_only_for_those_who_may_see_it(draft):
    meet(draft, 0, 1, person(draft, "Adam"), person(draft, "Bell"))

    assert schedules_to_see(draft.convention, with_draft=True) == [draft]
    assert schedules_to_see(draft.convention, with_draft=False) == []
