"""Whether people understand each other, as the rivals ask it: rule 4 of the problem."""

from __future__ import annotations

from collections.abc import Sequence

from matchmaking.scheduler import Delegate, Interpreter


def understand(people: Sequence[Delegate]) -> bool:
    """Whether they need no interpreter: one language that somebody negotiates and all follow."""
    asked = _asked(people)
    return not asked or any(
        all(language in person.languages for person in asked)
        for language in {word for person in asked for word in person.negotiates}
    )


def helps(interpreter: Interpreter, people: Sequence[Delegate]) -> bool:
    """Whether an interpreter makes them understand each other."""
    asked = _asked(people)
    return any(
        all(person.negotiates.intersection(pair) for person in asked) for pair in interpreter.pairs
    )


def _asked(people: Sequence[Delegate]) -> list[Delegate]:
    """Those who state a language; nobody, if that is only one."""
    asked = [person for person in people if person.languages]
    return asked if len(asked) > 1 else []
