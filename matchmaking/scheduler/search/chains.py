"""Chain moves: two slots change places for just those people who are tied to each other.

Take a meeting from slot s to slot t. Whoever sits in it and is busy in t must give way: that
meeting goes from t to s, which may push another back to t, and so on (a Kempe chain of the
colouring in which slots are colours). Nobody is ever seated twice, nothing is ever unplaced, and
only the people at the ends of the chain see their breaks change. So a move costs microseconds,
and simulated annealing over them does what neighbourhoods with a solver do, hundreds of times
faster. A second move lets another delegate of the same party sit.

Half the moves begin anywhere. The other half begin with somebody whose agenda costs something,
and with a change that makes it cost less: when few are left, chance would seldom find them.

Interpreters are tied like delegates. Meetings with a lock, an order, or a choice of hosts stay.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

from matchmaking.scheduler.hall.indexed import Grid, Hall, Meeting, Sitting
from matchmaking.scheduler.search.agenda_costs import AgendaCosts

HOT, COLD = (0.5, 0.3, 0.8), 0.06
"""Temperatures at which rounds begin (in turn) and end, in breaks."""

FIRST_ROUND, MAX_ROUND = 200_000, 3_000_000
"""Moves; every third round has twice as many."""

BATCH = 25_000
"""Moves between two looks at the best."""

PULSE = 2_000
"""Moves between two looks at the clock: a few milliseconds."""

MAX_CHAIN = 120
"""Meetings in a chain at most."""

AIMED = 0.5
"""Share of the moves that begin with somebody who has a break."""

Kind = tuple[int | None, str]


class Chains:
    """A grid under chain moves. `cost` is what annealing lowers: the breaks, weighed."""

    def __init__(self, hall: Hall, grid: Grid, random: Random) -> None:
        self.hall = hall
        self.random = random
        self.sitting = dict(grid)
        self.meetings = sorted(grid)
        self.people = len(hall.people)
        size = self.people + len(hall.problem.interpreters)
        self.at: list[list[int]] = [[-1] * len(hall.sessions) for _ in range(size)]
        self.mask = [0] * size
        self.costs = AgendaCosts(hall)
        self.present = self.costs.present
        self.tied: dict[int, tuple[int, ...]] = {}
        self.where: dict[int, int] = {}
        self.allowed: dict[int, int] = {}
        self.kinds: dict[int, tuple[tuple[Kind, int], ...]] = {}
        self.taken: Counter[tuple[Kind, int]] = Counter()
        for m in self.meetings:
            self._enter(hall.meetings[m], grid[m])
        self.room = {key: self._room(*key) for key in self._all_kinds()}
        self.plain = len(set(self.kinds.values())) <= 1
        self.price = self.costs.cost
        self.cost = sum(self.price(r, mask) for r, mask in enumerate(self.mask))
        self.troubled: list[int] = []
        self.rank: dict[int, int] = {}
        for r in range(self.people):
            self._note(r)
        self.swappable = [
            m
            for m in self.meetings
            if any(len(who) > 1 for who in hall.meetings[m].allowed)
            and hall.meetings[m].locked_table is None
        ]
        self.casts = {
            m: {cast.delegates: cast for cast in hall.meetings[m].casts} for m in self.swappable
        }

    # --- setting up -----------------------------------------------------------------------------

    def _enter(self, meeting: Meeting, sitting: Sitting) -> None:
        m, t = meeting.index, sitting.slot
        helper = () if sitting.interpreter is None else (self.people + sitting.interpreter,)
        self.tied[m] = (*sitting.delegates, *helper)
        self.where[m] = t
        stays = (
            meeting.locked_slot is not None
            or meeting.after
            or m in self.hall.followers
            or len(meeting.hosts) > 1
        )
        self.allowed[m] = 0 if stays else sum(1 << s for s in meeting.slots)
        for r in self.tied[m]:
            self.at[r][t] = m
            self.mask[r] |= 1 << t
        self.kinds[m] = self._kinds(meeting, sitting)
        for kind, weight in self.kinds[m]:
            self.taken[kind, t] += weight

    def _kinds(self, meeting: Meeting, sitting: Sitting) -> tuple[tuple[Kind, int], ...]:
        """What a meeting takes of a slot: a table of its kind, chairs."""
        kinds: list[tuple[Kind, int]] = [((None, "chairs"), len(self.tied[meeting.index]))]
        if meeting.locked_table is None and len(meeting.hosts) < 2:
            host = meeting.hosts[0] if meeting.hosts else None
            kinds.append(((host, "tables"), 1))
            if any(self.hall.people[d].step_free for d in sitting.delegates):
                kinds.append(((host, "step_free"), 1))
        return tuple(kinds)

    def _all_kinds(self) -> set[tuple[Kind, int]]:
        kinds = {kind for taken in self.kinds.values() for kind, _ in taken}
        return {(kind, t) for kind in kinds for t in self.hall.slots}

    def _room(self, kind: Kind, t: int) -> int:
        host, what = kind
        if what == "chairs":
            chairs = self.hall.problem.rules.chairs
            return 3 * len(self.at) if chairs is None else chairs
        elsewhere = sum(  # meetings with a choice of hosts may take any of theirs
            self.where[m] == t and host in self.hall.meetings[m].hosts
            for m in self.meetings
            if len(self.hall.meetings[m].hosts) > 1
        )
        open_tables = sum(
            table.host == host
            and t in table.slots
            and (t, table.index) not in self.hall.reserved
            and (table.step_free or what == "tables")
            for table in self.hall.tables
        )
        return open_tables - elsewhere

    # --- moving ---------------------------------------------------------------------------------

    def cool(self, n: int, goes_on: Callable[[], bool]) -> Iterator[Grid]:
        """The nth round of annealing, and each time a batch has ended better than all before it.

        `goes_on` is asked every `PULSE` moves; its no ends the round.
        """
        hot = HOT[n % len(HOT)]
        moves = min(FIRST_ROUND * 2 ** (n // len(HOT)), MAX_ROUND)
        steps = moves // BATCH
        cooling = (COLD / hot) ** (1 / steps)
        lowest = self.cost
        for step in range(steps):
            if not self.troubled:
                return
            warm = hot * cooling**step
            whole = self.anneal(BATCH, warm, warm * cooling, goes_on)
            if self.cost < lowest:
                lowest = self.cost
                yield self.grid()
            if not whole:
                return

    def anneal(self, moves: int, hot: float, cold: float, goes_on: Callable[[], bool]) -> bool:
        """So many attempts, from the temperature `hot` down to `cold`; whether all were made."""
        cooling = (cold / hot) ** (1 / max(1, moves))
        temperature = hot
        for n in range(moves):
            temperature *= cooling
            if n % PULSE == 0 and not goes_on():
                return False
            if self.swappable and self.random.random() < 0.25:
                self._try_other_delegate(temperature)
            else:
                self._try_chain(temperature)
        return True

    def _takes(self, delta: float, temperature: float) -> bool:
        return delta <= 0 or self.random.random() < math.exp(-delta / temperature)

    def _note(self, r: int) -> None:
        """Keep `troubled` true: the delegates whose agendas cost something, in any order."""
        costs = r < self.people and self.price(r, self.mask[r]) > 0
        if costs and r not in self.rank:
            self.rank[r] = len(self.troubled)
            self.troubled.append(r)
        elif not costs and r in self.rank:
            rank, last = self.rank.pop(r), self.troubled.pop()
            if last != r:
                self.troubled[rank] = last
                self.rank[last] = rank

    def _aims(self) -> bool:
        return bool(self.troubled) and self.random.random() < AIMED

    def _any_of[T](self, things: Sequence[T]) -> T:
        """Several times faster than `Random.choice`, and drawn a million times."""
        return things[int(self.random.random() * len(things))]

    def _try_chain(self, temperature: float) -> None:
        if self._aims():
            r = self._any_of(self.troubled)
            better = self.costs.better_exchanges(r, self.mask[r])
            if not better:
                return
            s, t = self._any_of(better)
            m = self.at[r][s]
        else:
            m = self._any_of(self.meetings)
            s, t = self.where[m], self._any_of(self.hall.slots)
        if s == t:
            return
        chain = self._chain(m, s, t)
        if chain is None:
            return
        there, back, ends = chain
        if not ends or not self._room_for(there, back, s, t):
            return
        flip = 1 << s | 1 << t
        delta = 0.0
        for r in ends:
            mask = self.mask[r]
            delta += self.price(r, mask ^ flip) - self.price(r, mask)
        if self._takes(delta, temperature):
            self._move(there, back, ends, s, t)
            self.cost += delta

    def _chain(self, m: int, s: int, t: int) -> tuple[list[int], list[int], list[int]] | None:
        """Meetings that go from s to t, those that come back, and whose agendas change."""
        there, back, ends = [m], [], []
        at, tied, allowed, present = self.at, self.tied, self.allowed, self.present
        seen = {m}
        queue = [(m, t)]
        while queue:
            m, to = queue.pop()
            if not allowed[m] >> to & 1:
                return None
            for r in tied[m]:
                other = at[r][to]
                if other < 0:
                    if not present[r] >> to & 1:
                        return None
                    ends.append(r)
                elif other not in seen:
                    seen.add(other)
                    if to == t:
                        back.append(other)
                        queue.append((other, s))
                    else:
                        there.append(other)
                        queue.append((other, t))
            if len(seen) > MAX_CHAIN:
                return None
        return there, back, ends

    def _room_for(self, there: list[int], back: list[int], s: int, t: int) -> bool:
        if self.plain and len(there) == len(back):
            return True
        moved: Counter[Kind] = Counter()
        for m in there:
            for kind, weight in self.kinds[m]:
                moved[kind] += weight
        for m in back:
            for kind, weight in self.kinds[m]:
                moved[kind] -= weight
        return all(
            self.taken[kind, t] + more <= self.room[kind, t]
            if more > 0
            else self.taken[kind, s] - more <= self.room[kind, s]
            for kind, more in moved.items()
            if more
        )

    def _move(self, there: list[int], back: list[int], ends: list[int], s: int, t: int) -> None:
        at = self.at
        for moving, old, new in ((there, s, t), (back, t, s)):
            for m in moving:
                self.where[m] = new
                for r in self.tied[m]:
                    if at[r][old] == m:
                        at[r][old] = -1
                for kind, weight in self.kinds[m]:
                    self.taken[kind, old] -= weight
                    self.taken[kind, new] += weight
        for moving, new in ((there, t), (back, s)):
            for m in moving:
                for r in self.tied[m]:
                    at[r][new] = m
        flip = 1 << s | 1 << t
        for r in ends:
            self.mask[r] ^= flip
            self._note(r)

    def _try_other_delegate(self, temperature: float) -> None:
        found = self._relief() if self._aims() else self._any_seat()
        if found is None:
            return
        m, old, new = found
        t = self.where[m]
        if new == old or not self.present[new] >> t & 1 or not self._may_replace(m, old, new):
            return
        other = self.at[new][t]
        if other >= 0:
            if other in self.casts and self._may_replace(other, new, old):
                self._exchange(m, other, old, new, t)  # both stay busy: no break changes
            return
        flip = 1 << t
        delta = self.price(old, self.mask[old] ^ flip) - self.price(old, self.mask[old])
        delta += self.price(new, self.mask[new] ^ flip) - self.price(new, self.mask[new])
        if self._takes(delta, temperature):
            self.tied[m] = tuple(new if r == old else r for r in self.tied[m])
            self.at[old][t], self.at[new][t] = -1, m
            for r in (old, new):
                self.mask[r] ^= flip
                self._note(r)
            self.cost += delta

    def _any_seat(self) -> tuple[int, int, int]:
        """A meeting, who sits there, and who might instead."""
        m = self._any_of(self.swappable)
        k = self._any_of(range(len(self.hall.meetings[m].allowed)))
        return m, self.tied[m][k], self._any_of(self.hall.meetings[m].allowed[k])

    def _relief(self) -> tuple[int, int, int] | None:
        """The same, where a troubled person would gain by coming or going."""
        r = self._any_of(self.troubled)
        p = self.hall.party_of[r]
        colleague = self._any_of(self.hall.members[p])
        better = self.costs.better_flips(r, self.mask[r])
        if colleague == r or not better:
            return None
        t = self._any_of(better)
        old, new = (r, colleague) if self.mask[r] >> t & 1 else (colleague, r)
        m = self.at[old][t]
        if m not in self.casts:
            return None
        meeting = self.hall.meetings[m]
        return (m, old, new) if new in meeting.allowed[meeting.parties.index(p)] else None

    def _may_replace(self, m: int, old: int, new: int) -> bool:
        """Whether `new` may sit in m instead of `old`, all else staying as it is."""
        people = self.hall.people
        if people[old].step_free != people[new].step_free:
            return False
        size = len(self.hall.meetings[m].parties)
        tied = self.tied[m]
        before = self.casts[m][tied[:size]]
        after = self.casts[m].get(tuple(new if r == old else r for r in tied[:size]))
        if after is None or after.foreign > before.foreign:
            return False
        helper = tied[size] - self.people if len(tied) > size else None
        return helper in after.interpreters if helper is not None else not after.interpreters

    def _exchange(self, m: int, other: int, old: int, new: int, t: int) -> None:
        self.tied[m] = tuple(new if r == old else r for r in self.tied[m])
        self.tied[other] = tuple(old if r == new else r for r in self.tied[other])
        self.at[old][t], self.at[new][t] = other, m

    def grid(self) -> Grid:
        """The grid as it stands."""
        return {
            m: replace(
                sitting,
                slot=self.where[m],
                delegates=self.tied[m][: len(sitting.delegates)],
            )
            for m, sitting in self.sitting.items()
        }
