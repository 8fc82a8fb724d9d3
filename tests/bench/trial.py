"""One solver on one problem, once, in a process of its own, so that time and memory are its own.

`measure` starts `python -m tests.bench.trial`, waits, ends it if it overruns its limit, and lets
the referee judge what it wrote. The clock runs from the problem read to the answer: loading the
solver's library (unless `loaded` puts that before) and building its model count; the start of
Python and reading JSON do not.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from matchmaking.scheduler import (
    Problem,
    check,
    evaluate,
    read_problem,
    read_schedule,
    write_schedule,
)
from tests.bench.solvers import SOLVERS
from tests.bench.view import Answer, Limits, NotApplicable

ROOT = Path(__file__).parents[2]

GRACE = 30.0
"""Seconds that a process may take besides its limit, to start, to read, and to end by itself."""

SHOWN = ("placed", "value", "breaks")
"""Figures that the tables show, whether the objective names them or not."""


@dataclass(frozen=True)
class Outcome:
    """What one run came to.

    `state`: that of the schedule, or `not applicable`, `crashed`, or `stopped` (from outside,
    because it did not end at its limit); `note` says more about these three. `figures` and
    `bounds` by word; `violations` are the rules that the referee found broken. `seconds` and
    `processor` in seconds, `memory` in MB at its peak; `preparing`, `placed_after` and
    `breaks_then` as in `Answer`.
    """

    problem: str
    solver: str
    seconds: float
    processor: float
    memory: float
    state: str
    note: str = ""
    figures: tuple[tuple[str, int], ...] = ()
    bounds: tuple[tuple[str, int], ...] = ()
    violations: tuple[str, ...] = ()
    preparing: float = 0.0
    placed_after: float | None = None
    breaks_then: int | None = None

    @property
    def applies(self) -> bool:
        """Whether the solver knows all rules of the problem."""
        return self.state != "not applicable"

    @property
    def counts(self) -> bool:
        """Whether its seconds say something: the solver knows the rules, and did not fall."""
        return self.state not in ("not applicable", "crashed")

    @property
    def proven(self) -> bool:
        """Whether the problem is solved: the best schedule is known to be one, or none to be."""
        return self.state in ("optimal", "infeasible") and not self.violations


@dataclass(frozen=True)
class Order:
    """What to run: a solver on a problem's file within seconds, on `workers` cores, by a seed.

    `loaded`: its library is loaded before the clock starts.
    """

    solver: str
    path: Path
    seconds: float
    workers: int
    seed: int
    loaded: bool = False


def measure(problem: Problem, order: Order, folder: Path) -> Outcome:
    """Run in a child process; `folder` takes what it writes. Ends the child when interrupted."""
    answer, errors = folder / "answer.json", folder / "errors.txt"
    for left_over in (answer, told_beside(answer)):
        left_over.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.bench.trial", order.solver, str(order.path.resolve())]
    command += ["--seconds", str(order.seconds), "--workers", str(order.workers)]
    command += ["--seed", str(order.seed), "--answer", str(answer)]
    command += ["--loaded"] if order.loaded else []
    started = time.monotonic()
    with errors.open("wb") as stderr:
        child = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=stderr, process_group=0, cwd=ROOT
        )
        try:
            ended, used = _wait(child, order.seconds + GRACE)
        except BaseException:
            child.kill()
            child.wait()
            raise
    processor, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    if ended and child.returncode == 0:
        return _judged(problem, order, json.loads(answer.read_text()))
    by_itself = ended and child.returncode == -signal.SIGALRM
    last = errors.read_text(errors="replace").strip().rpartition("\n")[2]
    told = told_beside(answer)
    return Outcome(
        problem=order.path.stem,
        solver=order.solver,
        seconds=min(time.monotonic() - started, order.seconds),
        processor=processor,
        memory=memory,
        state="unknown" if by_itself else "crashed" if ended else "stopped",
        note="" if by_itself else last or f"exit code {child.returncode}",
        bounds=tuple(json.loads(told.read_text()).items()) if told.exists() else (),
    )


def told_beside(answer: Path) -> Path:
    """Where a child writes what it has proven so far."""
    return answer.with_suffix(".told")


def _wait(child: subprocess.Popen[bytes], seconds: float) -> tuple[bool, resource.struct_rusage]:
    """Whether it ended by itself, and what it used."""
    until = time.monotonic() + seconds
    ended = True
    while True:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return ended, used
        if ended and time.monotonic() > until:
            ended = False
            child.kill()
        time.sleep(0.05)


def _judged(problem: Problem, order: Order, written: dict[str, Any]) -> Outcome:
    """What the child wrote, with the referee's findings and figures."""
    outcome = Outcome(
        problem=order.path.stem,
        solver=order.solver,
        seconds=written["seconds"],
        processor=written["processor"],
        memory=written["memory"],
        state=written["state"],
        note=written["note"],
        bounds=tuple(written["bounds"].items()),
        preparing=written["preparing"],
        placed_after=written["placed_after"],
        breaks_then=written["breaks_then"],
    )
    if written["schedule"] is None:
        return outcome
    schedule = read_schedule(written["schedule"])
    found = check(problem, schedule)
    if schedule.status in ("infeasible", "unknown"):
        return outcome
    words = tuple(dict.fromkeys((*problem.objective, *SHOWN)))
    return replace(
        outcome,
        figures=tuple(evaluate(replace(problem, objective=words), schedule.meetings).items()),
        bounds=tuple((level.name, level.bound) for level in schedule.objective),
        violations=tuple(dict.fromkeys(violation.rule for violation in found)),
    )


# --- the child ----------------------------------------------------------------------------------


def main() -> None:
    """Solve, and write what is known as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("solver", choices=SOLVERS)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--loaded", action="store_true")
    parser.add_argument("--answer", type=Path, required=True)
    options = parser.parse_args()
    problem = read_problem(options.path.read_bytes())
    solver = SOLVERS[options.solver]
    if options.loaded:
        solver.load()
    started, busy = time.monotonic(), time.process_time()
    limits = Limits(
        started + options.seconds, options.workers, options.seed, _teller(options.answer)
    )
    note = ""
    answer: Answer | None = None
    try:
        answer = solver.solving(problem, limits)
    except NotApplicable as rule:
        note = str(rule)
    schedule = answer.schedule if answer else None
    document = {
        "seconds": time.monotonic() - started,
        "processor": time.process_time() - busy,
        "memory": _peak(),
        "state": schedule.status if schedule else "not applicable",
        "note": note,
        "schedule": write_schedule(schedule) if schedule else None,
        "bounds": dict(answer.bounds) if answer else {},
        "preparing": answer.preparing if answer else 0.0,
        "placed_after": answer.placed_after if answer else None,
        "breaks_then": answer.breaks_then if answer else None,
    }
    options.answer.write_text(json.dumps(document))
    sys.stdout.flush()
    os._exit(0)  # a solver's threads that linger are nobody's business


def _teller(answer: Path) -> Callable[[Mapping[str, int]], None]:
    told = told_beside(answer)
    new = told.with_suffix(".new")

    def tell(bounds: Mapping[str, int]) -> None:
        new.write_text(json.dumps(dict(bounds)))
        new.replace(told)

    return tell


def _peak() -> float:
    """The most memory of this process, in MB.

    The kernel's figure for this program alone, where there is one: the other begins with what the
    parent had.
    """
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
