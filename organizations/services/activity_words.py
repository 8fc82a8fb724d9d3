"""What an activity says beside its text: where, how much, when; in the reader's language.

Whoever shows an activity takes its words from here. Its organisation, its unit and its regions
should be loaded (`with_words`).
"""

from collections.abc import Callable, Collection
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.models import Activity
from ui.formatting import is_one, number, plain_day

BETWEEN = " · "  # what stands beside each other and is no sentence


def with_words(activities: "QuerySet[Activity]") -> "QuerySet[Activity]":
    """Return `activities` with all that the words below need (one query more than before)."""
    return activities.select_related(
        "category", "organization", "capacity_unit"
    ).prefetch_related("regions")  # fmt: skip


def area_words(activity: Activity) -> str:
    """Return `Meurthe-et-Moselle, Moselle`, and beside it what the organisation wrote itself."""
    return _beside(_area(activity), activity.area_note)


def capacity_words(activity: Activity) -> str:
    """Return `1,200 meals a day, 300 free (confirmed 3 March 2027)`, and what stands beside it."""
    return _beside(_capacity(activity), activity.capacity_note)


def lead_time_words(activity: Activity) -> str:
    """Return `2 weeks`; empty where nothing is said."""
    count = activity.lead_time
    if count is None:
        return ""
    if activity.lead_time_unit == Activity.TimeUnit.WEEKS:
        return ngettext("%(count)d week", "%(count)d weeks", count) % {"count": count}
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def fact_words(activity: Activity) -> tuple[str, ...]:
    """Return what else is said, each as words of its own: nature, lead time, partners wanted."""
    said = [str(activity.get_nature_display())] if activity.nature else []
    if activity.lead_time:
        said.append(_("lead time: %(time)s") % {"time": lead_time_words(activity)})
    if activity.intent:
        said.append(str(INTENTS[activity.intent]()))
    if activity.prefers:
        said.append(_("prefers: %(statuses)s") % {"statuses": activity.prefers})
    return tuple(said)


def theme_words(activity: Activity, shown: Collection[int]) -> tuple[str, ...]:
    """Return the names of its themes that are among those `shown` (keys); themes loaded."""
    return tuple(theme.name for theme in activity.themes.all() if theme.pk in shown)


INTENTS: dict[str, Callable[[], str]] = {
    Activity.Intent.SUBCONTRACT: lambda: _("also looks for partners for subcontracting"),
    Activity.Intent.CO_BID: lambda: _("also looks for partners for a joint bid"),
    Activity.Intent.CO_DEVELOP: lambda: _("also looks for partners to develop with"),
    Activity.Intent.SITE: lambda: _("also looks for a site"),
    Activity.Intent.DISTRIBUTE: lambda: _("also looks for distribution partners"),
    Activity.Intent.FINANCE: lambda: _("also looks for financing"),
}


def _beside(words: str, note: str) -> str:
    return BETWEEN.join(filter(None, (words, note)))


def _area(activity: Activity) -> str:
    kind = activity.area_kind
    if kind == Activity.AreaKind.GREATER_REGION:
        return _("the whole Greater Region")
    if kind == Activity.AreaKind.RADIUS:
        distance = number(activity.radius_km or 0)
        if town := activity.organization.town:
            return _("within %(distance)s km of %(town)s") % {"distance": distance, "town": town}
        return _("within %(distance)s km") % {"distance": distance}
    return ", ".join(region.name for region in activity.regions.all())


PER: dict[str, Callable[[], str]] = {
    Activity.Period.DAY: lambda: _("%(number)s %(unit)s a day"),
    Activity.Period.WEEK: lambda: _("%(number)s %(unit)s a week"),
    Activity.Period.MONTH: lambda: _("%(number)s %(unit)s a month"),
    Activity.Period.SEASON: lambda: _("%(number)s %(unit)s a season"),
    Activity.Period.YEAR: lambda: _("%(number)s %(unit)s a year"),
    Activity.Period.IN_ALL: lambda: _("%(number)s %(unit)s"),
}


def _capacity(activity: Activity) -> str:
    value, unit, free = activity.capacity, activity.capacity_unit, activity.capacity_free
    if value is None or unit is None:
        return ""
    named = unit.name_of_one if is_one(value) else unit.name
    words = PER[activity.capacity_period]() % {"number": number(value), "unit": named}
    if free is not None:
        words = _with_free(words, free)
    if day := activity.capacity_confirmed_on:
        return _("%(capacity)s (confirmed %(day)s)") % {"capacity": words, "day": plain_day(day)}
    return words


def _with_free(whole: str, free: Decimal) -> str:
    if not free:
        return _("%(whole)s, none available at present") % {"whole": whole}
    sentence = ngettext(
        "%(whole)s, %(free)s available",
        "%(whole)s, %(free)s available",
        1 if is_one(free) else 2,
    )
    return sentence % {"whole": whole, "free": number(free)}
