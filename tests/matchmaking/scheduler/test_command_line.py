"""The command line: exit codes, what is written, and ending on time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from matchmaking.scheduler import write_problem
from matchmaking.scheduler.__main__ import main
from tests.matchmaking.scheduler.halls import MONT_SAINT_MARTIN, hall

COMMAND = [sys.executable, "-m", "matchmaking.scheduler"]


@pytest.fixture
def problem(tmp_path: Path, example) -> Path:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(example))
    return path


@pytest.fixture(autouse=True)
def own_signals():
    """`solve` listens to signals; the test runner wants its own back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_solve_writes_a_schedule_that_check_accepts(problem, tmp_path, capsys):
    output = tmp_path / "schedule.json"

    assert run("solve", problem, "-o", output, "--seconds", 10, "--workers", 1) == 0
    assert run("check", problem, output) == 0

    assert json.loads(capsys.readouterr().out) == {
        "placed": 2,
        "objective": [
            {"name": "minimum", "achieved": 0},
            {"name": "value", "achieved": 13},
            {"name": "changes", "achieved": 0},
            {"name": "breaks", "achieved": 0},
            {"name": "table_changes", "achieved": 0},
            {"name": "follows", "achieved": 1},
        ],
        "violations": [],
    }


def test_bounds_says_which_limit_binds(problem, capsys):
    assert run("bounds", problem) == 0

    assert json.loads(capsys.readouterr().out) == {
        "slots": [
            {"id": 0, "ceiling": 1, "limit": "delegates"},
            {"id": 1, "ceiling": 2, "limit": "tables"},
            {"id": 2, "ceiling": 1, "limit": "tables"},
        ],
        "meetings": 3,
        "limit": "wanted",
    }


def test_bad_input_is_told_and_nothing_is_written(problem, tmp_path, capsys):
    problem.write_text(problem.read_text().replace('"name"', '"title"'))
    output = tmp_path / "schedule.json"

    assert run("solve", problem, "-o", output) == 2
    assert capsys.readouterr().err == "title: unknown key.\n"
    assert not output.exists()


def test_a_file_that_is_not_there_is_bad_input(tmp_path, capsys):
    assert run("bounds", tmp_path / "none.json") == 2
    assert "none.json" in capsys.readouterr().err


def test_the_impossible_is_written_without_meetings(problem, example, tmp_path, capsys):
    example["meetings"][0]["slots"] = [2]
    problem.write_text(json.dumps(example))
    output = tmp_path / "schedule.json"

    assert run("solve", problem, "-o", output, "--seconds", 10) == 3

    schedule = json.loads(output.read_text())
    assert (schedule["status"], schedule["meetings"]) == ("infeasible", [])
    assert schedule["conflicts"] == [
        [{"rule": "locked", "ids": [0]}, {"rule": "slots", "ids": [0]}]
    ]
    assert "locked (0) + slots (0)" in capsys.readouterr().err


def test_check_tells_violations(problem, tmp_path, capsys):
    output = tmp_path / "schedule.json"
    run("solve", problem, "-o", output, "--seconds", 10, "--workers", 1)
    schedule = json.loads(output.read_text())
    schedule["meetings"][0]["table"] = 4
    output.write_text(json.dumps(schedule))

    assert run("check", problem, output) == 1

    report = json.loads(capsys.readouterr().out)
    assert {violation["rule"] for violation in report["violations"]} == {
        "locked", "host", "step_free", "objective",
    }  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_writes_the_best_so_far(tmp_path, number):
    path, output = tmp_path / "hall.json", tmp_path / "schedule.json"
    path.write_text(write_problem(hall(MONT_SAINT_MARTIN)))
    command = [*COMMAND, "solve", str(path), "-o", str(output), "--progress", "--seconds", "600"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=os.getcwd()) as process:
        for line in process.stderr or ():
            if json.loads(line)["placed"] > 0:
                process.send_signal(number)
                break
        process.communicate(timeout=120)

    assert process.returncode == 0
    assert len(json.loads(output.read_text())["meetings"]) > 400


def test_solve_ends_by_itself_when_its_seconds_are_over(tmp_path):
    path, output = tmp_path / "hall.json", tmp_path / "schedule.json"
    path.write_text(write_problem(hall(MONT_SAINT_MARTIN)))

    command = [*COMMAND, "solve", str(path), "-o", str(output), "--seconds", "4"]
    finished = subprocess.run(command, check=False, timeout=120)

    assert finished.returncode == 0
