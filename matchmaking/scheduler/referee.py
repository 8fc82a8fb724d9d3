"""The referee: whether a schedule answers a problem, rule by rule, straight from the words.

Written from the specification alone. It shares nothing with the solver but the data, so that a
mistake in the model cannot hide here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from matchmaking.scheduler.data import (
    MAXIMISED,
    Delegate,
    Interpreter,
    MeetingWanted,
    Party,
    Placement,
    Problem,
    Schedule,
    Table,
    Violation,
)


class _Facts:
    """A problem and its placements, looked up by id. Only placements of sound form enter."""

    def __init__(self, problem: Problem, placements: Iterable[Placement]) -> None:
        self.problem = problem
        self.position = {slot.id: n for n, slot in enumerate(problem.slots)}
        self.session = [slot.session for slot in problem.slots]
        self.tables: dict[int, Table] = {table.id: table for table in problem.tables}
        self.parties: dict[int, Party] = {party.id: party for party in problem.parties}
        self.delegates: dict[int, Delegate] = {
            delegate.id: delegate for party in problem.parties for delegate in party.delegates
        }
        self.interpreters: dict[int, Interpreter] = {i.id: i for i in problem.interpreters}
        self.meetings: dict[int, MeetingWanted] = {m.id: m for m in problem.meetings}
        self.placed: dict[int, Placement] = {}
        for placement in placements:
            self.placed.setdefault(placement.id, placement)
        self.agenda: dict[int, dict[int, Placement]] = {number: {} for number in self.delegates}
        for placement in self.placed.values():
            for who in placement.delegates.values():
                self.agenda[who][self.position[placement.slot]] = placement


def check(problem: Problem, schedule: Schedule) -> list[Violation]:
    """Everything that is wrong with the schedule; the empty list if nothing is."""
    if schedule.status in ("infeasible", "unknown"):
        return list(_empty_handed(schedule))
    violations = [*_each_meeting_once(problem, schedule)]
    malformed = [*_malformed(problem, schedule.meetings)]
    violations += malformed
    if malformed:
        return violations  # the rules below would speak of things that do not exist
    facts = _Facts(problem, schedule.meetings)
    for rule in _RULES:
        violations += rule(facts)
    violations += _figures(problem, schedule)
    return violations


def evaluate(problem: Problem, placements: Iterable[Placement]) -> dict[str, int]:
    """The figure of each word of the problem's objective, in its order."""
    facts = _Facts(problem, placements)
    return {word: _FIGURES[word](facts) for word in problem.objective}


def figure(problem: Problem, placements: Iterable[Placement], word: str) -> int:
    """One figure, whether the objective lists it or not."""
    return _FIGURES[word](_Facts(problem, placements))


# --- form --------------------------------------------------------------------------------------


def _empty_handed(schedule: Schedule) -> Iterator[Violation]:
    if schedule.meetings or schedule.unplaced or schedule.objective:
        yield Violation("status", f"A schedule that is {schedule.status} holds no meetings.")


def _each_meeting_once(problem: Problem, schedule: Schedule) -> Iterator[Violation]:
    times = Counter([p.id for p in schedule.meetings] + [u.id for u in schedule.unplaced])
    for meeting in problem.meetings:
        if times[meeting.id] != 1:
            message = f"Meeting {meeting.id} is listed {times[meeting.id]} times instead of once."
            yield Violation("listed_once", message, {"meeting": meeting.id})
    known = {meeting.id for meeting in problem.meetings}
    for unplaced in schedule.unplaced:
        if unplaced.id not in known:
            message = f"There is no meeting {unplaced.id}."
            yield Violation("unknown_id", message, {"meeting": unplaced.id})


def _malformed(problem: Problem, placements: Sequence[Placement]) -> Iterator[Violation]:
    facts = _Facts(problem, ())
    for p in placements:
        ids = {"meeting": p.id}
        meeting = facts.meetings.get(p.id)
        if meeting is None:
            yield Violation("unknown_id", f"There is no meeting {p.id}.", ids)
            continue
        if p.slot not in facts.position:
            message = f"Meeting {p.id} is in slot {p.slot}, which does not exist."
            yield Violation("unknown_id", message, {**ids, "slot": p.slot})
        if p.table not in facts.tables:
            message = f"Meeting {p.id} is at table {p.table}, which does not exist."
            yield Violation("unknown_id", message, {**ids, "table": p.table})
        if p.interpreter is not None and p.interpreter not in facts.interpreters:
            message = f"Meeting {p.id} has interpreter {p.interpreter}, who does not exist."
            yield Violation("unknown_id", message, {**ids, "interpreter": p.interpreter})
        yield from _wrong_people(facts, meeting, p)


def _wrong_people(facts: _Facts, meeting: MeetingWanted, p: Placement) -> Iterator[Violation]:
    if set(p.delegates) != set(meeting.parties):
        message = f"Meeting {p.id} does not seat one delegate for each of its parties."
        yield Violation("seats", message, {"meeting": p.id})
    for party, who in p.delegates.items():
        members = facts.parties[party].delegates if party in facts.parties else ()
        if who not in {delegate.id for delegate in members}:
            message = f"Meeting {p.id}: delegate {who} does not belong to party {party}."
            yield Violation("seats", message, {"meeting": p.id, "delegate": who})


# --- rules 1 to 5 ------------------------------------------------------------------------------


def _one_place_at_a_time(facts: _Facts) -> Iterator[Violation]:
    used: Counter[tuple[str, int, int]] = Counter()
    for p in facts.placed.values():
        used["table", p.table, p.slot] += 1
        for who in p.delegates.values():
            used["delegate", who, p.slot] += 1
        if p.interpreter is not None:
            used["interpreter", p.interpreter, p.slot] += 1
    for (kind, number, slot), times in used.items():
        if times > 1:
            message = f"The {kind} {number} serves {times} meetings in slot {slot}."
            yield Violation(f"{kind}_twice", message, {kind: number, "slot": slot})


def _nobody_absent(facts: _Facts) -> Iterator[Violation]:
    for p in facts.placed.values():
        for who in p.delegates.values():
            if p.slot in facts.delegates[who].absent:
                message = f"Delegate {who} is absent in slot {p.slot}, the slot of {p.id}."
                yield Violation("delegate_absent", message, {"meeting": p.id, "delegate": who})
        if p.interpreter is not None and p.slot in facts.interpreters[p.interpreter].absent:
            message = f"Interpreter {p.interpreter} is absent in slot {p.slot}."
            yield Violation("interpreter_absent", message, {"meeting": p.id})
        opening = facts.tables[p.table].slots
        if opening is not None and p.slot not in opening:
            message = f"Table {p.table} is closed in slot {p.slot}."
            yield Violation("table_closed", message, {"meeting": p.id, "table": p.table})


def _enough_chairs(facts: _Facts) -> Iterator[Violation]:
    chairs = facts.problem.rules.chairs
    if chairs is None:
        return
    seated: Counter[int] = Counter()
    for p in facts.placed.values():
        seated[p.slot] += len(p.delegates) + (p.interpreter is not None)
    for slot, people in seated.items():
        if people > chairs:
            message = f"{people} people are seated in slot {slot} on {chairs} chairs."
            yield Violation("chairs", message, {"slot": slot})


def _locks_hold(facts: _Facts) -> Iterator[Violation]:
    for meeting in facts.problem.meetings:
        lock = meeting.locked
        if lock is None:
            continue
        p = facts.placed.get(meeting.id)
        ids = {"meeting": meeting.id}
        if p is None:
            yield Violation("locked", f"Meeting {meeting.id} is locked but not placed.", ids)
        elif p.slot != lock.slot or lock.table not in (None, p.table):
            message = f"Meeting {meeting.id} is not where it is locked."
            yield Violation("locked", message, ids)


def _meeting_limits(facts: _Facts) -> Iterator[Violation]:
    for p in facts.placed.values():
        meeting = facts.meetings[p.id]
        if meeting.slots is not None and p.slot not in meeting.slots:
            message = f"Meeting {p.id} may not be in slot {p.slot}."
            yield Violation("meeting_slots", message, {"meeting": p.id, "slot": p.slot})
        for party, allowed in meeting.delegates.items():
            if p.delegates[party] not in allowed:
                message = f"Delegate {p.delegates[party]} may not sit in meeting {p.id}."
                yield Violation("meeting_delegates", message, {"meeting": p.id, "party": party})
        for other in meeting.after:
            before = facts.placed.get(other)
            if before and facts.position[before.slot] >= facts.position[p.slot]:
                message = f"Meeting {p.id} does not come after meeting {other}."
                yield Violation("after", message, {"meeting": p.id, "other": other})


def _right_tables(facts: _Facts) -> Iterator[Violation]:
    hosts = {table.host for table in facts.problem.tables if table.host is not None}
    for p in facts.placed.values():
        table = facts.tables[p.table]
        ids = {"meeting": p.id, "table": table.id}
        needs = [who for who in p.delegates.values() if facts.delegates[who].step_free]
        if needs and not table.step_free:
            message = f"Delegate {needs[0]} needs a step-free table; {table.id} is not."
            yield Violation("step_free", message, ids)
        hosting = hosts.intersection(p.delegates)
        if table.host is not None and table.host not in p.delegates:
            message = f"Table {table.id} is kept for party {table.host}."
            yield Violation("host", message, ids)
        elif hosting and table.host not in hosting:
            message = f"Meeting {p.id} belongs at a table of its host {min(hosting)}."
            yield Violation("host", message, ids)


def _people_understand(facts: _Facts) -> Iterator[Violation]:
    for p in facts.placed.values():
        people = [facts.delegates[who] for who in p.delegates.values()]
        pairs = () if p.interpreter is None else facts.interpreters[p.interpreter].pairs
        if not (
            _common_language(people)
            or _fallback_language(people)
            or any(_interpreted(people, pair) for pair in pairs)
        ):
            message = f"The people of meeting {p.id} have no language in common."
            yield Violation("language", message, {"meeting": p.id})


def _asked(people: Sequence[Delegate]) -> list[Delegate]:
    """Those whom the language question concerns; fewer than two: nobody."""
    asked = [person for person in people if person.negotiates or person.follows]
    return asked if len(asked) > 1 else []


def _common_language(people: Sequence[Delegate]) -> bool:
    asked = _asked(people)
    return not asked or bool(frozenset.intersection(*(person.negotiates for person in asked)))


def _fallback_language(people: Sequence[Delegate]) -> bool:
    asked = _asked(people)
    spoken = {language for person in asked for language in person.negotiates}
    return any(
        all(language in person.negotiates | person.follows for person in asked)
        for language in spoken
    )


def _interpreted(people: Sequence[Delegate], pair: tuple[str, str]) -> bool:
    return all(person.negotiates.intersection(pair) for person in _asked(people))


def _limits_of_people(facts: _Facts) -> Iterator[Violation]:
    count = Counter(party for p in facts.placed.values() for party in p.delegates)
    for party in facts.problem.parties:
        if party.max_meetings is not None and count[party.id] > party.max_meetings:
            message = f"Party {party.id} has {count[party.id]} meetings of {party.max_meetings}."
            yield Violation("max_meetings", message, {"party": party.id})
    for delegate in facts.delegates.values():
        longest = _longest_row(facts, facts.agenda[delegate.id])
        if delegate.max_in_a_row is not None and longest > delegate.max_in_a_row:
            message = f"Delegate {delegate.id} has {longest} meetings in a row."
            yield Violation("max_in_a_row", message, {"delegate": delegate.id})
    for interpreter in facts.interpreters.values():
        busy = {
            facts.position[p.slot] for p in facts.placed.values() if p.interpreter == interpreter.id
        }
        longest = _longest_row(facts, busy)
        if longest > interpreter.max_in_a_row:
            message = f"Interpreter {interpreter.id} has {longest} meetings in a row."
            yield Violation("max_in_a_row", message, {"interpreter": interpreter.id})


def _longest_row(facts: _Facts, busy: Iterable[int]) -> int:
    longest = row = 0
    last: int | None = None
    for t in sorted(busy):
        goes_on = last == t - 1 and facts.session[t] == facts.session[t - 1]
        row = row + 1 if goes_on else 1
        longest = max(longest, row)
        last = t
    return longest


def _house_rules(facts: _Facts) -> Iterator[Violation]:
    rules = facts.problem.rules
    if rules.place_all and len(facts.placed) < len(facts.meetings):
        yield Violation("place_all", "Every meeting must be placed, and some are not.")
    if rules.max_break_spread is not None and facts.delegates:
        breaks = [len(_breaks_of(facts, delegate)) for delegate in facts.delegates.values()]
        spread = max(breaks) - min(breaks)
        if spread > rules.max_break_spread:
            message = f"Breaks differ by {spread}; {rules.max_break_spread} are allowed."
            yield Violation("max_break_spread", message)


_RULES = (
    _one_place_at_a_time,
    _nobody_absent,
    _enough_chairs,
    _locks_hold,
    _meeting_limits,
    _right_tables,
    _people_understand,
    _limits_of_people,
    _house_rules,
)


# --- the objective -----------------------------------------------------------------------------


def _breaks_of(facts: _Facts, delegate: Delegate) -> list[range]:
    """The breaks of one delegate that count, each as its slots' positions."""
    found = []
    for before, following in pairwise(sorted(facts.agenda[delegate.id])):
        gap = range(before + 1, following)
        attended = any(facts.problem.slots[t].id not in delegate.absent for t in gap)
        if gap and (attended or facts.problem.rules.absence_counts_as_break):
            found.append(gap)
    return found


def _minimum(facts: _Facts) -> int:
    wanted = Counter(party for m in facts.problem.meetings for party in m.parties)
    has = Counter(party for p in facts.placed.values() for party in p.delegates)
    return sum(
        max(0, min(party.min_meetings, wanted[party.id]) - has[party.id])
        for party in facts.problem.parties
    )


def _value(facts: _Facts) -> int:
    return sum(facts.meetings[number].value for number in facts.placed)


def _changes(facts: _Facts) -> int:
    previous = facts.problem.previous
    changed = 0
    for old in previous.meetings if previous else ():
        if old.id not in facts.meetings:
            continue
        new = facts.placed.get(old.id)
        stays = new is not None and (new.slot, new.table) == (old.slot, old.table)
        now = set(new.delegates.values()) if new is not None and stays else set()
        for who in old.delegates.values():
            changed += who in facts.delegates and who not in now
    return changed


def _breaks(facts: _Facts) -> int:
    return sum(len(_breaks_of(facts, delegate)) for delegate in facts.delegates.values())


def _break_slots(facts: _Facts) -> int:
    return sum(
        len(gap) for delegate in facts.delegates.values() for gap in _breaks_of(facts, delegate)
    )


def _table_changes(facts: _Facts) -> int:
    return sum(
        agenda[now].table != agenda[then].table
        for agenda in facts.agenda.values()
        for now, then in pairwise(sorted(agenda))
    )


def _follows(facts: _Facts) -> int:
    return sum(
        p.interpreter is not None
        or not _common_language([facts.delegates[who] for who in p.delegates.values()])
        for p in facts.placed.values()
    )


_FIGURES = {
    "minimum": _minimum,
    "placed": lambda facts: len(facts.placed),
    "value": _value,
    "changes": _changes,
    "breaks": _breaks,
    "break_slots": _break_slots,
    "table_changes": _table_changes,
    "follows": _follows,
}


def _figures(problem: Problem, schedule: Schedule) -> Iterator[Violation]:
    real: Mapping[str, int] = evaluate(problem, schedule.meetings)
    if [level.name for level in schedule.objective] != list(problem.objective):
        yield Violation("objective", "The objective does not list the problem's words in order.")
        return
    for level in schedule.objective:
        if level.achieved != real[level.name]:
            message = f"{level.name} is {real[level.name]}, not {level.achieved} as stated."
            yield Violation("objective", message)
        beyond = level.bound - real[level.name]
        if (beyond < 0) if level.name in MAXIMISED else (beyond > 0):
            message = f"The bound {level.bound} of {level.name} is passed by {real[level.name]}."
            yield Violation("bound", message)
    proven = all(level.bound == level.achieved for level in schedule.objective)
    if proven != (schedule.status == "optimal"):
        message = f"The status is {schedule.status}, which its bounds deny."
        yield Violation("status", message)
