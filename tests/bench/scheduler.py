"""How good and how fast the scheduler is: a table in Markdown.

    python -m tests.bench.scheduler [--seconds 60] [--workers N] [FOLDER …]

Without a folder: the generated halls of the demo. With folders: besides, every problem
(`*.json` in the exchange format) in them; one that names the figures `best_known` is held
against those. A table, not a test: nothing is asserted but that the referee finds nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from matchmaking.scheduler import Problem, Progress, Schedule, check, read_problem, solve
from tests.matchmaking.scheduler.halls import COMFORTABLE, LARGE, MONT_SAINT_MARTIN, SOLO, hall

HEAD = (
    "| problem | status | placed | of | all placed after | value | bound "
    "| breaks | bound | best known | seconds |\n"
    "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)


class _Clock:
    """Notes when the number of placed meetings last rose."""

    def __init__(self) -> None:
        self.placed = 0
        self.at = 0.0

    def __call__(self, progress: Progress) -> None:
        if progress.placed > self.placed:
            self.placed, self.at = progress.placed, progress.seconds


def problems(folders: list[Path]) -> Iterator[Problem]:
    """The generated halls, then those of the folders."""
    for shape in (MONT_SAINT_MARTIN, COMFORTABLE, SOLO, LARGE):
        yield hall(shape)
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            yield read_problem(path.read_bytes())


def row(problem: Problem, schedule: Schedule, clock: _Clock, seconds: float) -> str:
    """One line of the table."""
    levels = {level.name: level for level in schedule.objective}
    value, breaks = levels.get("value"), levels.get("breaks")
    known = (problem.best_known or {}).get("breaks", "")
    cells = [
        problem.name or "",
        schedule.status,
        len(schedule.meetings),
        len(problem.meetings),
        f"{clock.at:.1f}",
        value.achieved if value else "",
        value.bound if value else "",
        breaks.achieved if breaks else "",
        breaks.bound if breaks else "",
        "" if known is None else known,
        f"{seconds:.1f}",
    ]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def main() -> None:
    """Print the table, a line as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--workers", type=int)
    options = parser.parse_args()
    print(HEAD)
    for problem in problems(options.folders):
        clock, started = _Clock(), time.monotonic()
        schedule = solve(
            problem, seconds=options.seconds, workers=options.workers, on_progress=clock
        )
        seconds = time.monotonic() - started
        assert check(problem, schedule) == []
        print(row(problem, schedule, clock, seconds), flush=True)


if __name__ == "__main__":
    main()
