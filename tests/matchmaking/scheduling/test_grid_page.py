"""The pages of the grid: whose draft it is, what they show, and the lock."""

import pytest
from django.test import Client

from matchmaking.scheduling.models import Meeting, Schedule
from tests.factories import (
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
from tests.factories.clients import team_client

pytestmark = pytest.mark.django_db
GRID = "/c/here/organize/grid/"


@pytest.fixture
def draft() -> Schedule:
    convention = ConventionFactory(slug="here")
    SlotFactory.create_batch(3, session=SessionFactory(convention=convention, slot_count=3))
    TableFactory(convention=convention)
    return ScheduleFactory(convention=convention)


def team(draft: Schedule, role: str) -> Client:
    return team_client(draft.convention, role)


def meet(draft: Schedule, slot: int) -> Meeting:
    meeting = MeetingFactory(
        schedule=draft,
        slot=draft.convention.slots.all()[slot],
        table=draft.convention.tables.get(),
    )
    for name in ("Adam", "Bell"):
        registration = RegistrationFactory(
            convention=draft.convention, organization__name=f"{name} {slot}"
        )
        SeatFactory(meeting=meeting, delegate=DelegateFactory(registration=registration))
    return meeting


def freeze(draft: Schedule) -> None:
    """A published version without the service's checks: this hall is too small for them."""
    Schedule.objects.filter(pk=draft.pk).update(version=1, frozen_at=draft.made_at)


@pytest.mark.parametrize("view", ["table", "person", "organization"])
@pytest.mark.parametrize("count", [1, 3])
def test_each_view_takes_the_same_queries_however_many_meetings(
    draft, view, count, django_assert_num_queries
):
    client = team(draft, "owner")
    for slot in range(count):
        meet(draft, slot)
    queries = {"table": 13, "person": 15, "organization": 14}[view]

    with django_assert_num_queries(queries):
        response = client.get(GRID, {"view": view})

    assert response.status_code == 200


def test_the_desk_sees_the_published_version_and_never_the_draft(draft):
    meet(draft, 0)
    desk = team(draft, "desk")

    before = desk.get(GRID)
    freeze(draft)
    after = desk.get(GRID)

    assert next(t.name for t in before.templates) == "scheduling/organizer/_grid_empty.html"
    assert after.context["schedule"].version == 1
    assert after.context["unplaced"] is None


def test_what_is_unplaced_is_only_for_those_who_see_wishes(draft):
    meet(draft, 0)
    UnplacedFactory(schedule=draft, first__organization__name="Secretly Wishing GmbH")
    freeze(draft)

    assert b"Secretly Wishing" in team(draft, "scheduler").get(GRID).content
    assert b"Secretly Wishing" not in team(draft, "desk").get(GRID).content


@pytest.mark.parametrize("query", ["version=7", "version=x", "view=sideways"])
def test_an_unknown_version_or_view_does_not_exist(draft, query):
    meet(draft, 0)

    assert team(draft, "owner").get(f"{GRID}?{query}").status_code == 404


def test_a_search_lists_who_was_found_and_a_choice_marks_them(draft):
    meeting = meet(draft, 0)
    delegate = meeting.seats.first().delegate
    client = team(draft, "owner")

    found = client.get(GRID, {"q": delegate.last_name})
    marked = client.get(GRID, {"who": f"d{delegate.pk}"})

    assert [one.key for one in found.context["found"]] == [f"d{delegate.pk}"]
    assert [cell.marked for cell in marked.context["grid"].placed] == [True]
    assert marked.context["marked_day"].meetings == 1


def test_the_searched_person_marks_the_row_of_their_organisation(draft):
    seat = meet(draft, 0).seats.first()
    client = team(draft, "owner")

    for who in (f"d{seat.delegate_id}", f"r{seat.registration_id}"):
        page = client.get(GRID, {"view": "organization", "who": who}).content.decode()
        assert page.count('<tr class="marked">') == 1


def test_a_search_that_is_markup_is_shown_as_text(draft):
    meet(draft, 0)

    page = team(draft, "owner").get(GRID, {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert(1)" not in page


def test_locking_and_unlocking_a_meeting(draft):
    meeting = meet(draft, 0)
    client = team(draft, "scheduler")
    page = f"{GRID}meetings/{meeting.pk}/"

    client.post(f"{page}lock/", {"locked": "yes", "revision": draft.revision})
    locked = Meeting.objects.get(pk=meeting.pk).locked
    draft.refresh_from_db()
    client.post(f"{page}lock/", {"locked": "no", "revision": draft.revision})

    assert (locked, Meeting.objects.get(pk=meeting.pk).locked) == (True, False)


def test_a_lock_from_an_old_page_is_refused_with_words(draft):
    meeting = meet(draft, 0)
    Schedule.objects.filter(pk=draft.pk).update(revision=5)
    page = f"{GRID}meetings/{meeting.pk}/"

    response = team(draft, "owner").post(
        f"{page}lock/", {"locked": "yes", "revision": 0}, follow=True
    )

    assert not Meeting.objects.get(pk=meeting.pk).locked
    assert len(response.context["messages"]) == 1


def test_a_published_meeting_has_no_lock(draft):
    meeting = meet(draft, 0)
    freeze(draft)

    page = team(draft, "owner").get(f"{GRID}meetings/{meeting.pk}/")

    assert page.context["may_lock"] is False
