"""How well two registrations suit each other, with the reasons in words.

An ordered pair: what the other one is to us. The score orders the catalogue and breaks ties; it
knows nothing of anybody's wishes.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conventions.models import InterpreterPair, Registration
from conventions.services.placed import placements
from documents.text import folded
from matchmaking.wishes.services.profiles import Profile
from organizations.models import Region
from organizations.services.regions import region_names
from ui.languages import inside_a_sentence, languages_listed

# Points of each term; a convention may come to set its own.
POINTS = {
    "sells": 40,
    "buys": 15,
    "area": 10,
    "language": 10,
    "interpreter": 3,
    "no_language": 0,
    "country": 10,
    "met": -15,
}
WHOLE_REGION = ("grande region", "grossregion", "greater region")
FROM_COUNTRY = {
    "FR": gettext_lazy("comes from France"),
    "LU": gettext_lazy("comes from Luxembourg"),
    "BE": gettext_lazy("comes from Belgium"),
    "DE": gettext_lazy("comes from Germany"),
}
ICONS = {"language": "bubbles", "interpreter": "bubbles", "no_language": "bubbles", "met": "clock"}
SHOWN_PER_DIRECTION = 2


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that counts for a pair; `value` is what its sentence names."""

    kind: str
    points: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """A term as the reader sees it."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else counts: language pairs that are interpreted; year of the last common meeting."""

    interpreted: frozenset[frozenset[str]]
    met: Mapping[int, int]


def surroundings_of(registration: Registration) -> Surroundings:
    """Return what counts for `registration` beside the two profiles (two queries)."""
    pairs = InterpreterPair.objects.filter(interpreter__convention=registration.convention_id)
    return Surroundings(
        interpreted=frozenset(frozenset(pair) for pair in pairs.values_list("first", "second")),
        met=placements().met_before(registration),
    )


def terms_between(us: Profile, other: Profile, around: Surroundings) -> tuple[Term, ...]:
    """Return what speaks for (or against) a meeting, the weightiest first."""
    terms = [
        *_trade("sells", us.buys, other.sells),
        *_trade("buys", us.sells, other.buys),
        *_area(us, other),
        _language(us, other, around),
    ]
    if us.country != other.country:
        terms.append(Term("country", POINTS["country"], other.country))
    if year := around.met.get(other.organization_id):
        terms.append(Term("met", POINTS["met"], str(year)))
    return tuple(terms)


def score_of(terms: tuple[Term, ...]) -> int:
    """Return the points of a pair."""
    return sum(term.points for term in terms)


def _trade(kind: str, ours: Mapping[int, object], theirs: Mapping[int, object]) -> list[Term]:
    """One sentence for each shared category; the points count once."""
    shared = [line for key, line in theirs.items() if key in ours]
    return [
        Term(kind, 0 if position else POINTS[kind], getattr(line, "category", ""))
        for position, line in enumerate(shared)
    ]


def _area(us: Profile, other: Profile) -> list[Term]:
    """Whether something that the other one sells is offered where we are."""
    for line in other.sells.values():
        whole = any(words in folded(line.area) for words in WHOLE_REGION)
        if whole or us.region in regions_in(line.area):
            return [Term("area", POINTS["area"], line.area)]
    return []


@cache
def _names_of_regions() -> tuple[tuple[str, str], ...]:
    """(name, region) in every language, the longest first; "elsewhere" names no place."""
    names = {
        folded(name.partition(",")[0]): region.value
        for region in Region
        for name in region_names(region.value)
    }
    return tuple(sorted(names.items(), key=lambda pair: -len(pair[0])))


def regions_in(area: str) -> frozenset[str]:
    """Return the regions that an area names in any language: `Sarre, Moselle`.

    A long name is taken out before a shorter one is looked for: who works in Meurthe-et-Moselle
    has not said Moselle.
    """
    left, found = folded(area), set()
    for name, region in _names_of_regions():
        left, times = re.subn(rf"\b{re.escape(name)}\b", "|", left)
        if times:
            found.add(region)
    return frozenset(found)


def _language(us: Profile, other: Profile, around: Surroundings) -> Term:
    ours, theirs = us.languages, other.languages
    if common := [code for code in theirs if code in ours]:
        return Term("language", POINTS["language"], " ".join(common))
    pairs = {frozenset((one, two)) for one in ours for two in theirs}
    kind = "interpreter" if pairs & around.interpreted else "no_language"
    return Term(kind, POINTS[kind])


SENTENCES: dict[str, Callable[[str], str]] = {
    "sells": lambda name: (
        _("sells %(category)s, which you buy") % {"category": inside_a_sentence(name)}
    ),
    "buys": lambda name: (
        _("buys %(category)s, which you sell") % {"category": inside_a_sentence(name)}
    ),
    "area": lambda area: _("works where you are: %(area)s") % {"area": area},
    "language": lambda codes: (
        _("speaks %(languages)s") % {"languages": languages_listed(codes.split())}
    ),
    "interpreter": lambda _value: _("no shared language: possible with an interpreter"),
    "no_language": lambda _value: _("no shared language"),
    "country": lambda code: str(FROM_COUNTRY[code]),
    "met": lambda year: _("you met in %(year)s") % {"year": year},
}


def reasons_of(terms: tuple[Term, ...]) -> tuple[Reason, ...]:
    """Return the sentences of a pair in the active language."""
    shown: dict[str, int] = {}
    reasons = []
    for term in terms:
        shown[term.kind] = shown.get(term.kind, 0) + 1
        if shown[term.kind] <= SHOWN_PER_DIRECTION:
            icon = ICONS.get(term.kind, "check")
            reasons.append(Reason(icon, SENTENCES[term.kind](term.value)))
    return tuple(reasons)
