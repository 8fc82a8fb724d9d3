"""A person's own conventions: what they organise and what they take part in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from conventions.models import Convention, TeamMember
from organizations.models import User


@dataclass(frozen=True)
class OwnConventions:
    """What a signed-in person organises and takes part in."""

    organized: Sequence[Convention]
    taking_part: Sequence[Convention]


def conventions_of(user: User) -> OwnConventions:
    """Return the conventions a person organises or takes part in, the newest first."""
    roles = Prefetch("team", TeamMember.objects.filter(user=user), to_attr="my_roles")
    organized = Convention.objects.organized_by(user).prefetch_related(roles)
    taking_part = Convention.objects.filter(
        registrations__status="validated", registrations__organization__memberships__user=user
    )
    return OwnConventions(list(organized), list(taking_part.distinct()))
