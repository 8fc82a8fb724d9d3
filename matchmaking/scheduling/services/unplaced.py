"""The pairings that found no meeting, each with its reason and lever, for the grid's side."""

from collections import Counter
from dataclasses import dataclass

from conventions.models import Convention
from matchmaking.scheduling.models import Schedule, Unplaced
from matchmaking.scheduling.services.results import lever_words
from organizations.models import Organization

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Chip:
    """A reason to filter by, and how many pairings have it."""

    reason: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class UnplacedRow:
    first: Organization
    second: Organization
    reason: str
    lever: str


@dataclass(frozen=True, slots=True)
class UnplacedList:
    """`rows` are the most valuable ones of the chosen `reason`; `more` are not shown.

    Without `known` no run has made the schedule: nobody has looked for places yet.
    """

    known: bool
    total: int
    pairings: int
    reason: str
    chips: tuple[Chip, ...]
    rows: tuple[UnplacedRow, ...]
    more: int


def unplaced_of(convention: Convention, schedule: Schedule, *, reason: str = "") -> UnplacedList:
    """Return the unplaced pairings of `schedule`; an unknown `reason` chooses all."""
    counts = Counter(
        Unplaced.objects.filter(schedule=schedule).order_by().values_list("reason", flat=True)
    )
    chosen = reason if reason in counts else ""
    rows = Unplaced.objects.filter(schedule=schedule).select_related(
        "first__organization", "second__organization"
    )
    if chosen:
        rows = rows.filter(reason=chosen)
    shown = list(rows.order_by("-value", "pk")[:SHOWN])
    levers = [row.lever for row in shown if row.lever]
    words = iter(lever_words(convention, levers))
    total = sum(counts.values())
    return UnplacedList(
        known=schedule.is_scheduled,
        total=total,
        pairings=total + schedule.meetings.count(),
        reason=chosen,
        chips=tuple(
            Chip(code, str(Unplaced.Reason(code).label), count)
            for code, count in counts.most_common()
        ),
        rows=tuple(
            UnplacedRow(
                row.first.organization,
                row.second.organization,
                row.get_reason_display(),
                next(words) if row.lever else "",
            )
            for row in shown
        ),
        more=(counts[chosen] if chosen else total) - len(shown),
    )
