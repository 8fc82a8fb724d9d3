"""Choosing meetings before slots: which ones can be placed at most, as far as counting sees.

A relaxation: slots are forgotten, only how often people can meet remains. Its optimum limits
every schedule, and its choice is where placing begins.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import Any

from matchmaking.scheduler.bounds.counting import bounds
from matchmaking.scheduler.data import MAXIMISED
from matchmaking.scheduler.hall.indexed import Hall, Meeting
from matchmaking.scheduler.model.solver import FOUND, Answer, Solver, lean_on_lp

COUNTED = ("minimum", "placed", "value")
"""The words that this relaxation can limit."""

WORK = 3.0
"""Deterministic work for one word."""

SHARE = 0.15
"""Share of the time that is left for one word."""


class Choice:
    """`meetings`: the best selection found, or None; `bounds`: per word a proven limit.

    `seats`: ask for each chosen meeting who sits in it, too. That sees more, and takes longer.
    """

    def __init__(self, hall: Hall, *, seats: bool = False) -> None:
        self.hall = hall
        self.seats = seats
        self.meetings: frozenset[int] | None = None
        self.bounds: dict[str, int] = {}
        self.impossible = False

    def make(self, solver: Solver, achieved: dict[str, int] | None = None) -> Choice:
        """Take the words in order, each within the schedules that reach those before it.

        What "reach" means is `achieved` where it is given (the figures of a schedule), and else
        the optimum of this relaxation.
        """
        model = _Model(self.hall, seats=self.seats)
        for word in self.hall.problem.objective:
            if word not in COUNTED:
                continue
            answer = model.optimise(solver, word)
            if answer.state == "infeasible":
                self.impossible = True
                return self
            self.bounds[word] = round(answer.bound)
            if answer.state not in FOUND:
                self._trivial(word)
                continue
            self.meetings = model.chosen(answer)
            reached = answer.value(model.figures[word])
            model.require(word, reached if achieved is None else achieved[word])
        return self

    @property
    def selection(self) -> frozenset[int]:
        """The meetings to place: the best selection, or all if there is none."""
        return frozenset(range(len(self.hall.meetings))) if self.meetings is None else self.meetings

    def _trivial(self, word: str) -> None:
        values = [meeting.value for meeting in self.hall.meetings if meeting.slots]
        limits = {"minimum": 0, "placed": len(values), "value": sum(values)}
        self.bounds[word] = limits[word]


class _Model:
    """The relaxation: `c[m]` meeting m is chosen, `s[m, d]` delegate d sits in it."""

    def __init__(self, hall: Hall, *, seats: bool) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow import

        self.hall = hall
        self.seats = seats
        self.cp = cp_model.CpModel()
        self.c = [self._chosen(meeting) for meeting in hall.meetings]
        self.of_party: dict[int, list[Any]] = defaultdict(list)
        self.of_person: dict[int, list[Any]] = defaultdict(list)
        self.helped: list[Any] = []
        for meeting in hall.meetings:
            self._seat(meeting)
        for p, chosen in self.of_party.items():
            self.cp.add(sum(chosen) <= hall.most(p))
        for d, sits in self.of_person.items():
            row = hall.people[d].max_in_a_row
            self.cp.add(sum(sits) <= capacity(hall, hall.present[d], row))
        self.cp.add(sum(self.helped) <= self._helpers())
        self.cp.add(sum(self.c) <= bounds(hall.problem).meetings)
        self._limit_tables()
        self.figures: dict[str, Any] = {
            "minimum": self._missing(),
            "placed": sum(self.c),
            "value": sum(m.value * c for m, c in zip(hall.meetings, self.c, strict=True)),
        }

    def _chosen(self, meeting: Meeting) -> Any:
        c = self.cp.new_bool_var("")
        if meeting.must:
            self.cp.add(c == 1)
        if not meeting.slots:
            self.cp.add(c == 0)
        return c

    def _seat(self, meeting: Meeting) -> None:
        c = self.c[meeting.index]
        if not self.seats:
            self._seat_anybody(meeting, c)
            return
        literals: dict[int, Any] = {}
        for p, who in zip(meeting.parties, meeting.allowed, strict=True):
            self.of_party[p].append(c)
            seats: list[Any] = [c] if len(who) == 1 else [self.cp.new_bool_var("") for _ in who]
            if len(who) > 1:
                self.cp.add_exactly_one([*seats, c.negated()])
            for d, seat in zip(who, seats, strict=True):
                literals[d] = seat
                self.of_person[d].append(seat)
        if meeting.speech_matters:
            self._understanding(meeting, literals)

    def _seat_anybody(self, meeting: Meeting, c: Any) -> None:
        for p, who in zip(meeting.parties, meeting.allowed, strict=True):
            self.of_party[p].append(c)
            if len(who) == 1:
                self.of_person[who[0]].append(c)
        if meeting.casts and all(cast.interpreters for cast in meeting.casts):
            self.helped.append(c)

    def _understanding(self, meeting: Meeting, literals: dict[int, Any]) -> None:
        known = {cast.delegates: cast for cast in meeting.casts}
        helped = self.cp.new_bool_var("")
        for combination in product(*meeting.allowed):
            cast = known.get(combination)
            unless = [literals[d].negated() for d in combination]
            if cast is None:
                self.cp.add_bool_or(unless)
            elif cast.interpreters:
                self.cp.add_bool_or([*unless, helped])
        self.helped.append(helped)

    def _helpers(self) -> int:
        helpers = self.hall.problem.interpreters
        return sum(
            capacity(self.hall, present, helper.max_in_a_row)
            for helper, present in zip(helpers, self.hall.helpers_present, strict=True)
        )

    def _limit_tables(self) -> None:
        """Over all slots: meetings without a host on unhosted tables, those of a host on its own.

        A meeting with two hosts counts for neither, and for no other table.
        """
        places: Counter[int | None] = Counter()
        for table in self.hall.tables:
            places[table.host] += len(table.slots)
        demand: dict[int | None, list[Any]] = defaultdict(list)
        for meeting in self.hall.meetings:
            if len(meeting.hosts) < 2:
                demand[meeting.hosts[0] if meeting.hosts else None].append(self.c[meeting.index])
        for host, chosen in demand.items():
            if len(chosen) > places[host]:
                self.cp.add(sum(chosen) <= places[host])

    def _missing(self) -> Any:
        total: Any = 0
        for p in range(len(self.hall.members)):
            least = self.hall.least(p)
            if least:
                short = self.cp.new_int_var(0, least, "")
                self.cp.add(short + sum(self.of_party[p]) >= least)
                total += short
        return total

    def optimise(self, solver: Solver, word: str) -> Answer:
        """The best figure of one word."""
        if word in MAXIMISED:
            self.cp.maximize(self.figures[word])
        else:
            self.cp.minimize(self.figures[word])
        budget = solver.budget
        seconds = None if budget.effort is not None else SHARE * budget.left
        return solver.solve(self.cp, work=WORK, seconds=seconds, tune=lean_on_lp)

    def require(self, word: str, reached: int) -> None:
        """From now on only selections at least as good in this word."""
        if word in MAXIMISED:
            self.cp.add(self.figures[word] >= reached)
        else:
            self.cp.add(self.figures[word] <= reached)

    def chosen(self, answer: Answer) -> frozenset[int]:
        """The meetings of a solution."""
        return frozenset(m for m, c in enumerate(self.c) if answer.value(c))


def capacity(hall: Hall, present: frozenset[int], row: int | None) -> int:
    """How many meetings a person can have who is present in these slots and limited in rows."""
    if row is None:
        return len(present)
    total = length = 0
    for t in hall.slots:
        goes_on = t in present and t - 1 in present and hall.sessions[t] == hall.sessions[t - 1]
        if t in present:
            length = length + 1 if goes_on else 1
            total += 1 if length % (row + 1) else 0
    return total
