"""Activities: by organisation, direction and category. Nothing that is there is taken away."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from conventions.models import Registration
from conventions.services.vocabulary import themes_of
from matchmaking.spreadsheets.services.cell_texts import OTHER
from matchmaking.spreadsheets.services.checking import CleanRow
from matchmaking.spreadsheets.services.columns import Kind
from matchmaking.spreadsheets.services.matching.changes import (
    ActivityStep,
    Changes,
    changed_fields,
    key_of,
    refuse_twice,
)
from organizations.models import Activity, CapacityUnit, Organization, Region, Theme
from organizations.services.activities import check_activity, refuse_too_many

PLAIN = ("text_fr", "text_de", "text_en", "capacity_note", "nature", "intent", "keywords",
         "prefers")  # fmt: skip
# The column at which a field of the model is refused.
COLUMN_OF = {
    "category_other": "category", "direction": "side", "regions": "area", "radius_km": "area",
    "area_kind": "area", "capacity_unit": "unit", "capacity_period": "period",
    "capacity_free": "free", "capacity_confirmed_on": "confirmed_on",
    "lead_time_unit": "lead_time",
}  # fmt: skip


def trade_of(organizations: Iterable[Organization]) -> dict[int, dict[tuple[str, str], Activity]]:
    """Return the activities that are there: organisation → direction, category (three queries)."""
    keys = {organization.pk for organization in organizations if organization.pk}
    found: dict[int, dict[tuple[str, str], Activity]] = {key: {} for key in keys}
    activities = Activity.objects.filter(organization__in=keys).prefetch_related(
        "regions", "themes"
    )
    for activity in activities.select_related("category", "capacity_unit"):
        slug = activity.category.slug if activity.category else OTHER + activity.category_other
        key = (str(activity.direction), slug)
        found[activity.organization_id][key] = activity
    return found


def new_activity(
    changes: Changes,
    kind: Kind,
    row: CleanRow,
    column: str,
    trade: dict[tuple[str, str], Activity],
    key: tuple[str, str],
) -> Activity:
    """Return a new activity and add it to `trade`; one too many is refused at `column`."""
    direction, slug = key
    activity = Activity(
        direction=direction,
        category=changes.categories.get(slug),
        category_other=slug.removeprefix(OTHER) if slug.startswith(OTHER) else "",
    )
    trade[key] = activity
    if activity.category is None and not activity.category_other:  # it went since the file was read
        changes.refuse("category_unknown", kind, row, column, part=slug)
    try:
        refuse_too_many(direction, _named(changes, direction, trade))
    except ValidationError as error:
        changes.refuse("refused", kind, row, column, why=" ".join(error.messages))
    return activity


def _named(changes: Changes, direction: str, trade: dict[tuple[str, str], Activity]) -> int:
    """Return in how many categories it trades, of those that the convention shows."""
    return sum(
        side == direction and (slug in changes.categories or slug.startswith(OTHER))
        for side, slug in trade
    )


def match_activities(changes: Changes, registrations: dict[str, Registration]) -> None:
    rows = changes.cleaned.rows.get(Kind.ACTIVITIES, [])
    if not rows:
        return
    units = {unit.code: unit for unit in CapacityUnit.objects.all()}
    regions = {region.code: region for region in Region.objects.all()}
    themes = {theme.slug: theme for theme in themes_of(changes.convention)}
    spared = {key_of(reference) for reference in changes.cleaned.spared}
    seen: dict[tuple[str, str, str], CleanRow] = {}
    for row in rows:
        reference = key_of(row["organization"])
        registration = registrations.get(reference)
        if registration is None:
            if reference not in spared:
                changes.refuse("reference_unknown", Kind.ACTIVITIES, row, "organization")
            continue
        key = (row["side"], row["category"])
        if (first := seen.setdefault((reference, *key), row)) is not row:
            refuse_twice(changes, "activity_duplicate", Kind.ACTIVITIES, first, row, "category")
            continue
        trade = changes.trade_at(registration.organization)
        activity = trade.get(key) or new_activity(
            changes, Kind.ACTIVITIES, row, "category", trade, key
        )
        changes.activities.append(
            _step(changes, row, registration, activity, units, regions, themes)
        )


def _step(
    changes: Changes,
    row: CleanRow,
    registration: Registration,
    activity: Activity,
    units: dict[str, CapacityUnit],
    regions: dict[str, Region],
    themes: dict[str, Theme],
) -> ActivityStep:
    step = ActivityStep(
        row["row"],
        f"{registration.reference} · {activity.category_name}",
        activity.pk is None,
        activity=activity,
        organization=registration.organization,
    )
    before = _area_of(activity)
    named = _set_area(activity, row)
    if named is not None:
        step.regions = [regions[code] for code in named if code in regions]
    after = (activity.area_kind, activity.radius_km, before[2] if named is None else set(named))
    step.fields = ["area"] if after != before else []
    step.fields += changed_fields(activity, row, [(key, key) for key in PLAIN])
    for field, value in _values(activity, row, units).items():
        if getattr(activity, field) != value:
            setattr(activity, field, value)
            step.fields.append(field)
    if "themes" in row:
        has = {theme.slug: theme for theme in activity.themes.all()} if activity.pk else {}
        added = {slug: themes[slug] for slug in row["themes"] if slug in themes}
        if added.keys() - has.keys():
            step.themes = list((has | added).values())
            step.fields.append("themes")
    _check(changes, row, step)
    return step


def _area_of(activity: Activity) -> tuple[str, int | None, set[str]]:
    named = {region.code for region in activity.regions.all()} if activity.pk else set()
    return activity.area_kind, activity.radius_km, named


def _set_area(activity: Activity, row: CleanRow) -> list[str] | None:
    """Set what the cell says, and return the codes of its regions; None leaves them."""
    area: dict[str, Any] | None = row.get("area")
    if area is None or not area["kind"]:
        return None
    activity.area_kind, activity.radius_km = area["kind"], area["radius_km"]
    return list(area["regions"])


def _values(activity: Activity, row: CleanRow, units: dict[str, CapacityUnit]) -> dict[str, Any]:
    """Return the values that are no plain text, by the name of their field."""
    found: dict[str, Any] = {}
    notes = [row.get("area", {}).get("note", ""), row.get("area_note", "")]
    if note := " · ".join(dict.fromkeys(filter(None, notes))):
        found["area_note"] = note
    for column, field in (("capacity", "capacity"), ("free", "capacity_free")):
        if column in row:
            found[field] = Decimal(row[column])
    if "unit" in row:
        found["capacity_unit"] = units.get(row["unit"])
    if "period" in row or ("capacity" in row and not activity.capacity_period):
        found["capacity_period"] = row.get("period", Activity.Period.IN_ALL.value)
    if "confirmed_on" in row:
        found["capacity_confirmed_on"] = date.fromisoformat(row["confirmed_on"])
    if "lead_time" in row:
        found["lead_time"] = row["lead_time"]["count"]
        found["lead_time_unit"] = row["lead_time"]["unit"]
    return found


def _check(changes: Changes, row: CleanRow, step: ActivityStep) -> None:
    step.fields = list(dict.fromkeys(COLUMN_OF.get(field, field) for field in step.fields))
    count = len(step.activity.regions.all()) if step.activity.pk else 0
    try:
        check_activity(
            activity=step.activity, regions=count if step.regions is None else len(step.regions)
        )
    except ValidationError as error:
        for field, errors in error.update_error_dict({}).items():
            why = " ".join(message for one in errors for message in one.messages)
            changes.refuse("refused", Kind.ACTIVITIES, row, COLUMN_OF.get(field, field), why=why)
