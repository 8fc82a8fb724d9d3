"""Hold cleaned rows against what is there: new, changed or unchanged. Writes nothing.

Run for each preview and again on confirmation, always against the data of that moment.
"""

from django.db.models import QuerySet

from conventions.models import Convention
from conventions.services.vocabulary import categories_of
from matchmaking.spreadsheets.services.checking import Cleaned
from matchmaking.spreadsheets.services.columns import Kind
from matchmaking.spreadsheets.services.matching.activities import match_activities, trade_of
from matchmaking.spreadsheets.services.matching.changes import Changes, key_of
from matchmaking.spreadsheets.services.matching.delegates import match_delegates
from matchmaking.spreadsheets.services.matching.organizations import match_organizations
from matchmaking.spreadsheets.services.matching.wishes import match_wishes
from organizations.models import Organization


def changes_of(
    convention: Convention, cleaned: Cleaned, reachable: QuerySet[Organization]
) -> Changes:
    """Compare `cleaned` with the convention; the organisations in `reachable` may be reused."""
    result = Changes(
        convention,
        cleaned,
        slots=list(convention.slots.order_by("starts_at", "pk")),
        categories={category.slug: category for category in categories_of(convention)},
    )
    registrations = {
        key_of(registration.reference): registration
        for registration in convention.registrations.select_related("organization")
    }
    reusable = list(reachable.order_by("-pk")) if Kind.ORGANIZATIONS in cleaned.rows else []
    if {Kind.ORGANIZATIONS, Kind.ACTIVITIES} & cleaned.rows.keys():
        known = [registration.organization for registration in registrations.values()]
        result.trade = trade_of([*reusable, *known])
    match_organizations(result, registrations, reusable)
    match_activities(result, registrations)
    match_delegates(result, registrations)
    match_wishes(result, registrations)
    return result
