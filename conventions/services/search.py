"""Finding organisations and people by what somebody remembers of their names."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from conventions.models import Convention, Delegate, Registration
from conventions.services.vocabulary import activities_in
from documents.text import folded
from organizations.models import Family
from ui.countries import COUNTRIES

MAX_KEY_DIGITS = 18  # digits; every database holds such a number
MISSING_DELEGATES, MISSING_ACTIVITIES = "delegates", "activities"
STILL_COMING = (Registration.Status.PENDING, Registration.Status.VALIDATED)


def says(words: Iterable[str], text: str) -> bool:
    """Return whether each of the folded `words` stands somewhere in `text`."""
    hay = folded(text)
    return all(word in hay for word in words)


def key_in(text: str) -> int | None:
    """Return the key that an address or a button names; None for what can be no key."""
    if text.isascii() and text.isdecimal() and len(text) <= MAX_KEY_DIGITS:
        return int(text)
    return None


@dataclass(frozen=True)
class RegistrationFilter:
    """What a list of registrations is narrowed to; empty values narrow nothing."""

    status: str = ""
    country: str = ""
    family: str = ""
    missing: str = ""
    text: str = ""

    def narrows(self) -> bool:
        return any((self.country, self.family, self.missing, self.text.strip()))


def registrations_of(convention: Convention) -> QuerySet[Registration]:
    """Return the convention's registrations with their organisation and `who_meet`, by name."""
    activities = activities_in(convention).filter(organization=OuterRef("organization"))
    return (
        Registration.objects.in_convention(convention)
        .select_related("organization")
        .annotate(
            who_meet=Count("delegates", filter=Q(delegates__meets=True)),
            has_activities=Exists(activities),
        )
        .order_by("organization__name", "pk")
    )


def without_delegates(found: QuerySet[Registration]) -> QuerySet[Registration]:
    """Narrow `registrations_of` to those who still come and have nobody who meets."""
    return found.filter(Q(who_meet=0), status__in=STILL_COMING)


def without_activities(found: QuerySet[Registration]) -> QuerySet[Registration]:
    """Narrow `registrations_of` to those who still come and say not what they sell or buy."""
    return found.filter(Q(has_activities=False), status__in=STILL_COMING)


def narrowed(convention: Convention, by: RegistrationFilter) -> QuerySet[Registration]:
    """Return the registrations that a filter leaves, whatever their status."""
    found = registrations_of(convention)
    if by.country in COUNTRIES:
        found = found.filter(organization__country=by.country)
    if by.family in Family.values:
        found = found.filter(organization__family=by.family)
    if by.missing == MISSING_DELEGATES:
        found = without_delegates(found)
    if by.missing == MISSING_ACTIVITIES:
        found = without_activities(found)
    if by.text.strip():
        found = found.filter(pk__in=_named(convention, by.text))
    return found


def _named(convention: Convention, text: str) -> set[int]:
    """Return the registrations whose organisation, town, reference or people say `text`."""
    words = folded(text).split()
    rows = Registration.objects.in_convention(convention).values_list(
        "pk", "organization__name", "organization__town", "reference"
    )
    people = Delegate.objects.in_convention(convention).values_list(
        "registration", "first_name", "last_name"
    )
    return {
        int(key)
        for key, *names in [*rows, *people]
        if says(words, " ".join(str(name) for name in names))
    }


def find_people(convention: Convention, text: str, *, most: int = 20) -> list[Delegate]:
    """Return the delegates whose name or organisation says `text`, by name; none without text."""
    words = folded(text).split()
    if not words:
        return []
    people = (
        Delegate.objects.in_convention(convention)
        .filter(registration__status=Registration.Status.VALIDATED)
        .select_related("registration__organization")
        .order_by("last_name", "first_name", "pk")
    )
    found = [
        person
        for person in people
        if says(words, f"{person.full_name} {person.registration.organization.name}")
    ]
    # Whose own name begins as typed comes before those of a matching organisation.
    found.sort(key=lambda person: not _begins(person, words[0]))
    return found[:most]


def _begins(person: Delegate, word: str) -> bool:
    return any(name.startswith(word) for name in folded(person.full_name).split())
