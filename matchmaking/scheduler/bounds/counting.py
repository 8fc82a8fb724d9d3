"""By counting: how many meetings a convention can hold, what limits it, and each word's bound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from matchmaking.scheduler.data import Problem
from matchmaking.scheduler.hall.indexed import Hall, Meeting
from matchmaking.scheduler.hall.previous import can_keep


@dataclass(frozen=True, slots=True)
class SlotCeiling:
    """At most `ceiling` meetings fit this slot; `limit`: tables, chairs or delegates."""

    id: int
    ceiling: int
    limit: str


@dataclass(frozen=True, slots=True)
class Ceilings:
    """At most `meetings` fit the whole; `limit`: slots, parties or wanted.

    `attendable`: party id → how many meetings its people can attend, its maximum kept.
    """

    slots: tuple[SlotCeiling, ...]
    attendable: Mapping[int, int]
    meetings: int
    limit: str


def bounds(problem: Problem) -> Ceilings:
    """The ceilings of each slot and of the whole, by counting alone."""
    slots = _slot_ceilings(problem)
    attendable = _attendable(problem)
    whole = {
        "slots": sum(slot.ceiling for slot in slots),
        "parties": sum(attendable.values()) // 2,
        "wanted": len(problem.meetings),
    }
    limit = min(whole, key=lambda name: whole[name])
    return Ceilings(slots=slots, attendable=attendable, meetings=whole[limit], limit=limit)


def _slot_ceilings(problem: Problem) -> tuple[SlotCeiling, ...]:
    present: Counter[int] = Counter()
    slots = [slot.id for slot in problem.slots]
    for party in problem.parties:
        for delegate in party.delegates:
            present.update(slot for slot in slots if slot not in delegate.absent)
    found = []
    for slot in slots:
        limits = {
            "tables": sum(table.slots is None or slot in table.slots for table in problem.tables)
        }
        if problem.rules.chairs is not None:
            limits["chairs"] = problem.rules.chairs // 2
        limits["delegates"] = present[slot] // 2
        limit = min(limits, key=lambda name: limits[name])
        found.append(SlotCeiling(id=slot, ceiling=limits[limit], limit=limit))
    return tuple(found)


def _attendable(problem: Problem) -> dict[int, int]:
    """Party id → the meetings that it can attend."""
    found = {}
    for party in problem.parties:
        seats = sum(len(problem.slots) - len(delegate.absent) for delegate in party.delegates)
        most = party.max_meetings
        found[party.id] = seats if most is None else min(seats, most)
    return found


def counted_bounds(hall: Hall) -> dict[str, int]:
    """Per word of an objective the limit that needs no solver."""
    possible = [meeting for meeting in hall.meetings if meeting.slots]
    attended = sum(min(hall.most(p), hall.possible[p]) for p in range(len(hall.members)))
    most = min(len(possible), bounds(hall.problem).meetings, attended // 2)
    values = sorted((meeting.value for meeting in possible), reverse=True)
    short = sum(max(0, hall.least(p) - hall.most(p)) for p in range(len(hall.members)))
    return {
        "minimum": short,
        "placed": most,
        "value": sum(values[:most]),
        "changes": sum(_lost_seats(hall, meeting) for meeting in hall.meetings),
        "breaks": 0,
        "break_slots": 0,
        "table_changes": 0,
        "follows": 0,
    }


def _lost_seats(hall: Hall, meeting: Meeting) -> int:
    """Previous seats of a meeting that no schedule can hold."""
    old = meeting.previous
    if old is None:
        return 0
    if old.slot not in meeting.slots or not can_keep(hall, meeting):
        return len(old.delegates)
    kept = max(
        sum(d in old.delegates for d in cast.delegates)
        for cast in meeting.casts
        if all(old.slot in hall.present[d] for d in cast.delegates)
    )
    return len(old.delegates) - kept
