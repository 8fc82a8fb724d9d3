"""People with a login, and the organisations they act for."""

from django.db import transaction

from organizations.models import Membership, Organization, User


@transaction.atomic
def person_with_email(*, email: str, name: str = "", language: str = "en") -> User:
    """Return the user with this address, made if need be; an existing one stays as it is."""
    address = User.objects.normalize_email(email)
    if user := User.objects.filter(email__iexact=address).first():
        return user
    return User.objects.create_user(address, name=name, language=language)


@transaction.atomic
def join_organization(*, user: User, organization: Organization) -> Membership:
    """Let `user` act for an organisation; the first one becomes its manager."""
    if membership := Membership.objects.filter(user=user, organization=organization).first():
        return membership
    managed = organization.memberships.filter(role=Membership.Role.MANAGER).exists()
    role = Membership.Role.MEMBER if managed else Membership.Role.MANAGER
    return Membership.objects.create(user=user, organization=organization, role=role)
