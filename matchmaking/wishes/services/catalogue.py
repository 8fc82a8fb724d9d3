"""The catalogue: the other registrations of the convention, the most fitting first.

A convention has a few hundred registrations at most, so searching, counting and ordering happen
in memory: the search finds across languages and accents on every database alike.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator

from conventions.models import Registration
from conventions.services.vocabulary import categories_of
from documents.text import folded
from matchmaking.wishes.models import Veto, Wish
from matchmaking.wishes.services.profiles import Profile, profiles_of
from matchmaking.wishes.services.suggestions import (
    Reason,
    Term,
    reasons_of,
    score_of,
    surroundings_of,
    terms_between,
)
from organizations.models import Family
from ui.countries import COUNTRIES, in_order
from ui.languages import LANGUAGE_ORDER, language_name

PAGE_SIZE = 20
MAX_PAGE_SIZE = 50
GROUPS = ("direction", "category", "country", "family", "language")
SEEKS, OFFERS = "seeks", "offers"
MAX_QUERY_LENGTH = 200
TRADE = ("sells", "buys")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asks for; a group without values asks for nothing."""

    words: str = ""
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, words: str, values: Callable[[str], Iterable[str]]) -> "Filters":
        """Return the filters of a query, for example `Filters.of(q, request.GET.getlist)`."""
        chosen = {group: frozenset(filter(None, values(group))) for group in GROUPS}
        return cls(words.strip()[:MAX_QUERY_LENGTH], chosen)

    def of_group(self, group: str) -> frozenset[str]:
        """Return the values chosen in a group."""
        return self.chosen.get(group, frozenset())

    @property
    def active(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.words) or self.filtered

    @property
    def filtered(self) -> bool:
        """Whether anything is chosen beside the words."""
        return any(self.chosen.values())


@dataclass(frozen=True, slots=True)
class OwnWish:
    """One's own wish for the organisation on a card."""

    rank: int
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """An organisation in the catalogue.

    `topic` is the first category that both sides trade in; `vetoed` means by the reader, never
    by the organisation.
    """

    profile: Profile
    reasons: tuple[Reason, ...]
    topic: str
    wish: OwnWish | None
    vetoed: bool

    @property
    def rank(self) -> int:
        """The rank of one's own wish; 0 without one."""
        return self.wish.rank if self.wish else 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with the number of organisations it would show."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class _Row:
    profile: Profile
    terms: tuple[Term, ...]
    values: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """One page of cards, and the choices of each filter beside it."""

    cards: tuple[Card, ...]
    page: Page[_Row]
    total: int
    found: int
    filters: Filters
    choices: Mapping[str, tuple[Choice, ...]]


class Catalogue:
    """Everything that one registration may see of the others, loaded once (eleven queries).

    Before the phase of wishes it sees nobody.
    """

    def __init__(self, registration: Registration) -> None:
        convention = registration.convention
        shown = Registration.objects.in_convention(convention).validated()
        if not convention.catalogue_is_open:
            shown = shown.filter(pk=registration.pk)
        profiles = profiles_of(shown)
        around = surroundings_of(registration)
        self.us = profiles.pop(registration.pk)
        self.categories = list(categories_of(convention))
        self.wishes = {
            target: OwnWish(rank, note)
            for target, rank, note in Wish.objects.made_by(registration).values_list(
                "target_id", "rank", "note"
            )
        }
        self.vetoed = set(Veto.objects.placed_by(registration).values_list("target_id", flat=True))
        slugs = {category.pk: category.slug for category in self.categories}
        self.rows = {
            key: _Row(
                profile,
                terms_between(self.us, profile, around),
                _values(self.us, profile, slugs),
            )
            for key, profile in profiles.items()
        }

    def card(self, registration_id: int) -> Card | None:
        """Return one organisation's card; None where the reader may not see it."""
        row = self.rows.get(registration_id)
        return self._card(row) if row else None

    def names(self) -> list[tuple[int, str]]:
        """Return (registration key, name) of all others, by name, without one's own vetoes."""
        return [(key, row.profile.name) for key, row in self.rows.items() if key not in self.vetoed]

    def page(
        self, filters: Filters, *, number: int | str = 1, size: int = PAGE_SIZE
    ) -> CataloguePage:
        """Return the page `number` of what `filters` find; never more than fifty cards."""
        rows = [row for row in self.rows.values() if _matches(row, filters)]
        rows.sort(key=self._order)
        pages = Paginator(rows, max(1, min(size, MAX_PAGE_SIZE)))
        page = pages.get_page(number)
        return CataloguePage(
            cards=tuple(self._card(row) for row in page),
            page=page,
            total=len(self.rows),
            found=len(rows),
            filters=filters,
            choices={group: tuple(self._choices(group, filters)) for group in GROUPS},
        )

    def _order(self, row: _Row) -> tuple[bool, int, str, int]:
        profile = row.profile
        vetoed = profile.registration_id in self.vetoed
        return vetoed, -score_of(row.terms), folded(profile.name), profile.registration_id

    def _card(self, row: _Row) -> Card:
        key = row.profile.registration_id
        return Card(
            profile=row.profile,
            reasons=reasons_of(row.terms),
            topic=next((t.value for t in row.terms if t.kind in TRADE), ""),
            wish=self.wishes.get(key),
            vetoed=key in self.vetoed,
        )

    def _choices(self, group: str, filters: Filters) -> Iterator[Choice]:
        """Yield a group's values, counted among what all the other filters find."""
        others = Filters(filters.words, {g: v for g, v in filters.chosen.items() if g != group})
        found = [row.values[group] for row in self.rows.values() if _matches(row, others)]
        chosen = filters.of_group(group)
        for value, label in self._labels(group, filters):
            count = sum(value in values for values in found)
            if count or value in chosen:
                yield Choice(value, label, count, value in chosen)

    def _labels(self, group: str, filters: Filters) -> list[tuple[str, str]]:
        """Return the values of a group in their order; an empty label is the template's."""
        if group == "category":
            return [(category.slug, category.name) for category in self.categories]
        countries = {row.profile.country for row in self.rows.values()} | filters.of_group(
            "country"
        )
        values: dict[str, Iterable[str]] = {
            "direction": (SEEKS, OFFERS),
            "country": in_order(COUNTRIES.intersection(countries)),
            "family": Family.values,
        }
        if group == "language":
            return [(code, language_name(code, alone=True)) for code in LANGUAGE_ORDER]
        return [(value, "") for value in values[group]]


def _values(us: Profile, other: Profile, slugs: Mapping[int, str]) -> dict[str, frozenset[str]]:
    """Return an organisation's values in each group of filters."""
    directions = {SEEKS: us.sells.keys() & other.buys.keys()}
    directions[OFFERS] = us.buys.keys() & other.sells.keys()
    return {
        "direction": frozenset(name for name, shared in directions.items() if shared),
        "category": frozenset(slugs[key] for key in (*other.sells, *other.buys) if key in slugs),
        "country": frozenset((other.country,)),
        "family": frozenset((other.family,)),
        "language": frozenset(other.languages),
    }


def _matches(row: _Row, filters: Filters) -> bool:
    """Whether a row has one of the chosen values of each group, and all the words."""
    for group, chosen in filters.chosen.items():
        if chosen and not chosen & row.values[group]:
            return False
    if not filters.words:
        return True
    words = folded(row.profile.words)
    return all(word in words for word in folded(filters.words).split())
