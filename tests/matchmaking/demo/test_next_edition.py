"""The demo's next edition: the 93 of the last one are asked again, and two come from further."""

from datetime import date

import pytest

from conventions.models import Convention, Registration
from matchmaking.demo.content import load
from matchmaking.demo.directory import fill_directory
from matchmaking.demo.next_edition import SLUG, make_next_edition
from matchmaking.demo.scenario import MONT_SAINT_MARTIN
from matchmaking.wishes.models import Wish
from organizations.models import Organization
from tests.factories import ConventionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Convention:
    """Return the next edition of a convention with all registrations and nobody on them."""
    content = load()
    directory = fill_directory(content)
    assert Organization.objects.count() == 93
    previous = ConventionFactory(slug=MONT_SAINT_MARTIN.slug)
    Registration.objects.bulk_create(
        Registration(
            convention=previous,
            organization=organization,
            reference=row.reference,
            status=Registration.Status.VALIDATED,
            direction=row.direction,
        )
        for row, organization in zip(content.organizations, directory.organizations, strict=True)
    )
    return make_next_edition(content, directory, date(2027, 1, 11))


def test_two_guests_come_from_beyond_the_greater_region(edition):
    guests = edition.registrations.filter(reference__gte="A094").order_by("reference")

    assert [
        (one.organization.name, one.organization.town, one.organization.country, one.status)
        for one in guests
    ] == [
        ("De Ronde Draad", "Utrecht", "NL", "validated"),
        ("Beffroi Bleu", "Lille", "FR", "validated"),
    ]
    assert [
        (one.organization.region_id, one.organization.region.in_greater_region) for one in guests
    ] == [("utrecht", False), ("hauts-de-france", False)]
    assert [one.delegates.count() for one in guests] == [2, 2]
    assert [one.organization.activities.count() for one in guests] == [4, 4]


def test_the_guests_have_wished_and_are_wished_for(edition):
    for guest in edition.registrations.filter(reference__gte="A094"):
        made = Wish.objects.filter(requester=guest).order_by("rank")
        assert [(wish.rank, wish.answer) for wish in made] == [
            (1, "accepted"), (2, "pending"), (3, "pending")
        ]  # fmt: skip
        received = Wish.objects.filter(target=guest)
        assert [wish.answer for wish in received] == ["pending", "pending"]


def test_the_93_of_the_last_edition_are_asked_again(edition):
    assert (edition.registrations.count(), Organization.objects.count()) == (95, 95)
    assert Convention.objects.get(slug=MONT_SAINT_MARTIN.slug).registrations.count() == 93
    assert edition.slug == SLUG
