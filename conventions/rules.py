"""Who may do what with a convention.

Each predicate takes a user and a convention. Roles are read on every request, once: a role
taken away is gone at the next one.
"""

import rules

from conventions.models import Convention, TeamMember
from organizations.models import User

Role = TeamMember.Role


def roles_of(user: User, convention: Convention) -> frozenset[str]:
    """Return the roles that `user` holds in `convention`; empty for anybody else."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    # Kept on the user object, which is fetched anew for each request.
    known: dict[int, frozenset[str]] = user.__dict__.setdefault("_roles_by_convention", {})
    if convention.pk not in known:
        roles = TeamMember.objects.filter(user=user, convention=convention)
        known[convention.pk] = frozenset(roles.values_list("role", flat=True))
    return known[convention.pk]


def holds(*roles: str) -> rules.Predicate:
    """Return the predicate "holds one of these roles in this convention"."""

    @rules.predicate
    def predicate(user: User, convention: Convention) -> bool:
        return bool(roles_of(user, convention) & set(roles))

    return predicate


is_team = holds(*Role.values)
is_owner = holds(Role.OWNER)
is_planner = holds(Role.OWNER, Role.SCHEDULER)

rules.add_perm("conventions.view_convention", is_team)
rules.add_perm("conventions.change_convention", is_owner)
rules.add_perm("conventions.view_registrations", holds(Role.OWNER, Role.SCHEDULER, Role.DESK))
rules.add_perm("conventions.change_registrations", is_owner)


@rules.predicate
def may_create_conventions(user: User) -> bool:
    """Whoever owns one convention may make another; the first one is the operator's."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or TeamMember.objects.filter(user=user, role=Role.OWNER).exists()


rules.add_perm("conventions.add_convention", may_create_conventions)
