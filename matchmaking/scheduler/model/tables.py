"""Tables in the model: counted by kind.

Within a slot every table that a meeting may take is as good as another, so a grid has tables
exactly when the counts fit (Hall's theorem; the kinds are nested): unhosted meetings on unhosted
tables, those who need step-free ones on step-free ones, and the same for each host. A table that
a lock names, or that a meeting keeps from the previous schedule, is taken out of the count.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from matchmaking.scheduler.hall.indexed import Meeting
from matchmaking.scheduler.model.keeping import Keeping
from matchmaking.scheduler.model.variables import Variables


def limit_tables(variables: Variables, keeping: Keeping, *, stars: bool) -> None:
    """Add the limits of tables for every slot in which a free meeting can be.

    `stars`: counted over stars, which is the same and lets proofs see further.
    """
    by_slot: dict[int, list[int]] = defaultdict(list)
    for m, t in variables.x:
        by_slot[t].append(m)
    star_of = _stars(variables) if stars else {}
    for t, free in sorted(by_slot.items()):
        _Slot(variables, keeping, t, free, star_of).limit()


def _stars(variables: Variables) -> dict[int, int]:
    """Per free meeting the delegate whose star it belongs to, if any.

    The delegate with most meetings takes all of them, then the next with most of the others, and
    so on. At most one meeting of a star is in a slot, so a slot's tables can be counted in stars.
    """
    meetings: dict[int, set[int]] = defaultdict(set)
    for m in variables.slots_of:
        for who in variables.hall.meetings[m].allowed:
            if len(who) == 1:
                meetings[who[0]].add(m)
    stars: dict[int, int] = {}
    while meetings:
        d = max(sorted(meetings), key=lambda d: len(meetings[d]))
        mine = meetings.pop(d)
        stars.update(dict.fromkeys(mine, d))
        meetings = {other: rest for other, own in meetings.items() if (rest := own - mine)}
    return stars


class _Slot:
    """The demand for tables in one slot, per host (None: unhosted)."""

    def __init__(
        self, variables: Variables, keeping: Keeping, t: int, free: list[int], stars: dict[int, int]
    ) -> None:
        self.variables = variables
        self.keeping = keeping
        self.hall = variables.hall
        self.t = t
        self.free = free
        self.stars = stars
        self.seats: dict[int | None, list[Any]] = defaultdict(list)
        self.step_free: dict[int | None, list[Any]] = defaultdict(list)
        self.reserved = {table for slot, table in self.hall.reserved if slot == t}

    def limit(self) -> None:
        """Count demand against the open tables of each kind."""
        for m in (*self.variables.fixed_in[self.t], *self.free):
            if self.hall.meetings[m].locked_table is None:
                self._demand(self.hall.meetings[m])
        for host, demand in self.seats.items():
            self._fit(self._in_stars(demand), self._open(host, step_free_only=False))
            strict = self.step_free[host]
            if any(term is not False for term in strict):
                self._fit(strict, self._open(host, step_free_only=True))

    def _in_stars(self, demand: list[Any]) -> list[Any]:
        """The same number with one literal for all meetings of a star."""
        if not self.stars:
            return demand
        star_of = {self.variables.x[m, self.t].index: self.stars.get(m) for m in self.free}
        members: dict[int, list[Any]] = defaultdict(list)
        terms = []
        for literal in demand:
            star = None if isinstance(literal, bool) else star_of.get(literal.index)
            if star is None:
                terms.append(literal)
            else:
                members[star].append(literal)
        for d, literals in members.items():
            if len(literals) == len(self.variables.sits[d, self.t]):
                terms.append(self.variables.use(d, self.t))
            elif len(literals) == 1:
                terms += literals
            else:
                one = self.variables.cp.new_bool_var("")
                self.variables.cp.add_exactly_one([*literals, one.negated()])
                terms.append(one)
        return terms

    def _fit(self, demand: list[Any], room: int) -> None:
        if len(demand) > room:
            self.variables.cp.add(sum(int(t) if isinstance(t, bool) else t for t in demand) <= room)

    def _open(self, host: int | None, *, step_free_only: bool) -> int:
        return sum(
            table.host == host
            and self.t in table.slots
            and table.index not in self.reserved
            and (table.step_free or not step_free_only)
            for table in self.hall.tables
        )

    def _demand(self, meeting: Meeting) -> None:
        m = meeting.index
        here: Any = True if m in self.variables.fixed else self.variables.x[m, self.t]
        needs = self._needs_step_free(meeting)
        hosts = meeting.hosts or (None,)
        if len(hosts) == 1:
            self.seats[hosts[0]].append(here)
            self._demand_step_free(hosts[0], needs)
            return
        choices = [self.variables.cp.new_bool_var("") for _ in hosts]
        at_one = [*choices] if here is True else [*choices, here.negated()]
        self.variables.cp.add_exactly_one(at_one)
        for host, choice in zip(hosts, choices, strict=True):
            self.seats[host].append(choice)
            self._stay_with_host(meeting, host, choice)
            if needs is not False:
                both = self.variables.cp.new_bool_var("")
                give = [] if needs is True else [needs.negated()]
                self.variables.cp.add_bool_or([both, choice.negated(), *give])
                self._demand_step_free(host, both)

    def _stay_with_host(self, meeting: Meeting, host: int | None, choice: Any) -> None:
        """A meeting that keeps its table sits with the host of that table."""
        old = meeting.previous
        if old is None or old.slot != self.t or old.table is None:
            return
        if self.hall.tables[old.table].host == host:
            if meeting.index in self.variables.kept:
                self.variables.cp.add(choice == 1)
            elif meeting.index in self.keeping.keeps:
                self.variables.cp.add_implication(self.keeping.keeps[meeting.index], choice)

    def _demand_step_free(self, host: int | None, needs: Any) -> None:
        if needs is not False:
            self.step_free[host].append(needs)

    def _needs_step_free(self, meeting: Meeting) -> Any:
        """Whether the meeting takes a step-free table here: by need, or because it keeps one."""
        m, variables = meeting.index, self.variables
        old = meeting.previous
        keeps_one = (
            old is not None
            and old.slot == self.t
            and old.table is not None
            and self.hall.tables[old.table].step_free
        )
        if m in variables.fixed:
            sits = any(self.hall.people[d].step_free for d in variables.fixed[m].delegates)
            return sits or (keeps_one and m in variables.kept)
        literals: list[Any] = [
            variables.y.get((m, self.t, d), variables.x[m, self.t])
            for p, who in zip(meeting.parties, meeting.allowed, strict=True)
            for d in who
            if self.hall.people[d].step_free
            and (p in variables.pooled or (m, self.t, d) in variables.y)
        ]
        if keeps_one and m in self.keeping.keeps:
            literals.append(self.keeping.keeps[m])
        if not literals:
            return False
        if len(literals) == 1:
            return literals[0]
        needs = variables.cp.new_bool_var("")
        for literal in literals:
            variables.cp.add_implication(literal, needs)
        return needs
