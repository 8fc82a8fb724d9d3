"""The start page, and entering the demo."""

import pytest

from conventions.models import Phase
from conventions.services.own import conventions_of
from matchmaking.demo.visitors import VISITORS
from tests.factories.conventions import (
    ConventionFactory,
    DelegateFactory,
    RegistrationFactory,
    TeamMemberFactory,
)
from tests.factories.organizations import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
OWNER = VISITORS[0]


@pytest.fixture
def demo(settings):
    """Turn this site into the demo, with its first visitor and their convention."""
    settings.DEMO = True
    user = UserFactory(email=OWNER.email, name="Nora Feltgen", language="fr")
    TeamMemberFactory(convention=ConventionFactory(slug=OWNER.convention), user=user)
    return user


def test_outside_the_demo_nobody_enters_as_somebody(client, settings):
    settings.DEMO = False
    UserFactory(email=OWNER.email)
    ConventionFactory(slug=OWNER.convention)

    assert client.post(f"/enter/{OWNER.key}/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_one_click_enters_as_a_person_in_their_language(client, demo):
    response = client.post(f"/enter/{OWNER.key}/")

    assert response.url == f"/c/{OWNER.convention}/organize/"
    assert client.session["_auth_user_id"] == str(demo.pk)
    assert response.cookies["django_language"].value == "fr"


@pytest.mark.parametrize("key", ["nobody", VISITORS[-1].key])
def test_nobody_enters_as_a_person_who_is_not_there(client, demo, key):
    assert client.post(f"/enter/{key}/").status_code == 404


def test_the_demo_offers_only_people_who_are_there(client, demo):
    entries = client.get("/").context["entries"]

    assert [(entry.visitor, entry.user) for entry in entries] == [(OWNER, demo)]


def test_an_empty_demo_says_how_to_load_it(client, settings):
    settings.DEMO = True

    page = client.get("/")

    assert (page.context["entries"], page.context["figures"]) == ((), None)
    assert page.content.decode().count("seed_demo") == 1


def test_each_visitor_has_a_key_of_their_own():
    assert len({visitor.key for visitor in VISITORS}) == len(VISITORS)


def test_a_stranger_reads_what_this_is(client):
    page = client.get("/")

    assert (page.status_code, "own" in page.context) == (200, False)


def test_a_person_finds_what_they_organise_and_take_part_in():
    user = MembershipFactory().user
    organization = user.memberships.get().organization
    organized = TeamMemberFactory(user=user, role="desk").convention
    TeamMemberFactory(user=user, role="observer", convention=organized)
    registration = RegistrationFactory(organization=organization)
    RegistrationFactory(organization=organization, status="pending")
    ConventionFactory(phase=Phase.WISHES)

    own = conventions_of(user)

    assert own.organized == [organized]
    assert {member.role for member in own.organized[0].my_roles} == {"desk", "observer"}
    assert own.taking_part == [registration.convention]


@pytest.mark.parametrize("count", [1, 3])
def test_the_start_page_takes_a_fixed_number_of_queries(client, count, django_assert_num_queries):
    user = MembershipFactory().user
    organization = user.memberships.get().organization
    for _number in range(count):
        TeamMemberFactory(user=user)
        DelegateFactory(registration__organization=organization)
    client.force_login(user, backend=BACKEND)

    with django_assert_num_queries(6):
        client.get("/")


def test_somebody_who_entered_the_demo_finds_their_conventions_again(client, demo):
    client.post(f"/enter/{OWNER.key}/")

    own = client.get("/").context["own"]

    assert [convention.slug for convention in own.organized] == [OWNER.convention]
