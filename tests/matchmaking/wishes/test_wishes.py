"""Wishes: what is written, what is refused, and when."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from conventions.models import Convention, Phase, Registration
from matchmaking.wishes.models import Veto, Wish
from matchmaking.wishes.services.vetoes import lift_veto, place_veto
from matchmaking.wishes.services.wishes import answer_wishes, submit_wish, withdraw_wish
from tests.factories import RegistrationFactory, VetoFactory, WishFactory
from tests.matchmaking.wishes.conftest import ANSWERS_CLOSE, BEFORE, WISHES_CLOSE

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
Answer = Wish.Answer


@pytest.fixture(autouse=True)
def in_time():
    with time_machine.travel(BEFORE, tick=False):
        yield


def refusal(function, **arguments) -> str:
    """Return the code with which a service refuses."""
    with pytest.raises(ValidationError) as refused:
        function(**arguments)
    return str(refused.value.code)


def test_a_wish_keeps_rank_and_note(ours, theirs) -> None:
    wish = submit_wish(requester=ours, target=theirs, rank=1, note=" Linge de deux cantines ")

    wish.refresh_from_db()
    assert (wish.requester, wish.target, wish.rank, wish.note, wish.answer) == (
        ours,
        theirs,
        1,
        "Linge de deux cantines",
        Answer.PENDING,
    )
    assert wish.changed_at == BEFORE


def test_a_second_wish_for_the_same_organisation_changes_the_first(ours, theirs) -> None:
    submit_wish(requester=ours, target=theirs, rank=1, note="first words")

    submit_wish(requester=ours, target=theirs, rank=3)

    assert list(Wish.objects.values_list("rank", "note")) == [(3, "first words")]


def test_an_empty_note_takes_the_note_away(ours, theirs) -> None:
    submit_wish(requester=ours, target=theirs, rank=1, note="words")

    assert submit_wish(requester=ours, target=theirs, rank=1, note="").note == ""


@pytest.mark.parametrize(
    ("offset", "accepted"), [(-SECOND, True), (timedelta(0), False), (SECOND, False)]
)
def test_wishes_close_to_the_second(ours, theirs, offset: timedelta, accepted: bool) -> None:
    with time_machine.travel(WISHES_CLOSE + offset, tick=False):
        if accepted:
            submit_wish(requester=ours, target=theirs, rank=2)
        else:
            assert refusal(submit_wish, requester=ours, target=theirs, rank=2) == "wishes_closed"

    assert Wish.objects.exists() is accepted


def test_the_deadline_that_counts_is_the_stored_one(ours, theirs) -> None:
    Convention.objects.update(wishes_close_at=BEFORE)

    assert refusal(submit_wish, requester=ours, target=theirs, rank=2) == "wishes_closed"


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.WISHES])
def test_wishes_are_made_in_their_phase_only(ours, theirs, phase: Phase) -> None:
    Convention.objects.update(phase=phase)

    assert refusal(submit_wish, requester=ours, target=theirs, rank=2) == "wishes_closed"


def test_nobody_wishes_to_meet_themselves(ours) -> None:
    assert refusal(submit_wish, requester=ours, target=ours, rank=2) == "wish_self"


@pytest.mark.parametrize(
    "status", [status for status in Registration.Status if status != "validated"]
)
def test_an_organisation_that_is_not_validated_does_not_exist(ours, theirs, status: str) -> None:
    Registration.objects.filter(pk=theirs.pk).update(status=status)

    assert refusal(submit_wish, requester=ours, target=theirs, rank=2) == "wish_unknown"


def test_a_stranger_and_an_unknown_key_are_refused_in_the_same_words(ours) -> None:
    stranger = RegistrationFactory()
    unknown = Registration(pk=999_999, convention=ours.convention)
    said = []
    for target in (stranger, unknown):
        with pytest.raises(ValidationError) as refused:
            submit_wish(requester=ours, target=target, rank=2)
        said.append((refused.value.code, refused.value.messages))

    assert said[0] == said[1]


def test_the_last_wish_is_the_convention_s_maximum(ours, open_convention) -> None:
    targets = RegistrationFactory.create_batch(4, convention=open_convention)
    for target in targets[:3]:
        submit_wish(requester=ours, target=target, rank=2)

    assert refusal(submit_wish, requester=ours, target=targets[3], rank=1) == "too_many_wishes"
    submit_wish(requester=ours, target=targets[0], rank=1)
    assert Wish.objects.made_by(ours).count() == 3


def test_whom_one_will_not_meet_one_cannot_wish(ours, theirs) -> None:
    VetoFactory(author=ours, target=theirs)

    assert refusal(submit_wish, requester=ours, target=theirs, rank=2) == "wish_vetoed"


@pytest.mark.parametrize("rank", [0, 4, None])
def test_a_rank_is_one_of_three(ours, theirs, rank: int) -> None:
    assert refusal(submit_wish, requester=ours, target=theirs, rank=rank) == "rank_invalid"


def test_a_note_has_three_hundred_characters_at_most(ours, theirs) -> None:
    submit_wish(requester=ours, target=theirs, rank=2, note="x" * 300)

    assert (
        refusal(submit_wish, requester=ours, target=theirs, rank=2, note="x" * 301)
        == "note_too_long"
    )


def test_wishing_back_accepts(ours, theirs) -> None:
    received = WishFactory(requester=theirs, target=ours)

    wish = submit_wish(requester=ours, target=theirs, rank=2)

    received.refresh_from_db()
    assert (received.answer, received.answered_at) == (Answer.ACCEPTED, BEFORE)
    assert wish.answer == Answer.ACCEPTED


def test_a_wish_to_somebody_who_will_not_is_declined_in_silence(ours, theirs) -> None:
    VetoFactory(author=theirs, target=ours)

    assert submit_wish(requester=ours, target=theirs, rank=1).answer == Answer.DECLINED


def test_a_withdrawn_wish_is_gone_and_the_other_one_waits_again(ours, theirs) -> None:
    received = WishFactory(requester=theirs, target=ours)
    submit_wish(requester=ours, target=theirs, rank=2)

    assert withdraw_wish(requester=ours, target=theirs) is True

    received.refresh_from_db()
    assert received.answer == Answer.PENDING
    assert list(Wish.objects.all()) == [received]
    assert withdraw_wish(requester=ours, target=theirs) is False


def test_nothing_is_withdrawn_after_the_deadline(ours, theirs) -> None:
    WishFactory(requester=ours, target=theirs)

    with time_machine.travel(WISHES_CLOSE, tick=False):
        assert refusal(withdraw_wish, requester=ours, target=theirs) == "wishes_closed"


def test_an_answer_can_be_changed(ours, theirs) -> None:
    wish = WishFactory(requester=theirs, target=ours)

    for answer in (Answer.ACCEPTED, Answer.DECLINED):
        assert answer_wishes(target=ours, wish_ids=[wish.pk], answer=answer) == 1
        wish.refresh_from_db()
        assert wish.answer == answer


@pytest.mark.parametrize(
    ("offset", "accepted"), [(-SECOND, True), (timedelta(0), False), (SECOND, False)]
)
def test_answers_close_to_the_second(ours, theirs, offset: timedelta, accepted: bool) -> None:
    wish = WishFactory(requester=theirs, target=ours)
    arguments = {"target": ours, "wish_ids": [wish.pk], "answer": Answer.ACCEPTED}

    with time_machine.travel(ANSWERS_CLOSE + offset, tick=False):
        if accepted:
            assert answer_wishes(**arguments) == 1
        else:
            assert refusal(answer_wishes, **arguments) == "answers_closed"


def test_only_the_target_answers_and_all_or_nothing(ours, theirs) -> None:
    mine = WishFactory(requester=theirs, target=ours)
    foreign = WishFactory()

    code = refusal(
        answer_wishes, target=ours, wish_ids=[mine.pk, foreign.pk], answer=Answer.ACCEPTED
    )

    assert code == "wish_unknown"
    assert set(Wish.objects.values_list("answer", flat=True)) == {Answer.PENDING}


@pytest.mark.parametrize("answer", [Answer.PENDING, Answer.EXPIRED, "perhaps"])
def test_an_answer_is_yes_or_no(ours, theirs, answer: str) -> None:
    wish = WishFactory(requester=theirs, target=ours)

    assert (
        refusal(answer_wishes, target=ours, wish_ids=[wish.pk], answer=answer) == "answer_invalid"
    )


def test_one_does_not_decline_what_one_wishes(ours, theirs) -> None:
    wish = WishFactory(requester=theirs, target=ours)
    submit_wish(requester=ours, target=theirs, rank=2)

    code = refusal(answer_wishes, target=ours, wish_ids=[wish.pk], answer=Answer.DECLINED)

    assert code == "answer_reciprocal"


def test_a_veto_takes_the_own_wish_and_declines_the_other(ours, theirs) -> None:
    received = WishFactory(requester=theirs, target=ours, answer=Answer.ACCEPTED)
    WishFactory(requester=ours, target=theirs)

    place_veto(author=ours, target=theirs)
    place_veto(author=ours, target=theirs)

    received.refresh_from_db()
    assert received.answer == Answer.DECLINED
    assert list(Wish.objects.all()) == [received]
    assert Veto.objects.count() == 1
    assert (
        refusal(answer_wishes, target=ours, wish_ids=[received.pk], answer=Answer.ACCEPTED)
        == "wish_vetoed"
    )


def test_a_lifted_veto_leaves_the_answer_to_its_author(ours, theirs) -> None:
    received = WishFactory(requester=theirs, target=ours)
    place_veto(author=ours, target=theirs)

    assert lift_veto(author=ours, target=theirs) is True

    received.refresh_from_db()
    assert received.answer == Answer.DECLINED
    assert lift_veto(author=ours, target=theirs) is False


def test_vetoes_have_their_refusals(ours, theirs) -> None:
    assert refusal(place_veto, author=ours, target=ours) == "veto_self"
    assert refusal(place_veto, author=ours, target=RegistrationFactory()) == "wish_unknown"
    with time_machine.travel(ANSWERS_CLOSE, tick=False):
        assert refusal(place_veto, author=ours, target=theirs) == "answers_closed"
        assert refusal(lift_veto, author=ours, target=theirs) == "answers_closed"
