"""What was measured, as tables in Markdown."""

from __future__ import annotations

import datetime
import math
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matchmaking.scheduler import Problem
from matchmaking.scheduler.data import MAXIMISED
from tests.bench.solvers import OURS, PLAIN, RC2, SOLVERS, UWRMAXSAT, versions
from tests.bench.trial import SHOWN, Outcome

PROVERS = (RC2, UWRMAXSAT)
"""The rivals against whose better time ours is held."""

RANKS = ("optimal", "infeasible", "feasible", "unknown", "stopped", "crashed", "not applicable")
"""From best to worst."""


@dataclass(frozen=True)
class Row:
    """A solver on a problem over all runs: seconds and processor are medians, memory the most.

    `worst` is the run with the worst figures, in the order of the objective; only what every run
    has proven is `proven`.
    """

    name: str
    meetings: int
    best_known: str
    solver: str
    worst: Outcome
    seconds: float
    processor: float
    memory: float
    preparing: float
    placed_after: float | None
    proven: bool

    def figure(self, word: str) -> int | None:
        """What the worst run reached."""
        return dict(self.worst.figures).get(word)

    def bound(self, word: str) -> int | None:
        """What the worst run has proven."""
        return dict(self.worst.bounds).get(word)


def row_of(problem: Problem, outcomes: Sequence[Outcome]) -> Row:
    """The runs of one solver on one problem, at least one, as a row."""
    known = (problem.best_known or {}).get("breaks", "")
    infeasible = (problem.best_known or {}).get("status") == "INFEASIBLE"
    after = [o.placed_after for o in outcomes if o.placed_after is not None]
    return Row(
        name=outcomes[0].problem,
        meetings=len(problem.meetings),
        best_known="none" if infeasible else "" if known is None else str(known),
        solver=outcomes[0].solver,
        worst=max(outcomes, key=lambda outcome: _badness(problem, outcome)),
        seconds=statistics.median(outcome.seconds for outcome in outcomes),
        processor=statistics.median(outcome.processor for outcome in outcomes),
        memory=max(outcome.memory for outcome in outcomes),
        preparing=statistics.median(outcome.preparing for outcome in outcomes),
        placed_after=statistics.median(after) if after else None,
        proven=all(outcome.proven for outcome in outcomes),
    )


def _badness(problem: Problem, outcome: Outcome) -> tuple[object, ...]:
    figures = dict(outcome.figures)
    reached = [
        -figures.get(word, 0) if word in MAXIMISED else figures.get(word, 0)
        for word in problem.objective
    ]
    bad = RANKS.index(outcome.state) if not figures else 0
    return (len(outcome.violations), bad, *reached, RANKS.index(outcome.state), outcome.seconds)


# --- what is printed ----------------------------------------------------------------------------


def heading(seconds: float, rivals_seconds: float, runs: int, loaded: bool) -> str:
    """When, where, with what; and how the tables are to be read."""
    times = f"{runs} runs" if runs > 1 else "One run"
    load = "Libraries are loaded before the clock starts."
    if not loaded:
        ortools = loading("ortools.sat.python.cp_model")
        load = f"Loading ortools takes {ortools:.1f} s of each run of ours and of plain CP-SAT."
    return (
        f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores"
        f" ({processor_name()}), load {os.getloadavg()[0]:.1f} at the start,"
        f" Python {platform.python_version()}, {versions()}.\n"
        f"{load} Limits: ours {seconds:g} s, each rival {rivals_seconds:g} s. {times}: seconds and"
        " processor are medians, MB the most, all other figures those of the worst run."
    )


def loading(module: str) -> float:
    """Seconds that a new process needs to import a module, the least of two; nan if it cannot."""
    code = f"import time; t = time.monotonic(); import {module}; print(time.monotonic() - t)"
    command = [sys.executable, "-c", code]
    runs = [subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(2)]
    return min((float(run.stdout) for run in runs if run.returncode == 0), default=math.nan)


def everything(rows: Sequence[Row]) -> Iterator[tuple[str, list[str]]]:
    """All tables that have a line, with their titles."""
    if any(row.solver == OURS for row in rows):
        yield "Ours", ours_table(rows)
    if compared := comparison_table(rows):
        yield "Seconds to the proof", compared
    if any(row.solver != OURS for row in rows):
        yield "Rivals", rivals_table(rows)
    if faults := contradictions(rows):
        yield "Contradictions: one of the two has a fault", faults


def processor_name() -> str:
    """The model of the processor, as the kernel calls it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def ours_table(rows: Iterable[Row]) -> list[str]:
    """Ours, a line for each problem."""
    lines = table(
        "problem|status|placed|of|all placed after|breaks then|value|bound|breaks|bound"
        "|best known|seconds|processor|MB",
        text=2,
    )
    return lines + [
        line(
            row.name,
            _state(row),
            row.figure("placed"),
            row.meetings,
            _seconds(row.placed_after),
            row.worst.breaks_then,
            row.figure("value"),
            row.bound("value"),
            row.figure("breaks"),
            row.bound("breaks"),
            row.best_known,
            _seconds(row.seconds),
            _seconds(row.processor),
            f"{row.memory:.0f}",
        )
        for row in rows
        if row.solver == OURS
    ]


def rivals_table(rows: Iterable[Row]) -> list[str]:
    """Every rival that has something to say about a problem."""
    lines = table(
        "problem|solver|status|placed|of|value|bound|breaks|bound|seconds|of them modelling"
        "|processor|MB",
        text=3,
    )
    return lines + [
        line(
            row.name,
            SOLVERS[row.solver].title,
            _state(row),
            row.figure("placed"),
            row.meetings,
            row.figure("value"),
            row.bound("value"),
            row.figure("breaks"),
            row.bound("breaks"),
            _seconds(row.seconds),
            _seconds(row.preparing),
            _seconds(row.processor),
            f"{row.memory:.0f}",
        )
        for row in rows
        if row.solver != OURS
    ]


def _state(row: Row) -> str:
    worst = row.worst
    state = f"{worst.state}: {worst.note}" if worst.note else worst.state
    if worst.violations:
        state = f"**breaks {', '.join(worst.violations)}**"
    if not worst.applies:
        state = f"– ({worst.note})"
    return state.replace("|", "/")


def comparison_table(rows: Iterable[Row]) -> list[str]:
    """Seconds to a proof, side by side, for the events that a MaxSAT rival knows; and the sums.

    An event on which ours has crashed, or all of these rivals, is left out.
    """
    by_name: dict[str, dict[str, Row]] = {}
    for row in rows:
        by_name.setdefault(row.name, {})[row.solver] = row
    events = {
        name: solvers
        for name, solvers in by_name.items()
        if OURS in solvers
        and solvers[OURS].worst.counts
        and any(p in solvers and solvers[p].worst.counts for p in PROVERS)
    }
    if not events:
        return []
    shown = (OURS, PLAIN, *PROVERS)
    titles = "|".join(SOLVERS[name].title for name in shown)
    lines = table(f"problem|best known|{titles}|better of RC2 and UWrMaxSAT", text=1)
    total = dict.fromkeys(("ours", "better", "better alone"), 0.0)
    open_ones = dict.fromkeys(("ours", "better"), 0)
    for name, solvers in events.items():
        better = min(
            (solvers[p] for p in PROVERS if p in solvers and solvers[p].worst.counts),
            key=lambda row: (not row.proven, row.seconds),
        )
        cells = [to_proof(solvers[s]) if s in solvers else "" for s in shown]
        lines.append(line(name, solvers[OURS].best_known, *cells, to_proof(better)))
        total["ours"] += solvers[OURS].seconds
        total["better"] += better.seconds
        total["better alone"] += better.seconds - better.preparing
        open_ones["ours"] += not solvers[OURS].proven
        open_ones["better"] += not better.proven
    sums = {kind: ("≥ " if open_ones[kind] else "") + f"{total[kind]:.2f}" for kind in open_ones}
    lines.append(line(f"sum of {len(events)}", "", sums["ours"], "", "", "", sums["better"]))
    return [
        *lines,
        "",
        f"Ours takes {total['ours'] / total['better']:.2f} of the better rival's time"
        f" ({total['ours'] / total['better alone']:.2f} if its encoding were free)."
        f" Not proven: ours {open_ones['ours']}, the better rival {open_ones['better']}"
        f" of {len(events)}; such a one counts with the time it was given.",
    ]


def to_proof(row: Row) -> str:
    """Seconds to the proof, or how far it came."""
    if not row.worst.applies:
        return "–"
    if row.worst.violations or not row.worst.counts:
        return _state(row)
    if row.proven:
        none = " (none)" if row.worst.state == "infeasible" else ""
        return f"{row.seconds:.2f}{none}"
    found, bound = row.figure("breaks"), row.bound("breaks")
    reached = "no schedule" if found is None else f"breaks {found}"
    proven = "" if bound is None else f", bound {bound}"
    return f"> {row.seconds:.0f} ({reached}{proven})"


def contradictions(rows: Iterable[Row]) -> list[str]:
    """Sentences about solvers that cannot both be right: one of them has a fault."""
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row.name, []).append(row)
    found = []
    for name, solvers in by_name.items():
        for one in solvers:
            for other in solvers:
                if not other.worst.figures or other.worst.violations:
                    continue
                if one.worst.state == "infeasible":
                    found.append(
                        f"{name}: {one.solver} proves that there is no schedule,"
                        f" and {other.solver} has one."
                    )
                elif passed := _passed(one, other):
                    found.append(
                        f"{name}: {other.solver} passes the bound of {one.solver} for {passed}."
                    )
    return found


def _passed(one: Row, other: Row) -> str | None:
    """The first figure of the other's schedule that beats what one has proven.

    A bound speaks of schedules that reach what was achieved before it, so that the words are
    compared in order, and only as long as both reached the same.
    """
    for word, bound in one.worst.bounds:
        reached, mine = other.figure(word), one.figure(word)
        if reached is None:
            continue
        if (reached > bound) if word in MAXIMISED else (reached < bound):
            return word
        if mine != reached:
            return None
    return None


def told(outcome: Outcome, run: int) -> str:
    """A line for whoever watches."""
    figures, bounds = dict(outcome.figures), dict(outcome.bounds)
    words = [f"{outcome.state} {outcome.note}".strip()]
    for word in SHOWN:
        reached = f" {figures[word]}" if word in figures else ""
        proven = f" (bound {bounds[word]})" if word in bounds else ""
        words += [f"{word}{reached}{proven}"] if reached or proven else []
    words += [f"violates {', '.join(outcome.violations)}"] if outcome.violations else []
    return (
        f"{outcome.problem}, {outcome.solver}, run {run}: {', '.join(words)};"
        f" {outcome.seconds:.1f} s, processor {outcome.processor:.1f} s, {outcome.memory:.0f} MB"
    )


# --- Markdown -----------------------------------------------------------------------------------


def table(titles: str, *, text: int) -> list[str]:
    """The head of a table; the first `text` columns hold words, the others figures."""
    columns = titles.split("|")
    rules = ["---" if n < text else "--:" for n in range(len(columns))]
    return [line(*columns), "|" + "|".join(rules) + "|"]


def line(*cells: object) -> str:
    """A line of a table; None is an empty cell."""
    return "| " + " | ".join("" if cell is None else str(cell) for cell in cells) + " |"


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.1f}"
