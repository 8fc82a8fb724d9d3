"""The overview, the phases, registrations and delegates as the team sees them."""

from datetime import UTC, datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from conventions.models import Phase, Registration
from conventions.next_steps import next_step
from conventions.services.overview import overview_of
from conventions.services.sessions import save_session
from conventions.services.tables import set_tables
from tests.conventions.words import wall
from tests.factories.conventions import DelegateFactory, RegistrationFactory, SlotFactory
from tests.factories.matchmaking import MeetingFactory, SeatFactory
from tests.factories.organizations import ActivityFactory, OrganizationFactory

Status = Registration.Status
LIST = "/c/hall/organize/registrations/"


def complete(hall, **fields):
    """Return a validated registration with a delegate and an activity."""
    registration = RegistrationFactory(convention=hall, **fields)
    DelegateFactory(registration=registration)
    ActivityFactory(organization=registration.organization)
    return registration


def test_the_overview_counts_and_lists_whom_to_chase(owner, hall):
    complete(hall)
    nobody = RegistrationFactory(convention=hall, status=Status.PENDING)
    ActivityFactory(organization=nobody.organization)
    silent = DelegateFactory(registration__convention=hall).registration
    RegistrationFactory(convention=hall, status=Status.REFUSED)

    found = owner.get("/c/hall/organize/").context["overview"]

    assert (found.registered, found.validated, found.pending, found.countries) == (4, 2, 1, 1)
    assert found.without_delegates == (nobody,)
    assert found.without_activities == (silent,)


@pytest.mark.parametrize(
    ("phase", "title"),
    [
        (Phase.DRAFT, "Lay out the afternoon"),
        (Phase.REGISTRATION, "Bring in the organisations"),
        (Phase.WISHES, "Follow the wishes"),
        (Phase.SCHEDULING, "Make the schedule"),
        (Phase.PUBLISHED, "Print agendas and tables"),
        (Phase.LIVE, "Run the day"),
        (Phase.FOLLOW_UP, "Prepare the next edition"),
        (Phase.ARCHIVED, "Prepare the next edition"),
    ],
)
def test_each_phase_has_one_next_step(hall, phase, title):
    hall.phase = phase

    assert next_step(hall, overview_of(hall)).title == title


def test_registration_asks_to_validate_then_to_chase_then_to_go_on(hall):
    hall.phase = Phase.REGISTRATION
    registration = RegistrationFactory(convention=hall, status=Status.PENDING)
    titles = [next_step(hall, overview_of(hall)).title]
    registration.status = Status.VALIDATED
    registration.save()
    titles.append(next_step(hall, overview_of(hall)).title)
    DelegateFactory(registration=registration)
    titles.append(next_step(hall, overview_of(hall)).title)

    assert titles == ["Validate the registrations", "Chase missing delegates", "Open the wishes"]


def test_a_laid_out_draft_asks_to_open_registration(hall):
    save_session(convention=hall, starts=wall(2027, 3, 18, 14), slot_count=1)
    set_tables(convention=hall, count=1)

    assert next_step(hall, overview_of(hall)).title == "Open registration"


def test_an_observer_sees_totals_and_no_names(as_role, hall):
    registration = RegistrationFactory(convention=hall)

    page = as_role("observer").get("/c/hall/organize/").content.decode()

    assert registration.organization.name not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_takes_a_fixed_number_of_queries(
    owner, hall, count, django_assert_num_queries
):
    for _number in range(count):
        RegistrationFactory(convention=hall)

    with django_assert_num_queries(15):
        owner.get("/c/hall/organize/")


def test_a_phase_says_what_it_means_before_it_moves(owner, hall):
    hall.phase = Phase.REGISTRATION
    hall.save()
    RegistrationFactory(convention=hall)
    RegistrationFactory(convention=hall, status=Status.PENDING)
    address = reverse("organizer:phase", args=["hall", "wishes"])

    means = owner.get(address).context["means"]
    owner.post(address)

    hall.refresh_from_db()
    assert means == (
        "1 validated organisation sees the catalogue and makes its wishes.",
        "1 registration is still pending: it stays out until it is validated.",
    )
    assert hall.phase == Phase.WISHES


@pytest.mark.parametrize(
    ("here", "there"),
    [(Phase.DRAFT, "wishes"), (Phase.SCHEDULING, "published"), (Phase.LIVE, "published")],
)
def test_a_phase_that_cannot_be_reached_has_no_page_and_is_refused(owner, hall, here, there):
    hall.phase = here
    hall.save()
    address = reverse("organizer:phase", args=["hall", there])

    assert owner.get(address).status_code == 404
    response = owner.post(address)
    hall.refresh_from_db()
    assert (hall.phase, len(list(get_messages(response.wsgi_request)))) == (here, 1)


@pytest.mark.parametrize("phase", [Phase.WISHES, Phase.SCHEDULING, Phase.PUBLISHED])
def test_every_step_that_is_offered_has_its_page(owner, hall, phase):
    hall.phase = phase
    hall.save()

    for move in owner.get("/c/hall/organize/").context["moves"]:
        page = owner.get(reverse("organizer:phase", args=["hall", move.value]))
        assert (page.status_code, page.context["means"] != ()) == (200, True)


def names(response):
    return [registration.organization.name for registration in response.context["page"]]


def test_registrations_are_narrowed_by_what_stands_in_the_address(as_role, hall):
    lu = OrganizationFactory(name="Botterblumm", country="LU", family="public")
    RegistrationFactory(convention=hall, organization=lu)
    fr = OrganizationFactory(name="Élan d’Aubry", town="Longwy")
    pending = RegistrationFactory(convention=hall, organization=fr, status=Status.PENDING)
    DelegateFactory(registration=pending, first_name="Zoé", last_name="Müller")
    client = as_role("desk")

    found = {
        query: names(client.get(LIST + query))
        for query in (
            "", "?country=LU", "?family=social-economy", "?status=pending", "?text=elan",
            "?text=muller+zoe", "?text=LONGWY", "?missing=delegates", "?text=nobody",
        )
    }  # fmt: skip

    assert found == {
        "": ["Botterblumm", "Élan d’Aubry"],
        "?country=LU": ["Botterblumm"],
        "?family=social-economy": ["Élan d’Aubry"],
        "?status=pending": ["Élan d’Aubry"],
        "?text=elan": ["Élan d’Aubry"],
        "?text=muller+zoe": ["Élan d’Aubry"],
        "?text=LONGWY": ["Élan d’Aubry"],
        "?missing=delegates": ["Botterblumm"],
        "?text=nobody": [],
    }


def test_a_page_holds_fifty_registrations(owner, hall):
    for _number in range(51):
        RegistrationFactory(convention=hall)

    assert [len(owner.get(f"{LIST}?page={page}").context["page"]) for page in (1, 2)] == [50, 1]


def test_while_typing_only_the_list_is_sent(owner, hall):
    response = owner.get(f"{LIST}?text=a", headers={"HX-Request": "true"})

    assert "<html" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_registrations_take_a_fixed_number_of_queries(
    owner, hall, count, django_assert_num_queries
):
    for _number in range(count):
        complete(hall)

    with django_assert_num_queries(10):
        owner.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_a_registration_takes_a_fixed_number_of_queries(
    owner, hall, count, django_assert_num_queries
):
    registration = complete(hall)
    for _number in range(count):
        DelegateFactory(registration=registration)
        ActivityFactory(organization=registration.organization)

    with django_assert_num_queries(15):
        owner.get(f"{LIST}{registration.pk}/")


def test_a_registration_of_another_convention_does_not_exist(owner, hall):
    other = DelegateFactory()

    addresses = [
        reverse("organizer:registration", args=["hall", other.registration.pk]),
        reverse("organizer:registration_edit", args=["hall", other.registration.pk]),
        reverse("organizer:delegate_new", args=["hall", other.registration.pk]),
        reverse("organizer:delegate", args=["hall", other.pk]),
    ]

    assert [owner.get(address).status_code for address in addresses] == [404] * 4


def test_a_registration_is_validated(owner, hall):
    registration = RegistrationFactory(convention=hall, status=Status.PENDING)

    owner.post(f"{LIST}{registration.pk}/status/", {"status": "validated"})

    registration.refresh_from_db()
    assert registration.status == Status.VALIDATED


def test_a_refusal_is_said_on_the_next_page(owner, hall):
    registration = RegistrationFactory(convention=hall)
    SeatFactory(
        meeting=MeetingFactory(schedule__convention=hall, locked=True),
        delegate=DelegateFactory(registration=registration),
    )

    response = owner.post(f"{LIST}{registration.pk}/status/", {"status": "withdrawn"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "1 locked meeting of this organisation stands in the draft. Unlock it first."
    ]


def test_its_part_is_changed_or_refused_at_the_field(owner, hall):
    registration = RegistrationFactory(convention=hall)
    address = f"{LIST}{registration.pk}/edit/"
    part = {"reference": "B1", "direction": "buys", "min_meetings": 2, "max_meetings": 9}

    owner.post(address, part)
    response = owner.post(address, part | {"max_meetings": 1})

    registration.refresh_from_db()
    assert (registration.reference, registration.max_meetings) == ("B1", 9)
    assert [e.code for e in response.context["form"].non_field_errors().as_data()] == [
        "max_below_min"
    ]


def person(**values):
    return {
        "first_name": "Chloé", "last_name": "Martin", "email": "chloe@atelier.example",
        "language": "fr", "meets": "on", "speaks_fr": "negotiates", "speaks_de": "follows",
    } | values  # fmt: skip


def test_a_delegate_is_entered_with_languages_and_travel(owner, hall):
    registration = RegistrationFactory(convention=hall)
    slot = SlotFactory(session__convention=hall)  # 14:00 in Paris
    later = SlotFactory(session=slot.session)

    owner.post(
        f"{LIST}{registration.pk}/delegates/",
        person(arrives_at="2027-03-18T14:10", absent_slots=[later.pk]),
    )

    delegate = registration.delegates.get()
    assert dict(delegate.languages.values_list("language", "level")) == {
        "fr": "negotiates", "de": "follows"
    }  # fmt: skip
    assert delegate.arrives_at == datetime(2027, 3, 18, 13, 10, tzinfo=UTC)
    assert list(delegate.absences.order_by("slot").values_list("slot", "cause")) == [
        (slot.pk, "travel"), (later.pk, "declared")
    ]  # fmt: skip
    form = owner.get(reverse("organizer:delegate", args=["hall", delegate.pk])).context["form"]
    assert (form["arrives_at"].value(), form["absent_slots"].value()) == (
        wall(2027, 3, 18, 14, 10), [later.pk]
    )  # fmt: skip


def test_a_delegate_who_cannot_be_is_refused_and_nothing_is_stored(owner, hall):
    registration = RegistrationFactory(convention=hall)
    address = f"{LIST}{registration.pk}/delegates/"

    response = owner.post(
        address, person(arrives_at="2027-03-18T15:00", leaves_at="2027-03-18T14:00")
    )

    assert [e.code for e in response.context["form"].non_field_errors().as_data()] == [
        "leaves_before_arriving"
    ]
    assert registration.delegates.count() == 0


def test_a_delegate_is_removed_unless_meetings_hold_them(owner, hall):
    free = DelegateFactory(registration__convention=hall)
    seat = SeatFactory(
        meeting__schedule__convention=hall, delegate=DelegateFactory(registration=free.registration)
    )

    for delegate in (free, seat.delegate):
        owner.post(reverse("organizer:delegate_remove", args=["hall", delegate.pk]))

    assert list(free.registration.delegates.all()) == [seat.delegate]
