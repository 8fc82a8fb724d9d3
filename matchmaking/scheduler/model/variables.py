"""The variables of the model: for each free meeting its choices, and what fixed meetings take.

`x[m, t]` meeting m is in slot t; `y[m, t, d]` delegate d sits there; `g[m, t, i]` interpreter i
helps. With them comes what makes them one decision: a meeting has one slot, each of its parties
one delegate, and the people of a cast understand each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import product
from typing import TYPE_CHECKING, Any

from matchmaking.scheduler.hall.indexed import Grid, Hall, Meeting

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Literal = Any  # a Boolean variable of the model, its negation, or the constants True and False


class Variables:
    """What the rules and the figures of a model speak of, in the model `cp`.

    `free`: the meetings to decide, each with the slots that it may take; `fixed`: where all other
    placed meetings are. `hard`: a meeting that must be placed is. `words`: the figures that are
    asked for. `kept`: the fixed meetings that sit at their table of an earlier schedule.
    `pooled`: delegates who are alike are counted instead of named. `slots_of[m]`: the slots that
    are really open to the free meeting m.
    """

    def __init__(
        self,
        hall: Hall,
        free: Mapping[int, Iterable[int]],
        fixed: Grid,
        *,
        hard: bool,
        words: Collection[str],
        kept: frozenset[int],
        pooled: bool,
    ) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow import

        self.hall = hall
        self.fixed = {m: sitting for m, sitting in fixed.items() if m not in free}
        self.hard = hard
        self.words = frozenset(words)
        self.kept = kept
        self.pooled = hall.pools if pooled else frozenset()
        self.cp: cp_model.CpModel = cp_model.CpModel()
        self.x: dict[tuple[int, int], Literal] = {}
        self.y: dict[tuple[int, int, int], Literal] = {}
        self.g: dict[tuple[int, int, int], Literal] = {}
        self.slots_of: dict[int, list[int]] = {}
        self.foreign: dict[int, Any] = {}
        """Per meeting where it may happen: its people have no common language."""
        self.pool: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        """By pooled party and slot its meetings there."""
        self._used: dict[tuple[int, int], Literal] = {}
        self._take_room()
        for m in sorted(free):
            self._add_meeting(hall.meetings[m], free[m])
        self.sits: dict[tuple[int, int], list[Literal]] = defaultdict(list)
        """By delegate and slot the seats that may be theirs."""
        for (_, t, d), literal in self.y.items():
            self.sits[d, t].append(literal)
        self.free_of: dict[int, list[int]] = defaultdict(list)
        """Per party its free meetings."""
        for m in self.slots_of:
            for p in hall.meetings[m].parties:
                self.free_of[p].append(m)

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

    def is_free(self, d: int, t: int) -> bool:
        """Whether delegate d is there in slot t and sits in no fixed meeting then."""
        return t in self.hall.present[d] and t not in self.busy.get(d, ())

    def _add_choice(self, meeting: Meeting, t: int) -> None:
        m = meeting.index
        casts = [c for c in meeting.casts if all(self.is_free(d, t) for d in c.delegates)]
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
            return [next(d for d in who if self.is_free(d, t))]
        return [d for d in who if (meeting.index, t, d) in self.y]

    # --- what they come to ----------------------------------------------------------------------

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
        if (d, t) not in self._used:
            self._used[d, t] = self.cp.new_bool_var("")
            self.cp.add_exactly_one([*choices, self._used[d, t].negated()])
        return self._used[d, t]
