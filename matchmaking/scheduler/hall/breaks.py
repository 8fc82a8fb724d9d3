"""Agendas: the slots in which a person has a meeting, and the breaks that these leave."""

from __future__ import annotations

import itertools
from collections.abc import Collection

from matchmaking.scheduler.hall.indexed import Grid, Hall


def counted_slots(hall: Hall, delegate: int) -> list[int]:
    """The slots that make a run of idle slots a break, in order.

    Unless absences count, a run without any attended slot is no break: leaving the absent slots
    out of the sequence makes exactly those runs vanish and keeps all others apart.
    """
    if hall.problem.rules.absence_counts_as_break:
        return list(hall.slots)
    return sorted(hall.present[delegate])


def breaks_of(hall: Hall, delegate: int, busy: Collection[int]) -> int:
    """How many breaks a delegate has who meets in the slots `busy`."""
    found, idle, met = 0, False, False
    for t in counted_slots(hall, delegate):
        if t in busy:
            found += met and idle
            met, idle = True, False
        else:
            idle = True
    return found


def break_slots_of(hall: Hall, delegate: int, busy: Collection[int]) -> int:
    """How many slots those breaks have, the absent ones inside them included."""
    counted = set(counted_slots(hall, delegate))
    order = sorted(busy)
    total = 0
    for before, following in itertools.pairwise(order):
        gap = range(before + 1, following)
        if any(t in counted for t in gap):
            total += len(gap)
    return total


def agendas(hall: Hall, grid: Grid) -> list[set[int]]:
    """Per delegate the slots with a meeting."""
    found: list[set[int]] = [set() for _ in hall.people]
    for sitting in grid.values():
        for delegate in sitting.delegates:
            found[delegate].add(sitting.slot)
    return found
