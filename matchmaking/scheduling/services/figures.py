"""What a set of placed meetings comes to: the figures of result sheets and compared runs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from conventions.models import Convention, Registration
from matchmaking.scheduler import breaks_per_delegate, data
from matchmaking.scheduling.services.scheduler_input import BuiltProblem
from matchmaking.wishes.models import PairingKind, Wish
from matchmaking.wishes.services.pairings import pair_of


@dataclass(frozen=True, slots=True)
class Honoured:
    """Wishes of one rank: how many were made, and how many led to a meeting."""

    rank: int
    honoured: int
    made: int

    @property
    def share(self) -> float:
        """As a ratio; 0 without wishes."""
        return self.honoured / self.made if self.made else 0.0


@dataclass(frozen=True, slots=True)
class Spread:
    """The least, the mean and the most of something."""

    least: int
    mean: float
    most: int


@dataclass(frozen=True, slots=True)
class Figures:
    """One schedule in numbers. `breaks_histogram`: people with 0, 1, 2 and 3 or more breaks."""

    meetings: int
    pairings: int
    placed_by_kind: Mapping[str, tuple[int, int]]  # kind: placed, wanted
    ranks: tuple[Honoured, ...]
    breaks: int
    people: int
    breaks_histogram: tuple[int, int, int, int]
    cross_border: int
    per_slot: Mapping[int, int]  # every slot, also the empty ones, in order
    per_organization: Spread

    @property
    def agenda_entries(self) -> int:
        """Two for each meeting."""
        return 2 * self.meetings

    @property
    def cross_border_share(self) -> float:
        """As a ratio of the meetings."""
        return self.cross_border / self.meetings if self.meetings else 0.0

    @property
    def wishes(self) -> int:
        """All wishes made, whatever became of them."""
        return sum(honoured.made for honoured in self.ranks)


def figures_of(
    convention: Convention, built: BuiltProblem, placed: Iterable[data.Placement]
) -> Figures:
    """Count what `placed` comes to under `built` (two queries)."""
    placements = tuple(placed)
    pairs = {pair_of(*placement.delegates) for placement in placements}
    countries = dict(
        Registration.objects.in_convention(convention).values_list("pk", "organization__country")
    )
    breaks = breaks_per_delegate(built.problem, placements)
    used = Counter(placement.slot for placement in placements)
    held = Counter(party for pair in pairs for party in pair)
    wanted = {party for pairing in built.pairings.values() for party in pairing.pair}
    everything = [*built.pairings.values(), *built.without_people]
    return Figures(
        meetings=len(placements),
        pairings=len(everything),
        placed_by_kind={
            kind: (
                sum(p.kind == kind and p.pair in pairs for p in everything),
                sum(p.kind == kind for p in everything),
            )
            for kind in PairingKind.values
        },
        ranks=_honoured(convention, pairs),
        breaks=sum(breaks.values()),
        people=len(breaks),
        breaks_histogram=_histogram(breaks.values()),
        cross_border=sum(countries[first] != countries[second] for first, second in pairs),
        per_slot={slot.id: used[slot.id] for slot in built.problem.slots},
        per_organization=_spread([held[party] for party in wanted]),
    )


def _histogram(counts: Iterable[int]) -> tuple[int, int, int, int]:
    tally = Counter(min(count, 3) for count in counts)
    return tally[0], tally[1], tally[2], tally[3]


def _honoured(convention: Convention, pairs: set[tuple[int, int]]) -> tuple[Honoured, ...]:
    made: Counter[int] = Counter()
    honoured: Counter[int] = Counter()
    wishes = Wish.objects.in_convention(convention)
    for requester, target, rank in wishes.values_list("requester_id", "target_id", "rank"):
        made[rank] += 1
        honoured[rank] += pair_of(requester, target) in pairs
    return tuple(Honoured(rank, honoured[rank], made[rank]) for rank in Wish.Rank.values)


def _spread(counts: list[int]) -> Spread:
    if not counts:
        return Spread(0, 0.0, 0)
    return Spread(min(counts), sum(counts) / len(counts), max(counts))
