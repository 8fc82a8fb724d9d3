"""What the other participants may know of a registration: one frozen row each.

No field here holds a secret: no wish, no veto, no address, no absence (`domain.md`, who sees
which field).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, QuerySet

from conventions.models import Delegate, DelegateLanguage, Registration
from conventions.services.vocabulary import activities_in, themes_of
from organizations.models import Activity, Organization, Term
from organizations.services.activity_words import (
    area_words,
    capacity_words,
    fact_words,
    theme_words,
    with_words,
)
from organizations.services.regions import region_names
from ui.languages import translated

NEGOTIATES = DelegateLanguage.Level.NEGOTIATES
# Those of the list in its order, then what was written freely.
BY_CATEGORY = (F("category__position").asc(nulls_last=True), "pk")


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """Something that an organisation sells or buys, in the reader's language.

    `area`, `capacity` and `facts` are words; `area_kind` and the codes of the `regions` are what
    they say, for comparing, and `area_note` what the organisation wrote beside it.
    """

    category_id: int
    category: str
    text: str
    area: str
    capacity: str
    facts: tuple[str, ...]
    themes: tuple[str, ...]
    area_kind: str
    regions: frozenset[str]
    area_note: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A delegate as the other participants see one; `languages` maps code to level."""

    name: str
    function: str
    languages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Profile:
    """A registration as the other participants see it; activities by key of their category.

    `region` is the code, empty where the list does not know it; `region_name` is what the
    reader's language calls it, or what the organisation wrote itself.
    """

    registration_id: int
    organization_id: int
    name: str
    country: str
    region: str
    region_name: str
    town: str
    status: str
    family: str
    description: str
    sells: Mapping[int, ActivityLine]
    buys: Mapping[int, ActivityLine]
    people: tuple[PersonLine, ...]
    words: str

    @property
    def languages(self) -> dict[str, str]:
        """The languages of its people, with the best level of each."""
        best: dict[str, str] = {}
        for person in self.people:
            for code, level in person.languages.items():
                if best.get(code) != NEGOTIATES:
                    best[code] = level
        return best


def profiles_of(registrations: "QuerySet[Registration]") -> dict[int, Profile]:
    """Return the profiles of one convention by registration key, by name (seven queries)."""
    rows = list(
        registrations.select_related("organization__region").order_by("organization__name", "pk")
    )
    activities = _activities(rows)
    themes = frozenset(
        themes_of(rows[0].convention_id).values_list("pk", flat=True) if rows else ()
    )
    people = _people(row.pk for row in rows)
    return {
        row.pk: _profile(row, activities[row.organization_id], tuple(people[row.pk]), themes)
        for row in rows
    }


def _activities(rows: list[Registration]) -> dict[int, list[Activity]]:
    """Return the activities by organisation, of the categories that the convention shows."""
    by_organization: dict[int, list[Activity]] = defaultdict(list)
    if not rows:
        return by_organization
    found = activities_in(rows[0].convention_id).filter(
        organization__in=[row.organization_id for row in rows]
    )
    for activity in with_words(found).prefetch_related("themes").order_by(*BY_CATEGORY):
        by_organization[activity.organization_id].append(activity)
    return by_organization


def _people(registration_ids: Iterable[int]) -> dict[int, list[PersonLine]]:
    by_registration = defaultdict(list)
    delegates = Delegate.objects.filter(registration__in=list(registration_ids), meets=True)
    for delegate in delegates.prefetch_related("languages").order_by("last_name", "pk"):
        levels = {row.language: str(row.level) for row in delegate.languages.all()}
        by_registration[delegate.registration_id].append(
            PersonLine(delegate.full_name, delegate.function, levels)
        )
    return by_registration


def _profile(
    row: Registration,
    activities: list[Activity],
    people: tuple[PersonLine, ...],
    themes: frozenset[int],
) -> Profile:
    organization = row.organization
    return Profile(
        registration_id=row.pk,
        organization_id=organization.pk,
        name=organization.name,
        country=organization.country,
        region=organization.region_id or "",
        region_name=str(organization.region or organization.region_other),
        town=organization.town,
        status=organization.status,
        family=organization.family,
        description=organization.description,
        sells=_lines(row, activities, Activity.Direction.SELLS, themes),
        buys=_lines(row, activities, Activity.Direction.BUYS, themes),
        people=people,
        words=_words(organization, activities, themes),
    )


def _lines(
    row: Registration,
    activities: list[Activity],
    direction: Activity.Direction,
    themes: frozenset[int],
) -> dict[int, ActivityLine]:
    """Return the activities of one direction, none where it is not that of the registration."""
    if row.direction not in (Registration.Direction.BOTH, direction):
        return {}
    return {
        a.category_key: activity_line(a, themes) for a in activities if a.direction == direction
    }


def activity_line(activity: Activity, themes: Collection[int] = ()) -> ActivityLine:
    """Return an activity in the active language, with those `themes` (keys) that it has.

    It must be loaded `with_words`, and where themes are asked for with its themes.
    """
    return ActivityLine(
        activity.category_key,
        activity.category_name,
        activity.text,
        area_words(activity),
        capacity_words(activity),
        fact_words(activity),
        theme_words(activity, themes) if themes else (),
        activity.area_kind,
        frozenset(region.code for region in activity.regions.all()),
        activity.area_note,
    )


def _words(organization: Organization, activities: list[Activity], themes: frozenset[int]) -> str:
    """Return everything that a search looks at, in all languages."""
    words = [organization.name, organization.town, organization.status, organization.region_other]
    words += region_names(organization.region)
    words += _in_all_languages(organization, "description")
    for activity in activities:
        words += _in_all_languages(activity, "text")
        words += [activity.area_note, activity.capacity_note, activity.keywords]
        words.append(activity.category_other)
        if activity.category:
            words += _in_all_languages(activity.category, "name")
        for region in activity.regions.all():
            words += region_names(region)
        for theme in activity.themes.all():
            if theme.pk in themes:
                words += _in_all_languages(theme, "name")
    return "\n".join(filter(None, words))


def _in_all_languages(row: Organization | Activity | Term, field: str) -> list[str]:
    return [getattr(row, column) or "" for column in translated(field)]
