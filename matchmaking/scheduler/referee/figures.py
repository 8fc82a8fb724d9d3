"""The referee's arithmetic: what a schedule's placements come to, word by word.

Like the referee, written from the specification alone: it shares nothing with the solver but the
data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from matchmaking.scheduler.data import (
    Delegate,
    Interpreter,
    MeetingWanted,
    Party,
    Placement,
    Problem,
    Table,
)


class Facts:
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


def evaluate(problem: Problem, placements: Iterable[Placement]) -> dict[str, int]:
    """The figure of each word of the problem's objective, in its order."""
    facts = Facts(problem, placements)
    return {word: _FIGURES[word](facts) for word in problem.objective}


def those_asked(people: Sequence[Delegate]) -> list[Delegate]:
    """Those whom the language question concerns; fewer than two: nobody."""
    asked = [person for person in people if person.negotiates or person.follows]
    return asked if len(asked) > 1 else []


def common_language(people: Sequence[Delegate]) -> bool:
    """Whether all who are asked negotiate one language."""
    asked = those_asked(people)
    return not asked or bool(frozenset.intersection(*(person.negotiates for person in asked)))


def gaps_between(busy: Iterable[int], away: Set[int] = frozenset()) -> list[range]:
    """The breaks between meetings at the positions `busy`, each as its slots' positions.

    One throughout which somebody is `away` is none.
    """
    gaps = (range(before + 1, after) for before, after in pairwise(sorted(busy)))
    return [gap for gap in gaps if not away >= set(gap)]


def breaks_of(facts: Facts, delegate: Delegate) -> list[range]:
    """The breaks of one delegate that count, each as its slots' positions."""
    counts = facts.problem.rules.absence_counts_as_break
    absent = frozenset() if counts else delegate.absent
    away = {t for t, slot in enumerate(facts.problem.slots) if slot.id in absent}
    return gaps_between(facts.agenda[delegate.id], away)


def breaks_per_delegate(problem: Problem, placements: Iterable[Placement]) -> dict[int, int]:
    """Delegate id → how many breaks `placements` give them, everybody of the problem named."""
    facts = Facts(problem, placements)
    return {number: len(breaks_of(facts, who)) for number, who in facts.delegates.items()}


def _minimum(facts: Facts) -> int:
    wanted = Counter(party for m in facts.problem.meetings for party in m.parties)
    has = Counter(party for p in facts.placed.values() for party in p.delegates)
    return sum(
        max(0, min(party.min_meetings, wanted[party.id]) - has[party.id])
        for party in facts.problem.parties
    )


def _value(facts: Facts) -> int:
    return sum(facts.meetings[number].value for number in facts.placed)


def _changes(facts: Facts) -> int:
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


def _breaks(facts: Facts) -> int:
    return sum(len(breaks_of(facts, delegate)) for delegate in facts.delegates.values())


def _break_slots(facts: Facts) -> int:
    return sum(
        len(gap) for delegate in facts.delegates.values() for gap in breaks_of(facts, delegate)
    )


def _table_changes(facts: Facts) -> int:
    return sum(
        agenda[now].table != agenda[then].table
        for agenda in facts.agenda.values()
        for now, then in pairwise(sorted(agenda))
    )


def _follows(facts: Facts) -> int:
    return sum(
        p.interpreter is not None
        or not common_language([facts.delegates[who] for who in p.delegates.values()])
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
