"""The public page and the desk."""

import pytest

from conventions.models import Phase, Registration
from conventions.services.sessions import save_session
from tests.conventions.words import wall
from tests.factories.conventions import DelegateFactory, PartnerFactory, RegistrationFactory
from tests.factories.organizations import MembershipFactory

DESK = "/c/hall/desk/"


def test_a_draft_does_not_exist_for_outsiders(client, hall):
    assert client.get("/c/hall/").status_code == 404


def test_the_team_reads_its_draft(as_role, hall):
    page = as_role("observer").get("/c/hall/")

    assert (page.status_code, page.context["on_team"]) == (200, True)


def test_everybody_reads_the_page_from_registration_on(client, hall):
    hall.phase = Phase.REGISTRATION
    hall.save()
    save_session(convention=hall, starts=wall(2027, 3, 18, 14), slot_count=9)
    PartnerFactory(convention=hall, kind="funder", name="Fonds", mention_en="Funded by Fonds")

    page = client.get("/c/hall/")

    assert (page.context["slots"], page.context["minutes"]) == (9, 20)
    assert page.content.decode().count("Funded by Fonds") == 1


def test_a_participant_finds_the_way_in(client, hall):
    hall.phase = Phase.WISHES
    hall.save()
    registration = RegistrationFactory(convention=hall)
    user = MembershipFactory(organization=registration.organization).user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get("/c/hall/")

    assert (page.context["takes_part"], page.context["on_team"]) == (True, False)


@pytest.fixture
def people(hall):
    registration = RegistrationFactory(convention=hall, organization__name="Orméa Propreté")
    names = [("Élodie", "Marchal"), ("Jean", "Omar"), ("Zoé", "Weber")]
    return [
        DelegateFactory(registration=registration, first_name=first, last_name=last)
        for first, last in names
    ]


def found(client, text):
    return [person.full_name for person in client.get(DESK, {"text": text}).context["found"]]


def test_the_desk_finds_people_without_accents_and_by_organisation(as_role, people):
    desk = as_role("desk")

    assert {text: found(desk, text) for text in ("", "mar", "elodie", "ormea we", "nobody")} == {
        "": [],
        # Whose name begins so comes first.
        "mar": ["Élodie Marchal", "Jean Omar"],
        "elodie": ["Élodie Marchal"],
        "ormea we": ["Zoé Weber"],
        "nobody": [],
    }


def test_the_desk_shows_one_person(as_role, people):
    page = as_role("desk").get(DESK, {"text": "mar", "person": people[0].pk})

    assert page.context["person"] == people[0]


def test_the_desk_knows_nobody_of_another_convention_or_not_validated(as_role, hall):
    other = DelegateFactory(last_name="Marchal")
    DelegateFactory(
        registration__convention=hall,
        registration__status=Registration.Status.PENDING,
        last_name="Marchal",
    )
    desk = as_role("desk")

    assert found(desk, "marchal") == []
    assert desk.get(DESK, {"person": other.pk}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_takes_a_fixed_number_of_queries(as_role, hall, count, django_assert_num_queries):
    people = [
        DelegateFactory(registration__convention=hall, last_name="Marchal")
        for _number in range(count)
    ]
    desk = as_role("desk")

    with django_assert_num_queries(11):
        desk.get(DESK, {"text": "mar", "person": people[0].pk})
