"""Reading the exchange format: JSON text to problems and schedules.

Bad input is refused once, with all of its faults, each naming its key as in
`meetings[3].parties[1]`.
"""

from __future__ import annotations

from matchmaking.scheduler.data import (
    DEFAULT_INTERPRETER_ROW,
    DEFAULT_OBJECTIVE,
    MAX_VALUE,
    WORDS,
    Delegate,
    Interpreter,
    Level,
    Lever,
    Lock,
    MeetingWanted,
    Party,
    Placement,
    Previous,
    Problem,
    Rule,
    Rules,
    Schedule,
    Slot,
    Table,
    Unplaced,
)
from matchmaking.scheduler.format.names import PROBLEM_FORMAT, SCHEDULE_FORMAT
from matchmaking.scheduler.format.nodes import Node, parse
from matchmaking.scheduler.format.sense import faults_of

STATUSES = ("optimal", "feasible", "infeasible", "unknown")


class ProblemRefused(ValueError):
    """Bad input. `faults` holds one sentence for each fault, beginning with its key."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_problem(text: str | bytes) -> Problem:
    """The problem of a JSON text; raises `ProblemRefused` with every fault in it."""
    faults: list[str] = []
    root = parse(text, faults)
    if root is None:
        raise ProblemRefused(faults)
    problem = _problem(root)
    faults += faults_of(problem)
    if faults:
        raise ProblemRefused(faults)
    return problem


def read_schedule(text: str | bytes) -> Schedule:
    """The schedule of a JSON text; raises `ProblemRefused`. Unknown ids are for the referee."""
    faults: list[str] = []
    root = parse(text, faults)
    if root is None:
        raise ProblemRefused(faults)
    schedule = _schedule(root)
    if faults:
        raise ProblemRefused(faults)
    return schedule


def _problem(root: Node) -> Problem:
    root.keys(
        required=("format", "slots", "tables", "parties", "meetings"),
        optional=("name", "interpreters", "rules", "objective", "previous", "best_known"),
    )
    root["format"].one_of((PROBLEM_FORMAT,))
    previous = root["previous"]
    return Problem(
        name=root["name"].optional_text(),
        slots=tuple(_slot(node) for node in root["slots"].items()),
        tables=tuple(_table(node) for node in root["tables"].items()),
        parties=tuple(_party(node) for node in root["parties"].items()),
        interpreters=tuple(_interpreter(node) for node in root["interpreters"].items()),
        meetings=tuple(_meeting(node) for node in root["meetings"].items()),
        rules=_rules(root["rules"]),
        objective=_objective(root["objective"]),
        previous=None if previous.missing else _previous(previous),
        best_known=root["best_known"].mapping_or_none(),
    )


def _slot(node: Node) -> Slot:
    node.keys(required=("id",), optional=("session",))
    return Slot(id=node["id"].integer(), session=node["session"].integer(default=0))


def _table(node: Node) -> Table:
    node.keys(required=("id",), optional=("slots", "host", "step_free"))
    return Table(
        id=node["id"].integer(),
        slots=node["slots"].ids_or_none(),
        host=node["host"].integer_or_none(),
        step_free=node["step_free"].boolean(),
    )


def _party(node: Node) -> Party:
    node.keys(required=("id", "delegates"), optional=("min_meetings", "max_meetings"))
    return Party(
        id=node["id"].integer(),
        delegates=tuple(_delegate(item) for item in node["delegates"].items(least=1)),
        min_meetings=node["min_meetings"].integer(default=0),
        max_meetings=node["max_meetings"].integer_or_none(),
    )


def _delegate(node: Node) -> Delegate:
    node.keys(
        required=("id",),
        optional=("absent", "negotiates", "follows", "max_in_a_row", "step_free"),
    )
    return Delegate(
        id=node["id"].integer(),
        absent=node["absent"].ids_or_none() or frozenset(),
        negotiates=frozenset(node["negotiates"].texts()),
        follows=frozenset(node["follows"].texts()),
        max_in_a_row=node["max_in_a_row"].integer_or_none(),
        step_free=node["step_free"].boolean(),
    )


def _interpreter(node: Node) -> Interpreter:
    node.keys(required=("id",), optional=("pairs", "absent", "max_in_a_row"))
    pairs = [item.texts(exactly=2) for item in node["pairs"].items()]
    return Interpreter(
        id=node["id"].integer(),
        pairs=tuple((pair[0], pair[1]) for pair in pairs if len(pair) == 2),
        absent=node["absent"].ids_or_none() or frozenset(),
        max_in_a_row=node["max_in_a_row"].integer(default=DEFAULT_INTERPRETER_ROW),
    )


def _meeting(node: Node) -> MeetingWanted:
    node.keys(
        required=("id", "parties"), optional=("value", "slots", "delegates", "locked", "after")
    )
    locked = node["locked"]
    return MeetingWanted(
        id=node["id"].integer(),
        parties=node["parties"].id_list(least=2),
        value=node["value"].integer(default=1, most=MAX_VALUE),
        slots=node["slots"].ids_or_none(),
        delegates={
            party: item.ids_or_none() or frozenset()
            for party, item in node["delegates"].by_id().items()
        },
        locked=None if locked.missing else _lock(locked),
        after=node["after"].id_list(),
    )


def _lock(node: Node) -> Lock:
    node.keys(required=("slot",), optional=("table",))
    return Lock(slot=node["slot"].integer(), table=node["table"].integer_or_none())


def _rules(node: Node) -> Rules:
    if node.missing:
        return Rules()
    node.keys(optional=("place_all", "max_break_spread", "absence_counts_as_break", "chairs"))
    return Rules(
        place_all=node["place_all"].boolean(),
        max_break_spread=node["max_break_spread"].integer_or_none(),
        absence_counts_as_break=node["absence_counts_as_break"].boolean(),
        chairs=node["chairs"].integer_or_none(),
    )


def _objective(node: Node) -> tuple[str, ...]:
    if node.missing:
        return DEFAULT_OBJECTIVE
    return tuple(item.one_of(WORDS) for item in node.items())


def _previous(node: Node) -> Previous:
    node.keys(optional=("meetings",))
    return Previous(meetings=tuple(_placement(item) for item in node["meetings"].items()))


def _placement(node: Node) -> Placement:
    node.keys(required=("id", "slot", "table", "delegates"), optional=("interpreter",))
    return Placement(
        id=node["id"].integer(),
        slot=node["slot"].integer(),
        table=node["table"].integer(),
        delegates={party: item.integer() for party, item in node["delegates"].by_id().items()},
        interpreter=node["interpreter"].integer_or_none(),
    )


def _schedule(root: Node) -> Schedule:
    root.keys(
        required=("format", "status", "meetings", "unplaced", "objective"),
        optional=("problem", "conflicts", "seconds", "seed"),
    )
    root["format"].one_of((SCHEDULE_FORMAT,))
    status = root["status"].one_of(STATUSES)
    return Schedule(
        status=status,  # type: ignore[arg-type]  # one of STATUSES, or refused
        meetings=tuple(_placement(item) for item in root["meetings"].items()),
        unplaced=tuple(_unplaced(item) for item in root["unplaced"].items()),
        objective=tuple(_level(item) for item in root["objective"].items()),
        conflicts=tuple(
            tuple(_rule(item) for item in group.items()) for group in root["conflicts"].items()
        ),
        problem=root["problem"].optional_text(),
        seconds=root["seconds"].number(),
        seed=root["seed"].integer(default=1),
    )


def _unplaced(node: Node) -> Unplaced:
    node.keys(required=("id", "reason"), optional=("lever",))
    lever = node["lever"]
    return Unplaced(
        id=node["id"].integer(),
        reason=node["reason"].text(),
        lever=None if lever.missing else _lever(lever),
    )


def _lever(node: Node) -> Lever:
    found = node.mapping_or_none() or {}
    ids = {
        key: [str(word) for word in value] if isinstance(value, list) else node[key].integer()
        for key, value in found.items()
        if key != "kind"
    }
    return Lever(kind=node["kind"].text(), ids=ids)


def _level(node: Node) -> Level:
    node.keys(required=("name", "achieved", "bound"))
    return Level(
        name=node["name"].one_of(WORDS),
        achieved=node["achieved"].integer(),
        bound=node["bound"].integer(),
    )


def _rule(node: Node) -> Rule:
    node.keys(required=("rule",), optional=("ids",))
    return Rule(rule=node["rule"].text(), ids=node["ids"].id_list(distinct=False))
