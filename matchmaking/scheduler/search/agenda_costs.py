"""What a person's agenda costs, and which small changes of it would cost less.

An agenda is a mask: bit t is set if the person has a meeting in slot t. What it costs depends on
the mask, on when the person is there, and on how many meetings in a row are allowed. People who
agree in that share one memory, so nearly every question is answered from it.
"""

from __future__ import annotations

import math

from matchmaking.scheduler.hall.breaks import break_slots_of, breaks_of
from matchmaking.scheduler.hall.indexed import Hall

BEYOND_SPREAD = 8.0
"""Cost of a break beyond the spread that is allowed."""

LIGHT = 0.01
"""Weight of the second of the words `breaks` and `break_slots`."""

MAX_MASKS = 50_000
"""Masks that a memory holds before it is emptied."""


class AgendaCosts:
    """Costs of agendas, in breaks. Persons are delegates, then interpreters.

    `present[r]` is the mask of the slots in which person r is there.
    """

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.people = len(hall.people)
        presence = (*hall.present, *hall.helpers_present)
        self.present = [sum(1 << t for t in slots) for slots in presence]
        self._rows = [
            *(person.max_in_a_row for person in hall.people),
            *(helper.max_in_a_row for helper in hall.problem.interpreters),
        ]
        memories: dict[tuple[int, int | None, bool], _Memory] = {}
        self._memory = [
            memories.setdefault((present, row, r < self.people), _Memory())
            for r, (present, row) in enumerate(zip(self.present, self._rows, strict=True))
        ]
        self._pairs = [[(s, t) for t in hall.slots] for s in hall.slots]  # each once, not by mask
        words = [w for w in hall.problem.objective if w in ("breaks", "break_slots")]
        self._weights = {word: LIGHT if n else 1.0 for n, word in enumerate(words)}

    def cost(self, r: int, mask: int) -> float:
        """What the agenda `mask` of person r costs; infinite if it is forbidden."""
        known = self._memory[r].costs
        found = known.get(mask)
        if found is None:
            if len(known) >= MAX_MASKS:
                known.clear()
            found = known[mask] = self._cost(r, mask)
        return found

    def better_exchanges(self, r: int, mask: int) -> list[tuple[int, int]]:
        """The pairs of a busy slot and an idle one that would cost less changed round."""
        known = self._memory[r].exchanges
        found = known.get(mask)
        if found is None:
            if len(known) >= MAX_MASKS:
                known.clear()
            now = self.cost(r, mask)
            free = self.present[r] & ~mask
            found = known[mask] = [
                self._pairs[s][t]
                for s in self.hall.slots
                if mask >> s & 1
                for t in self.hall.slots
                if free >> t & 1 and self.cost(r, mask ^ (1 << s | 1 << t)) < now
            ]
        return found

    def better_flips(self, r: int, mask: int) -> list[int]:
        """The slots that would cost less if they were idle instead of busy, or busy, not idle."""
        now = self.cost(r, mask)
        return [
            t
            for t in self.hall.slots
            if self.present[r] >> t & 1 and self.cost(r, mask ^ 1 << t) < now
        ]

    def _cost(self, r: int, mask: int) -> float:
        busy = [t for t in self.hall.slots if mask >> t & 1]
        row = self._rows[r]
        if row is not None and _longest_row(self.hall, busy) > row:
            return math.inf
        if r >= self.people:
            return 0.0
        breaks = breaks_of(self.hall, r, busy)
        spread = self.hall.problem.rules.max_break_spread
        beyond = 0 if spread is None else max(0, breaks - spread)
        total = BEYOND_SPREAD * beyond + self._weights.get("breaks", 0.0) * breaks
        if "break_slots" in self._weights:
            total += self._weights["break_slots"] * break_slots_of(self.hall, r, busy)
        return total


class _Memory:
    """What was found out for people of a kind, by mask."""

    def __init__(self) -> None:
        self.costs: dict[int, float] = {}
        self.exchanges: dict[int, list[tuple[int, int]]] = {}


def _longest_row(hall: Hall, busy: list[int]) -> int:
    longest = row = 0
    last: int | None = None
    for t in busy:
        goes_on = last == t - 1 and hall.sessions[t] == hall.sessions[t - 1]
        row, last = (row + 1 if goes_on else 1), t
        longest = max(longest, row)
    return longest
