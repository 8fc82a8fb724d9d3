"""The problem of the literature as weighted clauses, as Bofill et al. (JAIR 74, 2022) write it.

Every meeting must be placed, each participant is one person, breaks are minimised. Variables:
`x[m, t]`, meeting m is in slot t; `used[p, t]`, participant p meets in slot t; `held[p, t]`, p has
met in slot t or before; `ends[p, t]`, a break of p ends after slot t. The soft clauses forbid
`ends`. What makes it strong is said twice: each participant's number of meetings is counted over
`used` as well (imp1); tables are counted over clusters of meetings of which at most one can be in
a slot, instead of over meetings, and once more over participants, two to a table (imp2).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from matchmaking.scheduler import MeetingWanted, Problem
from tests.bench.view import NotApplicable, Seat, View

IMP1, TABLES = "seqcounter", "totalizer"
"""The cardinality encodings (names of `pysat.card.EncType`) with which both rivals do best here."""

WORDS = frozenset({"minimum", "placed", "value", "changes", "breaks"})
"""What a schedule with every meeting leaves open is `breaks` alone."""


class Encoding:
    """The clauses of a problem.

    `wcnf` is a `pysat.formula.WCNF` whose cost is the number of breaks; `refuted` says that a
    meeting has no slot or a participant too few, so that no solver is needed. Raises
    `NotApplicable` for a problem that has more rules than the published ones.
    """

    def __init__(self, problem: Problem) -> None:
        from pysat.formula import WCNF, IDPool  # noqa: PLC0415 -- an extra of the bench

        refuse_what_is_not_published(problem)
        self.view = View(problem)
        self.pool: Any = IDPool()
        self.wcnf: Any = WCNF()
        self.refuted = False
        self.x: dict[tuple[int, int], int] = {}
        self.used: dict[tuple[int, int], int] = {}
        self._place()
        for party in problem.parties:
            self._use(party.id)
        self._order()
        for t in self.view.slots:
            self._limit_tables(t)
        ends = [self._breaks(party.id) for party in problem.parties]
        if problem.rules.max_break_spread is not None:
            self._limit_spread(problem.rules.max_break_spread, ends)

    def seats(self, model: Iterable[int]) -> dict[int, Seat]:
        """Where each meeting is, by a model of the clauses (its literals)."""
        true = {literal for literal in model if literal > 0}
        return {
            m: Seat(t, {p: self._person(p) for p in self.view.meetings[m].parties})
            for (m, t), variable in self.x.items()
            if variable in true
        }

    # --- clauses --------------------------------------------------------------------------------

    def _new(self) -> int:
        variable: int = self.pool.id()
        return variable

    def _hard(self, *literals: int) -> None:
        self.wcnf.append(list(literals))

    def _count(self, kind: str, literals: list[int], bound: int, encoding: str) -> None:
        """`kind` is atmost or equals."""
        from pysat.card import CardEnc, EncType  # noqa: PLC0415 -- an extra of the bench

        if bound >= len(literals) and kind == "atmost":
            return
        clauses = getattr(CardEnc, kind)(
            lits=literals, bound=bound, vpool=self.pool, encoding=getattr(EncType, encoding)
        )
        self.wcnf.extend(clauses.clauses)

    def _either(self, literals: list[int]) -> int:
        """A literal that is true exactly if one of these is."""
        if len(literals) == 1:
            return literals[0]
        either = self._new()
        self._hard(-either, *literals)
        for literal in literals:
            self._hard(-literal, either)
        return either

    def _place(self) -> None:
        """Each meeting is in exactly one of its slots."""
        for meeting in self.view.problem.meetings:
            slots = self.view.slots_of(meeting)
            if not slots:
                self.refuted = True
                continue
            for t in slots:
                self.x[meeting.id, t] = self._new()
            self._count("equals", [self.x[meeting.id, t] for t in slots], 1, "pairwise")

    def _use(self, party: int) -> None:
        """One meeting a slot; as many slots as meetings."""
        meetings = self.view.of_party[party]
        for t in self.view.slots:
            here = [self.x[m, t] for m in meetings if (m, t) in self.x]
            if here:
                self.used[party, t] = self._either(here)
                self._count("atmost", here, 1, "pairwise")
        slots = [self.used[party, t] for t in self.view.slots if (party, t) in self.used]
        if len(slots) < len(meetings):
            self.refuted = True
        elif slots:
            self._count("equals", slots, len(meetings), IMP1)

    def _order(self) -> None:
        """A meeting is in a later slot than those it comes after."""
        for meeting in self.view.problem.meetings:
            for other in meeting.after:
                for t in self.view.slots:
                    if (meeting.id, t) in self.x:
                        earlier = [self.x[other, s] for s in range(t) if (other, s) in self.x]
                        self._hard(-self.x[meeting.id, t], *earlier)

    def _limit_tables(self, t: int) -> None:
        """Tables, counted over stars: of one participant's meetings at most one is in the slot."""
        left = [m for m in self.view.problem.meetings if (m.id, t) in self.x]
        clusters = []
        while left:
            centre = busiest(left)
            star = [m for m in left if centre in m.parties]
            clusters.append(self._either([self.x[m.id, t] for m in star]))
            left = [m for m in left if centre not in m.parties]
        tables = self.view.room(t, None)
        self._count("atmost", clusters, tables, TABLES)
        seated = [self.used[p.id, t] for p in self.view.problem.parties if (p.id, t) in self.used]
        self._count("atmost", seated, 2 * tables, TABLES)

    def _breaks(self, party: int) -> list[tuple[int, int]]:
        """Where breaks of a participant may end: the place in its slots, and a literal for it."""
        found = []
        held: int | None = None
        slots = self.view.counted(self._person(party))
        for place, (t, following) in enumerate(pairwise(slots)):
            now, soon = self.used.get((party, t)), self.used.get((party, following))
            if now is not None:
                held = now if held is None else self._either([held, now])
            if held is None or soon is None or held == now:
                continue
            end = self._new()
            idle = [] if now is None else [-now]
            self._hard(end, -held, -soon, *(-literal for literal in idle))
            for literal in (held, soon, *idle):
                self._hard(-end, literal)
            self.wcnf.append([-end], weight=1)
            found.append((place, end))
        return found

    def _limit_spread(self, spread: int, ends: list[list[tuple[int, int]]]) -> None:
        """Where one participant has `spread` more than k breaks, each has k at least."""
        counts = [self._at_least(found) for found in ends]
        for k in range(1, max((len(count) for count in counts), default=0) - spread + 1):
            above = self._new()
            for count in counts:
                if len(count) >= k + spread:
                    self._hard(-count[k + spread - 1], above)
                if len(count) >= k:
                    self._hard(-above, count[k - 1])
                else:
                    self._hard(-above)

    def _at_least(self, ends: list[tuple[int, int]]) -> list[int]:
        """Literals for "at least 1, 2, … of these", exactly; breaks never end side by side."""
        count: list[int] = []
        last = -2
        for place, end in ends:
            longer = []
            grows = place - last > 1
            last = place if grows else last
            for k in range(len(count) + grows):
                now = self._new()
                before = count[k : k + 1]
                fewer = count[k - 1 : k] if k else []
                self._hard(now, -end, *(-literal for literal in fewer))
                self._hard(-now, end, *before)
                for literal in before:
                    self._hard(-literal, now)
                for literal in fewer:
                    self._hard(-now, literal, *before)
                longer.append(now)
            count = longer
        return count

    def _person(self, party: int) -> int:
        return self.view.members[party][0]


def busiest(meetings: list[MeetingWanted]) -> int:
    """The party that has most of these meetings."""
    times: dict[int, int] = {}
    for meeting in meetings:
        for party in meeting.parties:
            times[party] = times.get(party, 0) + 1
    return max(times, key=lambda party: times[party])


def refuse_what_is_not_published(problem: Problem) -> None:
    """Raise `NotApplicable` naming the first rule that the published events do not have."""
    people = [person for party in problem.parties for person in party.delegates]
    unknown = {
        "meetings may be left out": not problem.rules.place_all,
        "meetings of three": any(len(m.parties) > 2 for m in problem.meetings),
        "several delegates": len(people) > len(problem.parties),
        "other figures": "breaks" not in problem.objective
        or not WORDS.issuperset(problem.objective),
        "an earlier schedule": problem.previous is not None,
        "languages": any(person.languages for person in people),
        "meetings in a row": any(person.max_in_a_row is not None for person in people),
        "step-free tables": any(person.step_free for person in people),
        "a maximum of meetings": any(p.max_meetings is not None for p in problem.parties),
        "hosted tables": any(table.host is not None for table in problem.tables),
        "locked tables": any(m.locked and m.locked.table is not None for m in problem.meetings),
        "chairs": problem.rules.chairs is not None,
    }
    for rule, here in unknown.items():
        if here:
            raise NotApplicable(rule)
