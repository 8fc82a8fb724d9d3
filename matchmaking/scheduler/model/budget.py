"""The budget of one run: its time, its effort, its way out, and who is told meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable


class Stopped(Exception):
    """The run must end now, with what it has."""


class Budget:
    """The limits of one run. All times are seconds since `started` on the monotonic clock.

    `effort`: deterministic work that is left, where that counts instead of time, or None.
    `should_stop` is asked, and `on_tick` told, in the thread that works within the budget.
    """

    def __init__(
        self,
        *,
        seconds: float,
        started: float | None = None,
        effort: float | None = None,
        should_stop: Callable[[], bool] | None = None,
        on_tick: Callable[[], None] | None = None,
    ) -> None:
        self.started = time.monotonic() if started is None else started
        self.deadline = self.started + seconds
        self.effort = effort
        self.meanwhile: Callable[[], None] | None = None
        """Done at every tick: something that goes on beside all else."""
        self._should_stop = should_stop
        self._on_tick = on_tick
        self._stopped = False

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        """Seconds left; 0 once stopped."""
        return 0.0 if self._stopped else max(0.0, self.deadline - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether the run must end: time is up, effort is used up, or somebody said so."""
        if not self._stopped and self._should_stop is not None and self._should_stop():
            self._stopped = True
        return self.left <= 0 or (self.effort is not None and self.effort <= 0)

    def share(self, part: float) -> float | None:
        """The moment (in seconds of the run) when a part of what is left is used up.

        None where effort counts instead of time: moments would make the answer depend on them.
        """
        return None if self.effort is not None else self.seconds + part * self.left

    def tick(self) -> None:
        """Tell that the run goes on, and take what was found meanwhile: the best may change."""
        if self.meanwhile is not None:
            self.meanwhile()
        if self._on_tick is not None:
            self._on_tick()

    def check(self) -> None:
        """Leave by `Stopped` if the run must end."""
        if self.over:
            raise Stopped

    def pulse(self) -> bool:
        """Tell that the run goes on; whether to go on. For work in this thread, every few ms."""
        self.tick()
        return not self.over

    def spend(self, work: float) -> None:
        """Count deterministic work against the effort."""
        if self.effort is not None:
            self.effort -= work
