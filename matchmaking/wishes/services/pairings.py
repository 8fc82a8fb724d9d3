"""Which two registrations may meet, and what their meeting is worth. Computed, never stored."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from conventions.models import Convention, Registration
from matchmaking.wishes.models import MatchRules, PairingKind, Proposal, Veto, Wish
from matchmaking.wishes.services.rules import has_consent, rules_of

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two registrations that may meet; `first_id` is the lower key.

    `first_rank` is the rank of the first's wish to meet the second, None without a standing
    wish; `second_rank` the other way round.
    """

    first_id: int
    second_id: int
    kind: PairingKind
    value: int
    first_rank: int | None = None
    second_rank: int | None = None

    @property
    def pair(self) -> Pair:
        """The two keys in order."""
        return self.first_id, self.second_id

    @property
    def id(self) -> int:
        """The number of this pair."""
        return pairing_id(self.pair)

    @property
    def ranks(self) -> tuple[int, ...]:
        """The ranks of the wishes it is made of."""
        return tuple(rank for rank in (self.first_rank, self.second_rank) if rank is not None)


def pair_of(one: int, other: int) -> Pair:
    """Return two keys in order."""
    return (one, other) if one < other else (other, one)


def pairing_id(pair: Pair) -> int:
    """Return a number of its own for each pair, whatever other pairings there are.

    Two keys a < b become b² + a: no two pairs share it, so an exported schedule still speaks
    of the same pairings when others have come or gone.
    """
    first, second = pair
    return second**2 + first


def pairings_of(convention: Convention) -> list[Pairing]:
    """Return every pairing of the convention, in the order of its keys (five queries).

    Reciprocal wishes beat a one-sided accepted wish, which beats a proposal; a veto of either
    side beats everything. Only validated registrations meet. A declined wish counts for
    nothing; one without an answer counts as the rules say, once answers are closed.
    """
    meeting = set(
        Registration.objects.in_convention(convention).validated().values_list("pk", flat=True)
    )
    vetoed = {
        pair_of(author, target)
        for author, target in Veto.objects.in_convention(convention).values_list(
            "author_id", "target_id"
        )
    }
    wishes = {
        (requester, target): (rank, answer)
        for requester, target, rank, answer in Wish.objects.in_convention(convention)
        .exclude(answer=Wish.Answer.DECLINED)
        .values_list("requester_id", "target_id", "rank", "answer")
    }
    proposed: set[Pair] = set(
        Proposal.objects.filter(convention=convention).values_list("first_id", "second_id")
    )
    pairs = {pair_of(*ordered) for ordered in wishes} | proposed
    rules = rules_of(convention)
    agreed = {
        ordered for ordered, (_rank, answer) in wishes.items() if has_consent(answer, convention)
    }
    found = (
        _pairing(pair, wishes, agreed, pair in proposed, rules)
        for pair in sorted(pairs - vetoed)
        if meeting.issuperset(pair)
    )
    return [pairing for pairing in found if pairing is not None]


def _pairing(
    pair: Pair,
    wishes: Mapping[Pair, tuple[int, str]],
    agreed: Set[Pair],
    proposed: bool,
    rules: MatchRules,
) -> Pairing | None:
    """Return what the standing wishes and the proposal make of `pair`; None: nothing."""
    first, second = wishes.get(pair), wishes.get(pair[::-1])
    if first and second:
        kind, value = PairingKind.RECIPROCAL, rules.value_reciprocal
    elif pair in agreed or pair[::-1] in agreed:
        kind, value = PairingKind.ACCEPTED, rules.value_accepted
    elif proposed:
        kind, value = PairingKind.PROPOSAL, rules.value_proposal
    else:
        return None
    added = {Wish.Rank.MUST: rules.value_rank_1, Wish.Rank.GOOD: rules.value_rank_2}
    ranks = [wish[0] if wish else None for wish in (first, second)]
    value += sum(added.get(Wish.Rank(rank), 0) for rank in ranks if rank is not None)
    return Pairing(*pair, kind, value, *ranks)
