"""The organiser's page of wishes: who opens it, what it says, and that it is logged."""

import logging

import pytest

from conventions.models import Convention, Phase
from matchmaking.wishes.models import Proposal
from matchmaking.wishes.services.demand import demand_of, wish_lines
from tests.factories import (
    ConventionFactory,
    DelegateFactory,
    RegistrationFactory,
    SessionFactory,
    SlotFactory,
    VetoFactory,
    WishFactory,
)
from tests.factories.clients import team_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def convention() -> Convention:
    return ConventionFactory(slug="here", phase=Phase.WISHES)


def test_without_organisations_the_page_says_what_comes_here(convention) -> None:
    page = team_client(convention, "owner").get("/c/here/organize/wishes/").content.decode()

    assert "No organisations yet" in page
    assert "Everybody has made at least one wish." not in page


def test_demand_is_held_against_capacity(convention) -> None:
    SlotFactory.create_batch(2, session=SessionFactory(convention=convention, slot_count=2))
    wanted, *others = (
        RegistrationFactory(convention=convention, organization__name=name)
        for name in ("Wanted", "Alpha", "Bravo", "Charlie")
    )
    DelegateFactory(registration=wanted)
    for other in others:
        WishFactory(requester=other, target=wanted, answer="accepted")
    WishFactory(requester=wanted, target=others[0], answer="accepted")

    demand = demand_of(convention)

    assert (demand.wishes, demand.reciprocal, demand.pairings) == (4, 1, 3)
    assert dict(demand.answers) == {"accepted": 4}
    first = demand.most_requested[0]
    assert (first.name, first.received, first.pairings, first.capacity) == ("Wanted", 3, 3, 2)
    assert next((p.name, p.excess) for p in demand.crowded) == ("Wanted", 1)
    assert [party.name for party in demand.silent] == []


def test_the_list_is_searched_and_filtered(convention) -> None:
    alpha, bravo = (
        RegistrationFactory(convention=convention, organization__name=name)
        for name in ("Alpha", "Bravo")
    )
    WishFactory(requester=alpha, target=bravo, answer="accepted")
    WishFactory(requester=RegistrationFactory(convention=convention), target=alpha)
    WishFactory()

    assert len(wish_lines(convention)) == 2
    assert [w.target for w in wish_lines(convention, words="BRAVO")] == ["Bravo"]
    assert [w.target for w in wish_lines(convention, answer="pending")] == ["Alpha"]
    assert wish_lines(convention, answer="reciprocal") == []


def test_each_opening_is_logged_with_keys_alone(convention, caplog) -> None:
    client = team_client(convention, "scheduler")
    user = convention.team.get(role="scheduler").user

    with caplog.at_level(logging.INFO, logger="entente.secrets"):
        client.get("/c/here/organize/wishes/")

    lines = [record.getMessage() for record in caplog.records if record.name == "entente.secrets"]
    assert lines == [
        f"wishes_opened user={user.pk} convention={convention.pk}",
        f"vetoes_opened user={user.pk} convention={convention.pk}",
    ]


@pytest.mark.parametrize(("role", "seen"), [("owner", []), ("scheduler", ["Author"])])
def test_vetoes_are_for_the_scheduler_role(convention, role: str, seen: list[str]) -> None:
    VetoFactory(
        author=RegistrationFactory(convention=convention, organization__name="Author"),
    )

    context = team_client(convention, role).get("/c/here/organize/wishes/").context

    assert [line.first for line in context["vetoes"]] == seen


def test_a_meeting_is_proposed_and_taken_back(convention) -> None:
    one, other = RegistrationFactory.create_batch(2, convention=convention)
    client = team_client(convention, "owner")

    client.post("/c/here/organize/wishes/", {"one": one.pk, "other": other.pk})
    proposal = Proposal.objects.get()
    client.post(f"/c/here/organize/wishes/proposals/{proposal.pk}/withdraw/")

    assert (proposal.first, proposal.second) == (one, other)
    assert not Proposal.objects.exists()


def test_a_registration_of_another_convention_cannot_be_proposed(convention) -> None:
    own, stranger = RegistrationFactory(convention=convention), RegistrationFactory()

    answer = team_client(convention, "owner").post(
        "/c/here/organize/wishes/", {"one": own.pk, "other": stranger.pk}
    )

    assert answer.status_code == 422
    assert "Choose two organisations of this convention." in answer.content.decode()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_wish_and_for_three(
    convention, count: int, django_assert_num_queries
) -> None:
    for target in RegistrationFactory.create_batch(count, convention=convention):
        WishFactory(target=target, requester=RegistrationFactory(convention=convention))
    client = team_client(convention, "scheduler")

    with django_assert_num_queries(23):
        assert client.get("/c/here/organize/wishes/").status_code == 200
