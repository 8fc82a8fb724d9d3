"""Improving what was placed, with whatever fits: chains, neighbourhoods, proofs.

Chains lower the breaks, fast. Neighbourhoods do everything else: they place what is still left
out and mend what must hold. Where the whole problem is small enough for one model, it is proven.
"""

from __future__ import annotations

from matchmaking.scheduler.model.budget import Stopped
from matchmaking.scheduler.search.chains import HOT, PULSE, Chains
from matchmaking.scheduler.search.companions import Companions
from matchmaking.scheduler.search.neighbourhoods import Neighbourhoods
from matchmaking.scheduler.search.proof import Proof, small_enough
from matchmaking.scheduler.search.state import Search

TINY = 600
"""Pairs of a meeting and a slot up to which the proof comes before any annealing."""

FIRST_QUESTIONS = 5.0
"""Seconds, or deterministic work, for the first questions to the whole model; then it doubles."""

MAX_DOUBLINGS = 10

SHARED_PATIENCE = 2
"""Rounds of chains before it, where colleagues share meetings: there it is seldom answered."""

EFFORT_PER_MOVE = 4e-6


def improve(search: Search) -> None:
    """Improve until nothing can be gained any more; leaves by `Stopped` when time is up."""
    neighbourhoods = Neighbourhoods(search)
    if search.hall.problem.previous is not None:
        neighbourhoods.fill_up()
    proof = Proof(search) if small_enough(search) else None
    if _counting_open(search) and not (proof and proof.question):
        neighbourhoods.improve(share=0.4, patience=30)
    with Companions(search) as companions:
        _take_turns(search, neighbourhoods, proof, companions)


def _take_turns(
    search: Search, neighbourhoods: Neighbourhoods, proof: Proof | None, companions: Companions
) -> None:
    shared = any(len(who) > 1 for who in search.hall.members)
    patience = SHARED_PATIENCE if shared and not _tiny(search) else 0
    turns, proven = 0, False
    while _open(search):
        if search.budget.over:
            raise Stopped  # each part returns at once when its share of no time is used up
        asked = False
        if proof and proof.question and turns >= patience:
            asked = proof.decide(FIRST_QUESTIONS * 2 ** min(turns - patience, MAX_DOUBLINGS))
        elif proof and not proof.question and not proven and (turns or _tiny(search)):
            proven = proof.prove(share=0.5)
        if turns and _chains_help(search):
            companions.start()
        if not (asked and companions.at_work):
            for n in range(len(HOT)):
                _chains(search, len(HOT) * turns + n)
        turns += 1
        if _open(search) and (_counting_open(search) or not _chains_help(search)):
            neighbourhoods.improve(share=0.3, patience=25)
        if not _chains_help(search) and not neighbourhoods.something_to_gain():
            return


def _tiny(search: Search) -> bool:
    return sum(len(meeting.slots) for meeting in search.hall.meetings) <= TINY


def _open(search: Search) -> bool:
    """Whether anything is still to be gained or proven."""
    return search.showable is None or bool(search.open_words())


def _counting_open(search: Search) -> bool:
    """Whether chains cannot help yet: something is missing that only placing can mend."""
    best = search.best
    if best is None or any(m.must and m.index not in best.grid for m in search.hall.meetings):
        return True
    opened = search.open_words()
    return bool(opened) and opened[0] in ("minimum", "placed", "value", "changes")


def _chains_help(search: Search) -> bool:
    """Whether chain moves can lower what counts (they ignore what was there before)."""
    best = search.best
    if best is None or not best.grid or len(search.hall.sessions) < 2:
        return False
    if search.hall.problem.previous is not None and "changes" in search.words:
        return False
    if best.shortfall:
        return True
    opened = search.open_words()
    return any(word in opened and not search.settled(word) for word in ("breaks", "break_slots"))


def _chains(search: Search, n: int) -> None:
    """The nth round of annealing, from the best grid."""
    if search.best is None or not _chains_help(search):
        return
    budget = search.budget

    def goes_on() -> bool:
        budget.spend(PULSE * EFFORT_PER_MOVE)
        return budget.pulse() and _chains_help(search)

    for grid in Chains(search.hall, search.best.grid, search.random).cool(n, goes_on):
        search.offer(grid)
