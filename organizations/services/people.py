"""People with a login, and the organisations they act for."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from organizations.models import Membership, Organization, User


@transaction.atomic
def person_with_email(*, email: str, name: str = "", language: str = "en") -> User:
    """Return the user with this address, made if need be; an existing one stays as it is."""
    address = User.objects.normalize_email(email)
    fields = {"email": address, "name": name, "language": language}
    # Two at once make one person: who comes second gets the first one's row.
    user, _made = User.objects.get_or_create(
        email__iexact=address, defaults=fields | {"password": make_password(None)}
    )
    return user


@transaction.atomic
def join_organization(*, user: User, organization: Organization) -> Membership:
    """Let `user` act for an organisation; the first one becomes its manager."""
    managed = organization.memberships.filter(role=Membership.Role.MANAGER).exists()
    role = Membership.Role.MEMBER if managed else Membership.Role.MANAGER
    membership, _made = Membership.objects.get_or_create(
        user=user, organization=organization, defaults={"role": role}
    )
    return membership
