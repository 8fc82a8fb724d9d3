"""The time zones of the world, by the town that people know them by.

Names that are only another name of a zone (`US/Eastern`) and zones
without a town (`Etc/GMT+5`) are left out: nobody holds a convention there.
"""

from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global
from django.utils.translation import gettext as _

from ui.countries import sorted_as
from ui.formatting import locale
from ui.languages import zone_town

Choices = list[tuple[str, str | list[tuple[str, str]]]]

ZONES = frozenset(
    name
    for name in available_timezones() & get_global("zone_territories").keys()
    if name not in get_global("zone_aliases") and not name.startswith("Etc/")
)
NEAR_ZONES = ("Europe/Paris", "Europe/Luxembourg", "Europe/Brussels", "Europe/Berlin")
# First part of a zone's name → Babel's code of that part of the world; the others are oceans.
CONTINENTS = {
    "Europe": "150", "Africa": "002", "America": "019", "Asia": "142", "Australia": "009",
    "Pacific": "009", "Antarctica": "AQ",
}  # fmt: skip


def zone_label(zone: str) -> str:
    """Return `Brüssel (Europe/Brussels)` in the reader's language."""
    town = zone_town(zone).replace("\u00ad", "")  # Babel hyphenates Reykjavík
    return f"{town} ({zone})"


def zone_choices() -> Choices:
    """Return the near zones, then all others by continent and town, as a select takes them."""
    return _choices(str(locale()))


@cache
def _choices(_language: str) -> Choices:
    names = locale().territories
    groups: dict[str, list[tuple[str, str]]] = {names[code]: [] for code in CONTINENTS.values()}
    oceans = _("Islands (Atlantic, Indian and Arctic Oceans)")
    for zone in sorted(ZONES.difference(NEAR_ZONES)):
        code = CONTINENTS.get(zone.partition("/")[0])
        group = names[code] if code else oceans
        groups.setdefault(group, []).append((zone, zone_label(zone)))
    near: Choices = [(zone, zone_label(zone)) for zone in NEAR_ZONES]
    return near + [
        (group, sorted(zones, key=lambda one: sorted_as(one[1]))) for group, zones in groups.items()
    ]
