"""People with a login, and the organisations they act for."""

from collections.abc import Collection, Iterable
from itertools import batched

from django.db import transaction
from django.db.models.functions import Lower

from organizations.models import Membership, User

BATCH = 500  # rows of one query


@transaction.atomic(savepoint=False)
def people_with_emails(*, people: Iterable[User]) -> dict[str, User]:
    """Return address → the user who signs in with it; whoever is not there is made as given.

    Somebody who exists stays as they are. The addresses are in small letters, as they are stored.
    """
    wanted = {User.objects.normalize_email(person.email): person for person in people}
    found = _with_addresses(wanted)
    fresh = {address: person for address, person in wanted.items() if address not in found}
    for address, person in fresh.items():
        person.email = address
        person.set_unusable_password()
    # Two at once make one person: who comes second gets the first one's row.
    User.objects.bulk_create(fresh.values(), batch_size=BATCH, ignore_conflicts=True)
    return found | _with_addresses(fresh)


def _with_addresses(addresses: Collection[str]) -> dict[str, User]:
    users = User.objects.alias(address=Lower("email"))
    return {
        user.email.lower(): user
        for some in batched(addresses, BATCH)
        for user in users.filter(address__in=some)
    }


@transaction.atomic(savepoint=False)
def join_organizations(*, joining: Iterable[tuple[int, int]]) -> None:
    """Let each (user, organisation) act for it, by their keys; the first one becomes its manager.

    Whoever acts for it already goes on as before.
    """
    pairs = list(dict.fromkeys(joining))
    there: set[tuple[int, int]] = set()
    managed: set[int] = set()
    for some in batched({organization for _user, organization in pairs}, BATCH):
        for user, organization, role in Membership.objects.filter(
            organization__in=some
        ).values_list("user", "organization", "role"):
            there.add((user, organization))
            if role == Membership.Role.MANAGER:
                managed.add(organization)
    fresh = []
    for user, organization in pairs:
        if (user, organization) in there:
            continue
        role = Membership.Role.MEMBER if organization in managed else Membership.Role.MANAGER
        managed.add(organization)
        fresh.append(Membership(user_id=user, organization_id=organization, role=role))
    Membership.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
