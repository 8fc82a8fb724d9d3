"""Companions: other processes that anneal beside the run, and are missed by nobody."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from matchmaking.scheduler import check, solve
from matchmaking.scheduler.hall.prepare import hall_of
from matchmaking.scheduler.model.budget import Budget
from matchmaking.scheduler.model.solver import Solver
from matchmaking.scheduler.search import chains
from matchmaking.scheduler.search.companions import Companions
from matchmaking.scheduler.search.greedy import fill
from matchmaking.scheduler.search.state import Search
from tests.matchmaking.scheduler.halls import COMFORTABLE, hall

SMALL = replace(COMFORTABLE, sizes=(20, 6), tables=9, meetings=60, wanted=80)


@pytest.fixture
def search() -> Search:
    """A run on two cores that has a first schedule."""
    problem = hall(SMALL)
    found = Search(hall_of(problem), Solver(Budget(seconds=30), workers=2, seed=1))
    found.offer(fill(found.hall, {}, range(len(found.hall.meetings))))
    return found


def wait_for(search: Search, done: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not done():
        assert time.monotonic() < until
        search.budget.tick()
        time.sleep(0.05)


def breaks(search: Search) -> int:
    assert search.best is not None
    return search.best.figures["breaks"]


def test_what_a_companion_finds_is_taken(search):
    before = breaks(search)

    with Companions(search) as companions:
        companions.start()
        assert (companions.at_work, search.solver.workers) == (True, 1)
        wait_for(search, lambda: breaks(search) < before)


def test_the_end_of_the_run_is_the_end_of_its_companions(search):
    with Companions(search) as companions:
        companions.start()
        processes = [companion.process for companion in companions.all]

    assert [process.poll() for process in processes] == [-signal.SIGKILL]


def test_a_companion_that_dies_is_missed_by_nobody(search):
    with Companions(search) as companions:
        companions.start()
        search.budget.tick()
        companions.all[0].process.kill()
        companions.all[0].process.wait()
        search.best = replace(search.best)  # news, to be told
        search.budget.tick()

        assert not companions.at_work


def test_a_companion_whose_run_died_ends_by_itself(search):
    before = breaks(search)
    with Companions(search) as companions:
        companions.start()
        process = companions.all[0].process
        wait_for(search, lambda: breaks(search) < before)  # it is in the middle of it
        companions.all[0].tell(None)

        assert process.wait(20) == 0


def test_where_effort_counts_there_are_none(search):
    search.budget.effort = 1.0

    with Companions(search) as companions:
        companions.start()
        assert not companions.at_work


def test_a_run_with_companions_passes_the_referee(monkeypatch):
    problem = hall(COMFORTABLE)  # it has breaks that nobody gets rid of
    begun = []
    monkeypatch.setattr(chains, "FIRST_ROUND", chains.BATCH)
    start = Companions.start
    monkeypatch.setattr(
        Companions, "start", lambda self: (start(self), begun.append(len(self.all)))
    )

    schedule = solve(problem, seconds=10, workers=4)

    assert check(problem, schedule) == []
    assert len(schedule.meetings) == COMFORTABLE.meetings
    assert begun[0] == 2
