"""Preparing: from a problem to its hall, once a run."""

from __future__ import annotations

from collections import Counter
from itertools import product

from matchmaking.scheduler.data import Delegate, MeetingWanted, Placement, Problem
from matchmaking.scheduler.hall.indexed import Hall, Meeting, Seats, Table
from matchmaking.scheduler.hall.languages import Cast, cast_of


def hall_of(problem: Problem) -> Hall:
    """Prepare a problem."""
    slot_at = {slot.id: n for n, slot in enumerate(problem.slots)}
    people = [delegate for party in problem.parties for delegate in party.delegates]
    members, start = [], 0
    for party in problem.parties:
        members.append(tuple(range(start, start + len(party.delegates))))
        start += len(party.delegates)
    everywhere = frozenset(slot_at.values())
    present = tuple(everywhere - {slot_at[s] for s in person.absent} for person in people)
    builder = _MeetingBuilder(problem, slot_at, members, people, present)
    party_at = {party.id: n for n, party in enumerate(problem.parties)}
    meetings = tuple(builder.build(n) for n in range(len(problem.meetings)))
    followers: dict[int, list[int]] = {}
    for meeting in meetings:
        for other in meeting.after:
            followers.setdefault(other, []).append(meeting.index)
    wanted = Counter(party_at[p] for meeting in problem.meetings for p in meeting.parties)
    possible = Counter(p for meeting in meetings if meeting.slots for p in meeting.parties)
    return Hall(
        problem=problem,
        sessions=tuple(slot.session for slot in problem.slots),
        tables=tuple(
            Table(
                index=n,
                host=None if table.host is None else party_at[table.host],
                step_free=table.step_free,
                slots=everywhere
                if table.slots is None
                else frozenset(slot_at[s] for s in table.slots),
            )
            for n, table in enumerate(problem.tables)
        ),
        people=tuple(people),
        party_of=tuple(p for p, who in enumerate(members) for _ in who),
        members=tuple(members),
        present=present,
        helpers_present=tuple(
            everywhere - {slot_at[s] for s in helper.absent} for helper in problem.interpreters
        ),
        meetings=meetings,
        wanted=tuple(wanted[p] for p in range(len(problem.parties))),
        possible=tuple(possible[p] for p in range(len(problem.parties))),
        pools=_pools(problem),
        followers=followers,
        reserved={
            (m.locked_slot, m.locked_table): m.index
            for m in meetings
            if m.locked_slot is not None and m.locked_table is not None
        },
    )


def _pools(problem: Problem) -> frozenset[int]:
    """The parties of which any delegate can stand in for any other who is there."""
    named = {party for meeting in problem.meetings for party in meeting.delegates}
    found = set()
    for n, party in enumerate(problem.parties):
        kinds = {(d.negotiates, d.follows, d.step_free, d.max_in_a_row) for d in party.delegates}
        limited = party.delegates[0].max_in_a_row is not None
        if len(party.delegates) > 1 and len(kinds) == 1 and not limited and party.id not in named:
            found.add(n)
    return frozenset(found)


class _MeetingBuilder:
    """Turns meetings wanted into indices, with the look-ups that takes."""

    def __init__(
        self,
        problem: Problem,
        slot_at: dict[int, int],
        members: list[tuple[int, ...]],
        people: list[Delegate],
        present: tuple[frozenset[int], ...],
    ) -> None:
        self.problem = problem
        self.slot_at = slot_at
        self.members = members
        self.people = people
        self.present = present
        self.party_at = {party.id: n for n, party in enumerate(problem.parties)}
        self.table_at = {table.id: n for n, table in enumerate(problem.tables)}
        self.meeting_at = {meeting.id: n for n, meeting in enumerate(problem.meetings)}
        self.delegate_at = {person.id: n for n, person in enumerate(people)}
        self.hosts = {table.host for table in problem.tables if table.host is not None}
        old = problem.previous.meetings if problem.previous else ()
        self.old = {placement.id: placement for placement in old}

    def build(self, index: int) -> Meeting:
        """The meeting of this index."""
        wanted = self.problem.meetings[index]
        casts = self._casts(wanted)
        lock = wanted.locked
        table = None if lock is None or lock.table is None else self.table_at[lock.table]
        return Meeting(
            index=index,
            parties=tuple(self.party_at[p] for p in wanted.parties),
            value=wanted.value,
            casts=casts,
            allowed=tuple(
                tuple(sorted({cast.delegates[k] for cast in casts}))
                for k in range(len(wanted.parties))
            ),
            slots=self._slots(wanted, casts),
            must=lock is not None or self.problem.rules.place_all,
            locked_slot=None if lock is None else self.slot_at[lock.slot],
            locked_table=table,
            after=tuple(self.meeting_at[other] for other in wanted.after),
            hosts=tuple(self.party_at[p] for p in wanted.parties if p in self.hosts),
            previous=self._previous(self.old.get(wanted.id)),
        )

    def _casts(self, wanted: MeetingWanted) -> tuple[Cast, ...]:
        per_party = []
        for party in wanted.parties:
            only = wanted.delegates.get(party)
            who = self.members[self.party_at[party]]
            per_party.append([d for d in who if only is None or self.people[d].id in only])
        lock = wanted.locked
        if lock is not None and lock.table is not None:
            table = self.problem.tables[self.table_at[lock.table]]
            if not table.step_free:
                per_party = [[d for d in who if not self.people[d].step_free] for who in per_party]
        found = (
            cast_of(indices, [self.people[d] for d in indices], self.problem.interpreters)
            for indices in product(*per_party)
        )
        return tuple(cast for cast in found if cast is not None)

    def _slots(self, wanted: MeetingWanted, casts: tuple[Cast, ...]) -> tuple[int, ...]:
        named = wanted.slots
        slots = {n for slot, n in self.slot_at.items() if named is None or slot in named}
        if wanted.locked is not None:
            slots &= {self.slot_at[wanted.locked.slot]}
        if self._locked_away_from_host(wanted):
            slots = set()
        together: set[int] = set()
        for cast in casts:
            together |= slots.intersection(*(self.present[d] for d in cast.delegates))
        return tuple(sorted(together))

    def _locked_away_from_host(self, wanted: MeetingWanted) -> bool:
        """Whether the lock names another table than one of the meeting's hosts."""
        lock = wanted.locked
        if lock is None or lock.table is None or not self.hosts.intersection(wanted.parties):
            return False
        return self.problem.tables[self.table_at[lock.table]].host is None

    def _previous(self, old: Placement | None) -> Seats | None:
        if old is None:
            return None
        return Seats(
            slot=self.slot_at.get(old.slot),
            table=self.table_at.get(old.table),
            delegates=frozenset(
                self.delegate_at[who] for who in old.delegates.values() if who in self.delegate_at
            ),
        )
