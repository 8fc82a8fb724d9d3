"""Proposals of the organiser."""

import pytest
from django.core.exceptions import ValidationError

from conventions.models import Phase, Registration
from matchmaking.wishes.models import Proposal
from matchmaking.wishes.services.proposals import propose_meeting, withdraw_proposal
from tests.factories import ProposalFactory, RegistrationFactory, UserFactory, VetoFactory

pytestmark = pytest.mark.django_db


def refusal(convention, one, other) -> str:
    with pytest.raises(ValidationError) as refused:
        propose_meeting(convention=convention, one=one, other=other, made_by=UserFactory())
    return str(refused.value.code)


def test_a_pair_is_stored_once_whatever_its_direction(open_convention, ours, theirs) -> None:
    owner = UserFactory()

    proposal = propose_meeting(convention=open_convention, one=theirs, other=ours, made_by=owner)

    assert (proposal.first_id, proposal.second_id) == tuple(sorted((ours.pk, theirs.pk)))
    assert proposal.made_by == owner
    assert refusal(open_convention, ours, theirs) == "proposal_duplicate"


def test_a_proposal_needs_two_validated_organisations_of_the_convention(
    open_convention, ours, theirs
) -> None:
    assert refusal(open_convention, ours, ours) == "proposal_self"
    assert refusal(open_convention, ours, RegistrationFactory()) == "proposal_unknown"
    Registration.objects.filter(pk=theirs.pk).update(status="waiting")
    assert refusal(open_convention, ours, theirs) == "proposal_unknown"


def test_an_archive_keeps_the_proposals_it_has(open_convention, ours, theirs) -> None:
    proposal = ProposalFactory(first=ours, second=theirs)
    open_convention.phase = Phase.ARCHIVED

    assert refusal(open_convention, ours, theirs) == "convention_archived"
    with pytest.raises(ValidationError) as refused:
        withdraw_proposal(convention=open_convention, proposal_id=proposal.pk)
    assert refused.value.code == "convention_archived"
    assert Proposal.objects.count() == 1


def test_a_proposal_never_tells_of_a_veto(open_convention, ours, theirs) -> None:
    VetoFactory(author=ours, target=theirs)

    propose_meeting(convention=open_convention, one=ours, other=theirs, made_by=UserFactory())

    assert Proposal.objects.count() == 1


def test_only_this_convention_s_proposals_are_withdrawn(open_convention) -> None:
    foreign = ProposalFactory()

    assert withdraw_proposal(convention=open_convention, proposal_id=foreign.pk) is False
    assert withdraw_proposal(convention=foreign.convention, proposal_id=foreign.pk) is True
    assert not Proposal.objects.exists()
