"""What a well-formed problem must not say: unknown ids, ids used twice, senseless locks.

Ids of -1 stand for values that the reader has already refused; they are passed over here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from matchmaking.scheduler.data import MeetingWanted, Problem


def faults_of(problem: Problem) -> list[str]:
    """One sentence for each fault, beginning with its key."""
    return [
        *_ids_used_twice(problem),
        *_unknown_ids(problem),
        *_numbers_that_contradict(problem),
        *_cycles(problem),
        *_locks(problem),
    ]


def _twice(key: str, ids: Iterable[tuple[str, int]]) -> Iterator[str]:
    seen: set[int] = set()
    for path, number in ids:
        if number in seen:
            yield f"{path}: the id {number} is used twice in {key}."
        if number >= 0:
            seen.add(number)


def _ids_used_twice(problem: Problem) -> Iterator[str]:
    kinds = ("slots", "tables", "parties", "interpreters", "meetings")
    for kind in kinds:
        rows = getattr(problem, kind)
        yield from _twice(kind, ((f"{kind}[{n}].id", row.id) for n, row in enumerate(rows)))
    delegates = (
        (f"parties[{n}].delegates[{k}].id", delegate.id)
        for n, party in enumerate(problem.parties)
        for k, delegate in enumerate(party.delegates)
    )
    yield from _twice("delegates", delegates)
    if problem.previous is not None:
        rows = problem.previous.meetings
        ids = ((f"previous.meetings[{n}].id", row.id) for n, row in enumerate(rows))
        yield from _twice("previous", ids)
    words = list(problem.objective)
    for n, word in enumerate(words):
        if word in words[:n]:
            yield f"objective[{n}]: {word} stands twice."


def _unknown(path: str, ids: Iterable[int] | None, known: set[int], kind: str) -> Iterator[str]:
    for number in sorted(set(ids or ())):
        if number >= 0 and number not in known:
            yield f"{path}: there is no {kind} {number}."


def _unknown_ids(problem: Problem) -> Iterator[str]:
    slots = {slot.id for slot in problem.slots}
    tables = {table.id for table in problem.tables}
    parties = {party.id: {d.id for d in party.delegates} for party in problem.parties}
    meetings = {meeting.id for meeting in problem.meetings}
    for n, table in enumerate(problem.tables):
        yield from _unknown(f"tables[{n}].slots", table.slots, slots, "slot")
        host = () if table.host is None else (table.host,)
        yield from _unknown(f"tables[{n}].host", host, set(parties), "party")
    for n, party in enumerate(problem.parties):
        for k, delegate in enumerate(party.delegates):
            path = f"parties[{n}].delegates[{k}].absent"
            yield from _unknown(path, delegate.absent, slots, "slot")
    for n, interpreter in enumerate(problem.interpreters):
        yield from _unknown(f"interpreters[{n}].absent", interpreter.absent, slots, "slot")
    for n, meeting in enumerate(problem.meetings):
        path = f"meetings[{n}]"
        yield from _unknown(f"{path}.parties", meeting.parties, set(parties), "party")
        yield from _unknown(f"{path}.slots", meeting.slots, slots, "slot")
        yield from _unknown(f"{path}.after", meeting.after, meetings, "meeting")
        yield from _unknown_delegates(path, meeting, parties)
        if meeting.locked is not None:
            lock = meeting.locked
            named = () if lock.table is None else (lock.table,)
            yield from _unknown(f"{path}.locked.slot", (lock.slot,), slots, "slot")
            yield from _unknown(f"{path}.locked.table", named, tables, "table")


def _unknown_delegates(
    path: str, meeting: MeetingWanted, parties: dict[int, set[int]]
) -> Iterator[str]:
    for party, allowed in meeting.delegates.items():
        here = f"{path}.delegates.{party}"
        if party not in meeting.parties:
            yield f"{here}: party {party} is not in this meeting."
        elif party in parties:
            yield from _unknown(here, allowed, parties[party], f"delegate of party {party}")


def _numbers_that_contradict(problem: Problem) -> Iterator[str]:
    for n, party in enumerate(problem.parties):
        most = party.max_meetings
        if most is not None and 0 <= most < party.min_meetings:
            yield f"parties[{n}].min_meetings: it is above max_meetings."


def _cycles(problem: Problem) -> Iterator[str]:
    """Take away meetings that wait for nobody; what remains waits in a circle."""
    ids = {meeting.id for meeting in problem.meetings}
    waits = {m.id: {other for other in m.after if other in ids} for m in problem.meetings}
    followers: dict[int, list[int]] = {number: [] for number in ids}
    for number, others in waits.items():
        for other in others:
            followers[other].append(number)
    free = [number for number, others in waits.items() if not others]
    while free:
        done = free.pop()
        for number in followers[done]:
            waits[number].discard(done)
            if not waits[number]:
                free.append(number)
    circle = [n for n, m in enumerate(problem.meetings) if waits[m.id]]
    if circle:
        named = ", ".join(str(problem.meetings[n].id) for n in circle)
        yield f"meetings[{circle[0]}].after: these meetings wait for each other: {named}."


def _locks(problem: Problem) -> Iterator[str]:
    slots = {slot.id for slot in problem.slots}
    tables = {table.id: table for table in problem.tables}
    taken: dict[tuple[int, int], int] = {}
    for n, meeting in enumerate(problem.meetings):
        if meeting.locked is None or meeting.locked.slot not in slots:
            continue
        slot = meeting.locked.slot
        yield from _absent_from_lock(problem, n, slot)
        table = tables.get(meeting.locked.table) if meeting.locked.table is not None else None
        if table is None:
            continue
        path = f"meetings[{n}].locked.table"
        first = taken.setdefault((slot, table.id), meeting.id)
        if first != meeting.id:
            yield f"{path}: meeting {first} is locked at table {table.id} in slot {slot} too."
        if table.slots is not None and slot not in table.slots:
            yield f"{path}: table {table.id} is closed in slot {slot}."
        if table.host is not None and table.host not in meeting.parties:
            yield f"{path}: table {table.id} is hosted by party {table.host}."


def _absent_from_lock(problem: Problem, n: int, slot: int) -> Iterator[str]:
    meeting = problem.meetings[n]
    for party in problem.parties:
        if party.id not in meeting.parties:
            continue
        allowed = meeting.delegates.get(party.id)
        who = [d for d in party.delegates if allowed is None or d.id in allowed]
        if all(slot in delegate.absent for delegate in who):
            yield (
                f"meetings[{n}].locked.slot: nobody who may sit for party {party.id} "
                f"is there in slot {slot}."
            )
