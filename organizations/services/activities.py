"""What organisations sell and buy: written by the form, the import and the demo alike."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.models import Activity, Organization, Region, Theme

BATCH = 500
KEYWORDS = 10
# How many categories an organisation may name.
LIMITS = {Activity.Direction.SELLS: 6, Activity.Direction.BUYS: 8}
TEXTS = tuple(f"text_{code}" for code, _name in settings.LANGUAGES)
EDITABLE = (
    "direction", "category", "category_other", *TEXTS,
    "area_kind", "radius_km", "area_note",
    "capacity", "capacity_unit", "capacity_period", "capacity_free", "capacity_confirmed_on",
    "capacity_note",
    "nature", "intent", "keywords", "lead_time", "lead_time_unit", "prefers",
)  # fmt: skip
REFERENCES = ("organization", "category", "capacity_unit")


@dataclass(slots=True, kw_only=True)
class Draft:
    """An activity with its new values set, not saved yet.

    None for `regions` or `themes` leaves those it has.
    """

    activity: Activity
    regions: Collection[Region] | None = None
    themes: Collection[Theme] | None = None


@transaction.atomic
def save_activity(
    *,
    organization: Organization,
    activity: Activity | None = None,
    regions: Collection[Region] | None = None,
    themes: Collection[Theme] | None = None,
    categories: Collection[int] | None = None,
    **fields: Any,
) -> Activity:
    """Create an activity of `organization`, or change one of its own; `fields` as EDITABLE names.

    `categories` (keys) are those that count, as in `save_activities`. Raises ValidationError as
    that does.
    """
    activity = activity or Activity(organization=organization)
    if activity.organization_id != organization.pk:
        raise TypeError("save_activity() moves no activity to another organisation")
    for name, value in fields.items():
        if name not in EDITABLE:
            raise TypeError(f"save_activity() does not write {name!r}")
        setattr(activity, name, value)
    draft = Draft(activity=activity, regions=regions, themes=themes)
    return save_activities(drafts=[draft], categories=categories)[0]


@transaction.atomic
def save_activities(
    *, drafts: Sequence[Draft], categories: Collection[int] | None = None
) -> list[Activity]:
    """Create and change many activities at once, a fixed number of queries per 500.

    An organisation may name so many of `categories` (keys) and others in its own words; without
    them all count: what one convention does not show takes no place there.

    Raises ValidationError with a field's name and one of the codes `category_missing`,
    `category_twice`, `regions_missing`, `regions_alone`, `radius_missing`, `radius_alone`,
    `unit_missing`, `period_missing`, `capacity_missing`, `capacity_nothing`,
    `free_above_capacity`, `confirmed_later`, `keywords_many`, `lead_time_incomplete`, or a field's
    own; `activity_exists` or `activities_many` where an organisation names a category twice, or
    too many; `activity_gone` where one to change was removed meanwhile.
    """
    activities = [draft.activity for draft in drafts]
    organizations = sorted({activity.organization_id for activity in activities})
    # One at a time per organisation: what is taken is then seen, in words.
    list(
        Organization.objects.select_for_update(no_key=True)
        .filter(pk__in=organizations)
        .order_by("pk")
        .values_list("pk")
    )
    kept = _regions_of(drafts)
    for draft in drafts:
        regions = draft.regions
        check_activity(
            activity=draft.activity,
            regions=len(regions) if regions is not None else kept[draft.activity.pk or 0],
        )
    _refuse_gone_twice_or_too_many(activities, organizations, categories)
    changed = [activity for activity in activities if activity.pk]
    Activity.objects.bulk_create([a for a in activities if not a.pk], batch_size=BATCH)
    Activity.objects.bulk_update(changed, EDITABLE, batch_size=BATCH)
    _write_links(drafts)
    return activities


def check_activity(*, activity: Activity, regions: int) -> None:
    """Put an activity's values in order and refuse what does not go together; asks no database.

    `regions` says how many it names. Raises ValidationError, as `save_activities` says.
    """
    activity.keywords = ", ".join(keywords_in(activity.keywords))
    activity.category_other = activity.category_other.strip()
    for name in TEXTS:
        setattr(activity, name, (getattr(activity, name) or "").strip())
    errors: dict[str, list[ValidationError]] = {}
    try:
        activity.clean_fields(exclude=[*REFERENCES, "text"])
    except ValidationError as error:
        errors = error.update_error_dict({})
    for field, code, sentence in _broken_rules(activity, regions):
        if field not in errors:
            errors[field] = [ValidationError(sentence, code=code)]
    if errors:
        raise ValidationError(errors)


def keywords_in(text: str) -> list[str]:
    """Return the keywords of a text, each once, as they are written."""
    words = [" ".join(word.split()) for word in re.split(r"[,;|\n]", text)]
    found: dict[str, str] = {}
    for word in filter(None, words):
        found.setdefault(word.casefold(), word)
    return list(found.values())


def _broken_rules(activity: Activity, regions: int) -> list[tuple[str, str, str]]:
    """Return (field, code, sentence) of each rule that is broken."""
    return [
        (field, code, sentence)
        for rules in (_area_rules(activity, regions), _capacity_rules(activity), _rules(activity))
        for is_broken, field, code, sentence in rules
        if is_broken
    ]


type Rules = list[tuple[bool, str, str, str]]


def _area_rules(activity: Activity, regions: int) -> Rules:
    kinds = Activity.AreaKind
    named, around = activity.area_kind == kinds.REGIONS, activity.area_kind == kinds.RADIUS
    radius = activity.radius_km
    return [
        (named and not regions, "regions", "regions_missing", _("Choose at least one region.")),
        (
            bool(regions) and not named,
            "regions",
            "regions_alone",
            _("Choose “certain regions” above, or take the regions out."),
        ),
        (around and radius is None, "radius_km", "radius_missing", _("Say how many kilometres.")),
        (
            radius is not None and not around,
            "radius_km",
            "radius_alone",
            _("Choose “a radius around its town” above, or take the kilometres out."),
        ),
    ]


def _capacity_rules(activity: Activity) -> Rules:
    whole, free = activity.capacity, activity.capacity_free
    confirmed = activity.capacity_confirmed_on
    said = activity.capacity_unit_id or activity.capacity_period or free is not None or confirmed
    return [
        (
            whole is not None and whole <= 0,
            "capacity",
            "capacity_nothing",
            _("Enter a capacity greater than 0, or leave the field empty."),
        ),
        (
            whole is None and bool(said),
            "capacity",
            "capacity_missing",
            _(
                "Write the whole capacity as a number, or empty unit, period, what is free and "
                "when it was confirmed."
            ),
        ),
        (
            whole is not None and activity.capacity_unit_id is None,
            "capacity_unit",
            "unit_missing",
            _("Say in which unit the capacity is counted."),
        ),
        (
            whole is not None and not activity.capacity_period,
            "capacity_period",
            "period_missing",
            _("Say for which period the capacity is."),
        ),
        (
            free is not None and (free < 0 or (whole is not None and free > whole)),
            "capacity_free",
            "free_above_capacity",
            _("The spare capacity is greater than the total. Correct one of the two."),
        ),
        (
            confirmed is not None and confirmed > timezone.localdate(),
            "capacity_confirmed_on",
            "confirmed_later",
            _("This day is still to come. Write the day on which somebody confirmed it."),
        ),
    ]


def _rules(activity: Activity) -> Rules:
    return [
        (
            not activity.category_id and not activity.category_other,
            "category",
            "category_missing",
            _("Choose a category, or write another one."),
        ),
        (
            bool(activity.category_id and activity.category_other),
            "category_other",
            "category_twice",
            _("Choose a category from the list, or write another one: not both."),
        ),
        (
            len(keywords_in(activity.keywords)) > KEYWORDS,
            "keywords",
            "keywords_many",
            _("At most %(most)s keywords. Keep the most telling.") % {"most": KEYWORDS},
        ),
        (
            (activity.lead_time is None) != (not activity.lead_time_unit),
            "lead_time",
            "lead_time_incomplete",
            _("Enter a number and choose days or weeks, or leave both fields empty."),
        ),
    ]


def _refuse_gone_twice_or_too_many(
    activities: list[Activity], organizations: list[int], categories: Collection[int] | None
) -> None:
    def counted(keys: Iterable[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
        return Counter(
            key[:2] for key in keys if categories is None or key[2] is None or key[2] in categories
        )

    there = {
        pk: tuple(key)
        for pk, *key in Activity.objects.filter(organization__in=organizations).values_list(
            "pk", "organization", "direction", "category", "category_other"
        )
    }
    if any(activity.pk and activity.pk not in there for activity in activities):
        raise ValidationError(
            _("Somebody has removed this meanwhile, so there is nothing to change."),
            code="activity_gone",
        )
    before = counted(there.values())
    wanted = [(a.organization_id, a.direction, a.category_id, a.category_other) for a in activities]
    for activity in activities:
        there.pop(activity.pk or 0, None)
    after = counted((*there.values(), *wanted))
    seen = set(there.values())
    for key in wanted:
        if key in seen:
            sentence = _("This category is already listed. Change its text instead.")
            refusal = ValidationError(sentence, code="activity_exists")
            raise ValidationError({"category": refusal})
        seen.add(key)
        if after[key[:2]] > before[key[:2]]:  # too many already is no reason to refuse a change
            refuse_too_many(key[1], after[key[:2]])


def refuse_too_many(direction: str, count: int) -> None:
    """Refuse more categories in one direction than an organisation may name."""
    limit = LIMITS[Activity.Direction(direction)]
    if count <= limit:
        return
    sentence = (
        _("An organisation can offer at most %(limit)s categories. Remove one first.")
        if direction == Activity.Direction.SELLS
        else _("An organisation can seek at most %(limit)s categories. Remove one first.")
    )
    raise ValidationError(sentence % {"limit": limit}, code="activities_many")


def _regions_of(drafts: Sequence[Draft]) -> Counter[int]:
    """Return how many regions those have whose regions are left as they are (one query)."""
    left = [d.activity.pk for d in drafts if d.regions is None and d.activity.pk]
    if not left:
        return Counter()
    rows = Activity.regions.through.objects.filter(activity__in=left)
    return Counter(rows.values_list("activity", flat=True))


def _write_links(drafts: Sequence[Draft]) -> None:
    _link(Activity.regions.through, "region", [(d.activity, d.regions) for d in drafts])
    _link(Activity.themes.through, "theme", [(d.activity, d.themes) for d in drafts])


def _link(through: Any, field: str, named: list[tuple[Activity, Collection[Any] | None]]) -> None:
    """Let activities name these rows and no others; None leaves those they name."""
    said = [(activity, rows) for activity, rows in named if rows is not None]
    if not said:
        return
    through.objects.filter(activity__in=[activity.pk for activity, _rows in said]).delete()
    through.objects.bulk_create(
        (through(activity=activity, **{field: row}) for activity, rows in said for row in rows),
        batch_size=BATCH,
    )


@transaction.atomic
def remove_activity(*, activity: Activity) -> None:
    """Remove an activity for good; the organisation, its wishes and its meetings stay."""
    # Whoever is about to change it is told, and does not write into nothing.
    Organization.objects.select_for_update(no_key=True).get(pk=activity.organization_id)
    activity.delete()
