import pytest

from conventions.models import Convention, Phase, Registration
from matchmaking.wishes.models import PairingKind, Wish
from matchmaking.wishes.services.pairings import Pairing, pairings_of
from matchmaking.wishes.services.rules import set_rules
from tests.factories import (
    ConventionFactory,
    ProposalFactory,
    RegistrationFactory,
    VetoFactory,
    WishFactory,
)

pytestmark = pytest.mark.django_db
ACCEPTED, DECLINED = Wish.Answer.ACCEPTED, Wish.Answer.DECLINED


@pytest.fixture
def convention() -> Convention:
    return ConventionFactory(phase=Phase.SCHEDULING)


@pytest.fixture
def two(convention: Convention) -> list[Registration]:
    return RegistrationFactory.create_batch(2, convention=convention)


def wish(requester: Registration, target: Registration, rank: int = 3, **fields: object) -> Wish:
    return WishFactory(requester=requester, target=target, rank=rank, **fields)


def test_two_wishes_make_a_reciprocal_pairing_and_each_rank_adds_its_value(convention, two):
    first, second = two
    wish(first, second, rank=1)
    wish(second, first, rank=2)

    assert pairings_of(convention) == [
        Pairing(first.pk, second.pk, PairingKind.RECIPROCAL, 8 + 2 + 1, 1, 2)
    ]


def test_an_accepted_wish_is_worth_less_and_knows_who_wished(convention, two):
    first, second = two
    wish(second, first, rank=1, answer=ACCEPTED)

    assert pairings_of(convention) == [
        Pairing(first.pk, second.pk, PairingKind.ACCEPTED, 4 + 2, None, 1)
    ]


def test_a_proposal_is_a_pairing_without_a_wish(convention, two):
    ProposalFactory(first=two[0], second=two[1])

    assert pairings_of(convention) == [
        Pairing(two[0].pk, two[1].pk, PairingKind.PROPOSAL, 2, None, None)
    ]


def test_a_proposal_beside_an_accepted_wish_changes_nothing(convention, two):
    wish(two[0], two[1], answer=ACCEPTED)
    ProposalFactory(first=two[0], second=two[1])

    assert pairings_of(convention) == [
        Pairing(two[0].pk, two[1].pk, PairingKind.ACCEPTED, 4, 3, None)
    ]


@pytest.mark.parametrize("answer", [Wish.Answer.PENDING, DECLINED, Wish.Answer.EXPIRED])
def test_a_wish_that_nobody_accepted_is_no_pairing(convention, two, answer):
    wish(two[0], two[1], answer=answer)

    assert pairings_of(convention) == []


def test_silence_is_consent_where_the_convention_says_so_but_not_before_wishes_close(
    convention, two
):
    set_rules(convention=convention, silence="accepted")
    wish(two[0], two[1])
    assert [pairing.kind for pairing in pairings_of(convention)] == [PairingKind.ACCEPTED]

    convention.phase = Phase.WISHES
    assert pairings_of(convention) == []


def test_a_declined_wish_beside_another_wish_is_not_reciprocal(convention, two):
    wish(two[0], two[1], answer=DECLINED)
    wish(two[1], two[0], answer=ACCEPTED)

    assert [(p.kind, p.value) for p in pairings_of(convention)] == [(PairingKind.ACCEPTED, 4)]


@pytest.mark.parametrize("author", [0, 1])
def test_a_veto_of_either_side_beats_everything(convention, two, author):
    wish(two[0], two[1])
    wish(two[1], two[0])
    ProposalFactory(first=two[0], second=two[1])
    VetoFactory(author=two[author], target=two[1 - author])

    assert pairings_of(convention) == []


@pytest.mark.parametrize("status", ["pending", "waiting", "refused", "withdrawn"])
def test_only_validated_registrations_meet(convention, two, status):
    ProposalFactory(first=two[0], second=two[1])
    Registration.objects.filter(pk=two[1].pk).update(status=status)

    assert pairings_of(convention) == []


def test_the_values_are_the_convention_s_own(two):
    convention = two[0].convention
    set_rules(convention=convention, value_reciprocal=100, value_rank_1=7)
    wish(two[0], two[1], rank=1)
    wish(two[1], two[0], rank=1)

    assert [pairing.value for pairing in pairings_of(convention)] == [114]


def test_pairings_of_another_convention_stay_there(convention, two):
    ProposalFactory()

    assert pairings_of(convention) == []


def test_pairings_stand_in_the_order_of_their_keys_with_a_number_of_their_own(convention):
    a, b, c = RegistrationFactory.create_batch(3, convention=convention)
    for first, second in ((b, c), (a, b), (a, c)):
        ProposalFactory(first=first, second=second)
    found = pairings_of(convention)

    assert [p.pair for p in found] == [(a.pk, b.pk), (a.pk, c.pk), (b.pk, c.pk)]
    assert len({p.id for p in found}) == 3
    b.status = Registration.Status.WITHDRAWN
    b.save()
    assert [p.id for p in pairings_of(convention)] == [found[1].id]


@pytest.mark.parametrize("rows", [1, 3])
def test_pairings_take_five_queries(convention, rows, django_assert_num_queries):
    for _ in range(rows):
        first = RegistrationFactory(convention=convention)
        ProposalFactory(first=first, second=RegistrationFactory(convention=convention))

    with django_assert_num_queries(5):
        assert len(pairings_of(convention)) == rows
