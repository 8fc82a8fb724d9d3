"""What the scheduling console shows of a run: its card while it works, its line afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matchmaking.scheduling.models import Run
from ui.formatting import number
from ui.line import Stop

Words = str | Promise

PHASES: Mapping[str, Words] = {
    "check": gettext_lazy("Check"),
    "choose": gettext_lazy("Choose pairings"),
    "place": gettext_lazy("Place in slots"),
    "seat": gettext_lazy("Seat people"),
    "improve": gettext_lazy("Fewer breaks"),
    "referee": gettext_lazy("Referee"),
}

FAILURES: Mapping[str, Words] = {
    "crashed": gettext_lazy(
        "The program that was solving this ended twice without an answer; often the machine has "
        "too little memory. The draft is as it was. Try a shorter time."
    ),
    "no_solution_in_time": gettext_lazy(
        "No schedule was found within the time limit. The draft is as it was. Give the run more "
        "seconds, or unlock some meetings."
    ),
    "infeasible": gettext_lazy(
        "No schedule can hold all of these rules at once. The draft is as it was. Unlock one of "
        "the meetings named below, or change what stands in its way."
    ),
    "stopped": gettext_lazy(
        "The run was stopped before it had a schedule. The draft is as it was."
    ),
    "draft_changed": gettext_lazy(
        "Somebody changed the draft while the run was going on, so the draft was left as it is. "
        "Start the run again."
    ),
    "phase_closed": gettext_lazy(
        "The convention was moved to a phase without scheduling while the run was going on. The "
        "draft is as it was. Move it back and start the run again."
    ),
    "data_changed": gettext_lazy(
        "A table, a slot or a person that the answer needs was removed while the run was going "
        "on. The draft is as it was. Start the run again."
    ),
    "referee": gettext_lazy(
        "The answer broke a rule, and the referee refused it. The draft is as it was. This is a "
        "fault of the program: please report it with the exported problem."
    ),
    "error": gettext_lazy(
        "Something went wrong that should not. The draft is as it was. Start the run again; if it "
        "fails again, please report it."
    ),
}

RULES: Mapping[str, Words] = {
    "absent": gettext_lazy("absences"),
    "after": gettext_lazy("the order of meetings"),
    "attendance": gettext_lazy("the slots in which people are there"),
    "chairs": gettext_lazy("the number of chairs"),
    "delegates": gettext_lazy("who sits in a locked meeting"),
    "languages": gettext_lazy("people understand each other"),
    "locked": gettext_lazy("locked meetings"),
    "max_break_spread": gettext_lazy("equally few breaks for everybody"),
    "max_in_a_row": gettext_lazy("the most meetings in a row"),
    "max_meetings": gettext_lazy("the most meetings of an organisation"),
    "place_all": gettext_lazy("every meeting must be placed"),
    "slots": gettext_lazy("the slots a meeting may have"),
    "tables": gettext_lazy("the number of tables, their hosts and steps"),
}


LEVELS: Mapping[str, Words] = {
    "minimum": gettext_lazy("Meetings missing to the agreed minimum"),
    "placed": gettext_lazy("Meetings placed"),
    "value": gettext_lazy("Value of the meetings"),
    "changes": gettext_lazy("Seats changed since the published version"),
    "breaks": gettext_lazy("Breaks between meetings"),
    "break_slots": gettext_lazy("Idle slots between meetings"),
    "table_changes": gettext_lazy("Changes of table"),
    "follows": gettext_lazy("Meetings without a common language"),
}


@dataclass(frozen=True, slots=True)
class RunCard:
    """A run as its card shows it; figures are None until they are known."""

    run: Run
    placed: int
    bound: int | None
    proven: bool
    breaks: int | None
    breaks_bound: int | None
    seconds: int
    stops: tuple[Stop, ...]
    curve: tuple[tuple[float, float], ...]
    value_share: float | None
    cross_border: int | None
    levels: tuple[tuple[str, int, int], ...]  # in words: reached, proven bound
    failure: str
    conflicts: tuple[str, ...]

    @property
    def clock(self) -> str:
        """The time it has taken: 0:42."""
        return as_clock(self.seconds)

    @property
    def limit(self) -> str:
        """Its time limit: 2:00."""
        return as_clock(self.run.seconds)

    @property
    def left(self) -> str:
        """The time left: 1:18."""
        return as_clock(max(0, self.run.seconds - self.seconds))

    @property
    def restarted(self) -> bool:
        """Whether a worker died in it."""
        return self.run.attempt > 1

    @property
    def cross_border_share(self) -> float | None:
        """As a ratio of the placed meetings."""
        if self.cross_border is None or not self.placed:
            return None
        return self.cross_border / self.placed

    @property
    def keeps_result(self) -> bool:
        """Whether it ended with a schedule in the draft."""
        return self.run.state in (Run.State.SUCCEEDED, Run.State.STOPPED) and not self.failure


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run beside the others."""

    run: Run
    meetings: int | None
    rank_1: float | None
    breaks: int | None
    cross_border_share: float | None
    clock: str

    @property
    def agenda_entries(self) -> int | None:
        """Two for each meeting."""
        return None if self.meetings is None else 2 * self.meetings


def run_card(run: Run) -> RunCard:
    """Return the card of a run, from its row alone."""
    progress: dict[str, Any] = run.progress or {}
    result: dict[str, Any] = run.result or {}
    levels = {level["name"]: level for level in result.get("objective", [])}
    kept = bool(result.get("placed"))
    placed = result["placed"] if kept else progress.get("placed", 0)
    bound = levels["placed"]["bound"] if "placed" in levels else progress.get("bound")
    breaks = levels.get("breaks", {})
    value = levels.get("value")
    return RunCard(
        run=run,
        placed=placed,
        bound=bound,
        proven=placed > 0 and placed == bound,
        breaks=result["breaks"] if kept else progress.get("breaks"),
        breaks_bound=breaks.get("bound", progress.get("breaks_bound")),
        seconds=_seconds_of(run),
        stops=_stops(run, progress),
        curve=tuple((float(at), float(count)) for at, count in progress.get("curve", [])),
        value_share=value["achieved"] / value["bound"] if value and value["bound"] else None,
        cross_border=result.get("cross_border"),
        levels=tuple(
            (str(LEVELS[name]), level["achieved"], level["bound"]) for name, level in levels.items()
        ),
        failure=failure_words(run.error_code) if run.error_code else "",
        conflicts=tuple(_conflict_words(group) for group in result.get("conflicts", [])),
    )


def run_rows(runs: Iterable[Run]) -> list[RunRow]:
    """Return the runs as lines of the table that compares them."""
    return [_row(run) for run in runs]


def failure_words(code: str) -> str:
    """Return what an error code means, what became of the draft and what to do."""
    return str(FAILURES.get(code, FAILURES["error"]))


def as_clock(seconds: float) -> str:
    """Return minutes and seconds: 2:00."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _row(run: Run) -> RunRow:
    result = run.result or {}
    placed = result.get("placed") or None
    honoured, made = result.get("ranks", {}).get("1", (0, 0))
    return RunRow(
        run=run,
        meetings=placed,
        rank_1=honoured / made if placed and made else None,
        breaks=result["breaks"] if placed else None,
        cross_border_share=result["cross_border"] / placed if placed else None,
        clock=as_clock(_seconds_of(run)),
    )


def _seconds_of(run: Run) -> int:
    if run.started_at is None:
        return 0
    return max(0, int(((run.finished_at or timezone.now()) - run.started_at).total_seconds()))


def _stops(run: Run, progress: Mapping[str, Any]) -> tuple[Stop, ...]:
    """Return the line: what is done, what goes on, what is to come."""
    reached = {phase["phase"]: phase for phase in progress.get("phases", [])}
    if not progress.get("placed"):
        reached.pop("referee", None)  # there was nothing to check
    here = progress.get("phase")
    over = not run.is_active
    stops = []
    for code, name in PHASES.items():
        phase = reached.get(code)
        if phase is None:
            state = "later"
        elif code == here and not over:
            state = "now"
        else:
            state = "done"
        if phase is not None and state == "now":
            phase = {**phase, "seconds": max(phase["seconds"], _seconds_of(run) - phase["from"])}
        stops.append(Stop(str(name), state, _note(code, phase) if phase else ""))
    return tuple(stops)


def _note(code: str, phase: Mapping[str, Any]) -> str:
    """Return what stands under a stop: the seconds, and what the phase came to."""
    seconds = number(max(0.0, phase.get("seconds", 0)), "0.0")
    first, last = phase.get("first_breaks"), phase.get("breaks")
    if code == "improve" and first is not None and last is not None:
        return _("%(seconds)s s · from %(first)s to %(last)s") % {
            "seconds": seconds,
            "first": number(first),
            "last": number(last),
        }
    if code == "place" and phase.get("placed"):
        return ngettext(
            "%(seconds)s s · %(count)d meeting",
            "%(seconds)s s · %(count)d meetings",
            phase["placed"],
        ) % {"seconds": seconds, "count": phase["placed"]}
    return _("%(seconds)s s") % {"seconds": seconds}


def _conflict_words(group: Iterable[Mapping[str, Any]]) -> str:
    """Return rules that cannot hold together, as words."""
    names = [str(RULES.get(rule["rule"], rule["rule"])) for rule in group]
    return " + ".join(dict.fromkeys(names))
