"""Improving: large neighbourhoods, solved exactly one after the other.

A neighbourhood sets some meetings free, keeps all others, and asks the model for the best way to
place the free ones. The answer is never worse in the order of the objective; one that is equal is
taken too, because it leads elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from matchmaking.scheduler.data import MAXIMISED
from matchmaking.scheduler.hall.breaks import agendas, breaks_of
from matchmaking.scheduler.model.grid import Model
from matchmaking.scheduler.model.solver import FOUND
from matchmaking.scheduler.search.candidate import Candidate
from matchmaking.scheduler.search.state import Search

WORK = 0.5
"""Deterministic work for one neighbourhood."""

MAX_FREE = 320
"""Placed meetings in a neighbourhood at most, and as many that are left out."""

MAX_FILLED_UP = 20_000
"""Pairs of a left out meeting and a slot up to which all of them are tried at once."""

MAX_OBJECTIVE = 2**52
"""Weights of an objective stay below this."""


class Neighbourhoods:
    """The search by neighbourhoods; `idle` counts those in a row that brought nothing."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.hall = search.hall
        self.random = search.random
        self.width = 3
        self.idle = 0

    def improve(self, *, share: float, patience: int) -> None:
        """Go on for a share of what is left, or until `patience` neighbourhoods were in vain."""
        self.idle = 0
        until = self.search.budget.share(share)
        while self.something_to_gain():
            if self.idle >= patience:
                return
            if until is not None and self.search.budget.seconds > until:
                return
            self._step()

    def fill_up(self) -> None:
        """Everything stays, and what is left out takes whatever room there is, at its best."""
        best = self.search.best
        if best is None:
            return
        left_out = {m.index: m.slots for m in self.hall.meetings if m.index not in best.grid}
        if sum(len(slots) for slots in left_out.values()) <= MAX_FILLED_UP:
            self._solve(best, {m: slots for m, slots in left_out.items() if slots})

    def something_to_gain(self) -> bool:
        """Whether a word that neighbourhoods can move is still open."""
        best = self.search.best
        if best is None:
            return False
        gains = [word for word in self.search.open_words() if word != "table_changes"]
        return best.shortfall > 0 or any(not self.search.settled(word) for word in gains)

    def _step(self) -> None:
        best = self.search.best
        if best is None:
            return
        free = self._neighbourhood(best)
        before = best.rank
        state = self._solve(best, free)
        better = self.search.best is not None and self.search.best.rank < before
        self.idle = 0 if better else self.idle + 1
        if state == "optimal" and not better and self.random.random() < 0.3:
            self.width = min(self.width + 1, 6)
        elif state != "optimal":
            self.width = max(self.width - 1, 2)

    # --- neighbourhoods -------------------------------------------------------------------------

    def _neighbourhood(self, best: Candidate) -> dict[int, tuple[int, ...]]:
        """Per free meeting the slots that it may take."""
        if self.random.random() < 0.7:
            return self._some_slots(best)
        return self._some_people(best)

    def _some_slots(self, best: Candidate) -> dict[int, tuple[int, ...]]:
        """A few slots are emptied; what was there (and what is left out) may take any of them."""
        count = min(self.width, len(self.hall.sessions))
        if self.random.random() < 0.5:
            start = self.random.randrange(len(self.hall.sessions) - count + 1)
            slots = tuple(range(start, start + count))
        else:
            slots = tuple(sorted(self.random.sample(list(self.hall.slots), count)))
        inside = [m for m, sitting in best.grid.items() if sitting.slot in slots]
        return dict.fromkeys(self._with_left_out(best, self._crowd(inside)), slots)

    def _some_people(self, best: Candidate) -> dict[int, tuple[int, ...]]:
        """All meetings of some parties, those with breaks first, may take any slot."""
        busy = agendas(self.hall, best.grid)
        troubled = [d for d, slots in enumerate(busy) if breaks_of(self.hall, d, slots)]
        meetings_of = defaultdict(list)
        for m in sorted(best.grid):
            for p in self.hall.meetings[m].parties:
                meetings_of[p].append(m)
        parties = [self.hall.party_of[d] for d in troubled] or sorted(meetings_of)
        self.random.shuffle(parties)
        free: set[int] = set()
        for p in parties:
            if len(free) > 90:
                break
            free.update(meetings_of[p])
        return dict.fromkeys(self._with_left_out(best, sorted(free)), tuple(self.hall.slots))

    def _crowd(self, inside: list[int]) -> list[int]:
        """At most `MAX_FREE` of these meetings, those of parties that meet each other."""
        if len(inside) <= MAX_FREE:
            return sorted(inside)
        of_party = defaultdict(list)
        for m in sorted(inside):
            for p in self.hall.meetings[m].parties:
                of_party[p].append(m)
        queue = [self.random.choice(sorted(of_party))]
        seen, free = set(queue), set[int]()
        while len(free) < MAX_FREE:
            if not queue:
                queue = [self.random.choice(sorted(set(of_party) - seen))]
                seen.update(queue)
            for m in of_party[queue.pop(0)]:
                free.add(m)
                fresh = [p for p in self.hall.meetings[m].parties if p not in seen]
                seen.update(fresh)
                queue += fresh
        return sorted(free)

    def _with_left_out(self, best: Candidate, free: list[int]) -> list[int]:
        """Those, and the meetings without a place if more could be placed."""
        gain = {"minimum", "placed", "value"} & set(self.search.open_words())
        if not gain and best.shortfall == 0 and self.random.random() < 0.8:
            return free
        left_out = [m.index for m in self.hall.meetings if m.index not in best.grid and m.slots]
        if len(left_out) > MAX_FREE:
            left_out = sorted(self.random.sample(left_out, MAX_FREE))
        return sorted({*free, *left_out})

    # --- one neighbourhood ----------------------------------------------------------------------

    def _solve(self, best: Candidate, free: Mapping[int, tuple[int, ...]]) -> str:
        words = [word for word in self.search.words if word != "table_changes"]
        model = Model(
            self.hall, free, best.grid, hard=best.shortfall == 0, words=words, kept=best.kept
        )
        self._aim(model, best)
        model.hint(best.grid)
        answer = self.search.solver.solve(model.cp, work=WORK, workers=1)
        if answer.state in FOUND:
            self.search.offer(model.grid(answer.value))
        return answer.state

    def _aim(self, model: Model, best: Candidate) -> None:
        """Words before the first unproven one stay as they are; the others are weighed."""
        opened = self.search.open_words()
        for word in self.search.words[: len(self.search.words) - len(opened)]:
            if word != "table_changes" and best.shortfall == 0:
                model.keep(word, best.figures[word])
        terms: list[tuple[Any, int]] = []
        if best.shortfall:
            terms.append((model.shortfall, _range(model, "shortfall")))
            opened = list(self.search.words)
        for word in opened:
            if word != "table_changes":
                sign = -1 if word in MAXIMISED else 1
                terms.append((sign * model.levels[word], _range(model, word)))
        model.cp.minimize(_weighed(terms))


def _weighed(terms: list[tuple[Any, int]]) -> Any:
    """One expression in which each term outweighs all that follow; the last may fall away."""
    total, room = 1, len(terms)
    for n, (_, span) in enumerate(terms):
        total *= span + 1
        if total > MAX_OBJECTIVE:
            room = max(1, n)
            break
    weight, objective = 1, 0
    for expression, span in reversed(terms[:room]):
        objective += weight * expression
        weight *= span + 1
    return objective


def _range(model: Model, word: str) -> int:
    """How far the figure of a word can move in this neighbourhood, at most."""
    hall = model.hall
    free = list(model.variables.slots_of)
    people = {d for d, _ in model.variables.sits}
    if word == "value":
        return sum(hall.meetings[m].value for m in free)
    if word in ("placed", "follows"):
        return len(free)
    if word == "minimum":
        return sum(len(hall.meetings[m].parties) for m in free)
    if word == "changes":
        return sum(len(hall.meetings[m].parties) for m in free)
    if word == "shortfall":
        return len(free) + len(hall.sessions)
    return len(people) * len(hall.sessions)
