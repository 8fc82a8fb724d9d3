"""How good and how fast the scheduler is, and its rivals beside it: tables in Markdown.

    python -m tests.bench.scheduler [PATH …] [--seconds 60] [--rivals-seconds 300] [--runs 3]
        [--only ours,rc2] [--match 'tic-*'] [--no-halls] [--workers N] [--loaded]

Measured are the generated halls and every problem in the exchange format that is named: a file,
or a folder of `*.json`; one that names the figures `best_known` is held against those. Each solver
works on each problem in a process of its own, one after the other. Ours and those that are random
get another seed in each run. `--loaded` starts each clock when the solver's library is loaded, as
it is in a worker that has solved before. A table, not a test: nothing is asserted, but what the
referee finds wrong is shown, and so are bounds that contradict each other.

Lines about finished runs go to standard error; Ctrl-C ends the measuring and prints what is known.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from matchmaking.scheduler import ProblemRefused, read_problem, write_problem
from tests.bench import tables
from tests.bench.solvers import OURS, RIVALS, SOLVERS
from tests.bench.trial import Order, Outcome, measure
from tests.matchmaking.scheduler.halls import COMFORTABLE, LARGE, MONT_SAINT_MARTIN, SOLO, hall

INSTALL = "install them with: pip install --require-hashes -r requirements/bench.lock"


def main() -> None:
    """Measure, tell on standard error, print the tables."""
    options = _options()
    solvers = _installed(options.solvers)
    head = tables.heading(options.seconds, options.rivals_seconds, options.runs, options.loaded)
    rows: list[tables.Row] = []
    with tempfile.TemporaryDirectory() as name:
        try:
            for path in _paths(options, Path(name)):
                rows += _rows(path, solvers, options, Path(name))
        except _Interrupted as interrupted:
            rows += interrupted.rows
            head += "\n\nInterrupted: this is a part."
    print(head)
    for title, lines in tables.everything(rows):
        print(f"\n### {title}\n")
        print("\n".join(lines))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = ", ".join(["ours", "rivals", *RIVALS])
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--seconds", type=float, default=60.0, help="limit for ours")
    parser.add_argument("--rivals-seconds", type=float, default=300.0, help="limit for each rival")
    parser.add_argument("--runs", type=int, default=3, help="of each solver on each problem")
    parser.add_argument("--rivals-runs", type=int, help="the same for rivals, if it differs")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="ours,rivals", help=f"solvers: {known}")
    parser.add_argument("--match", action="append", help="only problems named so: a shell pattern")
    parser.add_argument("--loaded", action="store_true", help="without loading the solvers")
    parser.add_argument("--no-halls", action="store_true", help="without the generated halls")
    options = parser.parse_args()
    options.rivals_runs = options.rivals_runs or options.runs
    if min(options.runs, options.rivals_runs, options.workers) < 1:
        parser.error("runs and workers are 1 or more")
    if lost := [str(path) for path in options.paths if not path.exists()]:
        parser.error(f"no such file or folder: {', '.join(lost)}")
    options.solvers = []
    for name in options.only.split(","):
        if name != "rivals" and name not in SOLVERS:
            parser.error(f"there is no solver {name}; there are: {known}")
        options.solvers += RIVALS if name == "rivals" else (name,)
    return options


def _installed(names: list[str]) -> list[str]:
    """The solvers that can run here, each once; says what the others need."""
    found = []
    for name in SOLVERS:
        if name not in names:
            continue
        if missing := SOLVERS[name].missing:
            print(f"Without {name}: {' and '.join(missing)} missing; {INSTALL}", file=sys.stderr)
        else:
            found.append(name)
    return found


def _paths(options: argparse.Namespace, folder: Path) -> Iterator[Path]:
    """The files of all problems that are asked for; generated halls are written to `folder`."""
    for shape in () if options.no_halls else (MONT_SAINT_MARTIN, COMFORTABLE, SOLO, LARGE):
        if _asked(shape.name, options):
            path = folder / f"{shape.name}.json"
            path.write_text(write_problem(hall(shape)))
            yield path
    for given in options.paths:
        for path in sorted(given.glob("*.json")) if given.is_dir() else (given,):
            if _asked(path.stem, options):
                yield path


def _asked(name: str, options: argparse.Namespace) -> bool:
    return options.match is None or any(fnmatch(name, pattern) for pattern in options.match)


class _Interrupted(Exception):
    """Somebody has had enough; `rows` of the problem that was being measured."""

    def __init__(self, rows: list[tables.Row]) -> None:
        super().__init__()
        self.rows = rows


def _rows(
    path: Path, solvers: list[str], options: argparse.Namespace, folder: Path
) -> list[tables.Row]:
    """All runs on one problem: every solver once, then every solver again."""
    try:
        problem = read_problem(path.read_bytes())
    except ProblemRefused as refused:
        print(f"{path.name} is no problem: {refused}", file=sys.stderr)
        return []
    outcomes: dict[str, list[Outcome]] = {name: [] for name in solvers}
    try:
        for run in range(1, max(options.runs, options.rivals_runs) + 1):
            for name in solvers:
                if run > (options.runs if name == OURS else options.rivals_runs):
                    continue
                if outcomes[name] and not outcomes[name][-1].applies:
                    continue
                seconds = options.seconds if name == OURS else options.rivals_seconds
                order = Order(name, path, seconds, options.workers, run, options.loaded)
                outcomes[name].append(measure(problem, order, folder))
                print(tables.told(outcomes[name][-1], run), file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        raise _Interrupted([tables.row_of(problem, o) for o in outcomes.values() if o]) from None
    return [tables.row_of(problem, found) for found in outcomes.values() if found]


if __name__ == "__main__":
    main()
