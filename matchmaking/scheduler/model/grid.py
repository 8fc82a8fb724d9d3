"""The constraint model of a grid: which meeting in which slot, with whom.

One model serves every phase. Some meetings are *free*, each with the slots it may take; all other
placed meetings stay as they are (*fixed*) and only take room. The whole problem is the case where
everything is free.

Tables do not occur: they are counted by kind (`tables`), which is exact, and handed out
afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from matchmaking.scheduler.data import MAXIMISED
from matchmaking.scheduler.hall.indexed import Grid, Hall, Meeting, Sitting
from matchmaking.scheduler.hall.previous import kept_seats_of
from matchmaking.scheduler.model.breaks import Breaks
from matchmaking.scheduler.model.keeping import Keeping
from matchmaking.scheduler.model.rules import (
    enough_chairs,
    limits_of_parties,
    one_place_at_a_time,
    precedences,
    said_twice,
)
from matchmaking.scheduler.model.tables import limit_tables
from matchmaking.scheduler.model.variables import Variables

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


class Model:
    """The model `cp`, its variables, and the figures that the objective speaks of.

    `hard`: meetings that must be placed are, and the spread of breaks holds. Otherwise both may
    fail, and `shortfall` says by how much (0: a schedule that may be shown). `spread` False leaves
    that rule out altogether. `pooled` counts delegates who are alike instead of naming them, for
    models that ask about nobody's agenda. `tight` says some things twice, for proofs: in how
    many slots each party is busy, how many people a slot seats, and tables counted over stars
    ("imp1", "imp2" and "cluster" of Bofill et al., JAIR 74, 2022).
    """

    def __init__(
        self,
        hall: Hall,
        free: Mapping[int, Iterable[int]],
        fixed: Grid,
        *,
        hard: bool,
        words: Collection[str],
        kept: frozenset[int] = frozenset(),
        spread: bool = True,
        pooled: bool = False,
        tight: bool = False,
    ) -> None:
        self.hall = hall
        self.variables = variables = Variables(
            hall, free, fixed, hard=hard, words=words, kept=kept, pooled=pooled
        )
        self.cp = variables.cp
        one_place_at_a_time(variables)
        limits_of_parties(variables)
        precedences(variables)
        if tight:
            said_twice(variables)
        self.keeping = Keeping(variables)
        limit_tables(variables, self.keeping, stars=tight)
        enough_chairs(variables)
        self.breaks = Breaks(variables, hall.problem.rules.max_break_spread if spread else None)
        self.levels = self._levels()
        self.shortfall = self._shortfall()

    # --- figures --------------------------------------------------------------------------------

    def _levels(self) -> dict[str, Any]:
        """Per word a linear expression for the figure of the whole schedule, fixed part included.

        `table_changes` has none: it is decided when tables are handed out.
        """
        variables, meetings = self.variables, self.hall.meetings
        figures: dict[str, Any] = {}
        if "minimum" in variables.words:
            figures["minimum"] = self._missing_meetings()
        if "placed" in variables.words:
            figures["placed"] = len(variables.fixed) + sum(variables.x.values())
        if "value" in variables.words:
            fixed = sum(meetings[m].value for m in variables.fixed)
            figures["value"] = fixed + sum(
                meetings[m].value * x for (m, _), x in variables.x.items()
            )
        if "changes" in variables.words:
            total = sum(len(m.previous.delegates) for m in meetings if m.previous is not None)
            stay = sum(kept_seats_of(self.hall, m, variables.fixed) for m in variables.kept)
            figures["changes"] = total - stay - sum(self.keeping.seats.values())
        if "breaks" in variables.words:
            figures["breaks"] = self.breaks.total
        if "break_slots" in variables.words:
            figures["break_slots"] = self.breaks.slots_total
        if "follows" in variables.words:
            fixed = sum(meetings[m].is_foreign(s.delegates) for m, s in variables.fixed.items())
            figures["follows"] = fixed + sum(variables.foreign.values())
        return figures

    def _missing_meetings(self) -> Any:
        variables = self.variables
        total: Any = 0
        for p in range(len(self.hall.members)):
            gap = self.hall.least(p) - variables.has[p]
            if gap <= 0:
                continue
            if p not in variables.free_of:
                total += gap
                continue
            short = self.cp.new_int_var(0, gap, "")
            self.cp.add(short + sum(variables.placed(m) for m in variables.free_of[p]) >= gap)
            total += short
        return total

    def _shortfall(self) -> Any:
        """Meetings that must be placed and are not, plus the spread beyond what is allowed."""
        variables = self.variables
        if variables.hard:
            return 0
        total: Any = self.breaks.excess
        for meeting in self.hall.meetings:
            if meeting.must and meeting.index not in variables.fixed:
                free = meeting.index in variables.slots_of
                total += 1 - (variables.placed(meeting.index) if free else 0)
        return total

    def keep(self, word: str, figure: int, within: cp_model.CpModel | None = None) -> None:
        """From now on this word is at least as good as this figure; `within`: in a copy alone."""
        cp = self.cp if within is None else within
        if word in MAXIMISED:
            cp.add(self.levels[word] >= figure)
        else:
            cp.add(self.levels[word] <= figure)

    # --- in and out -----------------------------------------------------------------------------

    def hint(self, grid: Grid) -> None:
        """Start from a grid."""
        variables = self.variables
        for (m, t), x in variables.x.items():
            self.cp.add_hint(x, m in grid and grid[m].slot == t)
        for (m, t, d), y in variables.y.items():
            if y is not variables.x[m, t]:
                self.cp.add_hint(y, m in grid and grid[m].slot == t and d in grid[m].delegates)
        for (m, t, i), g in variables.g.items():
            self.cp.add_hint(g, m in grid and grid[m].slot == t and grid[m].interpreter == i)

    def grid(self, value: Any) -> Grid:
        """The grid of a solution; `value` gives the value of a literal. Fixed part included."""
        found = dict(self.variables.fixed)
        seated: set[tuple[int, int]] = set()
        for (m, t), x in self.variables.x.items():
            if value(x):
                found[m] = self._sitting(self.hall.meetings[m], t, value, seated)
        return found

    def _sitting(
        self, meeting: Meeting, t: int, value: Any, seated: set[tuple[int, int]]
    ) -> Sitting:
        """Who sits; those of a pool in turn (`seated`: delegates and slots given away)."""
        m, variables = meeting.index, self.variables
        people = tuple(
            next(
                d
                for d in who
                if ((d, t) not in seated and variables.is_free(d, t))
                and (
                    p in variables.pooled
                    or ((m, t, d) in variables.y and value(variables.y[m, t, d]))
                )
            )
            for p, who in zip(meeting.parties, meeting.allowed, strict=True)
        )
        seated.update((d, t) for d in people)
        cast = next(cast for cast in meeting.casts if cast.delegates == people)
        helper = next(
            (
                i
                for i in cast.interpreters
                if (m, t, i) in variables.g and value(variables.g[m, t, i])
            ),
            None,
        )
        return Sitting(t, people, helper)
