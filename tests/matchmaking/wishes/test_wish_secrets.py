"""Two worlds: what A receives does not change with what A may not read."""

import re

import pytest
from django.test import Client

from conventions.models import Convention, Phase, Registration
from matchmaking.scheduling.models import Schedule
from matchmaking.wishes.models import Proposal, Veto, Wish
from tests.factories import (
    ConventionFactory,
    DelegateFactory,
    MembershipFactory,
    RegistrationFactory,
    ScheduleFactory,
    UserFactory,
    VetoFactory,
    WishFactory,
)
from tests.factories.clients import signed_in
from tests.factories.conventions import START

pytestmark = pytest.mark.django_db
PAGES = ("", "catalogue/", "catalogue/?q=theirs", "wishes/", "agenda/")
TOKENS = re.compile(r'(name="csrfmiddlewaretoken" value=|x-csrftoken": )"[^"]+"|nonce="[^"]+"')


@pytest.fixture
def convention() -> Convention:
    return ConventionFactory(slug="here", phase=Phase.WISHES)


@pytest.fixture
def ours(convention) -> Registration:
    registration = RegistrationFactory(convention=convention, organization__name="Ours")
    DelegateFactory(registration=registration)
    return registration


@pytest.fixture
def theirs(convention) -> Registration:
    return RegistrationFactory(convention=convention, organization__name="Theirs")


@pytest.fixture
def third(convention) -> Registration:
    return RegistrationFactory(convention=convention, organization__name="Third")


@pytest.fixture
def reader(ours) -> Client:
    return signed_in(MembershipFactory(organization=ours.organization).user)


def everything(reader: Client) -> dict[str, str]:
    """Return all pages that the reader may open, without what changes on each request."""
    texts = {page: reader.get(f"/c/here/my/{page}").content.decode() for page in PAGES}
    return {page: TOKENS.sub("", text) for page, text in texts.items()}


def test_rank_note_and_answer_of_the_other_side_never_show(reader, ours, theirs, third) -> None:
    received = WishFactory(
        requester=theirs, target=ours, rank=3, note="CANARY-received-note", answer="pending"
    )
    made = WishFactory(requester=ours, target=third, rank=2)
    before = everything(reader)

    Wish.objects.filter(pk=received.pk).update(rank=1, note="CANARY-other-note", changed_at=START)
    Wish.objects.filter(pk=made.pk).update(answer=Wish.Answer.DECLINED, answered_at=START)

    assert everything(reader) == before
    assert not any("CANARY" in text for text in before.values())


def test_wishes_vetoes_and_proposals_among_others_never_show(reader, ours, theirs, third) -> None:
    WishFactory(requester=ours, target=theirs)
    WishFactory(requester=theirs, target=third, note="CANARY")
    before = everything(reader)

    Wish.objects.filter(requester=theirs).delete()
    WishFactory(requester=third, target=theirs, rank=1)
    VetoFactory(author=third, target=ours)
    VetoFactory(author=theirs, target=third)
    first, second = sorted((ours, theirs), key=lambda registration: registration.pk)
    Proposal.objects.create(convention=ours.convention, first=first, second=second)

    assert everything(reader) == before


@pytest.mark.parametrize("phase", [Phase.SCHEDULING, Phase.PUBLISHED])
def test_a_refusal_and_a_veto_read_like_silence_when_all_is_over(
    reader, ours, theirs, convention, phase: str
) -> None:
    made = WishFactory(requester=ours, target=theirs)
    Convention.objects.update(phase=phase)
    if phase == Phase.PUBLISHED:
        schedule = ScheduleFactory(convention=convention)
        Schedule.objects.filter(pk=schedule.pk).update(version=1, frozen_at=START)
    before = everything(reader)

    for answer in (Wish.Answer.DECLINED, Wish.Answer.EXPIRED):
        Wish.objects.filter(pk=made.pk).update(answer=answer)
        assert everything(reader) == before
    VetoFactory(author=theirs, target=ours)
    assert everything(reader) == before
    assert "not planned" in before["wishes/"]


def test_the_target_reads_who_but_not_how_much(reader, ours, theirs) -> None:
    WishFactory(requester=theirs, target=ours, rank=1, note="CANARY")

    context = reader.get("/c/here/my/wishes/").context

    assert [wish.card.profile.name for wish in context["received"]] == ["Theirs"]
    assert [wish.card.wish for wish in context["received"]] == [None]


@pytest.mark.parametrize("parameter", ["q", "country", "category", "language", "direction"])
def test_a_foreign_value_finds_as_little_as_an_unknown_one(
    reader, ours, theirs, parameter: str
) -> None:
    stranger = RegistrationFactory(organization__name="Stranger")

    def found(value: str) -> list[str]:
        page = reader.get("/c/here/my/catalogue/", {parameter: value}).context["found"]
        return [card.profile.name for card in page.cards]

    assert found(stranger.organization.name) == found("qqqqqq") == []


def test_the_catalogue_gives_fifty_at_most(reader, ours) -> None:
    RegistrationFactory.create_batch(51, convention=ours.convention)

    context = reader.get("/c/here/my/catalogue/", {"page_size": 10**6}).context

    assert len(context["found"].cards) == 50


def test_no_address_of_a_person_stands_in_the_catalogue(reader, ours, theirs) -> None:
    DelegateFactory(
        registration=theirs,
        user=UserFactory(email="canary@mail.example"),
        email="canary@mail.example",
        phone="+33 1 99 00 00 00",
        step_free=True,
    )

    text = everything(reader)["catalogue/"]

    assert "canary@" not in text
    assert "+33" not in text
    assert not Veto.objects.exists()
