"""Write a changes. The caller has opened the transaction; the changes has no problems."""

from django.utils import timezone

from conventions.models import Absence, Delegate, DelegateLanguage, Registration
from conventions.services.attendance import renew_travel_absences
from conventions.services.registrations import give_logins
from conventions.services.tables import free_tables
from matchmaking.spreadsheets.services.matching.changes import Changes
from matchmaking.spreadsheets.services.matching.delegates import DELEGATE_FIELDS
from matchmaking.spreadsheets.services.matching.organizations import (
    ORGANIZATION_FIELDS,
    REGISTRATION_FIELDS,
)
from matchmaking.wishes.models import Wish
from organizations.models import Organization
from organizations.services.activities import Draft, save_activities

BATCH = 500


def write(changes: Changes) -> None:
    """Create and change what `changes` says, a fixed number of queries per 500 rows."""
    _write_organizations(changes)
    _write_activities(changes)
    _write_delegates(changes)
    _write_wishes(changes)


# --- Organisations --------------------------------------------------------------------------------


def _write_organizations(changes: Changes) -> None:
    steps = changes.organizations
    fresh = [step.organization for step in steps if step.organization.pk is None]
    Organization.objects.bulk_create(fresh, batch_size=BATCH)
    Organization.objects.bulk_update(
        [s.organization for s in steps if s.organization_changed and s.organization not in fresh],
        [*ORGANIZATION_FIELDS, "region", "region_other"],
        batch_size=BATCH,
    )
    for step in steps:
        step.registration.organization = step.organization  # it has a key now
    Registration.objects.bulk_create(
        [step.registration for step in steps if step.is_new], batch_size=BATCH
    )
    Registration.objects.bulk_update(
        [step.registration for step in steps if step.registration_changed and not step.is_new],
        [*REGISTRATION_FIELDS.values()],
        batch_size=BATCH,
    )
    free_tables(convention=changes.convention)


# --- Activities -----------------------------------------------------------------------------------


def _write_activities(changes: Changes) -> None:
    """Both the columns sells and buys and the list of activities; one row may be in both."""
    drafts: dict[int, Draft] = {}
    for organization_step in changes.organizations:
        for activity in organization_step.activities:
            activity.organization = organization_step.organization  # it has a key now
            drafts[id(activity)] = Draft(activity=activity)
    for step in changes.activities:
        if step.state != "unchanged":
            step.activity.organization = step.organization
            drafts[id(step.activity)] = Draft(
                activity=step.activity, regions=step.regions, themes=step.themes
            )
    if drafts:
        save_activities(
            drafts=list(drafts.values()),
            categories={category.pk for category in changes.categories.values()},
        )


# --- Delegates ------------------------------------------------------------------------------------


def _write_delegates(changes: Changes) -> None:
    steps = changes.delegates
    for step in steps:
        step.delegate.registration = step.registration
    give_logins(delegates=[step.delegate for step in steps if step.delegate.email])
    Delegate.objects.bulk_create([s.delegate for s in steps if s.is_new], batch_size=BATCH)
    changed = [step.delegate for step in steps if step.delegate_changed and not step.is_new]
    Delegate.objects.bulk_update(
        changed,
        [*DELEGATE_FIELDS, *Delegate.TRAVEL, "user"],
        batch_size=BATCH,
    )
    _write_languages(changes)
    _write_absences(changes)


def _write_languages(changes: Changes) -> None:
    DelegateLanguage.objects.bulk_create(
        (
            DelegateLanguage(delegate=step.delegate, language=language, level=level)
            for step in changes.delegates
            for language, level in step.languages.items()
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["delegate", "language"],
        update_fields=["level"],
    )


def _write_absences(changes: Changes) -> None:
    Absence.objects.bulk_create(
        (
            Absence(
                convention=changes.convention,
                delegate=step.delegate,
                slot=changes.slots[number - 1],
            )
            for step in changes.delegates
            for number in step.absences
        ),
        batch_size=BATCH,
    )
    travellers = [step.delegate for step in changes.delegates if step.travel_changed]
    for start in range(0, len(travellers), BATCH):
        renew_travel_absences(
            convention=changes.convention, delegates=travellers[start : start + BATCH]
        )


# --- Wishes ---------------------------------------------------------------------------------------


def _write_wishes(changes: Changes) -> None:
    now = timezone.now()
    for step in changes.wishes:
        step.wish.requester, step.wish.target = step.requester, step.target
        if step.fields:
            step.wish.changed_at = now
    Wish.objects.bulk_create([s.wish for s in changes.wishes if s.is_new], batch_size=BATCH)
    Wish.objects.bulk_update(
        [step.wish for step in changes.wishes if step.fields and not step.is_new],
        ["rank", "note", "changed_at"],
        batch_size=BATCH,
    )
