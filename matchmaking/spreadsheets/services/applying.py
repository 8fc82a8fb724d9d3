"""Write a plan. The caller has opened the transaction; the plan has no problems."""

from django.utils import timezone

from conventions.models import Absence, Delegate, DelegateLanguage, Registration
from conventions.services.attendance import renew_travel_absences
from conventions.services.registrations import GONE
from matchmaking.spreadsheets.services.matching.changes import Plan
from matchmaking.spreadsheets.services.matching.organizations import ORGANIZATION_FIELDS
from matchmaking.wishes.models import Wish
from organizations.models import Membership, Organization, User
from organizations.services.activities import Draft, save_activities

BATCH = 500


def write(plan: Plan) -> None:
    """Create and change what `plan` says, a fixed number of queries per 500 rows."""
    _write_organizations(plan)
    _write_activities(plan)
    _write_delegates(plan)
    _write_wishes(plan)


# --- Organisations --------------------------------------------------------------------------------


def _write_organizations(plan: Plan) -> None:
    steps = plan.organizations
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
        ["direction", "min_meetings", "max_meetings", "status"],
        batch_size=BATCH,
    )
    plan.convention.tables.filter(host__status__in=GONE).update(host=None)


# --- Activities -----------------------------------------------------------------------------------


def _write_activities(plan: Plan) -> None:
    """Both the columns sells and buys and the list of activities; one row may be in both."""
    drafts: dict[int, Draft] = {}
    for organization_step in plan.organizations:
        for activity in organization_step.activities:
            activity.organization = organization_step.organization  # it has a key now
            drafts[id(activity)] = Draft(activity=activity)
    for step in plan.activities:
        if step.state != "unchanged":
            step.activity.organization = step.organization
            drafts[id(step.activity)] = Draft(
                activity=step.activity, regions=step.regions, themes=step.themes
            )
    if drafts:
        save_activities(drafts=list(drafts.values()))


# --- Delegates ------------------------------------------------------------------------------------


def _write_delegates(plan: Plan) -> None:
    steps = plan.delegates
    users = _users(plan)
    for step in steps:
        step.delegate.registration = step.registration
        if step.delegate.email:
            step.delegate.user = users[step.delegate.email]
    Delegate.objects.bulk_create([s.delegate for s in steps if s.is_new], batch_size=BATCH)
    changed = [step.delegate for step in steps if step.delegate_changed and not step.is_new]
    Delegate.objects.bulk_update(
        changed,
        ["first_name", "last_name", "function", "email", "phone", "language", "meets",
         "step_free", "arrives_at", "leaves_at", "user"],
        batch_size=BATCH,
    )  # fmt: skip
    _write_languages(plan)
    _write_absences(plan)
    _write_memberships(plan)


def _users(plan: Plan) -> dict[str, User]:
    """Return e-mail → user, made where there is none; somebody who exists stays as they are."""
    people = {step.delegate.email: step.delegate for step in plan.delegates if step.delegate.email}
    found = _existing_users(set(people))
    fresh = [
        User(email=email, name=delegate.full_name, language=delegate.language)
        for email, delegate in people.items()
        if email not in found
    ]
    for user in fresh:
        user.set_unusable_password()
    User.objects.bulk_create(fresh, batch_size=BATCH)
    return found | {user.email: user for user in fresh}


def _existing_users(emails: set[str]) -> dict[str, User]:
    """An address is stored in small letters (`UserManager`), so an exact search finds it."""
    wanted = sorted(emails)
    found: dict[str, User] = {}
    for start in range(0, len(wanted), BATCH):
        some = User.objects.filter(email__in=wanted[start : start + BATCH])
        found |= {user.email: user for user in some}
    return found


def _write_languages(plan: Plan) -> None:
    DelegateLanguage.objects.bulk_create(
        (
            DelegateLanguage(delegate=step.delegate, language=language, level=level)
            for step in plan.delegates
            for language, level in step.languages.items()
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["delegate", "language"],
        update_fields=["level"],
    )


def _write_absences(plan: Plan) -> None:
    Absence.objects.bulk_create(
        (
            Absence(convention=plan.convention, delegate=step.delegate, slot=plan.slots[number - 1])
            for step in plan.delegates
            for number in step.absences
        ),
        batch_size=BATCH,
    )
    travellers = [step.delegate for step in plan.delegates if step.travel_changed]
    for start in range(0, len(travellers), BATCH):
        renew_travel_absences(
            convention=plan.convention, delegates=travellers[start : start + BATCH]
        )


def _write_memberships(plan: Plan) -> None:
    """Whoever can sign in acts for the organisation; the first one becomes its manager."""
    there: set[tuple[int, int]] = set()
    managed: set[int] = set()
    for user, organization, role in Membership.objects.filter(
        organization__registrations__convention=plan.convention
    ).values_list("user", "organization", "role"):
        there.add((user, organization))
        if role == Membership.Role.MANAGER:
            managed.add(organization)
    fresh = []
    for step in plan.delegates:
        user_id, organization_id = step.delegate.user_id, step.registration.organization_id
        if user_id is None or (user_id, organization_id) in there:
            continue
        role = Membership.Role.MEMBER if organization_id in managed else Membership.Role.MANAGER
        there.add((user_id, organization_id))
        managed.add(organization_id)
        fresh.append(Membership(user_id=user_id, organization_id=organization_id, role=role))
    Membership.objects.bulk_create(fresh, batch_size=BATCH)


# --- Wishes ---------------------------------------------------------------------------------------


def _write_wishes(plan: Plan) -> None:
    now = timezone.now()
    for step in plan.wishes:
        step.wish.requester, step.wish.target = step.requester, step.target
        if step.fields:
            step.wish.changed_at = now
    Wish.objects.bulk_create([s.wish for s in plan.wishes if s.is_new], batch_size=BATCH)
    Wish.objects.bulk_update(
        [step.wish for step in plan.wishes if step.fields and not step.is_new],
        ["rank", "note", "changed_at"],
        batch_size=BATCH,
    )
