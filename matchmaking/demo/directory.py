"""The demo's directory: organisations with their activities, people with their logins."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from matchmaking.demo.content import (
    ActivityRecord,
    Content,
    OrganizationRecord,
    PersonRecord,
    TeamRecord,
)
from organizations.models import (
    Activity,
    CapacityUnit,
    Category,
    Membership,
    Organization,
    Region,
    Theme,
    User,
)
from organizations.services.activities import Draft, save_activities


@dataclass(frozen=True)
class Directory:
    """What exists before any convention: organisations in the content's order, users by e-mail."""

    organizations: tuple[Organization, ...]
    users: dict[str, User]


def fill_directory(content: Content, today: date) -> Directory:
    """Return the directory, adding what is not there yet."""
    return _directory(content.organizations, content.team, today)


def fill_guests(content: Content, today: date) -> Directory:
    """Return the guests of the next edition, adding who is not there yet."""
    return _directory(content.guests, (), today)


def _directory(
    rows: tuple[OrganizationRecord, ...], team: tuple[TeamRecord, ...], today: date
) -> Directory:
    organizations = _organizations(rows, today)
    users = _users(rows, team)
    _memberships(rows, organizations, users)
    return Directory(organizations, users)


def screen_language(row: OrganizationRecord, person: PersonRecord) -> str:
    """Return the language of a person's screen and paper: the organisation's own, if we have it.

    In Luxembourg the first person of an organisation that also negotiates in English reads it.
    """
    english = row.country == "LU" and row.languages.get("en") == "negotiates"
    return "en" if english and person == row.people[0] else row.language


def _organizations(wanted: tuple[OrganizationRecord, ...], today: date) -> tuple[Organization, ...]:
    known = {o.website: o for o in Organization.objects.filter(website__endswith=".example/")}
    new = [_organization(row) for row in wanted if row.website not in known]
    Organization.objects.bulk_create(new)
    rows = {row.website: row for row in wanted}
    _activities([(organization, rows[organization.website]) for organization in new], today)
    everybody = known | {organization.website: organization for organization in new}
    return tuple(everybody[row.website] for row in wanted)


def _activities(new: list[tuple[Organization, OrganizationRecord]], today: date) -> None:
    """Write what the new organisations sell and buy, by the service of form and import.

    A demo may be made for a day to come; what was confirmed was confirmed before now.
    """
    today = min(today, timezone.localdate())
    categories = {category.slug: category for category in Category.objects.all()}
    regions = {region.code: region for region in Region.objects.all()}
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    units = {unit.code: unit for unit in CapacityUnit.objects.all()}
    save_activities(
        drafts=[
            Draft(
                activity=Activity(
                    organization=organization,
                    category=categories[said.category],
                    direction=said.direction,
                    area_kind=said.area_kind,
                    radius_km=said.radius_km,
                    area_note=said.area_note,
                    capacity=said.capacity,
                    capacity_unit=units[said.unit] if said.unit else None,
                    capacity_period=said.period,
                    capacity_free=said.free,
                    capacity_confirmed_on=_confirmed(said, today),
                    capacity_note=said.capacity_note,
                    nature=said.nature,
                    intent=said.intent,
                    keywords=said.keywords,
                    lead_time=said.lead_time,
                    lead_time_unit=said.lead_time_unit,
                    **{f"text_{row.language}": said.text},
                ),
                regions=[regions[code] for code in said.regions],
                themes=[themes[slug] for slug in said.themes],
            )
            for organization, row in new
            for said in row.activities
        ]
    )


def _confirmed(said: ActivityRecord, today: date) -> date | None:
    return None if said.confirmed_days is None else today - timedelta(days=said.confirmed_days)


def _organization(row: OrganizationRecord) -> Organization:
    return Organization(
        name=row.name,
        country=row.country,
        region_id=row.region,
        town=row.town,
        legal_form=row.legal_form,
        status=row.status,
        family=row.family,
        size=row.size,
        website=row.website,
        **{f"description_{code}": text for code, text in row.description.items()},
    )


def _users(rows: tuple[OrganizationRecord, ...], team: tuple[TeamRecord, ...]) -> dict[str, User]:
    wanted = {
        member.email: User(email=member.email, name=member.name, language=member.language)
        for member in team
    }
    for row in rows:
        for person in row.people:
            wanted[person.email] = User(
                email=person.email, name=person.name, language=screen_language(row, person)
            )
    known = {user.email: user for user in User.objects.filter(email__in=wanted)}
    new = [user for email, user in wanted.items() if email not in known]
    for user in new:
        user.set_unusable_password()
    User.objects.bulk_create(new)
    return known | {user.email: user for user in new}


def _memberships(
    rows: tuple[OrganizationRecord, ...],
    organizations: tuple[Organization, ...],
    users: dict[str, User],
) -> None:
    """The first person of an organisation is its manager."""
    known = set(Membership.objects.values_list("user_id", "organization_id"))
    Membership.objects.bulk_create(
        Membership(
            user=users[person.email],
            organization=organization,
            role=Membership.Role.MEMBER if order else Membership.Role.MANAGER,
        )
        for row, organization in zip(rows, organizations, strict=True)
        for order, person in enumerate(row.people)
        if (users[person.email].pk, organization.pk) not in known
    )
