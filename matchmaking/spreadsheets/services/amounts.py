"""Counts of rows in words, in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import ngettext

from matchmaking.spreadsheets.services.columns import Kind
from ui.formatting import number
from ui.languages import listed


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
    return text % {"number": number(count)}


def amounts(counts: Mapping[Kind, int]) -> str:
    """Return `93 organisations, 142 delegates and 1,439 wishes`; what is none is left out."""
    return listed(amount(kind, counts[kind]) for kind in Kind if counts.get(kind))
