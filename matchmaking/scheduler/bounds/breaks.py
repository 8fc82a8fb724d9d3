"""How few breaks there can be at least: agendas without meetings.

A relaxation that forgets who meets whom. Everybody only picks a pattern of busy and idle slots;
patterns must add up to the meetings that are placed, and in no slot may more people sit than
its tables and chairs carry. People who look alike are counted together, as a flow through states
(before the first meeting, busy, inside a break, done) that also counts their meetings. Every
schedule gives such a flow, so its least cost is a proven bound; it is small, and solved at once.
It shows what full slots cost: who must sit idle in the middle of the day has a break.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from matchmaking.scheduler.hall.breaks import counted_slots
from matchmaking.scheduler.hall.indexed import Hall
from matchmaking.scheduler.model.solver import FOUND, Solver, lean_on_lp

WORK = 0.1
"""Deterministic work. A bound above 0 is found at once or, with few exceptions, never."""

BEFORE, BUSY, INSIDE, DONE = range(4)
STEPS = {
    # state: (next state, busy, cost in breaks, cost in break slots)
    BEFORE: ((BEFORE, 0, 0, 0), (BUSY, 1, 0, 0)),
    BUSY: ((BUSY, 1, 0, 0), (INSIDE, 0, 1, 1), (DONE, 0, 0, 0)),
    INSIDE: ((INSIDE, 0, 0, 1), (BUSY, 1, 0, 0)),
    DONE: ((DONE, 0, 0, 0),),
}


@dataclass(frozen=True, slots=True)
class _Kind:
    """People alike: the slots that count, those attended, and how many meetings they have.

    `alone`: the only delegate of a party, for whom the numbers hold.
    """

    slots: tuple[int, ...]
    present: frozenset[int]
    least: int
    most: int
    alone: bool


def break_bound(hall: Hall, solver: Solver, word: str, reached: dict[str, int]) -> int:
    """A proven lower bound of `breaks` or `break_slots`.

    It speaks of all schedules whose figures are as good as `reached` in the words before.
    """
    words = hall.problem.objective
    needed = _needed(hall, words[: words.index(word)], reached)
    if needed == 0:
        return 0
    model = _Model(hall, needed, word)
    answer = solver.solve(model.cp, work=WORK, tune=lean_on_lp)
    return max(0, round(answer.bound)) if answer.state in FOUND else 0


def _needed(hall: Hall, words: tuple[str, ...], reached: dict[str, int]) -> int:
    """How many meetings must be placed at least to reach the figures of these words."""
    if hall.problem.rules.place_all:
        return len(hall.meetings)
    needed = reached["placed"] if "placed" in words else 0
    if "value" in words:
        missing, count = reached["value"], 0
        for value in sorted((m.value for m in hall.meetings if m.slots), reverse=True):
            if missing <= 0:
                break
            missing, count = missing - value, count + 1
        needed = max(needed, count)
    return needed


class _Model:
    """The flow: one commodity for each delegate of each kind of party."""

    def __init__(self, hall: Hall, needed: int, word: str) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow import

        self.hall = hall
        self.cp = cp_model.CpModel()
        self.slots_cost = word == "break_slots"
        self.load: dict[int, list[Any]] = defaultdict(list)
        self.costs: list[Any] = []
        everything = needed == sum(bool(m.slots) for m in hall.meetings)
        kinds = Counter(
            kind for p in range(len(hall.members)) for kind in self._kinds(p, exact=everything)
        )
        met: list[Any] = []
        for kind, count in kinds.items():
            met.append(self._flow(kind, count) if kind.alone else self._pool(kind, count))
        if hall.meetings:
            self.cp.add(sum(met) >= needed * min(len(m.parties) for m in hall.meetings))
        for t, terms in self.load.items():
            self.cp.add(sum(terms) <= hall.seats(t))
        self.cp.minimize(sum(self.costs))

    def _kinds(self, p: int, *, exact: bool) -> list[_Kind]:
        """The delegates of a party: one with its count of meetings, several without."""
        hall = self.hall
        who = hall.members[p]
        most = hall.most(p)
        if len(who) > 1:
            return [
                _Kind(tuple(counted_slots(hall, d)), hall.present[d], 0, 0, alone=False)
                for d in who
            ]
        least = min(hall.possible[p], most) if exact else 0
        slots = tuple(counted_slots(hall, who[0]))
        return [_Kind(slots, hall.present[who[0]], least, most, alone=True)]

    def _flow(self, kind: _Kind, count: int) -> Any:
        """The meetings of `count` people of a kind, each with its number of them."""
        at: dict[tuple[int, int], list[Any]] = {(BEFORE, 0): [count]}
        for t in kind.slots:
            at = self._step(kind, count, t, at, counting=True)
        for (state, met), arriving in at.items():
            if state == INSIDE or met < kind.least:
                self.cp.add(sum(arriving) == 0)
        return sum(met * sum(arriving) for (_, met), arriving in at.items())

    def _pool(self, kind: _Kind, count: int) -> Any:
        """The same without numbers: colleagues can share out their meetings as they like."""
        before = {t: len(self.load[t]) for t in kind.slots}
        at: dict[tuple[int, int], list[Any]] = {(BEFORE, 0): [count]}
        for t in kind.slots:
            at = self._step(kind, count, t, at, counting=False)
        for (state, _), arriving in at.items():
            if state == INSIDE:
                self.cp.add(sum(arriving) == 0)
        return sum(arc for t in kind.slots for arc in self.load[t][before[t] :])

    def _step(
        self,
        kind: _Kind,
        count: int,
        t: int,
        at: dict[tuple[int, int], list[Any]],
        *,
        counting: bool,
    ) -> dict[tuple[int, int], list[Any]]:
        """One slot: everybody goes on from a state to one that may follow."""
        following: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for (state, met), arriving in at.items():
            leaving = []
            for after, busy, breaks, idle in STEPS[state]:
                if busy and (t not in kind.present or (counting and met == kind.most)):
                    continue
                arc = self.cp.new_int_var(0, count, "")
                leaving.append(arc)
                following[after, met + busy if counting else 0].append(arc)
                if busy:
                    self.load[t].append(arc)
                if idle if self.slots_cost else breaks:
                    self.costs.append(arc)
            self.cp.add(sum(leaving) == sum(arriving))
        return following
