"""A first schedule in one pass: slot by slot, the most urgent meetings that fit as they are.

Only plain meetings take part (no interpreter, host, lock, order, or limit on rows); all others
stay as they are in the grid given. It is quick for halls of any size, and a safe start for
everything better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection

from matchmaking.scheduler.hall.indexed import Grid, Hall, Meeting, Sitting
from matchmaking.scheduler.search.urgency import urgency


def fill(
    hall: Hall, grid: Grid, chosen: Collection[int], tick: Callable[[], None] | None = None
) -> Grid:
    """The grid with as many of the chosen meetings as fit one after the other."""
    found = dict(grid)
    has = Counter(p for m in grid for p in hall.meetings[m].parties)
    plain = [m for m in sorted(chosen) if m not in grid and _is_plain(hall, hall.meetings[m])]
    for t in hall.slots:
        if tick is not None:
            tick()
        waiting = [m for m in plain if m not in found and t in hall.meetings[m].slots]
        weight = urgency(hall, found, waiting, t)
        slot = _Slot(hall, found, t)
        for m in sorted(waiting, key=lambda m: (-weight[m], m)):
            meeting = hall.meetings[m]
            if any(has[p] >= hall.most(p) for p in meeting.parties):
                continue
            sitting = slot.seat(meeting)
            if sitting is not None:
                found[m] = sitting
                has.update(meeting.parties)
    return found


def seat_locked(hall: Hall) -> Grid | None:
    """The locked meetings in their slots if that is plain to see, else None: ask the solver."""
    found: Grid = {}
    for meeting in hall.meetings:
        t = meeting.locked_slot
        if t is None:
            continue
        if not _is_plain(hall, meeting, locked=True) or not meeting.slots:
            return None
        sitting = _Slot(hall, found, t).seat(meeting)
        if sitting is None or any(hall.people[d].step_free for d in sitting.delegates):
            return None
        found[meeting.index] = sitting
    has = Counter(p for m in found for p in hall.meetings[m].parties)
    return found if all(count <= hall.most(p) for p, count in has.items()) else None


def _is_plain(hall: Hall, meeting: Meeting, *, locked: bool = False) -> bool:
    people = (d for who in meeting.allowed for d in who)
    limited = any(hall.people[d].max_in_a_row is not None for d in people)
    ordered = bool(meeting.after) or meeting.index in hall.followers
    stays = meeting.locked_slot is not None and not locked
    return not (meeting.hosts or ordered or limited or stays)


class _Slot:
    """What is still free in one slot: people, unhosted tables, chairs."""

    def __init__(self, hall: Hall, grid: Grid, t: int) -> None:
        self.hall = hall
        self.t = t
        here = [(m, sitting) for m, sitting in grid.items() if sitting.slot == t]
        self.busy = {d for _, sitting in here for d in sitting.delegates}
        reserved = {table for slot, table in hall.reserved if slot == t}
        unhosted = [
            table
            for table in hall.tables
            if table.host is None and t in table.slots and table.index not in reserved
        ]
        # A meeting that needs a step-free table is counted as if there were only those.
        self.tables = len(unhosted) - sum(
            not hall.meetings[m].hosts and hall.meetings[m].locked_table is None for m, _ in here
        )
        self.step_free = sum(table.step_free for table in unhosted) - sum(
            hall.people[d].step_free for _, sitting in here for d in sitting.delegates
        )
        chairs = hall.problem.rules.chairs
        self.chairs = 2 * len(hall.people) if chairs is None else chairs
        self.chairs -= sum(len(s.delegates) + (s.interpreter is not None) for _, s in here)

    def seat(self, meeting: Meeting) -> Sitting | None:
        """Seat the meeting, or None if it does not fit."""
        needs_table = meeting.locked_table is None
        if (needs_table and self.tables < 1) or self.chairs < len(meeting.parties):
            return None
        for cast in meeting.casts:
            needs = any(self.hall.people[d].step_free for d in cast.delegates)
            if cast.interpreters or (needs and self.step_free < 1):
                continue
            if all(d not in self.busy and self.t in self.hall.present[d] for d in cast.delegates):
                self.busy.update(cast.delegates)
                self.tables -= needs_table
                self.step_free -= needs
                self.chairs -= len(cast.delegates)
                return Sitting(self.t, cast.delegates)
        return None
