"""What the registered organisations sell and buy, as the team of a convention edits it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from conventions.models import Registration
from conventions.services.refusals import refuse_archived
from conventions.services.vocabulary import activities_in, categories_of, themes_of
from organizations.models import Activity
from organizations.services.activities import remove_activity, save_activity
from organizations.services.activity_words import (
    area_words,
    capacity_words,
    fact_words,
    theme_words,
    with_words,
)


def activities_of(registration: Registration) -> "QuerySet[Activity]":
    """Return what the convention shows of an organisation: offers first, by category."""
    found = activities_in(registration.convention_id).filter(
        organization=registration.organization_id
    )
    return with_words(found).order_by(
        "-direction", F("category__position").asc(nulls_last=True), "pk"
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """An activity as the team reads it, in the reader's language."""

    pk: int
    category: str
    direction: str
    text: str
    area: str
    capacity: str
    facts: tuple[str, ...]


def shown_of(registration: Registration) -> list[Shown]:
    """Return an organisation's activities in words (four queries, three where there is none)."""
    themes = themes_shown(registration)
    return [
        shown(activity, themes)
        for activity in activities_of(registration).prefetch_related("themes")
    ]


def themes_shown(registration: Registration) -> frozenset[int]:
    """Return the keys of the themes that the convention shows (one query)."""
    return frozenset(themes_of(registration.convention_id).values_list("pk", flat=True))


def shown(activity: Activity, themes: Collection[int] = ()) -> Shown:
    """Return an activity of `activities_of` in words, with those `themes` (keys) that it has."""
    facts = fact_words(activity)
    if named := theme_words(activity, themes):
        facts += (_("themes: %(themes)s") % {"themes": ", ".join(named)},)
    if activity.keywords:
        facts += (_("keywords: %(keywords)s") % {"keywords": activity.keywords},)
    return Shown(
        pk=activity.pk,
        category=activity.category_name,
        direction=activity.get_direction_display(),
        text=activity.text,
        area=area_words(activity),
        capacity=capacity_words(activity),
        facts=facts,
    )


@transaction.atomic
def write_activity(
    *, registration: Registration, activity: Activity | None = None, **fields: Any
) -> Activity:
    """Create or change an activity of a registered organisation, as `save_activity` does.

    What the convention does not show takes none of the places that an organisation has. Raises
    ValidationError `convention_archived` besides.
    """
    refuse_archived(registration.convention)
    return save_activity(
        organization=registration.organization,
        activity=activity,
        categories=frozenset(categories_of(registration.convention).values_list("pk", flat=True)),
        **fields,
    )


@transaction.atomic
def drop_activity(*, registration: Registration, activity: Activity) -> None:
    """Remove an activity of a registered organisation; refuses `convention_archived`."""
    refuse_archived(registration.convention)
    remove_activity(activity=activity)
