"""Why a meeting has no place, and the smallest change that would have let it in.

Reasons are tried in a fixed order against the final schedule; the first that holds is given.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from matchmaking.scheduler.data import Lever, Unplaced
from matchmaking.scheduler.hall.indexed import Grid, Hall, Meeting
from matchmaking.scheduler.hall.languages import Cast


def unplaced(hall: Hall, grid: Grid) -> tuple[Unplaced, ...]:
    """Every meeting without a place, with its reason and lever, in the problem's order."""
    schedule = _Occupied(hall, grid)
    locked = _Occupied(hall, {m: s for m, s in grid.items() if _is_locked(hall, m)})
    return tuple(
        _Case(hall, meeting, schedule, locked).judge()
        for meeting in hall.meetings
        if meeting.index not in grid
    )


def _is_locked(hall: Hall, m: int) -> bool:
    return hall.meetings[m].locked_slot is not None


class _Occupied:
    """What a grid takes: people, interpreters, chairs and tables of each slot."""

    def __init__(self, hall: Hall, grid: Grid) -> None:
        self.hall = hall
        self.grid = grid
        self.busy: dict[int, set[int]] = defaultdict(set)
        self.helping: dict[int, set[int]] = defaultdict(set)
        self.seated: Counter[int] = Counter()
        self.at_host: Counter[tuple[int, int | None]] = Counter()
        self.has: Counter[int] = Counter()
        for m, sitting in grid.items():
            self._take(hall.meetings[m], sitting.slot)
            for d in sitting.delegates:
                self.busy[d].add(sitting.slot)
            self.seated[sitting.slot] += len(sitting.delegates)
            if sitting.interpreter is not None:
                self.helping[sitting.interpreter].add(sitting.slot)
                self.seated[sitting.slot] += 1

    def _take(self, meeting: Meeting, t: int) -> None:
        if meeting.locked_table is None:
            self.at_host[t, meeting.hosts[0] if meeting.hosts else None] += 1
        for p in meeting.parties:
            self.has[p] += 1

    def without(self, m: int) -> _Occupied:
        """The same without one meeting."""
        return _Occupied(self.hall, {k: s for k, s in self.grid.items() if k != m})

    def free(self, d: int, t: int) -> bool:
        """Whether a delegate is present, has no meeting then, and may have one more in a row."""
        busy = self.busy.get(d, set())
        row = self.hall.people[d].max_in_a_row
        return t in self.hall.present[d] and t not in busy and self._row_allows(busy, t, row)

    def helper_free(self, i: int, t: int) -> bool:
        """The same for an interpreter."""
        busy = self.helping.get(i, set())
        row = self.hall.problem.interpreters[i].max_in_a_row
        present = t in self.hall.helpers_present[i]
        return present and t not in busy and self._row_allows(busy, t, row)

    def _row_allows(self, busy: set[int], t: int, row: int | None) -> bool:
        if row is None:
            return True
        sessions, length = self.hall.sessions, 1
        for step in (-1, 1):
            at = t + step
            while at in busy and sessions[at] == sessions[at - step]:
                length, at = length + 1, at + step
        return length <= row

    def understood(self, cast: Cast, t: int) -> bool:
        """Whether the people of a cast manage alone or an interpreter of theirs is free."""
        return not cast.interpreters or any(self.helper_free(i, t) for i in cast.interpreters)

    def in_order(self, meeting: Meeting, t: int) -> bool:
        """Whether the slot lies after and before the meetings that it should."""
        placed = self.grid
        followers = self.hall.followers.get(meeting.index, ())
        return all(placed[o].slot < t for o in meeting.after if o in placed) and all(
            placed[o].slot > t for o in followers if o in placed
        )

    def lacks(self, meeting: Meeting, cast: Cast, t: int) -> str | None:
        """What is missing for one more meeting in a slot: a table, chairs, or nothing."""
        if not self._table_free(meeting, cast, t):
            return "table"
        chairs = self.hall.problem.rules.chairs
        people = len(cast.delegates) + bool(cast.interpreters)
        return "chairs" if chairs is not None and self.seated[t] + people > chairs else None

    def _table_free(self, meeting: Meeting, cast: Cast, t: int) -> bool:
        if meeting.locked_table is not None:
            return True
        needs = any(self.hall.people[d].step_free for d in cast.delegates)
        reserved = {table for slot, table in self.hall.reserved if slot == t}
        for host in meeting.hosts or (None,):
            tables = [
                table
                for table in self.hall.tables
                if table.host == host and t in table.slots and table.index not in reserved
            ]
            step_free = sum(table.step_free for table in tables)
            if self.at_host[t, host] < len(tables) and (
                not needs or self._step_free_seated(t, host) < step_free
            ):
                return True
        return False

    def _step_free_seated(self, t: int, host: int | None) -> int:
        meetings = self.hall.meetings
        return sum(
            sitting.slot == t
            and meetings[m].locked_table is None
            and (meetings[m].hosts[0] if meetings[m].hosts else None) == host
            and any(self.hall.people[d].step_free for d in sitting.delegates)
            for m, sitting in self.grid.items()
        )

    def full(self, meeting: Meeting) -> list[int]:
        """The parties of a meeting that have their most."""
        limits = [(p, self.hall.problem.parties[p].max_meetings) for p in meeting.parties]
        return [p for p, most in limits if most is not None and self.has[p] >= most]

    def fits(self, meeting: Meeting, slots: Iterable[int]) -> bool:
        """Whether the meeting could simply be added in one of the slots."""
        return not self.full(meeting) and any(
            self.in_order(meeting, t)
            and self.understood(cast, t)
            and all(self.free(d, t) for d in cast.delegates)
            and self.lacks(meeting, cast, t) is None
            for t in slots
            for cast in meeting.casts
        )


class _Case:
    """One meeting without a place."""

    def __init__(
        self, hall: Hall, meeting: Meeting, schedule: _Occupied, locked: _Occupied
    ) -> None:
        self.hall = hall
        self.meeting = meeting
        self.schedule = schedule
        self.locked = locked
        self.problem = hall.problem
        self.wanted = hall.problem.meetings[meeting.index]

    def judge(self) -> Unplaced:
        """The first reason that holds, with its lever."""
        for reason, holds, lever in (
            ("no_common_slot", self._never_together, self._presence),
            ("no_common_language", self._speechless, self._interpreter),
            ("party_full", self._party_full, self._more_meetings),
            ("locked_out", self._locked_out, self._unlock),
            ("delegate_busy", self._busy, self._delegate),
            ("no_table", self._crowded, self._room),
        ):
            if holds():
                return Unplaced(self.wanted.id, reason, lever())
        return Unplaced(self.wanted.id, "outranked", None)

    # Who may sit for each party, whether or not they understand each other.
    def _candidates(self) -> list[list[int]]:
        found = []
        for p in self.meeting.parties:
            only = self.wanted.delegates.get(self.problem.parties[p].id)
            who = self.hall.members[p]
            found.append([d for d in who if only is None or self.hall.people[d].id in only])
        return found

    def _allowed(self) -> list[int]:
        named = self.wanted.slots
        return [t for t in self.hall.slots if named is None or self._slot_id(t) in named]

    def _slot_id(self, t: int) -> int:
        return self.problem.slots[t].id

    def _common(self, slots: Iterable[int]) -> list[int]:
        candidates = self._candidates()
        present = self.hall.present
        return [t for t in slots if all(any(t in present[d] for d in who) for who in candidates)]

    def _never_together(self) -> bool:
        return not self._common(self._allowed())

    def _presence(self) -> Lever | None:
        """One slot more for the meeting, or one delegate who is there after all."""
        elsewhere = self._common(self.hall.slots)
        if elsewhere:
            return Lever("slot", {"slot": self._slot_id(elsewhere[0])})
        for t in self._allowed():
            lacking = [
                who for who in self._candidates() if not any(t in self.hall.present[d] for d in who)
            ]
            if len(lacking) == 1 and lacking[0]:
                delegate = self.hall.people[lacking[0][0]].id
                return Lever("presence", {"delegate": delegate, "slot": self._slot_id(t)})
        return None

    def _present_casts(self) -> Iterator[tuple[int, Cast]]:
        for t in self._allowed():
            for cast in self.meeting.casts:
                if all(t in self.hall.present[d] for d in cast.delegates):
                    yield t, cast

    def _speechless(self) -> bool:
        return not any(self.schedule.understood(cast, t) for t, cast in self._present_casts())

    def _interpreter(self) -> Lever | None:
        """An interpreter of a pair that serves these people, in a slot where they are free."""
        common = self._common(self._allowed())
        candidates = self._candidates()
        for t in sorted(common, key=lambda t: not self._all_free(candidates, t)):
            present = [[d for d in who if t in self.hall.present[d]] for who in candidates]
            spoken = [
                {language for d in who for language in self.hall.people[d].negotiates}
                for who in present
            ]
            pair = sorted({min(languages) for languages in spoken if languages})
            if len(pair) == 2 and all(not s or s & set(pair) for s in spoken):
                return Lever("interpreter", {"slot": self._slot_id(t), "languages": pair})
        return None

    def _all_free(self, candidates: list[list[int]], t: int) -> bool:
        return all(any(self.schedule.free(d, t) for d in who) for who in candidates)

    def _party_full(self) -> bool:
        return bool(self.schedule.full(self.meeting))

    def _more_meetings(self) -> Lever | None:
        full = self.schedule.full(self.meeting)
        if len(full) > 1:
            return None  # one change alone would not do
        return Lever("max_meetings", {"party": self.problem.parties[full[0]].id})

    def _locked_out(self) -> bool:
        return not self.locked.fits(self.meeting, self._allowed())

    def _unlock(self) -> Lever | None:
        for m in sorted(self.locked.grid):
            if self.schedule.without(m).fits(self.meeting, self._allowed()):
                return Lever("unlock", {"meeting": self.problem.meetings[m].id})
        return None

    def _open(self) -> list[tuple[int, Cast]]:
        """Slots and casts where the people are free and understand each other."""
        return [
            (t, cast)
            for t, cast in self._present_casts()
            if self.schedule.in_order(self.meeting, t)
            and self.schedule.understood(cast, t)
            and all(self.schedule.free(d, t) for d in cast.delegates)
        ]

    def _busy(self) -> bool:
        return not any(
            self.schedule.understood(cast, t)
            and all(self.schedule.free(d, t) for d in cast.delegates)
            for t, cast in self._present_casts()
        )

    def _delegate(self) -> Lever | None:
        """One more delegate like those of the party that alone is busy."""
        for t, cast in self._present_casts():
            if not (self.schedule.understood(cast, t) and self.schedule.in_order(self.meeting, t)):
                continue
            busy = [
                p
                for p, d in zip(self.meeting.parties, cast.delegates, strict=True)
                if not self.schedule.free(d, t)
            ]
            if len(busy) == 1 and self.schedule.lacks(self.meeting, cast, t) is None:
                return Lever("delegate", {"party": self.problem.parties[busy[0]].id})
        return None

    def _crowded(self) -> bool:
        found = self._open()
        return bool(found) and all(self.schedule.lacks(self.meeting, c, t) for t, c in found)

    def _room(self) -> Lever | None:
        t, cast = self._open()[0]
        kind = self.schedule.lacks(self.meeting, cast, t) or "table"
        return Lever(kind, {"slot": self._slot_id(t)})
