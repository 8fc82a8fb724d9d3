"""The referee: whether a schedule answers a problem, rule by rule, straight from the words.

Written from the specification alone. It shares nothing with the solver but the data, so that a
mistake in the model cannot hide here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from matchmaking.scheduler.data import (
    MAXIMISED,
    Delegate,
    MeetingWanted,
    Placement,
    Problem,
    Schedule,
    Violation,
)
from matchmaking.scheduler.referee.figures import (
    Facts,
    breaks_of,
    common_language,
    evaluate,
    those_asked,
)


def check(problem: Problem, schedule: Schedule) -> list[Violation]:
    """Everything that is wrong with the schedule; the empty list if nothing is."""
    if schedule.status in ("infeasible", "unknown"):
        return list(_empty_handed(schedule))
    violations = [*_each_meeting_once(problem, schedule)]
    malformed = [*_malformed(problem, schedule.meetings)]
    violations += malformed
    if malformed:
        return violations  # the rules below would speak of things that do not exist
    facts = Facts(problem, schedule.meetings)
    for rule in _RULES:
        violations += rule(facts)
    violations += _figures(problem, schedule)
    return violations


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
    facts = Facts(problem, ())
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


def _wrong_people(facts: Facts, meeting: MeetingWanted, p: Placement) -> Iterator[Violation]:
    if set(p.delegates) != set(meeting.parties):
        message = f"Meeting {p.id} does not seat one delegate for each of its parties."
        yield Violation("seats", message, {"meeting": p.id})
    for party, who in p.delegates.items():
        members = facts.parties[party].delegates if party in facts.parties else ()
        if who not in {delegate.id for delegate in members}:
            message = f"Meeting {p.id}: delegate {who} does not belong to party {party}."
            yield Violation("seats", message, {"meeting": p.id, "delegate": who})


# --- rules 1 to 5 ------------------------------------------------------------------------------


def _one_place_at_a_time(facts: Facts) -> Iterator[Violation]:
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


def _nobody_absent(facts: Facts) -> Iterator[Violation]:
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


def _enough_chairs(facts: Facts) -> Iterator[Violation]:
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


def _locks_hold(facts: Facts) -> Iterator[Violation]:
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


def _meeting_limits(facts: Facts) -> Iterator[Violation]:
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


def _right_tables(facts: Facts) -> Iterator[Violation]:
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


def _people_understand(facts: Facts) -> Iterator[Violation]:
    for p in facts.placed.values():
        people = [facts.delegates[who] for who in p.delegates.values()]
        pairs = () if p.interpreter is None else facts.interpreters[p.interpreter].pairs
        if not (
            common_language(people)
            or _fallback_language(people)
            or any(_interpreted(people, pair) for pair in pairs)
        ):
            message = f"The people of meeting {p.id} have no language in common."
            yield Violation("language", message, {"meeting": p.id})


def _fallback_language(people: Sequence[Delegate]) -> bool:
    asked = those_asked(people)
    spoken = {language for person in asked for language in person.negotiates}
    return any(
        all(language in person.negotiates | person.follows for person in asked)
        for language in spoken
    )


def _interpreted(people: Sequence[Delegate], pair: tuple[str, str]) -> bool:
    return all(person.negotiates.intersection(pair) for person in those_asked(people))


def _limits_of_people(facts: Facts) -> Iterator[Violation]:
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


def _longest_row(facts: Facts, busy: Iterable[int]) -> int:
    longest = row = 0
    last: int | None = None
    for t in sorted(busy):
        goes_on = last == t - 1 and facts.session[t] == facts.session[t - 1]
        row = row + 1 if goes_on else 1
        longest = max(longest, row)
        last = t
    return longest


def _house_rules(facts: Facts) -> Iterator[Violation]:
    rules = facts.problem.rules
    if rules.place_all and len(facts.placed) < len(facts.meetings):
        yield Violation("place_all", "Every meeting must be placed, and some are not.")
    if rules.max_break_spread is not None and facts.delegates:
        breaks = [len(breaks_of(facts, delegate)) for delegate in facts.delegates.values()]
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


# --- the figures -------------------------------------------------------------------------------


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
