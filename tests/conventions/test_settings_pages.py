"""Settings: the afternoon beside its arithmetic, texts, rules, zones, tables, copies."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from conventions.models import Convention, Zone
from conventions.services.sessions import save_session
from conventions.services.tables import set_tables
from tests.conventions.words import wall
from tests.factories.conventions import (
    DelegateFactory,
    RegistrationFactory,
    TableFactory,
    TeamMemberFactory,
    ZoneFactory,
)
from tests.factories.matchmaking import MeetingFactory
from tests.factories.organizations import UserFactory

SETTINGS = "/c/hall/organize/settings/"


def entered(**values):
    return {
        "day": "2027-03-18", "start": "14:00", "slot_count": 3, "meeting_minutes": 20,
        "changeover_minutes": "0", "tables": 2, "chairs": 100,
    } | values  # fmt: skip


@pytest.fixture
def afternoon(hall):
    """Three slots, five tables, six people who may meet six times each pair of slots."""
    save_session(convention=hall, starts=wall(2027, 3, 18, 14), slot_count=3)
    set_tables(convention=hall, count=5)
    for _number in range(6):
        DelegateFactory(registration=RegistrationFactory(convention=hall))
    return hall


def test_the_ceiling_of_each_slot_stands_beside_the_form(owner, afternoon):
    panel = owner.get(SETTINGS).context["panel"]

    assert [(bar.label, bar.value, bar.caption) for bar in panel.bars] == [
        ("14:00", 3, "people"), ("14:20", 3, "people"), ("14:40", 3, "people")
    ]  # fmt: skip


def test_a_preview_shows_what_would_be_and_writes_nothing(owner, afternoon):
    response = owner.post(
        SETTINGS,
        entered(changeover_minutes="5", slot_count=2, preview="1"),
        headers={"HX-Request": "true"},
    )

    panel = response.context["panel"]
    assert [(bar.label, bar.value, bar.caption) for bar in panel.bars] == [
        ("14:00", 2, "tables"), ("14:25", 2, "tables")
    ]  # fmt: skip
    assert "<html" not in response.content.decode()
    assert (afternoon.slots.count(), afternoon.tables.count()) == (3, 5)


def test_without_javascript_the_preview_is_the_whole_page_with_the_values_entered(owner, afternoon):
    response = owner.post(SETTINGS, entered(slot_count=5, preview="1"))

    assert response.content.decode().count("<html") == 1
    assert response.context["form"]["slot_count"].value() == "5"
    assert len(response.context["panel"].bars) == 5
    assert afternoon.slots.count() == 3


def test_a_preview_of_nonsense_shows_the_stored_afternoon_and_the_reason(owner, afternoon):
    response = owner.post(SETTINGS, entered(slot_count=0, preview="1"))

    assert response.context["form"].errors["slot_count"].as_data()[0].code == "min_value"
    assert len(response.context["panel"].bars) == 3


def test_saving_makes_slots_tables_and_chairs(owner, hall):
    response = owner.post(SETTINGS, entered(pause_after_1=1, pause_minutes_1=10))

    hall.refresh_from_db()
    assert response.status_code == 302
    assert [f"{slot.starts_at:%H:%M}" for slot in hall.slots.all()] == ["13:00", "13:30", "13:50"]
    assert (hall.tables.count(), hall.chairs) == (2, 100)
    assert owner.get(response.url).context["form"]["pause_after_1"].value() == 1


def test_a_refusal_stands_on_the_page_and_nothing_is_stored(owner, afternoon):
    last = afternoon.slots.last()
    MeetingFactory(schedule__convention=afternoon, slot=last, table=afternoon.tables.first())

    response = owner.post(SETTINGS, entered(slot_count=2, tables=9))

    assert [e.code for e in response.context["form"].non_field_errors().as_data()] == [
        "slots_in_use"
    ]
    assert (afternoon.slots.count(), afternoon.tables.count()) == (3, 5)


def test_half_a_pause_is_asked_about(owner, hall):
    form = owner.post(SETTINGS, entered(pause_after_2=1)).context["form"]

    assert form.errors == {"pause_minutes_2": ["Say after which slot, and for how many minutes."]}


def test_a_second_session_is_added_and_removed(owner, afternoon):
    owner.post(f"{SETTINGS}?session=new", entered(start="09:00", slot_count=2))
    morning = afternoon.sessions.first()
    assert (afternoon.sessions.count(), morning.slot_count) == (2, 2)

    owner.post(reverse("organizer:session_delete", args=["hall", morning.pk]))

    assert afternoon.sessions.count() == 1


def test_a_session_of_nowhere_does_not_exist(owner, afternoon):
    assert owner.get(f"{SETTINGS}?session=0").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_settings_take_a_fixed_number_of_queries(owner, hall, count, django_assert_num_queries):
    save_session(convention=hall, starts=wall(2027, 3, 18, 14), slot_count=count)
    for _number in range(count):
        TableFactory(convention=hall, zone=ZoneFactory(convention=hall))
        DelegateFactory(registration__convention=hall)

    with django_assert_num_queries(17):
        owner.get(SETTINGS)


@pytest.mark.parametrize("count", [1, 3])
def test_the_tables_take_a_fixed_number_of_queries(owner, hall, count, django_assert_num_queries):
    for _number in range(count):
        TableFactory(
            convention=hall,
            zone=ZoneFactory(convention=hall),
            host=RegistrationFactory(convention=hall),
        )

    with django_assert_num_queries(8):
        owner.get(reverse("organizer:tables", args=["hall"]))


def test_a_zone_is_made_changed_and_removed(owner, hall):
    set_tables(convention=hall, count=4)
    new = reverse("organizer:zone_new", args=["hall"])
    owner.post(new, {"letter": "A", "name_fr": "Entrée", "first_table": 1, "last_table": 3})
    zone = hall.zones.get()
    assert (zone.name_fr, zone.tables.count()) == ("Entrée", 3)

    owner.post(
        reverse("organizer:zone", args=["hall", zone.pk]),
        {"letter": "B", "first_table": 1, "last_table": 2},
    )
    zone.refresh_from_db()
    assert (zone.letter, zone.tables.count()) == ("B", 2)

    owner.post(reverse("organizer:zone_delete", args=["hall", zone.pk]))
    assert (Zone.objects.count(), hall.tables.count()) == (0, 4)


def test_a_zone_of_another_convention_does_not_exist(owner, hall):
    assert owner.get(reverse("organizer:zone", args=["hall", ZoneFactory().pk])).status_code == 404


def test_a_table_gets_a_host_or_the_reason_why_not(owner, hall):
    set_tables(convention=hall, count=2)
    host = DelegateFactory(registration__convention=hall).registration
    address = reverse("organizer:table", args=["hall", 1])

    owner.post(address, {"step_free": "on", "host": host.pk})
    response = owner.post(reverse("organizer:table", args=["hall", 2]), {"host": host.pk})

    assert (hall.tables.get(number=1).host, hall.tables.get(number=1).step_free) == (host, True)
    assert response.context["form"].errors == {"host": ["This organisation already hosts table 1."]}


def text_values(**values):
    return {
        "name_fr": "Rencontres", "name_de": "Börse", "country": "FR",
        "time_zone": "Europe/Paris", "starts_on": "2027-03-18", "ends_on": "2027-03-18",
    } | values  # fmt: skip


def test_texts_in_three_languages_and_deadlines_on_the_halls_clocks(owner, hall):
    owner.post(
        "/c/hall/organize/settings/texts/",
        text_values(theme_fr="Acheter ensemble", wishes_close_at="2027-03-08T18:00"),
    )

    hall.refresh_from_db()
    assert (hall.name_fr, hall.name_de, hall.theme_fr) == (
        "Rencontres", "Börse", "Acheter ensemble"
    )  # fmt: skip
    assert hall.wishes_close_at == datetime(2027, 3, 8, 17, tzinfo=UTC)
    form = owner.get("/c/hall/organize/settings/texts/").context["form"]
    assert form["wishes_close_at"].value() == wall(2027, 3, 8, 18)


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"wishes_close_at": "2027-03-28T18:00"}, "wishes_close_at", "deadline_after_start"),
        ({"registration_closes_at": "2026-03-29T02:30"}, "registration_closes_at", "hour_missing"),
        ({"ends_on": "2027-03-01"}, "__all__", "ends_before_start"),
        ({"name_fr": "", "name_de": ""}, "name_en", "name_missing"),
    ],
)
def test_texts_that_cannot_be_are_refused_at_their_field(owner, hall, values, field, code):
    form = owner.post("/c/hall/organize/settings/texts/", text_values(**values)).context["form"]

    assert {name: [e.code for e in errors] for name, errors in form.errors.as_data().items()} == {
        field: [code]
    }


def test_a_next_edition_is_copied(owner, hall):
    response = owner.post(
        "/c/hall/organize/copy/", {"name_en": "Next year", "starts_on": "2028-03-16"}
    )

    made = Convention.objects.get(previous=hall)
    assert (made.slug, made.starts_on, response.url) == (
        "next-year", date(2028, 3, 16), "/c/next-year/organize/"
    )  # fmt: skip


def test_an_owner_makes_another_convention_from_nothing(owner, hall):
    response = owner.post("/c/new/", text_values(slug="second"))

    made = Convention.objects.get(slug="second")
    assert response.url == "/c/second/organize/settings/"
    assert set(made.team.values_list("role", flat=True)) == {"owner", "scheduler"}


@pytest.mark.parametrize("role", ["scheduler", "desk", "observer"])
def test_only_owners_and_the_operator_make_conventions(client, as_role, role, db):
    assert as_role(role).get("/c/new/").status_code == 403
    client.force_login(
        UserFactory(is_superuser=True), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.get("/c/new/").status_code == 200


def test_somebody_else_s_session_is_not_removed(owner, hall):
    other = TeamMemberFactory().convention
    session = save_session(convention=other, starts=wall(2027, 3, 18, 14), slot_count=1)

    response = owner.post(reverse("organizer:session_delete", args=["hall", session.pk]))

    assert (response.status_code, other.sessions.count()) == (404, 1)
