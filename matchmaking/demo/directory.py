"""The demo's directory: organisations with their activities, people with their logins."""

from dataclasses import dataclass

from matchmaking.demo.content import Content, OrganizationRow, PersonRow, TeamRow
from organizations.models import Activity, Category, Membership, Organization, User


@dataclass(frozen=True)
class Directory:
    """What exists before any convention: organisations in the content's order, users by e-mail."""

    organizations: tuple[Organization, ...]
    users: dict[str, User]


def fill_directory(content: Content) -> Directory:
    """Return the directory, adding what is not there yet."""
    return _directory(content.organizations, content.team)


def fill_guests(content: Content) -> Directory:
    """Return the guests of the next edition, adding who is not there yet."""
    return _directory(content.guests, ())


def _directory(rows: tuple[OrganizationRow, ...], team: tuple[TeamRow, ...]) -> Directory:
    organizations = _organizations(rows)
    users = _users(rows, team)
    _memberships(rows, organizations, users)
    return Directory(organizations, users)


def screen_language(row: OrganizationRow, person: PersonRow) -> str:
    """Return the language of a person's screen and paper: the organisation's own, if we have it.

    In Luxembourg the first person of an organisation that also negotiates in English reads it.
    """
    english = row.country == "LU" and row.languages.get("en") == "negotiates"
    return "en" if english and person == row.people[0] else row.language


def _organizations(wanted: tuple[OrganizationRow, ...]) -> tuple[Organization, ...]:
    known = {o.website: o for o in Organization.objects.filter(website__endswith=".example/")}
    new = [_organization(row) for row in wanted if row.website not in known]
    Organization.objects.bulk_create(new)
    categories = {category.slug: category for category in Category.objects.all()}
    rows = {row.website: row for row in wanted}
    Activity.objects.bulk_create(
        Activity(
            organization=organization,
            category=categories[activity.category],
            direction=activity.direction,
            area_note=activity.area,
            capacity_note=activity.capacity,
            **{f"text_{rows[organization.website].language}": activity.text},
        )
        for organization in new
        for activity in rows[organization.website].activities
    )
    everybody = known | {organization.website: organization for organization in new}
    return tuple(everybody[row.website] for row in wanted)


def _organization(row: OrganizationRow) -> Organization:
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


def _users(rows: tuple[OrganizationRow, ...], team: tuple[TeamRow, ...]) -> dict[str, User]:
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
    rows: tuple[OrganizationRow, ...],
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
