"""Handing out tables: people stay seated where they can.

Within a slot any table of the right kind will do, so this comes last. Slot by slot, each meeting
asks for the tables at which its people sat before (and, from the second round on, sit after);
wishes are granted in order of their weight as long as everybody else still finds a table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from matchmaking.scheduler.hall.indexed import Grid, Hall, Meeting
from matchmaking.scheduler.hall.previous import can_keep

Tables = dict[int, int]
"""Table by meeting, both indices."""

AskedTable = tuple[int, int, int]
"""What it weighs, whose it is (a meeting, negated so that the first come first), which table."""

MAX_ROUNDS = 6
LARGE = 3_000
"""Meetings from which on one round must do."""

KEEPS = 1_000
"""Weight of a previous seat when keeping those comes before staying seated."""


class NoTableError(RuntimeError):
    """The grid has more meetings in a slot than the tables of their kind carry."""


def hand_out(hall: Hall, grid: Grid) -> Tables:
    """Tables for a grid, with few changes of table.

    Raises `NoTableError` where the counts of a slot do not fit.
    """
    return _Seating(hall, grid).best()


def table_changes(grid: Grid, tables: Tables) -> int:
    """How often a delegate's next meeting is at another table."""
    return sum(
        tables[now] != tables[then]
        for agenda in _agendas(grid).values()
        for now, then in pairwise(agenda)
    )


def kept(hall: Hall, grid: Grid, tables: Tables) -> frozenset[int]:
    """The meetings that are in their previous slot at their previous table."""
    found = set()
    for m, sitting in grid.items():
        old = hall.meetings[m].previous
        if old is not None and (old.slot, old.table) == (sitting.slot, tables[m]):
            found.add(m)
    return frozenset(found)


def _agendas(grid: Grid) -> dict[int, list[int]]:
    agendas: dict[int, list[int]] = defaultdict(list)
    for m in sorted(grid, key=lambda m: grid[m].slot):
        for d in grid[m].delegates:
            agendas[d].append(m)
    return agendas


class _Seating:
    """The search for one grid."""

    def __init__(self, hall: Hall, grid: Grid) -> None:
        self.hall = hall
        self.grid = grid
        self.in_slot: dict[int, list[int]] = defaultdict(list)
        for m in sorted(grid):
            self.in_slot[grid[m].slot].append(m)
        self.before: dict[int, list[int]] = defaultdict(list)
        self.following: dict[int, list[int]] = defaultdict(list)
        for agenda in _agendas(grid).values():
            for then, now in pairwise(agenda):
                self.before[now].append(then)
                self.following[then].append(now)

    def best(self) -> Tables:
        """Forward once, then to and fro with both neighbours known, while it helps."""
        tables: Tables = {}
        for t in sorted(self.in_slot):
            tables.update(self._slot(t, tables))
        if len(self.grid) > LARGE:
            return tables
        best, least = dict(tables), self._cost(tables)
        for turn in range(MAX_ROUNDS):
            for t in sorted(self.in_slot, reverse=turn % 2 == 0):
                tables.update(self._slot(t, tables))
            cost = self._cost(tables)
            if cost >= least:
                break
            best, least = dict(tables), cost
        return best

    def _cost(self, tables: Tables) -> int:
        changes = table_changes(self.grid, tables)
        return changes - sum(self._weight_of_old(m) for m in kept(self.hall, self.grid, tables))

    def _weight_of_old(self, m: int) -> int:
        """What it is worth that meeting m sits at its previous table."""
        words = self.hall.problem.objective
        old = self.hall.meetings[m].previous
        if "changes" not in words or old is None:
            return 0
        first = "table_changes" not in words or (
            words.index("changes") < words.index("table_changes")
        )
        seats = sum(d in old.delegates for d in self.grid[m].delegates)
        return seats * KEEPS if first else 0

    def _slot(self, t: int, tables: Tables) -> Tables:
        """Tables for the meetings of slot t, given those of all other slots."""
        wishes = sorted(self._wishes(t, tables), reverse=True)
        kinds = _Kinds(self.hall, self.grid, t, self.in_slot[t], wishes)
        for _, m, table in wishes:
            kinds.grant(-m, table)
        return kinds.fill()

    def _wishes(self, t: int, tables: Tables) -> Iterable[AskedTable]:
        for m in self.in_slot[t]:
            asked = Counter(
                tables[other] for other in (*self.before[m], *self.following[m]) if other in tables
            )
            meeting = self.hall.meetings[m]
            old = meeting.previous
            if old is not None and old.slot == t and can_keep(self.hall, meeting):
                asked[old.table or 0] += self._weight_of_old(m)
            for table, weight in asked.items():
                yield weight, -m, table


class _Kinds:
    """The tables of one slot by host, with what the meetings still without a table need."""

    def __init__(
        self, hall: Hall, grid: Grid, t: int, meetings: list[int], wishes: Iterable[AskedTable]
    ) -> None:
        self.hall = hall
        self.liking: Counter[tuple[int, int | None]] = Counter()
        for weight, m, k in wishes:
            self.liking[-m, hall.tables[k].host] += weight
        self.given: Tables = {}
        self.host: dict[int, int | None] = {}
        reserved = {table for slot, table in hall.reserved if slot == t}
        self.open: dict[int | None, set[int]] = defaultdict(set)
        for table in hall.tables:
            if t in table.slots and table.index not in reserved:
                self.open[table.host].add(table.index)
        self.needs = {
            m for m in meetings if any(hall.people[d].step_free for d in grid[m].delegates)
        }
        self.waiting: dict[int | None, set[int]] = defaultdict(set)
        self._distribute([hall.meetings[m] for m in meetings])

    def _distribute(self, meetings: list[Meeting]) -> None:
        """Each meeting joins a host; those with several where there is room, the keenest first."""
        several = []
        for meeting in meetings:
            if meeting.locked_table is not None:
                self.given[meeting.index] = meeting.locked_table
            elif len(meeting.hosts) > 1:
                several.append(meeting)
            else:
                self._join(meeting.index, meeting.hosts[0] if meeting.hosts else None)
        several.sort(key=lambda m: -max(self.liking[m.index, host] for host in m.hosts))
        if not self._try(several):
            raise NoTableError

    def _try(self, several: list[Meeting]) -> bool:
        if not several:
            return all(self._fits(host) for host in list(self.waiting))
        meeting, rest = several[0], several[1:]
        for host in self._hosts_of(meeting):
            self._join(meeting.index, host)
            if self._fits(host) and self._try(rest):
                return True
            self.waiting[host].discard(meeting.index)
        return False

    def _hosts_of(self, meeting: Meeting) -> list[int]:
        """Its hosts, the one whose tables it wishes for most first."""
        return sorted(meeting.hosts, key=lambda host: -self.liking[meeting.index, host])

    def _join(self, m: int, host: int | None) -> None:
        self.host[m] = host
        self.waiting[host].add(m)

    def _fits(self, host: int | None) -> bool:
        """Whether the waiting meetings of a host still find tables."""
        waiting, tables = self.waiting[host], self.open[host]
        if len(waiting) > len(tables):
            return False
        strict = len(waiting & self.needs) if self.needs else 0
        return not strict or strict <= sum(self.hall.tables[k].step_free for k in tables)

    def grant(self, m: int, table: int) -> None:
        """Give the table if it is free, of the right kind, and nobody is left without one."""
        if m in self.given:
            return
        host = self.host[m]
        if table not in self.open[host]:
            return
        if m in self.needs and not self.hall.tables[table].step_free:
            return
        self.open[host].discard(table)
        self.waiting[host].discard(m)
        if self._fits(host):
            self.given[m] = table
        else:
            self.open[host].add(table)
            self.waiting[host].add(m)

    def fill(self) -> Tables:
        """Tables for all who still wait: step-free ones go last to those who need none."""
        for host, waiting in self.waiting.items():
            tables = sorted(self.open[host], key=lambda k: (self.hall.tables[k].step_free, k))
            for m in sorted(waiting, key=lambda m: (m not in self.needs, m)):
                self.given[m] = tables.pop() if m in self.needs else tables.pop(0)
        return self.given
