"""The rules that bind meetings to each other: people, rows, maxima, order and chairs.

What concerns one meeting alone is said where its variables are made; tables and breaks have
modules of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from matchmaking.scheduler.model.variables import Literal, Variables


def one_place_at_a_time(variables: Variables) -> None:
    """One meeting a slot for delegates and interpreters; rows where they are limited."""
    hall = variables.hall
    helps: dict[tuple[int, int], list[Literal]] = defaultdict(list)
    for (_, t, i), literal in variables.g.items():
        helps[i, t].append(literal)
    for choices in (*variables.sits.values(), *helps.values()):
        if len(choices) > 1:
            variables.cp.add_at_most_one(choices)
    for (p, t), choices in variables.pool.items():
        free = sum(variables.is_free(d, t) for d in hall.members[p])
        if len(choices) > free:
            variables.cp.add(sum(choices) <= free)
    for d in sorted({d for d, _ in variables.sits}):
        row = hall.people[d].max_in_a_row
        if row is not None:
            _limit_rows(variables, row, d, variables.sits, variables.busy.get(d, set()))
    for i in sorted({i for i, _ in helps}):
        row = hall.problem.interpreters[i].max_in_a_row
        _limit_rows(variables, row, i, helps, variables.helping.get(i, set()))


def _limit_rows(
    variables: Variables,
    row: int,
    who: int,
    at: Mapping[tuple[int, int], list[Literal]],
    busy: set[int],
) -> None:
    sessions = variables.hall.sessions
    for start in range(len(sessions) - row):
        window = range(start, start + row + 1)
        literals = [literal for t in window for literal in at.get((who, t), ())]
        if literals and len({sessions[t] for t in window}) == 1:
            taken = sum(t in busy for t in window)
            variables.cp.add(sum(literals) <= row - taken)


def limits_of_parties(variables: Variables) -> None:
    """No party has more meetings than its maximum."""
    for p, free in variables.free_of.items():
        most = variables.hall.problem.parties[p].max_meetings
        if most is not None and most < variables.has[p] + len(free):
            variables.cp.add(sum(variables.placed(m) for m in free) <= most - variables.has[p])


def precedences(variables: Variables) -> None:
    """A meeting that comes after another is not in the same slot or an earlier one."""
    for m in variables.slots_of:
        for other in variables.hall.meetings[m].after:
            if other not in variables.slots_of:
                continue
            for t in variables.slots_of[m]:
                sooner = [variables.x[m, s] for s in variables.slots_of[m] if s <= t]
                later = [variables.x[other, s] for s in variables.slots_of[other] if s >= t]
                if later:
                    variables.cp.add_at_most_one([*sooner, *later])


def enough_chairs(variables: Variables) -> None:
    """In no slot more people are seated, interpreters included, than there are chairs."""
    chairs = variables.hall.problem.rules.chairs
    if chairs is None:
        return
    seated: dict[int, list[Any]] = defaultdict(list)
    for (m, t), x in variables.x.items():
        seated[t].append(len(variables.hall.meetings[m].parties) * x)
    for (_, t, _), helper in variables.g.items():
        seated[t].append(helper)
    for t, terms in seated.items():
        taken = sum(
            len(variables.fixed[m].delegates) + (variables.fixed[m].interpreter is not None)
            for m in variables.fixed_in[t]
        )
        variables.cp.add(sum(terms) <= chairs - taken)


def said_twice(variables: Variables) -> None:
    """What follows from the rest, in terms of who is busy when: for proofs.

    The slots in which a party's people are busy are its meetings ("imp1" of Bofill et al., JAIR
    74, 2022), and in no slot more people are busy than it seats ("imp2").
    """
    for p, free in variables.free_of.items():
        busy = [
            variables.use(d, t) for d in variables.hall.members[p] for t in variables.hall.slots
        ]
        # A number, where it is one: the solver does not see that these sums are.
        certain = sum(variables.hard and variables.hall.meetings[m].must for m in free)
        others = [m for m in free if not (variables.hard and variables.hall.meetings[m].must)]
        met = certain + sum(variables.placed(m) for m in others)
        variables.cp.add(sum(u for u in busy if not isinstance(u, bool)) == met)
    for t in variables.hall.slots:
        busy = [variables.use(d, t) for d in range(len(variables.hall.people))]
        taken = sum(u is True for u in busy)
        room = variables.hall.seats(t) - taken
        variables.cp.add(sum(u for u in busy if not isinstance(u, bool)) <= room)
