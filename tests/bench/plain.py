"""Plain CP-SAT: the model that anybody would write first.

Booleans meeting × slot (and × delegate where a party has several), one sum per slot for the tables,
a break wherever a delegate begins to meet again. The words of the objective one after the other,
each with an even share of the time that is left, from the schedule before as a hint.
"""

from __future__ import annotations

import math
import time
from itertools import product
from typing import TYPE_CHECKING, Any

from matchmaking.scheduler import Interpreter, MeetingWanted, Party, Problem
from matchmaking.scheduler.data import MAXIMISED
from tests.bench.understanding import helps, understand
from tests.bench.view import Answer, Limits, NotApplicable, Seat, View

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

COUNTED = ("minimum", "placed", "value")
"""Words that do not ask which delegate of a party sits."""


def plain(problem: Problem, limits: Limits) -> Answer:
    """Word by word as far as the model goes: minimum, placed, value, breaks.

    Words after the first that it does not know (table changes, say) are left as they fall.
    Raises `NotApplicable` for delegates who need step-free tables, an earlier schedule, and
    meetings of more than two parties where languages matter.
    """
    _refuse(problem)
    search = _Search(View(problem), limits)
    return search.run()


def _refuse(problem: Problem) -> None:
    people = [person for party in problem.parties for person in party.delegates]
    speaking = any(person.languages for person in people)
    unknown = {
        "an earlier schedule": problem.previous is not None,
        "step-free tables": any(person.step_free for person in people),
        "languages of three": speaking and any(len(m.parties) > 2 for m in problem.meetings),
    }
    for rule, here in unknown.items():
        if here:
            raise NotApplicable(rule)


class _Search:
    def __init__(self, view: View, limits: Limits) -> None:
        self.view = view
        self.limits = limits
        self.bounds: dict[str, int] = {}
        self.reached: dict[str, int] = {}
        self.seats: dict[int, Seat] | None = None
        self.preparing = 0.0

    def run(self) -> Answer:
        """Optimise each word that the model knows."""
        words = self._words()
        model: PlainModel | None = None
        aims: list[str | None] = [*words] or [None]
        for n, word in enumerate(aims):
            started = time.monotonic()
            named = word not in COUNTED or not alike(self.view)
            if model is None or model.named != named:
                model = PlainModel(self.view, named=named)
                for earlier, figure in self.reached.items():
                    model.keep(earlier, figure)
            self.preparing += time.monotonic() - started
            state = self._optimise(model, word, self.limits.left / max(1, len(words) - n))
            if state == "infeasible" and self.seats is None:
                return Answer(self.view.empty("infeasible"), preparing=self.preparing)
            if state not in ("optimal", "feasible"):
                break
        if self.seats is None:
            return Answer(self.view.empty("unknown"), self.bounds, self.preparing)
        schedule = self.view.scheduled(self.seats, self.bounds)
        return Answer(schedule, self.bounds, self.preparing)

    def _words(self) -> list[str]:
        """The objective as far as the model knows it."""
        known: list[str] = []
        for word in self.view.problem.objective:
            if word not in (*COUNTED, "changes", "breaks"):
                break
            if word != "changes":  # without an earlier schedule there are none
                known.append(word)
        return known

    def _optimise(self, model: PlainModel, word: str | None, seconds: float) -> str:
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow import

        if word is not None:
            model.aim(word)
        if self.seats is not None:
            model.hint(self.seats)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = self.limits.workers
        solver.parameters.random_seed = self.limits.seed
        state = solver.status_name(solver.solve(model.cp)).lower()
        if state == "model_invalid":
            raise ValueError(model.cp.validate())
        if state in ("optimal", "feasible"):
            self.seats = model.found(solver)
            if word is not None:
                self.reached[word] = round(solver.objective_value)
                self.bounds[word] = self._whole(word, solver.best_objective_bound)
                model.keep(word, self.reached[word])
        return state

    def _whole(self, word: str, bound: float) -> int:
        """The bound as a whole number, or the one that needs no proof if that says more."""
        free = self.view.plain_bound(word)
        if word in MAXIMISED:
            return min(math.floor(bound + 1e-6), free)
        return max(math.ceil(bound - 1e-6), free)


class PlainModel:
    """The model; `named`: it says which delegate sits, otherwise it counts those of a party."""

    def __init__(self, view: View, *, named: bool) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow import

        self.view = view
        self.named = named
        self.cp: cp_model.CpModel = cp_model.CpModel()
        self.x: dict[tuple[int, int], Any] = {}
        self.y: dict[tuple[int, int, int], Any] = {}
        self.g: dict[tuple[int, int], dict[int, Any]] = {}
        for meeting in view.problem.meetings:
            self._meeting(meeting)
        for party in view.problem.parties:
            self._party(party)
        for interpreter in view.problem.interpreters:
            self._interpreter(interpreter)
        for t in view.slots:
            self._hall(t)
        for meeting in view.problem.meetings:
            self._order(meeting)
        self._breaks: dict[int, Any] | None = None
        if view.problem.rules.max_break_spread is not None:
            self._limit_spread(view.problem.rules.max_break_spread)

    # --- the objective --------------------------------------------------------------------------

    def aim(self, word: str) -> None:
        """Optimise a word from now on."""
        if word in MAXIMISED:
            self.cp.maximize(self._figure(word))
        else:
            self.cp.minimize(self._figure(word))

    def keep(self, word: str, figure: int) -> None:
        """Never do worse than this."""
        if word in MAXIMISED:
            self.cp.add(self._figure(word) >= figure)
        else:
            self.cp.add(self._figure(word) <= figure)

    def _figure(self, word: str) -> Any:
        if word == "minimum":
            return sum(self._missing(party) for party in self.view.problem.parties)
        if word == "breaks":
            return sum(self._all_breaks().values())
        value = word == "value"
        meetings = self.view.meetings
        return sum((meetings[m].value if value else 1) * x for (m, _), x in self.x.items())

    def _missing(self, party: Party) -> Any:
        wanted = self.view.of_party[party.id]
        least = min(party.min_meetings, len(wanted))
        if not least:
            return 0
        missing = self.cp.new_int_var(0, least, "")
        self.cp.add(missing >= least - sum(x for m in wanted for x in self._of(m)))
        return missing

    # --- the rules ------------------------------------------------------------------------------

    def _of(self, m: int) -> list[Any]:
        return [self.x[m, t] for t in self.view.slots if (m, t) in self.x]

    def _meeting(self, meeting: MeetingWanted) -> None:
        for t in self.view.slots_of(meeting):
            here = self.x[meeting.id, t] = self.cp.new_bool_var("")
            if self.named:
                self._cast(meeting, t, here)
        if self.view.problem.rules.place_all or meeting.locked is not None:
            self.cp.add(sum(self._of(meeting.id)) == 1)
        else:
            self.cp.add(sum(self._of(meeting.id)) <= 1)

    def _cast(self, meeting: MeetingWanted, t: int, here: Any) -> None:
        """One delegate for each party, who understand each other or have an interpreter."""
        options = [
            [d for d in self.view.allowed(meeting, p) if self.view.present(d, t)]
            for p in meeting.parties
        ]
        for party, people in zip(meeting.parties, options, strict=True):
            alone = len(self.view.members[party]) == 1
            for d in people:
                self.y[meeting.id, t, d] = here if alone else self.cp.new_bool_var("")
            if not alone:
                self.cp.add(sum(self.y[meeting.id, t, d] for d in people) == here)
        helping: dict[int, Any] = {}
        for cast in product(*options):
            people_of = [self.view.people[d] for d in cast]
            if understand(people_of):
                continue
            able = [
                i.id
                for i in self.view.problem.interpreters
                if self.view.problem.slots[t].id not in i.absent and helps(i, people_of)
            ]
            for i in able:
                if i not in helping:
                    helping[i] = self.cp.new_bool_var("")
            seated = sum(self.y[meeting.id, t, d] for d in cast)
            self.cp.add(seated <= len(cast) - 1 + sum(helping[i] for i in able))
        if helping:
            self.cp.add(sum(helping.values()) <= here)
            self.g[meeting.id, t] = helping

    def _party(self, party: Party) -> None:
        meetings = self.view.of_party[party.id]
        if party.max_meetings is not None:
            self.cp.add(sum(x for m in meetings for x in self._of(m)) <= party.max_meetings)
        for t in self.view.slots if not self.named else ():
            here = [self.x[m, t] for m in meetings if (m, t) in self.x]
            present = sum(self.view.present(d, t) for d in self.view.members[party.id])
            self.cp.add(sum(here) <= present)
        for person in party.delegates if self.named else ():
            busy = {t: self._busy(person.id, party.id, t) for t in self.view.slots}
            for t in self.view.slots:
                self.cp.add(busy[t] <= 1)
            if person.max_in_a_row is not None:
                for window in self.view.windows(person.max_in_a_row + 1):
                    self.cp.add(sum(busy[t] for t in window) <= person.max_in_a_row)

    def _busy(self, who: int, party: int, t: int) -> Any:
        """The number of meetings of a delegate in a slot."""
        meetings = self.view.of_party[party]
        return sum(self.y[m, t, who] for m in meetings if (m, t, who) in self.y)

    def _interpreter(self, interpreter: Interpreter) -> None:
        helping: dict[int, list[Any]] = {t: [] for t in self.view.slots}
        for (_, t), helpers in self.g.items():
            if interpreter.id in helpers:
                helping[t].append(helpers[interpreter.id])
        for t in self.view.slots:
            self.cp.add(sum(helping[t]) <= 1)
        for window in self.view.windows(interpreter.max_in_a_row + 1):
            times = sum(g for t in window for g in helping[t])
            self.cp.add(times <= interpreter.max_in_a_row)

    def _hall(self, t: int) -> None:
        """Tables, those of each host apart, and chairs."""
        problem = self.view.problem
        at: dict[int | None, list[Any]] = {}
        people: list[Any] = []
        for meeting in problem.meetings:
            here = self.x.get((meeting.id, t))
            if here is None:
                continue
            people.append(len(meeting.parties) * here)
            people += self.g.get((meeting.id, t), {}).values()
            if meeting.locked is not None and meeting.locked.table is not None:
                continue
            hosts = self.view.hosts_of(meeting)
            choices = [here] if len(hosts) == 1 else [self.cp.new_bool_var("") for _ in hosts]
            self.cp.add(sum(choices) == here)
            for host, choice in zip(hosts, choices, strict=True):
                at.setdefault(host, []).append(choice)
        for host, choices in at.items():
            self.cp.add(sum(choices) <= self.view.room(t, host))
        if problem.rules.chairs is not None:
            self.cp.add(sum(people) <= problem.rules.chairs)

    def _order(self, meeting: MeetingWanted) -> None:
        late = len(self.view.slots)
        for other in meeting.after:
            left_out = 2 - sum(self._of(meeting.id)) - sum(self._of(other))
            self.cp.add(self._slot(meeting.id) - self._slot(other) >= 1 - (late + 1) * left_out)

    def _slot(self, m: int) -> Any:
        return sum(t * self.x[m, t] for t in self.view.slots if (m, t) in self.x)

    # --- breaks ---------------------------------------------------------------------------------

    def _all_breaks(self) -> dict[int, Any]:
        """Each delegate's number of breaks: how often they begin to meet, but once."""
        if self._breaks is None:
            self._breaks = {
                person.id: self._breaks_of(person.id, party.id)
                for party in self.view.problem.parties
                for person in party.delegates
            }
        return self._breaks

    def _breaks_of(self, who: int, party: int) -> Any:
        starts: list[Any] = []
        before: Any = 0
        for t in self.view.counted(who):
            now = self.cp.new_bool_var("")
            self.cp.add(now == self._busy(who, party, t))
            start = self.cp.new_bool_var("")
            self.cp.add(start >= now - before)
            self.cp.add(start <= now)
            self.cp.add(start <= 1 - before)
            starts.append(start)
            before = now
        meets = self.cp.new_bool_var("")
        self.cp.add_max_equality(meets, [*starts, 0])
        breaks = self.cp.new_int_var(0, len(starts), "")
        self.cp.add(breaks == sum(starts) - meets)
        return breaks

    def _limit_spread(self, spread: int) -> None:
        fewest = self.cp.new_int_var(0, len(self.view.slots), "")
        for breaks in self._all_breaks().values():
            self.cp.add(breaks >= fewest)
            self.cp.add(breaks <= fewest + spread)

    # --- schedules ------------------------------------------------------------------------------

    def hint(self, seats: dict[int, Seat]) -> None:
        """Begin with a schedule."""
        self.cp.clear_hints()
        for (m, t), x in self.x.items():
            seat = seats.get(m)
            here = seat is not None and seat.slot == t
            self.cp.add_hint(x, here)
            for i, g in self.g.get((m, t), {}).items():
                self.cp.add_hint(g, here and seat is not None and seat.interpreter == i)
        for (m, t, d), y in self.y.items():
            if y is not self.x[m, t]:
                seat = seats.get(m)
                sits = seat is not None and seat.slot == t and d in seat.delegates.values()
                self.cp.add_hint(y, sits)

    def found(self, solver: cp_model.CpSolver) -> dict[int, Seat]:
        """The schedule that the solver holds; where delegates are counted, who is free sits."""
        seats: dict[int, Seat] = {}
        taken: set[tuple[int, int]] = set()
        for (m, t), x in self.x.items():
            if not solver.boolean_value(x):
                continue
            cast = {}
            for party in self.view.meetings[m].parties:
                who = next(
                    d for d in self.view.members[party] if self._sits(solver, m, t, d, taken)
                )
                taken.add((who, t))
                cast[party] = who
            helpers = self.g.get((m, t), {}).items()
            seats[m] = Seat(t, cast, next((i for i, g in helpers if solver.value(g)), None))
        return seats

    def _sits(
        self, solver: cp_model.CpSolver, m: int, t: int, who: int, taken: set[tuple[int, int]]
    ) -> bool:
        if not self.named:
            return self.view.present(who, t) and (who, t) not in taken
        return (m, t, who) in self.y and solver.boolean_value(self.y[m, t, who])


def alike(view: View) -> bool:
    """Whether it is enough to count the delegates of each party, as long as breaks do not matter.

    Presence may differ: it is counted slot by slot.
    """
    if view.problem.rules.max_break_spread is not None or any(
        meeting.delegates for meeting in view.problem.meetings
    ):
        return False
    people = view.people.values()
    return not any(person.languages or person.max_in_a_row is not None for person in people)
