"""A convention as the scheduler's problem: database keys as ids, no names."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from conventions.models import (
    Absence,
    Convention,
    Delegate,
    DelegateLanguage,
    Interpreter,
    Registration,
)
from matchmaking.scheduler import data, write_problem
from matchmaking.scheduling.models import Meeting, Run, Schedule
from matchmaking.wishes.services.pairings import Pairing, pair_of, pairing_id, pairings_of

OBJECTIVES: Mapping[str, tuple[str, ...]] = {
    Run.Objective.AS_MANY: (
        "minimum", "placed", "value", "changes", "breaks", "table_changes", "follows",
    ),
    Run.Objective.MOST_WANTED: (
        "minimum", "value", "changes", "breaks", "table_changes", "follows",
    ),
    Run.Objective.FEW_CHANGES: (
        "minimum", "changes", "placed", "value", "breaks", "table_changes", "follows",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BuiltProblem:
    """What the scheduler is given, and what the database needs to read its answer.

    `pairings`: by the id of the meeting wanted. `without_people`: pairings of a registration
    that brings nobody who meets. `lost_locks`: locked meetings whose pairing, or one of whose
    people, is no longer there. `input_hash` tells one state of the data from another, whatever
    the objective, the locks and the earlier schedule. `draft_revision` is None without a draft.
    """

    problem: data.Problem
    pairings: Mapping[int, Pairing]
    without_people: tuple[Pairing, ...]
    lost_locks: tuple[Meeting, ...]
    input_hash: str
    draft_revision: int | None


def build_problem(convention: Convention, *, objective: str) -> BuiltProblem:
    """Return the convention's problem, always in the same order (a fixed number of queries).

    `objective` is one of `Run.Objective`; only `few_changes` looks at the last published version.
    """
    parties = _parties(convention)
    known = {party.id for party in parties}
    pairings = pairings_of(convention)
    wanted = {p.id: p for p in pairings if known.issuperset(p.pair)}
    draft = Schedule.objects.drafts().filter(convention=convention).first()
    tables = _tables(convention, known)
    locks, lost = _locks(draft, wanted, parties, tables)
    bare = data.Problem(
        slots=tuple(
            data.Slot(pk, session=block)
            for pk, block in convention.slots.order_by("starts_at", "pk").values_list("pk", "block")
        ),
        tables=tables,
        parties=parties,
        interpreters=_interpreters(convention),
        meetings=tuple(data.MeetingWanted(p.id, p.pair, p.value) for p in wanted.values()),
        rules=data.Rules(chairs=convention.chairs),
        objective=(),
    )
    problem = replace(
        bare,
        name=convention.slug,
        meetings=tuple(_with_lock(meeting, locks.get(meeting.id)) for meeting in bare.meetings),
        objective=OBJECTIVES[objective],
        previous=_previous(convention) if objective == Run.Objective.FEW_CHANGES else None,
    )
    return BuiltProblem(
        problem=problem,
        pairings=wanted,
        without_people=tuple(p for p in pairings if p.id not in wanted),
        lost_locks=lost,
        input_hash=hashlib.sha256(write_problem(bare).encode()).hexdigest(),
        draft_revision=draft.revision if draft else None,
    )


def _parties(convention: Convention) -> tuple[data.Party, ...]:
    """Return the validated registrations that bring somebody who meets."""
    of_convention = {"delegate__convention": convention}
    absent: dict[int, set[int]] = defaultdict(set)
    for delegate_id, slot_id in Absence.objects.filter(**of_convention).values_list(
        "delegate_id", "slot_id"
    ):
        absent[delegate_id].add(slot_id)
    languages: dict[tuple[int, str], set[str]] = defaultdict(set)
    for delegate_id, level, language in DelegateLanguage.objects.filter(
        **of_convention
    ).values_list("delegate_id", "level", "language"):
        languages[delegate_id, level].add(language)
    people: dict[int, list[data.Delegate]] = defaultdict(list)
    for delegate in Delegate.objects.in_convention(convention).meeting().order_by("pk"):
        people[delegate.registration_id].append(
            data.Delegate(
                id=delegate.pk,
                absent=frozenset(absent[delegate.pk]),
                negotiates=frozenset(languages[delegate.pk, DelegateLanguage.Level.NEGOTIATES]),
                follows=frozenset(languages[delegate.pk, DelegateLanguage.Level.FOLLOWS]),
                max_in_a_row=delegate.max_in_a_row,
                step_free=delegate.step_free,
            )
        )
    registrations = Registration.objects.in_convention(convention).validated().order_by("pk")
    return tuple(
        data.Party(
            id=registration.pk,
            delegates=tuple(people[registration.pk]),
            min_meetings=registration.min_meetings,
            max_meetings=registration.max_meetings,
        )
        for registration in registrations
        if people[registration.pk]
    )


def _tables(convention: Convention, known: set[int]) -> tuple[data.Table, ...]:
    """Return the tables; one whose host brings nobody is open to all."""
    return tuple(
        data.Table(
            id=table.pk,
            host=table.host_id if table.host_id in known else None,
            step_free=table.step_free,
        )
        for table in convention.tables.order_by("number", "pk")
    )


def _interpreters(convention: Convention) -> tuple[data.Interpreter, ...]:
    interpreters = (
        Interpreter.objects.filter(convention=convention)
        .order_by("pk")
        .prefetch_related("pairs", "absences")
    )
    return tuple(
        data.Interpreter(
            id=interpreter.pk,
            pairs=tuple(sorted((pair.first, pair.second) for pair in interpreter.pairs.all())),
            absent=frozenset(absence.slot_id for absence in interpreter.absences.all()),
            max_in_a_row=interpreter.max_in_a_row,
        )
        for interpreter in interpreters
    )


def _locks(
    draft: Schedule | None,
    wanted: Mapping[int, Pairing],
    parties: Iterable[data.Party],
    tables: Iterable[data.Table],
) -> tuple[dict[int, data.Placement], tuple[Meeting, ...]]:
    """Return the locked meetings of the draft by id, and those that can no longer be held."""
    if draft is None:
        return {}, ()
    people = {(party.id, person.id): person for party in parties for person in party.delegates}
    hosts = {table.id: table.host for table in tables}
    held, lost = {}, []
    for meeting, placement in placements(draft.meetings.filter(locked=True)):
        seated = [people.get(seat) for seat in placement.delegates.items()]
        sits_with_host = placement.delegates.keys() & hosts.values()
        host = hosts[placement.table]
        if (
            placement.id in wanted
            and all(person and placement.slot not in person.absent for person in seated)
            and (host in placement.delegates if sits_with_host else host is None)
        ):
            held[placement.id] = placement
        else:
            lost.append(meeting)
    return held, tuple(lost)


def _previous(convention: Convention) -> data.Previous | None:
    """Return the last published version."""
    version = Schedule.objects.published().filter(convention=convention).first()
    if version is None:
        return None
    return data.Previous(tuple(placement for _, placement in placements(version.meetings.all())))


def _with_lock(meeting: data.MeetingWanted, held: data.Placement | None) -> data.MeetingWanted:
    """Return `meeting`, kept in its slot, at its table and with its people where it is locked."""
    if held is None:
        return meeting
    return replace(
        meeting,
        locked=data.Lock(held.slot, held.table),
        delegates={party: frozenset({person}) for party, person in held.delegates.items()},
    )


def placements(meetings: QuerySet[Meeting]) -> list[tuple[Meeting, data.Placement]]:
    """Return stored meetings of two beside themselves in the scheduler's words, in key order."""
    rows = meetings.order_by("pk").prefetch_related("seats")
    found = []
    for meeting in rows:
        delegates = {seat.registration_id: seat.delegate_id for seat in meeting.seats.all()}
        pair = pair_of(*delegates)
        placement = data.Placement(
            id=pairing_id(pair),
            slot=meeting.slot_id,
            table=meeting.table_id,
            delegates={party: delegates[party] for party in pair},
            interpreter=meeting.interpreter_id,
        )
        found.append((meeting, placement))
    return found
