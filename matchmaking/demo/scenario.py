"""The figures of the demo conventions, from the arithmetic of the first real one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scenario:
    """What one demo convention must add up to.

    `people` maps a number of delegates to the number of registrations that bring so many;
    `meetings_by_slot` is the size of the witness in each slot, in meetings.
    """

    slug: str
    seed: int
    tables: int
    chairs: int
    people: dict[int, int]
    badge_only: int
    meetings_by_slot: tuple[int, ...]
    most_meetings: int | None
    wished_pairs: int
    reciprocal: int
    pairings: int
    declined: int
    interpreted: int
    max_wishes: int
    host_tables: tuple[int, ...]
    step_free_tables: tuple[int, ...]
    lock_tables: tuple[int, ...]
    popular: int
    late: int = 12
    very_late: int = 4
    early: int = 8
    proposals: int = 14
    vetoes: int = 6
    silent: int = 3
    step_free_people: int = 3

    @property
    def meetings(self) -> int:
        return sum(self.meetings_by_slot)

    @property
    def wishes(self) -> int:
        return self.wished_pairs + self.reciprocal


MONT_SAINT_MARTIN = Scenario(
    slug="mont-saint-martin",
    seed=590,
    tables=70,
    chairs=140,
    people={1: 44, 2: 49},
    badge_only=0,
    meetings_by_slot=(62, 66, 66, 67, 66, 67, 66, 66, 64),
    most_meetings=None,
    wished_pairs=1092,
    reciprocal=347,
    pairings=821,
    declined=164,
    interpreted=12,
    max_wishes=30,
    # The first one is step-free. A host has one table, so only a lone delegate can host.
    host_tables=(41, 25, 26, 27),
    step_free_tables=(1, 2, 3, 4, 41),
    lock_tables=(7, 12, 22, 38, 63),
    popular=0,
)

COMFORTABLE = Scenario(
    slug="comfortable",
    seed=298,
    tables=33,
    chairs=99,
    people={1: 54, 2: 31, 3: 6, 4: 2},
    badge_only=24,
    meetings_by_slot=(33, 33, 33, 33, 33, 33, 33, 32, 32),
    most_meetings=7,
    wished_pairs=625,
    reciprocal=163,
    pairings=449,
    declined=102,
    interpreted=4,
    max_wishes=16,
    # No host: a hosted table stands empty whenever its host pauses, and here every table is
    # needed in every slot.
    host_tables=(),
    step_free_tables=(1, 2),
    lock_tables=(5, 9, 14, 19, 27),
    popular=8,
)

SCENARIOS = {scenario.slug: scenario for scenario in (MONT_SAINT_MARTIN, COMFORTABLE)}
