"""Organisations: by reference within the convention, else by name and country."""

import re
from collections.abc import Iterable

from conventions.models import Registration
from conventions.services.tables import GONE
from documents.text import compact
from matchmaking.scheduling.models import Schedule, Seat
from matchmaking.spreadsheets.services.cell_texts import OTHER
from matchmaking.spreadsheets.services.checking import CleanRow
from matchmaking.spreadsheets.services.columns import Kind
from matchmaking.spreadsheets.services.matching.activities import new_activity
from matchmaking.spreadsheets.services.matching.changes import (
    Changes,
    OrganizationStep,
    changed_fields,
    key_of,
    refuse_twice,
)
from organizations.models import Activity, Organization
from ui.languages import translated

ORGANIZATION_FIELDS = (
    "name", "country", "family", "town", "legal_form", "status", "size", "website",
    *translated("description"),
)  # fmt: skip
REGISTRATION_FIELDS = {
    "direction": "direction",
    "min_meetings": "min_meetings",
    "max_meetings": "max_meetings",
    "registration": "status",
}
LEGAL_FORMS = re.compile(
    r"\b(sarl|sàrl|s\.à\.?r\.l|sas|sasu|sa|scic|scop|asbl|a\.s\.b\.l|srl|association"
    r"|gmbh|ggmbh|ag|e\.? ?v|eg|kg|verein)\b\.?",
    re.IGNORECASE,
)


def _name_key(name: str, country: str) -> tuple[str, str]:
    return compact(name) or name, country


def _near_key(name: str, country: str) -> tuple[str, str]:
    """The same for different spellings of one name: legal forms do not count."""
    return compact(LEGAL_FORMS.sub(" ", name)) or name, country


def match_organizations(
    changes: Changes, registrations: dict[str, Registration], reachable: Iterable[Organization]
) -> None:
    rows = changes.cleaned.rows.get(Kind.ORGANIZATIONS, [])
    if not rows:
        return
    known = {
        _name_key(registration.organization.name, registration.organization.country): registration
        for registration in registrations.values()
    }
    reusable: dict[tuple[str, str], Organization] = {}
    for organization in reachable:
        reusable[_name_key(organization.name, organization.country)] = organization
    held = set(
        Seat.objects.filter(
            convention=changes.convention, schedule__version=Schedule.DRAFT, meeting__locked=True
        ).values_list("registration", flat=True)
    )
    by_reference: dict[str, CleanRow] = {}
    by_name: dict[tuple[str, str], CleanRow] = {}
    near: dict[tuple[str, str], str] = {}
    for row in rows:
        reference = key_of(row["reference"])
        name = _name_key(row["name"], row["country"])
        if (first := by_reference.setdefault(reference, row)) is not row:
            refuse_twice(
                changes, "reference_duplicate", Kind.ORGANIZATIONS, first, row, "reference"
            )
            continue
        if (first := by_name.setdefault(name, row)) is not row:
            refuse_twice(changes, "organization_duplicate", Kind.ORGANIZATIONS, first, row, "name")
            continue
        other = near.setdefault(_near_key(row["name"], row["country"]), row["name"])
        if other != row["name"]:
            changes.warn("organization_similar", Kind.ORGANIZATIONS, row, "name", other=other[:60])
        registration = registrations.get(reference)
        if registration is None and name in known:
            changes.refuse(
                "reference_taken", Kind.ORGANIZATIONS, row, "reference",
                reference=known[name].reference,
            )  # fmt: skip
            continue
        step = _organization_step(changes, row, registration, reusable.get(name))
        if step.registration.pk in held and step.registration.status in GONE:
            changes.refuse("meetings_locked", Kind.ORGANIZATIONS, row, "registration")
        registrations[reference] = step.registration
        changes.organizations.append(step)


def _changed_region(
    organization: Organization, row: CleanRow, *, country_changed: bool
) -> list[str]:
    """Set a region of the list, or one in the row's own words; a new country leaves none."""
    before = organization.region_id, organization.region_other
    if "region" in row:
        text = row["region"]
        is_other = text.startswith(OTHER)
        organization.region_id = None if is_other else text
        organization.region_other = text.removeprefix(OTHER) if is_other else ""
    elif country_changed:
        organization.region_id, organization.region_other = None, ""
    return ["region"] if (organization.region_id, organization.region_other) != before else []


def _organization_step(
    changes: Changes,
    row: CleanRow,
    registration: Registration | None,
    reused: Organization | None,
) -> OrganizationStep:
    is_new = registration is None
    if registration is None:
        registration = Registration(
            convention=changes.convention,
            organization=reused or Organization(),
            reference=row["reference"],
            status=Registration.Status.VALIDATED,
        )
    organization = registration.organization
    step = OrganizationStep(
        row["row"], row["name"], is_new, organization=organization, registration=registration
    )
    on_organization = changed_fields(organization, row, [(key, key) for key in ORGANIZATION_FIELDS])
    on_organization += _changed_region(
        organization, row, country_changed="country" in on_organization
    )
    on_registration = changed_fields(registration, row, REGISTRATION_FIELDS.items())
    trade = changes.trade_at(organization)
    for direction in Activity.Direction.values:
        added = [slug for slug in row.get(direction, []) if (direction, slug) not in trade]
        step.activities += [
            new_activity(changes, Kind.ORGANIZATIONS, row, direction, trade, (direction, slug))
            for slug in added
        ]
        if added:
            step.fields.append(direction)
    step.organization_changed = bool(on_organization)
    step.registration_changed = bool(on_registration)
    step.fields += on_organization + on_registration
    most = registration.max_meetings
    if most is not None and most < registration.min_meetings:
        changes.refuse("max_below_min", Kind.ORGANIZATIONS, row, "max_meetings")
    return step
