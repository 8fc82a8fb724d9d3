"""Which meetings must not wait: those whose parties have little room left for what they want."""

from __future__ import annotations

from collections import Counter

from matchmaking.scheduler.hall.indexed import Grid, Hall


def urgency(hall: Hall, grid: Grid, waiting: list[int], t: int) -> dict[int, int]:
    """Per waiting meeting a weight for slot t, before which all slots are filled."""
    remaining = Counter(p for m in waiting for p in hall.meetings[m].parties)
    busy = {d for s in grid.values() if s.slot == t for d in s.delegates}

    def pressure(p: int) -> float:
        room = sum(
            sum(slot > t for slot in hall.present[d]) + (t in hall.present[d] and d not in busy)
            for d in hall.members[p]
        )
        return min(1.5, remaining[p] / room) if room else 1.5

    weight = {p: 1 + round(1000 * pressure(p) ** 6) for p in remaining}
    last = {m: not any(s > t for s in hall.meetings[m].slots) for m in waiting}
    return {
        m: sum(weight[p] for p in hall.meetings[m].parties)
        + (4000 if last[m] or hall.meetings[m].must else 0)
        for m in waiting
    }
