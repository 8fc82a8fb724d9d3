"""The constraint model of a grid: which meeting in which slot, with whom.

One model serves every phase. Some meetings are *free*, each with the slots it may take; all other
placed meetings stay as they are (*fixed*) and only take room. The whole problem is the case where
everything is free.

Variables: `x[m, t]` meeting m is in slot t; `y[m, t, d]` delegate d sits there; `g[m, t, i]`
interpreter i helps. Tables do not occur: they are counted by kind (`model_tables`), which is
exact, and handed out afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import product
from typing import TYPE_CHECKING, Any

from matchmaking.scheduler.hall.indexed import Grid, Hall, Meeting, Sitting
from matchmaking.scheduler.hall.previous import kept_seats_of
from matchmaking.scheduler.model_breaks import Breaks
from matchmaking.scheduler.model_keeping import Keeping
from matchmaking.scheduler.model_tables import limit_tables

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Literal = Any  # a Boolean variable of the model, its negation, or the constants True and False


def negated(literal: Literal) -> Literal:
    """The opposite of a literal, constants included."""
    return (not literal) if isinstance(literal, bool) else literal.negated()


class Model:
    """The model, its variables, and the figures that the objective speaks of.

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
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow import

        self.hall = hall
        self.fixed = {m: sitting for m, sitting in fixed.items() if m not in free}
        self.hard = hard
        self.words = frozenset(words)
        self.kept = kept
        self.tight = tight
        self.used: dict[tuple[int, int], Literal] = {}
        self.pooled = hall.pools if pooled else frozenset()
        self.pool: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        self.cp: cp_model.CpModel = cp_model.CpModel()
        self.x: dict[tuple[int, int], Literal] = {}
        self.y: dict[tuple[int, int, int], Literal] = {}
        self.g: dict[tuple[int, int, int], Literal] = {}
        self.slots_of: dict[int, list[int]] = {}
        self.foreign: dict[int, Any] = {}
        self._take_room()
        for m in sorted(free):
            self._add_meeting(hall.meetings[m], free[m])
        self._one_place_at_a_time()
        self._limits_of_parties()
        self._precedences()
        if tight:
            self._say_twice()
        self.keeping = Keeping(self)
        limit_tables(self)
        self._chairs()
        self.breaks = Breaks(self, self.hall.problem.rules.max_break_spread if spread else None)
        self.levels = self._levels()
        self.shortfall = self._shortfall()

    # --- what the fixed meetings take -----------------------------------------------------------

    def _take_room(self) -> None:
        self.busy: dict[int, set[int]] = defaultdict(set)
        self.helping: dict[int, set[int]] = defaultdict(set)
        self.fixed_in: dict[int, list[int]] = defaultdict(list)
        self.has: dict[int, int] = defaultdict(int)
        for m, sitting in self.fixed.items():
            self.fixed_in[sitting.slot].append(m)
            for d in sitting.delegates:
                self.busy[d].add(sitting.slot)
            for p in self.hall.meetings[m].parties:
                self.has[p] += 1
            if sitting.interpreter is not None:
                self.helping[sitting.interpreter].add(sitting.slot)

    # --- one meeting ----------------------------------------------------------------------------

    def _add_meeting(self, meeting: Meeting, slots: Iterable[int]) -> None:
        m = meeting.index
        early, late = self._window(meeting)
        self.slots_of[m] = []
        for t in sorted(set(slots) & set(meeting.slots)):
            if early < t < late:
                self._add_choice(meeting, t)
        choices = [self.x[m, t] for t in self.slots_of[m]]
        if meeting.must and self.hard:
            self.cp.add_exactly_one(choices) if choices else self.cp.add_bool_or([])
        elif len(choices) > 1:
            self.cp.add_at_most_one(choices)
        if meeting.speech_matters and choices:
            self._understanding(meeting)

    def _window(self, meeting: Meeting) -> tuple[int, int]:
        """The slots (exclusive) between which fixed meetings before and after leave it."""
        before = [self.fixed[o].slot for o in meeting.after if o in self.fixed]
        waiting = self.hall.followers.get(meeting.index, ())
        following = [self.fixed[o].slot for o in waiting if o in self.fixed]
        return max(before, default=-1), min(following, default=len(self.hall.sessions))

    def _free_then(self, d: int, t: int) -> bool:
        return t in self.hall.present[d] and t not in self.busy.get(d, ())

    def _add_choice(self, meeting: Meeting, t: int) -> None:
        m = meeting.index
        casts = [c for c in meeting.casts if all(self._free_then(d, t) for d in c.delegates)]
        helpers = {
            i
            for cast in casts
            for i in cast.interpreters
            if t in self.hall.helpers_present[i] and t not in self.helping.get(i, ())
        }
        casts = [c for c in casts if not c.interpreters or helpers.intersection(c.interpreters)]
        if not casts:
            return
        x = self.x[m, t] = self.cp.new_bool_var("")
        self.slots_of[m].append(t)
        for k, p in enumerate(meeting.parties):
            if p in self.pooled:
                self.pool[p, t].append(x)
                continue
            who = sorted({cast.delegates[k] for cast in casts})
            if len(who) == 1:
                self.y[m, t, who[0]] = x
                continue
            seats = [self.cp.new_bool_var("") for _ in who]
            for d, seat in zip(who, seats, strict=True):
                self.y[m, t, d] = seat
            self.cp.add_exactly_one([*seats, x.negated()])
        for i in sorted(helpers):
            self.g[m, t, i] = self.cp.new_bool_var("")
        if helpers:
            self.cp.add_at_most_one([*(self.g[m, t, i] for i in sorted(helpers)), x.negated()])

    def _understanding(self, meeting: Meeting) -> None:
        """Only casts who understand each other, and an interpreter where they need one."""
        m = meeting.index
        known = {cast.delegates: cast for cast in meeting.casts}
        if "follows" in self.words and any(cast.foreign for cast in meeting.casts):
            self.foreign[m] = self.cp.new_bool_var("")
        for t in self.slots_of[m]:
            here = [self._who(meeting, k, t) for k in range(len(meeting.parties))]
            for combination in product(*here):
                seats: list[Any] = [self.y.get((m, t, d), self.x[m, t]) for d in combination]
                unless = [seat.negated() for seat in seats]
                cast = known.get(combination)
                if cast is None:
                    self.cp.add_bool_or(unless)
                    continue
                if cast.interpreters:
                    able = [self.g[m, t, i] for i in cast.interpreters if (m, t, i) in self.g]
                    self.cp.add_bool_or([*unless, *able])
                if cast.foreign and m in self.foreign:
                    self.cp.add_bool_or([*unless, self.foreign[m]])

    def _who(self, meeting: Meeting, k: int, t: int) -> list[int]:
        """Who may sit for the kth party in a slot; of a pool, one for all."""
        who = meeting.allowed[k]
        if meeting.parties[k] in self.pooled:
            return [next(d for d in who if self._free_then(d, t))]
        return [d for d in who if (meeting.index, t, d) in self.y]

    # --- rules over meetings --------------------------------------------------------------------

    def _one_place_at_a_time(self) -> None:
        """One meeting a slot for delegates and interpreters; rows where they are limited."""
        self.sits: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        helps: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        for (_, t, d), literal in self.y.items():
            self.sits[d, t].append(literal)
        for (_, t, i), literal in self.g.items():
            helps[i, t].append(literal)
        for choices in (*self.sits.values(), *helps.values()):
            if len(choices) > 1:
                self.cp.add_at_most_one(choices)
        for (p, t), choices in self.pool.items():
            free = sum(self._free_then(d, t) for d in self.hall.members[p])
            if len(choices) > free:
                self.cp.add(sum(choices) <= free)
        for d in sorted({d for d, _ in self.sits}):
            row = self.hall.people[d].max_in_a_row
            if row is not None:
                self._limit_rows(row, d, self.sits, self.busy.get(d, set()))
        for i in sorted({i for i, _ in helps}):
            row = self.hall.problem.interpreters[i].max_in_a_row
            self._limit_rows(row, i, helps, self.helping.get(i, set()))

    def _limit_rows(
        self, row: int, who: int, at: Mapping[tuple[int, int], list[Literal]], busy: set[int]
    ) -> None:
        sessions = self.hall.sessions
        for start in range(len(sessions) - row):
            window = range(start, start + row + 1)
            literals = [literal for t in window for literal in at.get((who, t), ())]
            if literals and len({sessions[t] for t in window}) == 1:
                taken = sum(t in busy for t in window)
                self.cp.add(sum(literals) <= row - taken)

    def placed(self, m: int) -> Any:
        """1 if the free meeting m is placed, else 0."""
        return sum(self.x[m, t] for t in self.slots_of[m])

    def use(self, d: int, t: int) -> Literal:
        """Whether delegate d meets in slot t."""
        if t in self.busy.get(d, ()):
            return True
        choices = self.sits.get((d, t))
        if not choices:
            return False
        if len(choices) == 1:
            return choices[0]
        if (d, t) not in self.used:
            self.used[d, t] = self.cp.new_bool_var("")
            self.cp.add_exactly_one([*choices, self.used[d, t].negated()])
        return self.used[d, t]

    def _say_twice(self) -> None:
        """What follows from the rest, in terms of who is busy when."""
        for p, free in self.free_of.items():
            busy = [self.use(d, t) for d in self.hall.members[p] for t in self.hall.slots]
            # A number, where it is one: the solver does not see that these sums are.
            certain = sum(self.hard and self.hall.meetings[m].must for m in free)
            others = [m for m in free if not (self.hard and self.hall.meetings[m].must)]
            met = certain + sum(self.placed(m) for m in others)
            self.cp.add(sum(u for u in busy if not isinstance(u, bool)) == met)
        for t in self.hall.slots:
            busy = [self.use(d, t) for d in range(len(self.hall.people))]
            taken = sum(u is True for u in busy)
            room = self.hall.seats(t) - taken
            self.cp.add(sum(u for u in busy if not isinstance(u, bool)) <= room)

    def _limits_of_parties(self) -> None:
        self.free_of: dict[int, list[int]] = defaultdict(list)
        for m in self.slots_of:
            for p in self.hall.meetings[m].parties:
                self.free_of[p].append(m)
        for p, free in self.free_of.items():
            most = self.hall.problem.parties[p].max_meetings
            if most is not None and most < self.has[p] + len(free):
                self.cp.add(sum(self.placed(m) for m in free) <= most - self.has[p])

    def _precedences(self) -> None:
        for m in self.slots_of:
            for other in self.hall.meetings[m].after:
                if other not in self.slots_of:
                    continue
                for t in self.slots_of[m]:
                    sooner = [self.x[m, s] for s in self.slots_of[m] if s <= t]
                    later = [self.x[other, s] for s in self.slots_of[other] if s >= t]
                    if later:
                        self.cp.add_at_most_one([*sooner, *later])

    def _chairs(self) -> None:
        chairs = self.hall.problem.rules.chairs
        if chairs is None:
            return
        seated: dict[int, list[Any]] = defaultdict(list)
        for (m, t), x in self.x.items():
            seated[t].append(len(self.hall.meetings[m].parties) * x)
        for (_, t, _), helper in self.g.items():
            seated[t].append(helper)
        for t, terms in seated.items():
            taken = sum(
                len(self.fixed[m].delegates) + (self.fixed[m].interpreter is not None)
                for m in self.fixed_in[t]
            )
            self.cp.add(sum(terms) <= chairs - taken)

    # --- figures --------------------------------------------------------------------------------

    def _levels(self) -> dict[str, Any]:
        """Per word a linear expression for the figure of the whole schedule, fixed part included.

        `table_changes` has none: it is decided when tables are handed out.
        """
        meetings = self.hall.meetings
        figures: dict[str, Any] = {}
        if "minimum" in self.words:
            figures["minimum"] = self._missing_meetings()
        if "placed" in self.words:
            figures["placed"] = len(self.fixed) + sum(self.x.values())
        if "value" in self.words:
            fixed = sum(meetings[m].value for m in self.fixed)
            figures["value"] = fixed + sum(meetings[m].value * x for (m, _), x in self.x.items())
        if "changes" in self.words:
            total = sum(len(m.previous.delegates) for m in meetings if m.previous is not None)
            stay = sum(kept_seats_of(self.hall, m, self.fixed) for m in self.kept)
            figures["changes"] = total - stay - sum(self.keeping.seats.values())
        if "breaks" in self.words:
            figures["breaks"] = self.breaks.total
        if "break_slots" in self.words:
            figures["break_slots"] = self.breaks.slots_total
        if "follows" in self.words:
            fixed = sum(meetings[m].is_foreign(s.delegates) for m, s in self.fixed.items())
            figures["follows"] = fixed + sum(self.foreign.values())
        return figures

    def _missing_meetings(self) -> Any:
        total: Any = 0
        for p in range(len(self.hall.members)):
            gap = self.hall.least(p) - self.has[p]
            if gap <= 0:
                continue
            if p not in self.free_of:
                total += gap
                continue
            short = self.cp.new_int_var(0, gap, "")
            self.cp.add(short + sum(self.placed(m) for m in self.free_of[p]) >= gap)
            total += short
        return total

    def _shortfall(self) -> Any:
        """Meetings that must be placed and are not, plus the spread beyond what is allowed."""
        if self.hard:
            return 0
        total: Any = self.breaks.excess
        for meeting in self.hall.meetings:
            if meeting.must and meeting.index not in self.fixed:
                free = meeting.index in self.slots_of
                total += 1 - (self.placed(meeting.index) if free else 0)
        return total

    # --- in and out -----------------------------------------------------------------------------

    def hint(self, grid: Grid) -> None:
        """Start from a grid."""
        for (m, t), x in self.x.items():
            self.cp.add_hint(x, m in grid and grid[m].slot == t)
        for (m, t, d), y in self.y.items():
            if y is not self.x[m, t]:
                self.cp.add_hint(y, m in grid and grid[m].slot == t and d in grid[m].delegates)
        for (m, t, i), g in self.g.items():
            self.cp.add_hint(g, m in grid and grid[m].slot == t and grid[m].interpreter == i)

    def grid(self, value: Any) -> Grid:
        """The grid of a solution; `value` gives the value of a literal. Fixed part included."""
        found = dict(self.fixed)
        seated: set[tuple[int, int]] = set()
        for (m, t), x in self.x.items():
            if value(x):
                found[m] = self._sitting(self.hall.meetings[m], t, value, seated)
        return found

    def _sitting(
        self, meeting: Meeting, t: int, value: Any, seated: set[tuple[int, int]]
    ) -> Sitting:
        """Who sits; those of a pool in turn (`seated`: delegates and slots given away)."""
        m = meeting.index
        people = tuple(
            next(
                d
                for d in who
                if ((d, t) not in seated and self._free_then(d, t))
                and (p in self.pooled or ((m, t, d) in self.y and value(self.y[m, t, d])))
            )
            for p, who in zip(meeting.parties, meeting.allowed, strict=True)
        )
        seated.update((d, t) for d in people)
        cast = next(cast for cast in meeting.casts if cast.delegates == people)
        helper = next(
            (i for i in cast.interpreters if (m, t, i) in self.g and value(self.g[m, t, i])), None
        )
        return Sitting(t, people, helper)
