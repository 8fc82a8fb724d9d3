"""Writing the exchange format: problems and schedules to JSON text."""

from __future__ import annotations

import json
from collections.abc import Mapping

from matchmaking.scheduler.data import MeetingWanted, Party, Placement, Problem, Rules, Schedule
from matchmaking.scheduler.format.names import PROBLEM_FORMAT, SCHEDULE_FORMAT


def write_problem(problem: Problem) -> str:
    """The problem as JSON text; what has its default is left out."""
    document = {
        "format": PROBLEM_FORMAT,
        **_said(name=problem.name),
        "slots": [{"id": s.id, **_said(session=s.session or None)} for s in problem.slots],
        "tables": [
            {"id": t.id, **_said(slots=_sorted(t.slots), host=t.host, step_free=t.step_free)}
            for t in problem.tables
        ],
        "parties": [_party_json(party) for party in problem.parties],
        "interpreters": [
            {
                "id": i.id,
                "pairs": [list(pair) for pair in i.pairs],
                "absent": sorted(i.absent),
                "max_in_a_row": i.max_in_a_row,
            }
            for i in problem.interpreters
        ],
        "meetings": [_meeting_json(meeting) for meeting in problem.meetings],
        "rules": _rules_json(problem.rules),
        "objective": list(problem.objective),
        **_said(best_known=problem.best_known and dict(problem.best_known)),
    }
    if problem.previous is not None:
        document["previous"] = {
            "meetings": [_placement_json(placement) for placement in problem.previous.meetings]
        }
    return json.dumps(document, ensure_ascii=False) + "\n"


def write_schedule(schedule: Schedule) -> str:
    """The schedule as JSON text, one meeting a line."""
    document = schedule_json(schedule)
    return json.dumps(document, ensure_ascii=False) + "\n"


def schedule_json(schedule: Schedule) -> dict[str, object]:
    """The schedule as what `json.dumps` takes."""
    return {
        "format": SCHEDULE_FORMAT,
        "problem": schedule.problem,
        "status": schedule.status,
        "meetings": [_placement_json(placement) for placement in schedule.meetings],
        "unplaced": [
            {
                "id": entry.id,
                "reason": entry.reason,
                "lever": entry.lever and {"kind": entry.lever.kind, **entry.lever.ids},
            }
            for entry in schedule.unplaced
        ],
        "objective": [
            {"name": level.name, "achieved": level.achieved, "bound": level.bound}
            for level in schedule.objective
        ],
        "conflicts": [
            [{"rule": rule.rule, "ids": list(rule.ids)} for rule in group]
            for group in schedule.conflicts
        ],
        "seconds": schedule.seconds,
        "seed": schedule.seed,
    }


def _party_json(party: Party) -> dict[str, object]:
    return {
        "id": party.id,
        **_said(min_meetings=party.min_meetings or None, max_meetings=party.max_meetings),
        "delegates": [
            {
                "id": d.id,
                **_said(
                    absent=sorted(d.absent),
                    negotiates=sorted(d.negotiates),
                    follows=sorted(d.follows),
                    max_in_a_row=d.max_in_a_row,
                    step_free=d.step_free,
                ),
            }
            for d in party.delegates
        ],
    }


def _meeting_json(meeting: MeetingWanted) -> dict[str, object]:
    locked = meeting.locked
    return {
        "id": meeting.id,
        "parties": list(meeting.parties),
        "value": meeting.value,
        **_said(
            slots=_sorted(meeting.slots),
            delegates={str(p): sorted(ids) for p, ids in meeting.delegates.items()},
            locked=locked and {"slot": locked.slot, **_said(table=locked.table)},
            after=list(meeting.after),
        ),
    }


def _rules_json(rules: Rules) -> dict[str, object]:
    return {
        "place_all": rules.place_all,
        "max_break_spread": rules.max_break_spread,
        "absence_counts_as_break": rules.absence_counts_as_break,
        "chairs": rules.chairs,
    }


def _placement_json(placement: Placement) -> dict[str, object]:
    return {
        "id": placement.id,
        "slot": placement.slot,
        "table": placement.table,
        "delegates": {str(party): who for party, who in placement.delegates.items()},
        "interpreter": placement.interpreter,
    }


def _sorted(ids: frozenset[int] | None) -> list[int] | None:
    return None if ids is None else sorted(ids)


def _said(**values: object) -> Mapping[str, object]:
    """What says something: neither None nor False nor an empty list (an empty `slots` does)."""
    return {
        key: value
        for key, value in values.items()
        if value is not None
        and value is not False
        and not (key != "slots" and isinstance(value, list | dict) and not value)
    }
