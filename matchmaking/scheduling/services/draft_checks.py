"""Whether a draft still holds: the referee's look at it with the data of now, in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conventions.models import Convention
from matchmaking.scheduler import check, data
from matchmaking.scheduling.models import Run, Schedule
from matchmaking.scheduling.services.scheduler_input import build_problem, placements


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """How a draft stands against the data of now.

    `outdated`: wishes, people, tables … changed since it was made. `faults`: sentences on its
    meetings that break a rule now; such a draft cannot be published.
    """

    outdated: bool
    faults: tuple[str, ...]


def check_draft(convention: Convention, draft: Schedule) -> DraftCheck:
    """Have the referee look at the draft with the data of now."""
    built = build_problem(convention, objective=Run.Objective.AS_MANY)
    bare = replace(
        built.problem,
        objective=(),
        meetings=tuple(
            replace(meeting, locked=None, delegates={}) for meeting in built.problem.meetings
        ),
    )
    known = {meeting.id for meeting in bare.meetings}
    placed = [placement for _meeting, placement in placements(draft.meetings.all())]
    kept = tuple(placement for placement in placed if placement.id in known)
    held = {placement.id for placement in kept}
    answer = data.Schedule(
        status="optimal",  # without an objective there is nothing better
        meetings=kept,
        unplaced=tuple(data.Unplaced(number, "outranked") for number in sorted(known - held)),
    )
    rules = Counter(violation.rule for violation in check(bare, answer))
    rules["not_wanted"] = len(placed) - len(kept)
    return DraftCheck(
        outdated=draft.input_hash != built.input_hash, faults=tuple(_fault_words(rules.items()))
    )


def _fault_words(rules: Iterable[tuple[str, int]]) -> list[str]:
    return [_one_fault(rule, count) % {"count": count} for rule, count in rules if count]


def _one_fault(rule: str, count: int) -> str:
    match rule:
        case "not_wanted":
            return ngettext(
                "%(count)d meeting is between organisations that may no longer meet.",
                "%(count)d meetings are between organisations that may no longer meet.",
                count,
            )
        case "delegate_absent" | "interpreter_absent":
            return ngettext(
                "%(count)d seat is given to somebody who is absent then.",
                "%(count)d seats are given to people who are absent then.",
                count,
            )
        case "seats":
            return ngettext(
                "%(count)d seat is given to somebody who no longer comes.",
                "%(count)d seats are given to people who no longer come.",
                count,
            )
        case "language":
            return ngettext(
                "In %(count)d meeting people no longer understand each other.",
                "In %(count)d meetings people no longer understand each other.",
                count,
            )
        case "max_meetings":
            return ngettext(
                "%(count)d organisation has more meetings than its maximum.",
                "%(count)d organisations have more meetings than their maximum.",
                count,
            )
        case "chairs":
            return ngettext(
                "In %(count)d slot there are fewer chairs than people seated.",
                "In %(count)d slots there are fewer chairs than people seated.",
                count,
            )
        case "host" | "step_free":
            return ngettext(
                "%(count)d meeting is at a table that does not suit it any more.",
                "%(count)d meetings are at tables that do not suit them any more.",
                count,
            )
        case "max_in_a_row":
            return ngettext(
                "%(count)d person has more meetings in a row than agreed.",
                "%(count)d people have more meetings in a row than agreed.",
                count,
            )
        case _:
            return _("A rule of the hall is broken (%(count)d times).")
