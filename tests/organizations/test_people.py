"""People with a login, and whom they act for."""

import threading

import pytest
from django.db import connection, transaction

from organizations.models import Membership, Organization, User
from organizations.services.people import join_organizations, people_with_emails
from tests.factories.organizations import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


def enter_person(email: str, **fields: str) -> User:
    """Return the one whom entering this address comes to."""
    (user,) = people_with_emails(people=[User(email=email, **fields)]).values()
    return user


def join(user: User, organization: Organization) -> Membership:
    join_organizations(joining=[(user.pk, organization.pk)])
    return Membership.objects.get(user=user, organization=organization)


def test_one_mailbox_is_one_person():
    first = enter_person(" Chloe@Atelier.example", name="Chloé", language="fr")
    second = enter_person("chloe@atelier.EXAMPLE", name="Somebody else")

    assert (first, first.name, first.language) == (second, "Chloé", "fr")
    assert User.objects.count() == 1
    assert not first.has_usable_password()


@pytest.mark.django_db(transaction=True)
def test_two_who_enter_one_mailbox_at_once_enter_one_person():
    found = []

    def enter():
        try:
            found.append(enter_person("chloe@atelier.example"))
        finally:
            connection.close()

    other = threading.Thread(target=enter)
    with transaction.atomic():
        first = enter_person("chloe@atelier.example")
        other.start()
        other.join(timeout=0.5)  # it waits for the row, or for the whole database
    other.join()

    assert found == [first]


def test_the_first_person_of_an_organisation_manages_it():
    organization = OrganizationFactory()

    roles = [join(UserFactory(), organization).role for _turn in range(2)]

    assert roles == [Membership.Role.MANAGER, Membership.Role.MEMBER]


def test_joining_twice_changes_nothing():
    organization, user = OrganizationFactory(), UserFactory()
    first = join(user, organization)

    assert join(user, organization) == first
