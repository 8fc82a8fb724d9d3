"""What may stay as it was: the seats that a meeting had in an earlier schedule."""

from __future__ import annotations

from matchmaking.scheduler.hall.indexed import Grid, Hall, Meeting


def can_keep(hall: Hall, meeting: Meeting) -> bool:
    """Whether the rules for tables let the meeting sit where it sat before."""
    old = meeting.previous
    if old is None or old.slot is None or old.table is None:
        return False
    table = hall.tables[old.table]
    host_fits = table.host in meeting.hosts if meeting.hosts else table.host is None
    lock_fits = meeting.locked_table in (None, old.table)
    taken = hall.reserved.get((old.slot, old.table), meeting.index) != meeting.index
    return old.slot in table.slots and host_fits and lock_fits and not taken


def kept_seats_of(hall: Hall, m: int, grid: Grid) -> int:
    """How many previous seats of meeting m hold, given that it is at its previous table."""
    old = hall.meetings[m].previous
    if old is None or m not in grid or grid[m].slot != old.slot:
        return 0
    return sum(d in old.delegates for d in grid[m].delegates)
