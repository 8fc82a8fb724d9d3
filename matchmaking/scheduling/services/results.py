"""The result sheet: what a draft comes to, what found no place and what would help."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from conventions.models import Convention, Delegate, Registration, Slot
from matchmaking.scheduler import data
from matchmaking.scheduling.models import Run, Schedule, Unplaced
from matchmaking.scheduling.services.figures import Figures, figures_of
from matchmaking.scheduling.services.scheduler_input import BuiltProblem, build_problem, placements
from matchmaking.wishes.models import PairingKind
from ui.formatting import clock, number


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a chart."""

    label: str
    value: int
    kind: str = "plain"
    caption: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """A lever in words, and how many of the unplaced pairings it would place at most."""

    words: str
    gain: int


@dataclass(frozen=True, slots=True)
class UnplacedGroup:
    """The pairings that have no meeting for one reason, and what would place some."""

    reason: str
    words: str
    count: int
    helps: tuple[Help, ...]

    @property
    def first_help(self) -> Help | None:
        """What would place the most of them."""
        return self.helps[0] if self.helps else None


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """Everything the organiser is told about one schedule. `outdated`: data changed since."""

    schedule: Schedule
    figures: Figures
    tables: int
    tables_used: tuple[Column, ...]  # by slot
    breaks: tuple[Column, ...]  # people by their number of breaks
    unplaced: tuple[UnplacedGroup, ...]
    outdated: bool

    @property
    def unplaced_count(self) -> int:
        """All pairings without a meeting."""
        return sum(group.count for group in self.unplaced)

    @property
    def most_tables(self) -> int:
        """The most tables busy at once."""
        return max(self.figures.per_slot.values(), default=0)

    @property
    def kinds(self) -> list[tuple[str, int, int]]:
        """What pairings are made of, in words: placed, wanted."""
        return [
            (str(PairingKind(kind).label), placed, wanted)
            for kind, (placed, wanted) in self.figures.placed_by_kind.items()
            if wanted
        ]


def result_sheet(convention: Convention, schedule: Schedule) -> ResultSheet:
    """Return the sheet of a draft or version in a fixed number of queries."""
    built = build_problem(convention, objective=Run.Objective.AS_MANY)
    placed = [placement for _, placement in placements(schedule.meetings.all())]
    figures = figures_of(convention, built, placed)
    clocks = {
        pk: clock(starts_at, convention.zone)
        for pk, starts_at in convention.slots.values_list("pk", "starts_at")
    }
    people = zip(
        (pgettext("breaks", "none"), "1", "2", _("3 or more")),
        figures.breaks_histogram,
        strict=True,
    )
    return ResultSheet(
        schedule=schedule,
        figures=figures,
        tables=len(built.problem.tables),
        tables_used=tuple(
            Column(clocks[slot], used, "soft") for slot, used in figures.per_slot.items()
        ),
        breaks=tuple(Column(label, count) for label, count in people),
        unplaced=unplaced_groups(convention, schedule),
        outdated=schedule.input_hash != built.input_hash,
    )


def summary_of(
    convention: Convention, built: BuiltProblem, answer: data.Schedule
) -> dict[str, Any]:
    """Return what is kept of a run for comparing it later, ready for JSON."""
    figures = figures_of(convention, built, answer.meetings)
    return {
        "status": answer.status,
        "objective": [asdict(level) for level in answer.objective],
        "conflicts": [
            [{"rule": rule.rule, "ids": list(rule.ids)} for rule in group]
            for group in answer.conflicts
        ],
        "seconds": round(answer.seconds, 1),
        "placed": figures.meetings,
        "pairings": figures.pairings,
        "breaks": figures.breaks,
        "breaks_histogram": list(figures.breaks_histogram),
        "cross_border": figures.cross_border,
        "ranks": {str(row.rank): [row.honoured, row.made] for row in figures.ranks},
    }


# --- what found no place -------------------------------------------------------------------------


def unplaced_groups(convention: Convention, schedule: Schedule) -> tuple[UnplacedGroup, ...]:
    """Return the schedule's unplaced pairings by reason, the largest group first."""
    rows = list(schedule.unplaced.values_list("reason", "lever"))
    names = _Names(convention, (lever for _reason, lever in rows if lever))
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for reason, lever in rows:
        counts[reason] += 1
        if lever:
            grouped[reason].append(lever)
    return tuple(
        UnplacedGroup(
            reason=reason,
            words=str(Unplaced.Reason(reason).label),
            count=count,
            helps=_helps(grouped[reason], names),
        )
        for reason, count in counts.most_common()
    )


def lever_words(convention: Convention, levers: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return each of `levers`, as stored, as a sentence (three queries at most)."""
    levers = list(levers)
    names = _Names(convention, levers)
    return [_one_lever(lever, names) for lever in levers]


class _Names:
    """What the ids of levers are called, read at once."""

    def __init__(self, convention: Convention, levers: Iterable[Mapping[str, Any]]) -> None:
        ids: dict[str, set[int]] = defaultdict(set)
        for lever in levers:
            for key in ("party", "delegate", "slot"):
                if key in lever:
                    ids[key].add(lever[key])
        self._zone = convention.zone
        self._parties = {
            registration.pk: str(registration.organization)
            for registration in Registration.objects.in_convention(convention)
            .filter(pk__in=ids["party"])
            .select_related("organization")
        }
        self._people = {
            person.pk: person.full_name
            for person in Delegate.objects.in_convention(convention).filter(pk__in=ids["delegate"])
        }
        self._slots = dict(
            Slot.objects.filter(convention=convention, pk__in=ids["slot"]).values_list(
                "pk", "starts_at"
            )
        )

    def party(self, pk: int) -> str:
        return self._parties.get(pk, "–")

    def person(self, pk: int) -> str:
        return self._people.get(pk, "–")

    def time(self, pk: int) -> str:
        moment = self._slots.get(pk)
        return clock(moment, self._zone) if moment else "–"


def _one_lever(lever: Mapping[str, Any], names: _Names) -> str:
    """Return one lever as words that stand alone."""
    match lever["kind"]:
        case "table":
            return _("One more table at %(time)s") % {"time": names.time(lever["slot"])}
        case "chairs":
            return _("Two more chairs at %(time)s") % {"time": names.time(lever["slot"])}
        case "slot":
            return _("This meeting allowed at %(time)s") % {"time": names.time(lever["slot"])}
        case "delegate":
            return _("One more delegate for %(organization)s") % {
                "organization": names.party(lever["party"])
            }
        case "presence":
            return _("%(person)s present at %(time)s") % {
                "person": names.person(lever["delegate"]),
                "time": names.time(lever["slot"]),
            }
        case "interpreter":
            return _("An interpreter %(languages)s at %(time)s") % {
                "languages": "–".join(lever["languages"]),
                "time": names.time(lever["slot"]),
            }
        case "max_meetings":
            return _("One more meeting for %(organization)s") % {
                "organization": names.party(lever["party"])
            }
        case _:
            return _("A locked meeting unlocked")


def _helps(levers: list[dict[str, Any]], names: _Names) -> tuple[Help, ...]:
    """Return what would place some of a group, by kind, the most useful first.

    A table, a place, an allowed meeting more lets in one pairing each; a person or an
    interpreter more may let in every pairing that waits for just this one.
    """
    by_kind: dict[str, Counter[tuple[Any, ...]]] = defaultdict(Counter)
    examples: dict[tuple[Any, ...], dict[str, Any]] = {}
    for lever in levers:
        key = tuple(sorted((name, str(value)) for name, value in lever.items()))
        by_kind[lever["kind"]][key] += 1
        examples[key] = lever
    helps = []
    for kind, tally in by_kind.items():
        (first, times), *others = tally.most_common()
        one_each = _one_each(kind, len(tally))
        if others and one_each:
            helps.append(Help(one_each, len(tally)))
        else:
            gain = times if kind in ("delegate", "interpreter", "presence") else 1
            helps.append(Help(_one_lever(examples[first], names), gain))
    return tuple(sorted(helps, key=lambda each: -each.gain))


def _one_each(kind: str, count: int) -> str:
    """Return the words for the same lever pulled in `count` places; empty: only one at a time."""
    words = {
        "max_meetings": ngettext(
            "One more meeting for %(count)s organisation",
            "One more meeting each for %(count)s organisations",
            count,
        ),
        "table": ngettext(
            "One more table in %(count)s slot", "One more table in %(count)s slots", count
        ),
        "chairs": ngettext(
            "Two more chairs in %(count)s slot", "Two more chairs in %(count)s slots", count
        ),
        "unlock": ngettext(
            "%(count)s locked meeting unlocked", "%(count)s locked meetings unlocked", count
        ),
    }.get(kind, "")
    return words % {"count": number(count)} if words else ""
