"""What each side reads of a wish."""

from dataclasses import fields
from datetime import timedelta

import pytest
import time_machine

from conventions.models import Convention, Phase
from matchmaking.wishes.models import Wish
from matchmaking.wishes.services.rules import set_rules
from matchmaking.wishes.services.wishlist import (
    MadeWish,
    ReceivedWish,
    State,
    made_wishes,
    received_wishes,
    vetoes_of,
    waiting_count,
)
from tests.factories import RegistrationFactory, VetoFactory, WishFactory
from tests.matchmaking.wishes.conftest import ANSWERS_CLOSE, BEFORE

pytestmark = pytest.mark.django_db
Answer = Wish.Answer


@pytest.fixture(autouse=True)
def in_time():
    with time_machine.travel(BEFORE, tick=False):
        yield


def state(registration) -> State:
    registration.refresh_from_db()
    (wish,) = made_wishes(registration).wishes
    return wish.state


@pytest.mark.parametrize(
    ("answer", "before", "after"),
    [
        (Answer.PENDING, State.WAITING, State.NOT_PLANNED),
        (Answer.ACCEPTED, State.AGREED, State.AGREED),
        (Answer.DECLINED, State.WAITING, State.NOT_PLANNED),
        (Answer.EXPIRED, State.WAITING, State.NOT_PLANNED),
    ],
)
def test_a_refusal_reads_like_silence(ours, theirs, answer: str, before, after) -> None:
    WishFactory(requester=ours, target=theirs, answer=answer)

    assert state(ours) == before
    with time_machine.travel(ANSWERS_CLOSE, tick=False):
        assert state(ours) == after
    with time_machine.travel(ANSWERS_CLOSE - timedelta(seconds=1), tick=False):
        assert state(ours) == before
    Convention.objects.update(phase=Phase.SCHEDULING)
    assert state(ours) == after


def test_silence_can_be_consent(ours, theirs) -> None:
    set_rules(convention=ours.convention, silence="accepted")
    Convention.objects.update(phase=Phase.SCHEDULING)
    WishFactory(requester=ours, target=theirs)

    ours = type(ours).objects.get(pk=ours.pk)

    assert state(ours) == State.AGREED


def test_a_received_wish_has_neither_rank_nor_note_nor_time() -> None:
    assert [f.name for f in fields(ReceivedWish)] == ["wish_id", "card", "answer", "reciprocal"]
    assert {f.name for f in fields(MadeWish)} == {
        "target_id",
        "name",
        "family",
        "country",
        "topic",
        "rank",
        "note",
        "state",
    }


def test_the_order_of_received_wishes_tells_nothing(ours, open_convention) -> None:
    names = ["Charlie", "Alpha", "Bravo"]
    for rank, name in enumerate(names, start=1):
        other = RegistrationFactory(convention=open_convention, organization__name=name)
        WishFactory(requester=other, target=ours, rank=rank)

    received = [wish.card.profile.name for wish in received_wishes(ours)]

    assert received == ["Alpha", "Bravo", "Charlie"]
    assert waiting_count(ours) == 3


def test_unanswered_wishes_come_first(ours, open_convention) -> None:
    answers = {"Alpha": Answer.DECLINED, "Bravo": Answer.ACCEPTED, "Charlie": Answer.PENDING}
    for name, answer in answers.items():
        other = RegistrationFactory(convention=open_convention, organization__name=name)
        WishFactory(requester=other, target=ours, answer=answer)

    assert [w.card.profile.name for w in received_wishes(ours)] == ["Charlie", "Bravo", "Alpha"]


def test_a_withdrawn_registration_asks_for_nothing(ours, theirs) -> None:
    WishFactory(requester=theirs, target=ours)
    type(theirs).objects.filter(pk=theirs.pk).update(status="withdrawn")

    assert received_wishes(ours) == ()
    assert waiting_count(ours) == 0


def test_only_one_s_own_vetoes_are_listed(ours, theirs) -> None:
    VetoFactory(author=theirs, target=ours)

    assert vetoes_of(ours) == ()
    assert [veto.name for veto in vetoes_of(theirs)] == ["Ours"]


def test_the_list_says_how_many_are_left(ours, theirs) -> None:
    WishFactory(requester=ours, target=theirs, changed_at=BEFORE)

    own = made_wishes(ours)

    assert (own.count, own.maximum, own.left, list(own.free)) == (1, 3, 2, [2, 3])
    assert (own.saved_at, own.open) == (BEFORE, True)


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_two_queries(ours, count: int, django_assert_num_queries) -> None:
    for target in RegistrationFactory.create_batch(count, convention=ours.convention):
        WishFactory(requester=ours, target=target)

    with django_assert_num_queries(2):
        assert made_wishes(ours).count == count
