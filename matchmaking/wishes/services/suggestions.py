"""How well two registrations suit each other, with the reasons in words.

An ordered pair: what the other one is to us. The score orders the catalogue and breaks ties; it
knows nothing of anybody's wishes.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conventions.models import InterpreterPair, Registration
from conventions.services.placed import placements
from documents.text import folded
from matchmaking.wishes.services.profiles import ActivityLine, Profile
from organizations.models import Activity, Region
from organizations.services.regions import region_names
from ui.formatting import country_name
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
    """What else counts: language pairs that are interpreted; year of the last common meeting.

    `regions` is what finds the names of regions in a text, `greater_region` the codes of those
    that belong to the Greater Region.
    """

    regions: "RegionNames"
    greater_region: frozenset[str]
    interpreted: frozenset[frozenset[str]]
    met: Mapping[int, int]


def surroundings_of(registration: Registration) -> Surroundings:
    """Return what counts for `registration` beside the two profiles (three queries)."""
    regions = list(Region.objects.all())
    pairs = InterpreterPair.objects.filter(interpreter__convention=registration.convention_id)
    return Surroundings(
        regions=names_of_regions(regions),
        greater_region=frozenset(region.code for region in regions if region.in_greater_region),
        interpreted=frozenset(frozenset(pair) for pair in pairs.values_list("first", "second")),
        met=placements().met_before(registration),
    )


def terms_between(us: Profile, other: Profile, around: Surroundings) -> tuple[Term, ...]:
    """Return what speaks for (or against) a meeting, the weightiest first."""
    terms = [
        *_trade("sells", us.buys, other.sells),
        *_trade("buys", us.sells, other.buys),
        *_area(us, other, around),
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


def _area(us: Profile, other: Profile, around: Surroundings) -> list[Term]:
    """Whether something that the other one sells is offered where we are."""
    for line in other.sells.values():
        if us.region and us.region in _served(line, around):
            return [Term("area", POINTS["area"], line.area)]
    return []


def _served(line: ActivityLine, around: Surroundings) -> frozenset[str]:
    """Return the codes of the regions that are certainly served; a radius names none.

    Only where nothing else is said, the organisation's own words are looked at.
    """
    if line.area_kind == Activity.AreaKind.GREATER_REGION:
        return around.greater_region
    if line.area_kind:
        return line.regions
    if any(words in folded(line.area_note) for words in WHOLE_REGION):
        return around.greater_region
    return around.regions.named_in(line.area_note)


@dataclass(frozen=True, slots=True)
class RegionNames:
    """Finds the regions that an area names in any language: `Sarre, Moselle`."""

    codes: Mapping[str, str]
    pattern: re.Pattern[str]

    def named_in(self, area: str) -> frozenset[str]:
        """Return the codes. A long name goes before a shorter one inside it.

        Who works in Meurthe-et-Moselle has not said Moselle.
        """
        return frozenset(self.codes[name] for name in self.pattern.findall(folded(area)))


def names_of_regions(regions: Iterable[Region]) -> RegionNames:
    """Return what finds `regions` in a text; what stands in brackets names none."""
    codes = {
        folded(name.partition("(")[0]): region.code
        for region in regions
        for name in region_names(region)
    }
    return RegionNames(codes, _one_of(tuple(sorted(codes, key=lambda name: (-len(name), name)))))


@cache
def _one_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b" if names else r"(?!)")


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
    "only_sells": lambda name: _("sells %(category)s") % {"category": inside_a_sentence(name)},
    "only_buys": lambda name: _("buys %(category)s") % {"category": inside_a_sentence(name)},
    "area": lambda area: _("works where you are: %(area)s") % {"area": area},
    "language": lambda codes: (
        _("speaks %(languages)s") % {"languages": languages_listed(codes.split())}
    ),
    "interpreter": lambda _value: _("no shared language: possible with an interpreter"),
    "no_language": lambda _value: _("no shared language"),
    "country": lambda code: _from_country(code),
    "met": lambda year: _("you met in %(year)s") % {"year": year},
}


def _from_country(code: str) -> str:
    """Return a whole sentence for the near countries, whose names each language inflects."""
    if code in FROM_COUNTRY:
        return str(FROM_COUNTRY[code])
    return _("comes from another country: %(country)s") % {"country": country_name(code)}


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
