"""First fit, as most tools do it: meetings by value, each in the first slot that takes it.

It knows every rule that speaks of one meeting, and none that speaks of all of them: a rule such as
`place_all` or `max_break_spread` may be broken in the end, which the referee then says.
"""

from __future__ import annotations

from collections import Counter
from itertools import product

from matchmaking.scheduler import MeetingWanted, Problem
from tests.bench.understanding import helps, understand
from tests.bench.view import Answer, Limits, Seat, View


def first_fit(problem: Problem, limits: Limits) -> Answer:
    """One pass over the meetings; locked ones come first. Always done long before its limits."""
    desk = _Desk(View(problem))
    for meeting in sorted(problem.meetings, key=lambda m: (m.locked is None, -m.value, m.id)):
        desk.take(meeting)
    return Answer(desk.view.scheduled(desk.seats, {}))


class _Desk:
    """Who and what is taken already, by slot."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.seats: dict[int, Seat] = {}
        self.busy: set[tuple[str, int, int]] = set()
        self.seated: Counter[int] = Counter()
        self.of_party: Counter[int] = Counter()
        self.most = {party.id: party.max_meetings for party in view.problem.parties}
        self.later: dict[int, list[int]] = {}
        for meeting in view.problem.meetings:
            for other in meeting.after:
                self.later.setdefault(other, []).append(meeting.id)
        self.free = {
            t: [
                table
                for table in view.problem.tables
                if table.slots is None or view.problem.slots[t].id in table.slots
            ]
            for t in view.slots
        }

    def take(self, meeting: MeetingWanted) -> None:
        """Seat a meeting in the first slot that has everything for it, if there is one."""
        for party in meeting.parties:
            most = self.most[party]
            if most is not None and self.of_party[party] >= most:
                return
        for t in self.view.slots_of(meeting):
            if self._in_order(meeting, t) and self._seat(meeting, t):
                return

    def _in_order(self, meeting: MeetingWanted, t: int) -> bool:
        before = (self.seats[other].slot for other in meeting.after if other in self.seats)
        behind = (self.seats[m].slot for m in self.later.get(meeting.id, ()) if m in self.seats)
        return all(s < t for s in before) and all(s > t for s in behind)

    def _seat(self, meeting: MeetingWanted, t: int) -> bool:
        options = [
            [d for d in self.view.allowed(meeting, party) if self._can_meet(d, t)]
            for party in meeting.parties
        ]
        casts = list(product(*options))
        for helped in (False, True):
            for cast in casts:
                people = [self.view.people[d] for d in cast]
                if not helped:
                    if understand(people) and self._settle(meeting, t, cast, None):
                        return True
                    continue
                for interpreter in self.view.problem.interpreters:
                    if (
                        t not in self._absent(interpreter.absent)
                        and helps(interpreter, people)
                        and self._rests("interpreter", interpreter.id, interpreter.max_in_a_row, t)
                        and self._settle(meeting, t, cast, interpreter.id)
                    ):
                        return True
        return False

    def _absent(self, slots: frozenset[int]) -> set[int]:
        return {self.view.position[slot] for slot in slots}

    def _can_meet(self, who: int, t: int) -> bool:
        person = self.view.people[who]
        return self.view.present(who, t) and self._rests("person", who, person.max_in_a_row, t)

    def _rests(self, kind: str, who: int, most: int | None, t: int) -> bool:
        """Whether somebody is free in a slot, and would not meet too often in a row there."""
        if (kind, who, t) in self.busy:
            return False
        row = 1
        for step in (-1, 1):
            s = t
            while (kind, who, s + step) in self.busy and self._follow(s, s + step):
                s += step
                row += 1
        return most is None or row <= most

    def _follow(self, s: int, t: int) -> bool:
        return self.view.sessions[s] == self.view.sessions[t]

    def _settle(
        self, meeting: MeetingWanted, t: int, cast: tuple[int, ...], interpreter: int | None
    ) -> bool:
        """Take a table and chairs, if there are any."""
        chairs = self.view.problem.rules.chairs
        people = len(cast) + (interpreter is not None)
        delegates = dict(zip(meeting.parties, cast, strict=True))
        wanted = self.view.tables_for(meeting, delegates, t)
        table = next((table for table in self.free[t] if table.id in wanted), None)
        if table is None or (chairs is not None and self.seated[t] + people > chairs):
            return False
        self.free[t].remove(table)
        self.seated[t] += people
        self.of_party.update(meeting.parties)
        self.busy.update(("person", who, t) for who in cast)
        if interpreter is not None:
            self.busy.add(("interpreter", interpreter, t))
        self.seats[meeting.id] = Seat(t, delegates, interpreter)
        return True
