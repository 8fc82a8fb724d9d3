"""Doors that the floors above open on the pages of a convention.

A page here names a door; who stands behind it says so at start. A door that nobody has opened is
not shown.
"""

from dataclasses import dataclass

from django.utils.functional import Promise

# Name of the door → name of the address, which takes the convention's slug.
_opened: dict[str, str] = {}


@dataclass(frozen=True)
class Tab:
    """A page among a convention's settings: the name of its address, and its label."""

    address: str
    label: str | Promise


SETTINGS_TABS: list[Tab] = []


def open_door(name: str, *, leads_to: str) -> None:
    """Let the door `name` lead to an address that takes the convention's slug."""
    _opened[name] = leads_to


def behind(name: str) -> str | None:
    """Return the name of the address behind a door; None where nobody has opened it."""
    return _opened.get(name)
