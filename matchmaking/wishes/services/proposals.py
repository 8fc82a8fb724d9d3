"""Meetings that the organiser adds."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from conventions.models import Convention, Registration
from conventions.services.refusals import refuse_archived
from matchmaking.wishes.models import Proposal
from organizations.models import User


@transaction.atomic
def propose_meeting(
    *, convention: Convention, one: Registration, other: Registration, made_by: User
) -> Proposal:
    """Propose a meeting of two registrations, in no direction.

    Says nothing of vetoes: the owner may not know of them, and the scheduler obeys them anyway.
    Refuses with `proposal_self`, `proposal_unknown`, `proposal_duplicate` or
    `convention_archived`.
    """
    refuse_archived(convention)
    if one.pk == other.pk:
        raise ValidationError(
            _("A proposal needs two different organisations."), code="proposal_self"
        )
    ids = sorted((one.pk, other.pk))
    known = Registration.objects.in_convention(convention).validated().filter(pk__in=ids)
    if known.count() != len(ids):
        raise ValidationError(
            _("Only validated organisations of this convention can meet."),
            code="proposal_unknown",
        )
    proposal, created = Proposal.objects.get_or_create(
        first_id=ids[0],
        second_id=ids[1],
        defaults={"convention": convention, "made_by": made_by},
    )
    if not created:
        raise ValidationError(_("This meeting is already proposed."), code="proposal_duplicate")
    return proposal


@transaction.atomic
def withdraw_proposal(*, convention: Convention, proposal_id: int) -> bool:
    """Take a proposal back; says whether there was one. Refuses with `convention_archived`."""
    refuse_archived(convention)
    deleted, _rows = Proposal.objects.filter(convention=convention, pk=proposal_id).delete()
    return bool(deleted)
