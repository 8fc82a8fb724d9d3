"""Ways from a convention's pages to those of the floors above. Loaded everywhere."""

from django import template
from django.urls import reverse

from conventions import doors
from conventions.models import Convention

register = template.Library()


@register.simple_tag
def door(name: str, convention: Convention) -> str:
    """Return the address behind a door; empty where nobody has opened it."""
    address = doors.behind(name)
    return reverse(address, args=[convention.slug]) if address else ""


@register.simple_tag
def settings_tabs() -> list[doors.Tab]:
    """Return the settings pages of the floors above."""
    return doors.SETTINGS_TABS
