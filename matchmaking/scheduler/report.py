"""Progress for whoever watches: on each improvement and at least about twice a second."""

from __future__ import annotations

import time
from collections.abc import Callable

from matchmaking.scheduler.answer import answer_of
from matchmaking.scheduler.data import Phase, Progress, Schedule
from matchmaking.scheduler.search.state import Search

EVERY = 0.5
"""Seconds between two reports without news; in huge halls ticks are half a second apart, too."""

SHARE = 20
"""Writing out the best schedule takes at most one part in so many of the time."""


class Reporter:
    """Turns the state of a search into `Progress`, in the thread that called `solve`."""

    def __init__(self, on_progress: Callable[[Progress], None] | None) -> None:
        self._tell = on_progress
        self._search: Search | None = None
        self._phase: Phase | None = None
        self._told_at = 0.0
        self._news = False
        self._unseen = False
        self._next_best = 0.0

    def watch(self, search: Search) -> None:
        """The search to speak of."""
        self._search = search

    def better(self) -> None:
        """There is a better schedule; it is told at the next tick."""
        self._news = self._unseen = True

    def tick(self) -> None:
        """Tell if there is news, or if nothing was told for a while."""
        now = time.monotonic()
        if self._tell is None or self._search is None:
            return
        phase = self._search.phase
        if self._news or phase != self._phase or now - self._told_at > EVERY:
            self._phase, self._told_at, self._news = phase, now, False
            self._tell(self._progress(phase, self._best(now)))

    def finish(self, schedule: Schedule) -> None:
        """The last word: the schedule that goes to the referee."""
        if self._tell is not None and self._search is not None:
            self._tell(self._progress("referee", schedule if schedule.meetings else None))

    def _best(self, now: float) -> Schedule | None:
        search = self._search
        if search is None or not self._unseen or now < self._next_best or not search.showable:
            return None
        schedule = answer_of(search, None)
        self._unseen = False
        self._next_best = time.monotonic() + SHARE * (time.monotonic() - now)
        return schedule

    def _progress(self, phase: Phase, best: Schedule | None) -> Progress:
        assert self._search is not None  # noqa: S101 -- for the type checker; callers looked
        search, found = self._search, self._search.best
        return Progress(
            phase=phase,
            placed=0 if found is None else len(found.grid),
            possible=len(search.hall.meetings),
            bound=search.bounds["placed"],
            breaks=None if found is None else found.figures["breaks"],
            seconds=round(search.budget.seconds, 3),
            best=best,
        )
