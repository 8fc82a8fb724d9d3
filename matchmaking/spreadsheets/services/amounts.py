"""Counts of rows in words, in the reader's language."""

from collections.abc import Mapping

from babel.lists import format_list
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext

from matchmaking.spreadsheets.services.columns import Kind


def amount(kind: Kind, count: int) -> str:
    """Return `1,439 wishes`."""
    if kind is Kind.ORGANIZATIONS:
        text = ngettext("%(number)s organisation", "%(number)s organisations", count)
    elif kind is Kind.ACTIVITIES:
        text = ngettext("%(number)s activity", "%(number)s activities", count)
    elif kind is Kind.DELEGATES:
        text = ngettext("%(number)s delegate", "%(number)s delegates", count)
    else:
        text = ngettext("%(number)s wish", "%(number)s wishes", count)
    return text % {"number": number_format(count, force_grouping=True)}


def amounts(counts: Mapping[Kind, int]) -> str:
    """Return `93 organisations, 142 delegates and 1,439 wishes`; what is none is left out."""
    language = (get_language() or "en")[:2]
    parts = [amount(kind, counts[kind]) for kind in Kind if counts.get(kind)]
    return format_list(parts, locale="en_GB" if language == "en" else language)
