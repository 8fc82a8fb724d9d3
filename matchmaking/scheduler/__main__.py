"""The command line: `python -m matchmaking.scheduler solve|check|bounds …`.

Exit codes: 0 done, 1 the referee found violations, 2 bad input, 3 infeasible, 4 unknown.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import time
from dataclasses import asdict
from pathlib import Path
from types import FrameType

from matchmaking.scheduler import (
    Change,
    Problem,
    ProblemRefused,
    Progress,
    Schedule,
    bounds,
    check,
    evaluate,
    read_problem,
    read_schedule,
    solve,
    what_if,
    write_schedule,
)

EXITS = {"optimal": 0, "feasible": 0, "infeasible": 3, "unknown": 4}
BAD_INPUT = 2
VIOLATIONS = 1
MAX_START = 10.0
"""Seconds that a process may have needed to come this far; more is a clock that is not ours."""


def _process_start() -> float:
    """When this process began, on the monotonic clock; now, where the system does not tell."""
    now = time.monotonic()
    try:
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        age = time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, AttributeError, IndexError):
        return now
    return now - age if 0 <= age <= MAX_START else now


def main(arguments: list[str] | None = None, started: float | None = None) -> int:
    """Run one command; returns its exit code. `started`: from when `--seconds` counts."""
    options = _parser().parse_args(arguments)
    options.started = time.monotonic() if started is None else started
    commands = {"solve": _solve, "check": _check, "bounds": _bounds}
    try:
        return commands[options.command](options)
    except ProblemRefused as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
    except OSError as error:
        print(error, file=sys.stderr)
    return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m matchmaking.scheduler", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    solving = commands.add_parser("solve", help="find a schedule")
    solving.add_argument("problem", type=Path)
    solving.add_argument("-o", "--output", type=Path, required=True)
    solving.add_argument("--seconds", type=_positive, default=60.0, help="limit (default 60)")
    solving.add_argument("--effort", type=_positive, help="limit in deterministic work")
    solving.add_argument("--workers", type=_whole, help="default: the number of cores")
    solving.add_argument("--seed", type=_seed, default=1)
    solving.add_argument("--progress", action="store_true", help="JSON lines on standard error")
    checking = commands.add_parser("check", help="the referee")
    checking.add_argument("problem", type=Path)
    checking.add_argument("schedule", type=Path)
    counting = commands.add_parser("bounds", help="ceilings, without solving")
    counting.add_argument("problem", type=Path)
    counting.add_argument("--tables", type=int, default=0, help="what if so many more, or fewer")
    counting.add_argument("--slots", type=int, default=0, help="the same for slots")
    counting.add_argument(
        "--delegate",
        type=int,
        action="append",
        default=[],
        metavar="PARTY",
        help="what if this party sent one more (may be repeated)",
    )
    counting.add_argument("--placed", type=int, help="meetings that a schedule places as it is")
    return parser


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < 1e9:
        raise argparse.ArgumentTypeError("a number above 0 was expected")
    return number


def _whole(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 256:
        raise argparse.ArgumentTypeError("a number from 1 to 256 was expected")
    return number


def _seed(text: str) -> int:
    number = int(text)
    if not 0 <= number < 2**31:
        raise argparse.ArgumentTypeError("a number from 0 to 2147483647 was expected")
    return number


def _problem(path: Path) -> Problem:
    return read_problem(path.read_bytes())


def _solve(options: argparse.Namespace) -> int:
    stop = _Stop()
    problem = _problem(options.problem)
    _writable(options.output)
    schedule = solve(
        problem,
        seconds=max(0.05, options.seconds - (time.monotonic() - options.started)),
        effort=options.effort,
        workers=options.workers,
        seed=options.seed,
        on_progress=_print_progress if options.progress else None,
        should_stop=stop.asked,
    )
    options.output.write_text(write_schedule(schedule), encoding="utf-8")
    if schedule.status in ("infeasible", "unknown"):
        print(_in_words(schedule), file=sys.stderr)
    return EXITS[schedule.status]


def _writable(path: Path) -> None:
    """Fail before solving rather than after: the folder must be there."""
    if not path.parent.is_dir():
        raise FileNotFoundError(f"There is no folder {path.parent}.")


class _Stop:
    """Remembers that somebody pressed Ctrl-C or ended the process kindly."""

    def __init__(self) -> None:
        self._asked = False
        signal.signal(signal.SIGINT, self._ask)
        signal.signal(signal.SIGTERM, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True

    def asked(self) -> bool:
        """Whether to stop."""
        return self._asked


def _print_progress(progress: Progress) -> None:
    words = ("phase", "placed", "possible", "bound", "breaks", "seconds")
    line = json.dumps({word: getattr(progress, word) for word in words})
    print(line, file=sys.stderr, flush=True)


def _in_words(schedule: Schedule) -> str:
    if schedule.status == "unknown":
        return "No schedule was found in time, and none was shown to be impossible."
    lines = ["No schedule holds all the rules. These cannot hold together:"]
    for group in schedule.conflicts:
        lines.append("  " + " + ".join(_named(rule.rule, rule.ids) for rule in group))
    return "\n".join(lines)


def _named(rule: str, ids: tuple[int, ...]) -> str:
    return f"{rule} ({', '.join(map(str, ids))})" if ids else rule


def _check(options: argparse.Namespace) -> int:
    problem = _problem(options.problem)
    schedule = read_schedule(options.schedule.read_bytes())
    violations = check(problem, schedule)
    malformed = {"unknown_id", "seats"}.intersection(v.rule for v in violations)
    figures = {} if malformed else evaluate(problem, schedule.meetings)
    report = {
        "placed": len({placement.id for placement in schedule.meetings}),
        "objective": [{"name": name, "achieved": figure} for name, figure in figures.items()],
        "violations": [
            {"rule": v.rule, "message": v.message, "ids": dict(v.ids)} for v in violations
        ],
    }
    print(json.dumps(report))
    return VIOLATIONS if violations else 0


def _bounds(options: argparse.Namespace) -> int:
    problem = _problem(options.problem)
    found = bounds(problem)
    report: dict[str, object] = {
        "slots": [{"id": s.id, "ceiling": s.ceiling, "limit": s.limit} for s in found.slots],
        "meetings": found.meetings,
        "limit": found.limit,
    }
    change = Change(options.tables, options.slots, tuple(options.delegate))
    if change != Change():
        try:
            estimate = what_if(problem, change, placed=options.placed)
        except ValueError as error:
            print(error, file=sys.stderr)
            return BAD_INPUT
        report["what_if"] = asdict(estimate)
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    code = main(started=_process_start())
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # a solver that does not hear "stop" must not keep the process alive
