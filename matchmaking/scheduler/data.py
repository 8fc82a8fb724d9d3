"""The words of a scheduling problem and of its answer: frozen dataclasses, ids instead of names.

Ids are integers ≥ 0, unique within their kind. Times do not occur: slots are in order, and a
`session` number says which of them follow each other without a pause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
Phase = Literal["check", "choose", "place", "seat", "improve", "referee"]

WORDS = (
    "minimum",
    "placed",
    "value",
    "changes",
    "breaks",
    "break_slots",
    "table_changes",
    "follows",
)
MAXIMISED = frozenset({"placed", "value"})
DEFAULT_OBJECTIVE = ("minimum", "value", "changes", "breaks", "table_changes", "follows")
DEFAULT_INTERPRETER_ROW = 3
MAX_VALUE = 1_000_000


@dataclass(frozen=True, slots=True)
class Slot:
    """One meeting-length interval. Slots of one session follow each other without a pause."""

    id: int
    session: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A place for one meeting a slot; `slots` None: open in all of them."""

    id: int
    slots: frozenset[int] | None = None
    host: int | None = None
    step_free: bool = False


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person of a party. No language at all: not asked about languages."""

    id: int
    absent: frozenset[int] = frozenset()
    negotiates: frozenset[str] = frozenset()
    follows: frozenset[str] = frozenset()
    max_in_a_row: int | None = None
    step_free: bool = False

    @property
    def languages(self) -> frozenset[str]:
        """Everything that this person states, at either level."""
        return self.negotiates | self.follows


@dataclass(frozen=True, slots=True)
class Party:
    """A registration: one or more delegates who can stand in for each other."""

    id: int
    delegates: tuple[Delegate, ...]
    min_meetings: int = 0
    max_meetings: int | None = None


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A person who makes people of a language pair understand each other, either way."""

    id: int
    pairs: tuple[tuple[str, str], ...] = ()
    absent: frozenset[int] = frozenset()
    max_in_a_row: int = DEFAULT_INTERPRETER_ROW


@dataclass(frozen=True, slots=True)
class Lock:
    """Where a meeting must be; `table` None: at any table."""

    slot: int
    table: int | None = None


@dataclass(frozen=True, slots=True)
class MeetingWanted:
    """A meeting between two or more parties; `delegates`: who alone may sit for a party."""

    id: int
    parties: tuple[int, ...]
    value: int = 1
    slots: frozenset[int] | None = None
    delegates: Mapping[int, frozenset[int]] = field(default_factory=dict)
    locked: Lock | None = None
    after: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for the whole convention; `chairs` None: any number of them."""

    place_all: bool = False
    max_break_spread: int | None = None
    absence_counts_as_break: bool = False
    chairs: int | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """A placed meeting; `delegates` maps each party to the one delegate who sits for it."""

    id: int
    slot: int
    table: int
    delegates: Mapping[int, int]
    interpreter: int | None = None


@dataclass(frozen=True, slots=True)
class Previous:
    """An earlier schedule; it may speak of meetings and people that are gone."""

    meetings: tuple[Placement, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that the scheduler is given. `name` and `best_known` are notes."""

    slots: tuple[Slot, ...]
    tables: tuple[Table, ...]
    parties: tuple[Party, ...]
    meetings: tuple[MeetingWanted, ...]
    interpreters: tuple[Interpreter, ...] = ()
    rules: Rules = Rules()
    objective: tuple[str, ...] = DEFAULT_OBJECTIVE
    previous: Previous | None = None
    name: str | None = None
    best_known: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Lever:
    """The smallest change that would have let a meeting in, with the ids that it speaks of.

    `ids` by kind: `slot`, `table` and `chairs`: {slot}; `delegate` and `max_meetings`: {party};
    `presence`: {delegate, slot}; `interpreter`: {slot, languages: [x, y]}; `unlock`: {meeting}.
    """

    kind: str
    ids: Mapping[str, int | list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A meeting that found no place, and why."""

    id: int
    reason: str
    lever: Lever | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """One word of the objective: the figure reached, and a proven limit of what can be."""

    name: str
    achieved: int
    bound: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by name, with the ids of what it speaks of."""

    rule: str
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """The answer. `conflicts`: groups of rules that cannot hold together, smallest first."""

    status: Status
    meetings: tuple[Placement, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    objective: tuple[Level, ...] = ()
    conflicts: tuple[tuple[Rule, ...], ...] = ()
    problem: str | None = None
    seconds: float = 0.0
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. `possible`: meetings wanted; `bound`: how many can be placed at most.

    `best` is set when the best schedule has changed since it was last handed over.
    """

    phase: Phase
    placed: int
    possible: int
    bound: int
    breaks: int | None
    seconds: float
    best: Schedule | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a schedule breaks; `ids` names the things by kind."""

    rule: str
    message: str
    ids: Mapping[str, int] = field(default_factory=dict)
