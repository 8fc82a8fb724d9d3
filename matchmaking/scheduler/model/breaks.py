"""Breaks in the model: chains of "has met already", one for each delegate.

Over the slots that count for a delegate, `held[k]` says that there was a meeting in one of the
first k + 1; a break ends between k and k + 1 when held[k], idle in k, and busy in k + 1.
"""

from __future__ import annotations

import itertools
from typing import Any

from matchmaking.scheduler.hall.breaks import break_slots_of, breaks_of, counted_slots
from matchmaking.scheduler.model.variables import Variables


class Breaks:
    """`total`: breaks of all; `slots_total`: their slots; `excess`: spread beyond the rule."""

    def __init__(self, variables: Variables, spread: int | None) -> None:
        self.variables = variables
        self.cp = variables.cp
        self.total: Any = 0
        self.slots_total: Any = 0
        self.excess: Any = 0
        wanted = variables.words & {"breaks", "break_slots"} or spread is not None
        if not wanted:
            return
        moving = {d for d, _ in variables.sits}
        counts: list[Any] = []
        known: list[int] = []
        for d in range(len(variables.hall.people)):
            if d in moving:
                counts.append(self._chain(d))
            else:
                busy = variables.busy.get(d, set())
                known.append(breaks_of(variables.hall, d, busy))
                self.slots_total += break_slots_of(variables.hall, d, busy)
        self.total = sum(known) + sum(counts)
        if spread is not None:
            self._limit_spread(spread, counts, known)

    def _either(self, a: Any, b: Any) -> Any:
        """A literal for `a or b`."""
        if a is True or b is True:
            return True
        if a is False or b is False:
            return b if a is False else a
        both = self.cp.new_bool_var("")
        self.cp.add_implication(a, both)
        self.cp.add_implication(b, both)
        self.cp.add_bool_or([a, b, both.negated()])
        return both

    def _all(self, literals: list[Any]) -> Any:
        """A literal for "all of these"; constants make it simpler."""
        if any(literal is False for literal in literals):
            return False
        open_ones = [literal for literal in literals if literal is not True]
        if not open_ones:
            return True
        if len(open_ones) == 1:
            return open_ones[0]
        every = self.cp.new_bool_var("")
        self.cp.add_bool_or([every, *(literal.negated() for literal in open_ones)])
        for literal in open_ones:
            self.cp.add_implication(every, literal)
        return every

    def _chain(self, d: int) -> Any:
        """The number of breaks of delegate d."""
        slots = counted_slots(self.variables.hall, d)
        used = {t: self.variables.use(d, t) for t in slots}
        ends = []
        held: Any = False
        before: dict[int, Any] = {}
        for t, following in itertools.pairwise(slots):
            held = before[t] = self._either(held, used[t])
            idle = (not used[t]) if isinstance(used[t], bool) else used[t].negated()
            ends.append(self._all([held, idle, used[following]]))
        if "break_slots" in self.variables.words:
            self.slots_total += self._inside(slots, used, before)
        return sum(int(end) if isinstance(end, bool) else end for end in ends)

    def _inside(self, slots: list[int], used: dict[int, Any], before: dict[int, Any]) -> Any:
        """The number of slots inside breaks: met before, meets later, idle now."""
        inside: dict[int, Any] = {}
        later: Any = False
        for t in reversed(slots):
            if t in before:
                idle = (not used[t]) if isinstance(used[t], bool) else used[t].negated()
                inside[t] = self._all([before[t], later, idle])
            later = self._either(later, used[t])
        total: Any = sum(int(i) if isinstance(i, bool) else i for i in inside.values())
        for first, last in itertools.pairwise(slots):
            if last - first > 1:  # absent in between: inside a break if either side is
                edge = self._either(inside.get(first, False), inside.get(last, False))
                total += (last - first - 1) * (int(edge) if isinstance(edge, bool) else edge)
        return total

    def _limit_spread(self, spread: int, counts: list[Any], known: list[int]) -> None:
        most = len(self.variables.hall.sessions)
        low = self.cp.new_int_var(0, most, "")
        if self.variables.hard:
            high: Any = low + spread
        else:
            high = self.cp.new_int_var(0, most, "")
            self.excess = self.cp.new_int_var(0, most, "")
            self.cp.add(self.excess >= high - low - spread)
        for count in (*counts, min(known, default=None), max(known, default=None)):
            if count is not None:
                self.cp.add(count >= low)
                self.cp.add(count <= high)
