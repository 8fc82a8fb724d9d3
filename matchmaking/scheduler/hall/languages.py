"""Who understands whom: the casts of a meeting, one delegate for each party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaking.scheduler.data import Delegate, Interpreter


@dataclass(frozen=True, slots=True)
class Cast:
    """One way to seat a meeting: delegates (indices, in the order of its parties).

    `foreign`: they have no common language. `interpreters`: empty if they manage alone, else
    the indices of those of whom one must sit with them.
    """

    delegates: tuple[int, ...]
    foreign: bool
    interpreters: tuple[int, ...]


def cast_of(
    indices: tuple[int, ...], people: Sequence[Delegate], interpreters: Sequence[Interpreter]
) -> Cast | None:
    """The cast that these people make, or None if nothing lets them understand each other."""
    asked = [person for person in people if person.languages]
    if len(asked) < 2 or frozenset.intersection(*(p.negotiates for p in asked)):
        return Cast(indices, foreign=False, interpreters=())
    shared = frozenset.intersection(*(person.languages for person in asked))
    if any(shared & person.negotiates for person in asked):
        return Cast(indices, foreign=True, interpreters=())
    able = tuple(
        n
        for n, interpreter in enumerate(interpreters)
        if any(all(p.negotiates & set(pair) for p in asked) for pair in interpreter.pairs)
    )
    return Cast(indices, foreign=True, interpreters=able) if able else None
