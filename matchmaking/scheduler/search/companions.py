"""Companions: processes that anneal the same grid, each with a seed of its own.

Chain moves are plain Python and fill one core; a companion fills another. It anneals from the best
grid that it was told of, tells of each better one that it finds, and begins its next round from
the newest that it was told of meanwhile: a portfolio over seeds that shares what it finds.

They are talked to in pickles over pipes; multiprocessing is no way, since a task of Celery may
have none of its processes. A companion ends when its input does, and thus outlives nobody.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random
from typing import IO, Any, Self

from matchmaking.scheduler.data import Problem
from matchmaking.scheduler.hall.indexed import Grid
from matchmaking.scheduler.hall.prepare import hall_of
from matchmaking.scheduler.search.candidate import Candidate
from matchmaking.scheduler.search.chains import HOT, Chains
from matchmaking.scheduler.search.state import Search

ROOT = Path(__file__).resolve().parents[3]

MAX_COMPANIONS = 8
"""Companions at most, whatever the machine: each holds the problem in a memory of its own."""


class Companions:
    """For every second core one, from `start` to the end of the context; the solver has the rest.

    At most `MAX_COMPANIONS`, and none where effort counts instead of time: then the same answer is
    promised each time.
    """

    def __init__(self, search: Search) -> None:
        self.search = search
        self.all: list[_Companion] = []
        self._told: Candidate | None = None
        self._begun = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.search.budget.meanwhile = None
        for companion in self.all:
            companion.process.kill()
        for companion in self.all:
            companion.end()

    def start(self) -> None:
        """Begin, unless they have begun; from now on what they find is taken at every tick."""
        budget, solver = self.search.budget, self.search.solver
        if self._begun or budget.effort is not None:
            return
        self._begun = True
        with suppress(OSError, RuntimeError):  # no more processes or threads: then alone
            for n in range(min(solver.workers // 2, MAX_COMPANIONS)):
                self.all.append(_Companion(self.search.hall.problem, solver.seed + n + 1))
        solver.workers -= len(self.all)
        budget.meanwhile = self._exchange

    @property
    def at_work(self) -> bool:
        """Whether one is alive."""
        return any(companion.process.poll() is None for companion in self.all)

    def _exchange(self) -> None:
        for companion in self.all:
            for grid in companion.take():
                if not self.search.budget.over:
                    self.search.offer(grid)
        best = self.search.best
        if best is not None and best is not self._told:
            self._told = best
            for companion in self.all:
                companion.tell(best.grid)


class _Companion:
    """One process, seen from the one that started it."""

    def __init__(self, problem: Problem, seed: int) -> None:
        self.process = subprocess.Popen(  # noqa: S603 -- this very module
            [sys.executable, "-c", f"from {__name__} import accompany; accompany()"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for us, who end our companions
        )
        ear, mouth = self.process.stdin, self.process.stdout
        if ear is None or mouth is None:
            raise TypeError("A companion is talked to by pipes.")
        self._found: SimpleQueue[Grid] = SimpleQueue()
        self._news: SimpleQueue[object] = SimpleQueue()
        self._threads = (
            threading.Thread(target=_write, args=(ear, self._news), daemon=True),
            threading.Thread(target=_read, args=(mouth, self._found), daemon=True),
        )
        try:
            for thread in self._threads:
                thread.start()
        except RuntimeError:
            self.process.kill()
            self.process.wait()
            self._news.put(None)
            raise
        self.tell((problem, seed))

    def take(self) -> list[Grid]:
        """What it has found since we last asked."""
        return list(_all(self._found))

    def tell(self, thing: object) -> None:
        """At its leisure: nobody here waits until it listens. None: that is all."""
        self._news.put(thing)

    def end(self) -> None:
        """At once, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        self._news.put(None)
        for thread in self._threads:
            thread.join()


def _write(pipe: IO[bytes], outbox: SimpleQueue[object]) -> None:
    with suppress(OSError), pipe:  # broken, if nobody reads any more
        while (thing := outbox.get()) is not None:
            pickle.dump(thing, pipe)
            pipe.flush()


def _read(pipe: IO[bytes], inbox: SimpleQueue[Any]) -> None:
    with suppress(EOFError, OSError, pickle.UnpicklingError), pipe:
        while True:
            inbox.put(pickle.load(pipe))  # noqa: S301 -- from our own process


def _all(inbox: SimpleQueue[Any]) -> Iterator[Any]:
    with suppress(Empty):
        while True:
            yield inbox.get_nowait()


def accompany() -> None:
    """Be a companion, until nobody talks to it any more."""
    inbox: SimpleQueue[Any] = SimpleQueue()

    def listen() -> None:
        try:
            _read(sys.stdin.buffer, inbox)
        finally:
            os._exit(0)

    outbox: SimpleQueue[object] = SimpleQueue()
    threading.Thread(target=_write, args=(sys.stdout.buffer, outbox), daemon=True).start()
    threading.Thread(target=listen, daemon=True).start()
    problem, seed = inbox.get()
    hall, random, grid = hall_of(problem), Random(seed), inbox.get()
    newer: Grid | None = None

    def goes_on() -> bool:
        nonlocal newer
        newer = [newer, *_all(inbox)][-1]  # one is kept, however many come in a round
        return True

    for n in count(len(HOT)):  # the short rounds were made before there were companions
        chains = Chains(hall, grid, random)
        for better in chains.cool(n, goes_on):
            grid = better
            outbox.put(grid)
        if newer is None and not chains.cost:
            newer = inbox.get()
        grid, newer = newer or grid, None
