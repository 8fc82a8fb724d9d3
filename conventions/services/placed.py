"""What is planned where something is about to be moved or removed.

Meetings belong to a floor above. Whoever plans them answers these questions and says so at start
(`answer_with`); until then nothing is planned.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from conventions.models import Convention, Delegate, Registration, Slot, Table


class Placements(Protocol):
    """What the floor above knows. A meeting of the draft that is also published counts once."""

    def in_slots(self, slots: Iterable[Slot]) -> int:
        """Return how many meetings stand in `slots`, in the draft or in a published version."""
        ...

    def at_tables(self, tables: Iterable[Table]) -> int:
        """Return how many meetings stand at `tables`, in the draft or in a published version."""
        ...

    def of(self, party: Registration | Delegate) -> int:
        """Return how many meetings a registration or a delegate has, draft and published."""
        ...

    def locked_of(self, registration: Registration) -> int:
        """Return how many locked meetings of the draft a registration sits in."""
        ...

    def is_published(self, convention: Convention) -> bool:
        """Return whether a version of the schedule has been published."""
        ...

    def partners_of(self, registration: Registration) -> frozenset[int] | None:
        """Return whom the last published version lets it meet; None before any is published."""
        ...

    def met_before(self, registration: Registration) -> Mapping[int, int]:
        """Return organisation → year of the last meeting with it in a convention that is over."""
        ...


class _NothingPlanned:
    """The answers while nobody plans meetings."""

    def in_slots(self, slots: Iterable[Slot]) -> int:
        return 0

    def at_tables(self, tables: Iterable[Table]) -> int:
        return 0

    def of(self, party: Registration | Delegate) -> int:
        return 0

    def locked_of(self, registration: Registration) -> int:
        return 0

    def is_published(self, convention: Convention) -> bool:
        return False

    def partners_of(self, registration: Registration) -> frozenset[int] | None:
        return None

    def met_before(self, registration: Registration) -> Mapping[int, int]:
        return {}


_answering: list[Placements] = [_NothingPlanned()]


def placements() -> Placements:
    """Return who answers."""
    return _answering[0]


def answer_with(answers: Placements) -> None:
    """Have `answers` asked from now on."""
    _answering[0] = answers
