"""What somebody types into an address or posts by hand never makes a server error."""

from itertools import product

import pytest
from django.test import Client

from conventions.models import Phase
from matchmaking.printing.models import PrintJob
from matchmaking.scheduling.models import Schedule
from tests.factories import MeetingFactory, ScheduleFactory
from tests.factories.clients import signed_in
from tests.house.world import World, make_world

pytestmark = pytest.mark.django_db

HUGE = str(2**70)
DIGITS = "9" * 5000  # more than Python turns into a number
NUL = "a\x00b"
NO_KEYS = (HUGE, DIGITS, NUL, "-1", "x")
ORGANIZE, MY, DESK = "/c/here/organize/", "/c/here/my/", "/c/here/desk/"


@pytest.fixture
def world() -> World:
    return make_world()


def client_of(world: World, actor: str) -> Client:
    return signed_in(world.people[actor])


@pytest.mark.parametrize(
    ("actor", "address", "names"),
    [
        (
            "owner",
            f"{ORGANIZE}registrations/",
            ("status", "country", "family", "missing", "text", "page"),
        ),
        ("owner", f"{ORGANIZE}wishes/", ("q", "answer", "page")),
        ("owner", f"{ORGANIZE}settings/", ("saved",)),
        ("owner", f"{ORGANIZE}grid/", ("q", "who", "reason")),
        ("owner", f"{ORGANIZE}publish/", ("page",)),
        ("desk", DESK, ("text",)),
        ("participant", f"{MY}catalogue/", ("q", "page", "page_size", "country", "category")),
    ],
)
def test_an_address_says_what_it_can(world, actor, address, names) -> None:
    client = client_of(world, actor)
    asked = list(product(names, (HUGE, DIGITS, NUL, "-1", "1e400", "٣")))

    answers = {
        (name, value): client.get(address, {name: value}).status_code for name, value in asked
    }

    assert answers == dict.fromkeys(asked, 200)


@pytest.mark.parametrize(
    ("actor", "address", "name"),
    [
        ("owner", f"{ORGANIZE}settings/", "session"),
        ("owner", f"{ORGANIZE}grid/", "version"),
        ("owner", f"{ORGANIZE}grid/", "view"),
        ("desk", DESK, "person"),
    ],
)
def test_what_is_not_there_is_not_found(world, actor, address, name) -> None:
    client, values = client_of(world, actor), (HUGE, DIGITS, "٣", NUL, "x")

    answers = {value: client.get(address, {name: value}).status_code for value in values}

    assert answers == dict.fromkeys(values, 404)


@pytest.mark.parametrize(
    ("actor", "address", "name", "status"),
    [
        ("owner", f"{ORGANIZE}wishes/", "one", 422),
        ("owner", f"{ORGANIZE}scheduling/runs/", "seconds", 422),
        ("owner", f"{ORGANIZE}scheduling/runs/", "objective", 422),
        ("owner", f"{ORGANIZE}prints/start/", "document", 422),
        ("owner", f"{ORGANIZE}prints/start/", "language", 422),
        ("owner", f"{ORGANIZE}settings/", "slot_count", 422),
        ("owner", f"{ORGANIZE}settings/zones/", "first_table", 422),
        ("owner", f"{ORGANIZE}settings/rules/", "max_wishes", 422),
        ("owner", f"{ORGANIZE}settings/texts/", "name_en", 422),
        ("owner", f"{ORGANIZE}copy/", "slug", 422),
        ("participant", f"{MY}answers/", "wish", 302),
        ("participant", f"{MY}answers/", "answer", 302),
        ("participant", f"{MY}not-meeting/", "target", 302),
    ],
)
def test_a_form_posted_by_hand_is_refused(world, actor, address, name, status) -> None:
    client, values = client_of(world, actor), (*NO_KEYS, "")

    answers = {value: client.post(address, {name: value}).status_code for value in values}

    assert answers == dict.fromkeys(values, status)


def test_a_host_posted_by_hand_is_refused(world) -> None:
    client, address = client_of(world, "owner"), f"{ORGANIZE}settings/tables/{world.table.number}/"

    answers = {value: client.post(address, {"host": value}).status_code for value in NO_KEYS}

    assert answers == dict.fromkeys(NO_KEYS, 422)


def test_a_lock_posted_by_hand_is_refused(world) -> None:
    meeting = MeetingFactory(schedule=world.draft, slot=world.slot, table=world.table)
    client, address = client_of(world, "owner"), f"{ORGANIZE}grid/meetings/{meeting.pk}/lock/"

    answers = {value: client.post(address, {"revision": value}).status_code for value in NO_KEYS}

    meeting.refresh_from_db()
    assert (answers, meeting.locked) == (dict.fromkeys(NO_KEYS, 302), False)


def test_a_print_for_nobody_prints_nothing(world) -> None:
    version = ScheduleFactory(convention=world.convention, version=1)
    Schedule.objects.filter(pk=version.pk).update(frozen_at=world.slot.starts_at)
    client, data = client_of(world, "desk"), {"document": "agendas", "language": "fr"}

    answers = {
        value: client.post(f"{ORGANIZE}prints/start/", data | {"delegate": value}).status_code
        for value in NO_KEYS
    }

    assert (answers, PrintJob.objects.count()) == (dict.fromkeys(NO_KEYS, 422), 0)


def test_a_delegate_is_absent_in_slots_that_are_there(world) -> None:
    data = {"first_name": "A", "last_name": "B", "language": "fr"}
    client, address = client_of(world, "owner"), f"{ORGANIZE}delegates/{world.delegate.pk}/"

    answers = {
        value: client.post(address, data | {"absent_slots": value}).status_code for value in NO_KEYS
    }

    assert answers == dict.fromkeys(NO_KEYS, 422)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31"])
def test_a_day_that_no_clock_can_show_is_refused(world, day) -> None:
    owner = client_of(world, "owner")
    slots = {
        "day": day,
        "start": "23:50",
        "slot_count": 9,
        "meeting_minutes": 20,
        "changeover_minutes": 0,
        "tables": 1,
        "chairs": 2,
    }
    texts = {"name_en": "Here", "country": "FR", "time_zone": "Europe/Paris"}
    days = {"starts_on": day, "ends_on": day}
    closing = {
        "starts_on": "2027-03-18",
        "ends_on": "2027-03-18",
        "wishes_close_at": f"{day}T00:00",
    }

    answers = [
        owner.post(f"{ORGANIZE}settings/", slots),
        owner.post(f"{ORGANIZE}settings/", slots | {"preview": "1"}),
        owner.post(f"{ORGANIZE}settings/texts/", texts | days),
        owner.post(f"{ORGANIZE}settings/texts/", texts | closing),
        owner.post(f"{ORGANIZE}copy/", {"starts_on": day, "name_en": "There"}),
        owner.post("/c/new/", texts | days),
        owner.post(
            f"{ORGANIZE}delegates/{world.delegate.pk}/",
            {"first_name": "A", "last_name": "B", "language": "fr", "arrives_at": f"{day}T00:00"},
        ),
    ]

    assert [answer.status_code for answer in answers] == [422] * len(answers)


@pytest.mark.parametrize("phase", Phase.values)
def test_every_page_of_wishes_answers_in_each_phase(world, phase) -> None:
    type(world.convention).objects.update(phase=phase)
    client = client_of(world, "participant")

    pages = [client.get(MY + page).status_code for page in ("", "catalogue/", "wishes/", "agenda/")]

    assert pages == [200] * 4
