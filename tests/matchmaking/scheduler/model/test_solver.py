"""How the solver is called: first answers count, and nobody waits longer than told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace

import pytest
from ortools.sat.python import cp_model

from matchmaking.scheduler.hall.prepare import hall_of
from matchmaking.scheduler.model import solver as module
from matchmaking.scheduler.model.budget import Budget, Stopped
from matchmaking.scheduler.model.grid import Model
from matchmaking.scheduler.model.solver import Solver
from tests.matchmaking.scheduler.halls import COMFORTABLE, hall


def never() -> bool:
    return False


def solver_of(workers: int, *, should_stop: Callable[[], bool] = never) -> Solver:
    return Solver(Budget(seconds=600, should_stop=should_stop), workers=workers, seed=1)


def holes(pigeons: int, there: int) -> cp_model.CpModel:
    """Pigeons in holes of their own."""
    cp = cp_model.CpModel()
    sits = [[cp.new_bool_var("") for _ in range(there)] for _ in range(pigeons)]
    for row in sits:
        cp.add_bool_or(row)
    for hole in range(there):
        for a in range(pigeons):
            for b in range(a):
                cp.add_bool_or([sits[a][hole].negated(), sits[b][hole].negated()])
    return cp


@pytest.fixture(scope="module")
def riddle() -> cp_model.CpModel:
    """Whether a crowded hall can do with a break or two: nobody answers that soon."""
    problem = hall(COMFORTABLE)
    free = {meeting.index: meeting.slots for meeting in hall_of(problem).meetings}
    model = Model(hall_of(problem), free, {}, hard=True, words=("placed", "breaks"), tight=True)
    model.cp.add(model.levels["placed"] >= COMFORTABLE.meetings)
    model.cp.add(model.levels["breaks"] <= 2)
    return model.cp


@pytest.fixture
def all_at_once(monkeypatch):
    monkeypatch.setattr(module, "HEAD_START", 0)


@pytest.mark.usefixtures("all_at_once")
@pytest.mark.parametrize(("pigeons", "verdict"), [(6, "optimal"), (7, "infeasible")])
def test_solvers_that_race_say_the_same_as_one(pigeons, verdict):
    states = {
        solver_of(workers).ask(holes(pigeons, 6), seconds=20, work=None, enough=never).state
        for workers in (1, 3)
    }

    assert states == {verdict}


class Stub:
    """A solver that says something after a while, or when it is told to stop."""

    def __init__(self, says: object, after: float) -> None:
        self.says, self.after = says, after
        self.parameters = SimpleNamespace(max_time_in_seconds=600)
        self.told = threading.Event()
        self.begun = False

    def solve(self, _model: object, _callback: object) -> object:
        self.begun = True
        if self.told.wait(self.after):
            return "UNKNOWN"
        if isinstance(self.says, Exception):
            raise self.says
        return self.says

    def stop_search(self) -> None:
        self.told.set()

    def status_name(self, state: object) -> str:
        return str(state)


@pytest.mark.usefixtures("all_at_once")
def test_the_first_answer_ends_the_race_and_one_without_answer_does_not():
    solvers = [Stub("UNKNOWN", 0.2), Stub("INFEASIBLE", 0.6), Stub("OPTIMAL", 600)]

    first, state = solver_of(3)._first_answer(solvers, None, None)

    assert (first, state) == (solvers[1], "INFEASIBLE")
    assert [solver.begun for solver in solvers] == [True] * 3
    assert solvers[2].told.is_set()


@pytest.mark.usefixtures("all_at_once")
def test_a_solver_that_fails_fails_the_run_at_once():
    solvers = [Stub(MemoryError("no more"), 0.2), Stub("OPTIMAL", 600)]

    with pytest.raises(MemoryError, match="no more"):
        solver_of(2)._first_answer(solvers, None, None)

    assert solvers[1].told.is_set()


def test_the_largest_seed_will_do():
    solver = solver_of(1)
    solver.seed = 2**31 - 1

    assert solver.ask(holes(3, 3), seconds=20, work=None, enough=never).state == "optimal"


@pytest.mark.usefixtures("all_at_once")
def test_an_answer_that_is_no_longer_of_interest_is_not_waited_for(riddle):
    begun = time.monotonic()

    answer = solver_of(2).ask(
        riddle, seconds=600, work=None, enough=lambda: time.monotonic() > begun + 0.5
    )

    assert answer.state == "unknown"


@pytest.mark.usefixtures("all_at_once")
def test_a_question_ends_with_its_seconds(riddle):
    assert solver_of(2).ask(riddle, seconds=1, work=None, enough=never).state == "unknown"


def test_a_stop_is_heard_while_the_solver_works(riddle):
    begun = time.monotonic()
    solver = solver_of(2, should_stop=lambda: time.monotonic() > begun + 0.5)

    with suppress(Stopped):  # if the solver takes its time to hear it
        solver.solve(riddle)

    with pytest.raises(Stopped):
        solver.budget.check()
