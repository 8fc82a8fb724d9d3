"""How the bench measures and what its tables say, on invented runs."""

from __future__ import annotations

from pathlib import Path

from matchmaking.scheduler import Problem, Slot, Table, write_problem
from tests.bench.solvers import FIRST_FIT, OURS, RC2
from tests.bench.tables import comparison_table, contradictions, row_of
from tests.bench.trial import Order, Outcome, measure
from tests.matchmaking.scheduler.halls import SOLO, hall

EVENT = Problem(
    slots=(Slot(0),),
    tables=(Table(0),),
    parties=(),
    meetings=(),
    objective=("value", "breaks"),
    best_known={"breaks": 4},
)


def outcome(solver: str, breaks: int, bound: int, seconds: float) -> Outcome:
    return Outcome(
        problem="event",
        solver=solver,
        seconds=seconds,
        processor=seconds,
        memory=seconds,
        state="optimal" if breaks == bound else "feasible",
        figures=(("value", 9), ("breaks", breaks), ("placed", 9)),
        bounds=(("value", 9), ("breaks", bound)),
    )


def test_a_row_has_the_worst_figures_the_median_of_the_seconds_and_the_most_memory():
    row = row_of(EVENT, [outcome(OURS, *run) for run in [(4, 4, 1.0), (6, 3, 9.0), (4, 4, 2.0)]])

    assert (row.figure("breaks"), row.bound("breaks"), row.proven) == (6, 3, False)
    assert (row.seconds, row.memory, row.best_known) == (2.0, 9.0, "4")


def test_proofs_are_compared_by_their_seconds():
    rows = [
        row_of(EVENT, [outcome(OURS, 4, 4, 1.0)]),
        row_of(EVENT, [outcome(RC2, 4, 4, 2.0)]),
    ]

    assert comparison_table(rows)[2:4] == [
        "| event | 4 | 1.00 |  | 2.00 |  | 2.00 |",
        "| sum of 1 |  | 1.00 |  |  |  | 2.00 |",
    ]
    assert comparison_table(rows)[-1].startswith("Ours takes 0.50 of the better rival's time")


def test_a_schedule_better_than_what_is_proven_is_a_contradiction():
    proven = row_of(EVENT, [outcome(OURS, 5, 5, 1.0)])
    better = row_of(EVENT, [outcome(RC2, 4, 3, 1.0)])

    assert contradictions([proven, better]) == ["event: rc2 passes the bound of ours for breaks."]
    assert contradictions([proven]) == contradictions([better]) == []


def test_a_solver_is_measured_in_a_process_of_its_own(tmp_path: Path):
    problem = hall(SOLO)
    path = tmp_path / "solo.json"
    path.write_text(write_problem(problem))

    found = measure(problem, Order(FIRST_FIT, path, seconds=20, workers=1, seed=1), tmp_path)

    assert (found.problem, found.solver, found.state) == ("solo", "first-fit", "feasible")
    assert dict(found.figures)["placed"] == 276
    assert found.violations == ()
    assert found.seconds > 0
    assert found.memory > 1


def test_a_solver_that_falls_is_said_to_have_crashed(tmp_path: Path):
    path = tmp_path / "nothing.json"

    found = measure(EVENT, Order(FIRST_FIT, path, seconds=20, workers=1, seed=1), tmp_path)

    assert found.state == "crashed"
    assert "FileNotFoundError" in found.note
