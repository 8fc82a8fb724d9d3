"""What stays as it was: seats of an earlier schedule in the model.

A seat is held only in its old slot at its old table, so a meeting can keep what it had only where
that table is still its to take.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from matchmaking.scheduler.hall.previous import can_keep
from matchmaking.scheduler.model.variables import Variables


class Keeping:
    """`keeps[m]`: meeting m is in its old slot at its old table; `seats[m]`: how many it holds."""

    def __init__(self, variables: Variables) -> None:
        self.variables = variables
        self.hall = variables.hall
        self.keeps: dict[int, Any] = {}
        self.seats: dict[int, Any] = {}
        if "changes" in variables.words:
            self._offer_old_tables()

    def _offer_old_tables(self) -> None:
        """No two meetings keep the same table in a slot, nor one that a fixed meeting keeps."""
        variables, cp = self.variables, self.variables.cp
        claims: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for m in variables.slots_of:
            old = self.hall.meetings[m].previous
            if old is None or old.slot is None or not can_keep(self.hall, self.hall.meetings[m]):
                continue
            if (m, old.slot) not in variables.x:
                continue
            keep = self.keeps[m] = cp.new_bool_var("")
            cp.add_implication(keep, variables.x[m, old.slot])
            claims[old.slot, old.table or 0].append(keep)
            self.seats[m] = self._kept(m, old.slot, keep)
        for m in variables.kept & set(variables.fixed):
            old = self.hall.meetings[m].previous
            if old is not None and old.slot is not None:
                for keep in claims.get((old.slot, old.table or 0), ()):
                    cp.add(keep == 0)
        for choices in claims.values():
            cp.add_at_most_one(choices)

    def _kept(self, m: int, t: int, keep: Any) -> Any:
        """How many of its old seats a meeting holds if it keeps its table."""
        variables, meeting, cp = self.variables, self.hall.meetings[m], self.variables.cp
        old = meeting.previous
        step_free = old is not None and self.hall.tables[old.table or 0].step_free
        seats = []
        for d in (d for who in meeting.allowed for d in who):
            seat = variables.y.get((m, t, d))
            if seat is None:
                continue
            if self.hall.people[d].step_free and not step_free:
                cp.add_implication(keep, seat.negated())
            if old is not None and d in old.delegates:
                stays = cp.new_bool_var("")
                cp.add_implication(stays, keep)
                cp.add_implication(stays, seat)
                seats.append(stays)
        return sum(seats)
