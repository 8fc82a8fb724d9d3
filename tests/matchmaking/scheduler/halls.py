"""Realistic halls by seed: parties, people, absences, languages, wishes that a witness can carry.

Each hall is built around a *witness*, a schedule that is thrown away: its meetings are among
those wanted, and each party's maximum is its number of meetings in it. So exactly `meetings` can
be placed, and no more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from random import Random

from matchmaking.scheduler import (
    Delegate,
    Interpreter,
    Lock,
    MeetingWanted,
    Party,
    Problem,
    Rules,
    Slot,
    Table,
)

OBJECTIVE = ("minimum", "placed", "value", "changes", "breaks", "table_changes", "follows")
VALUES = (1, 2, 4, 6, 9)
FRENCH, GERMAN, BOTH = frozenset({"fr"}), frozenset({"de"}), frozenset({"fr", "de"})


@dataclass(frozen=True)
class Shape:
    """How a hall looks. `sizes`: how many parties have 1, 2, 3 … delegates."""

    name: str
    sizes: tuple[int, ...]
    slots: int
    tables: int
    chairs: int | None
    meetings: int
    wanted: int
    late: int = 0
    early: int = 0
    french: float = 0.6
    german: float = 0.08
    interpreters: int = 0
    interpreted: int = 0
    locks: int = 0
    hosts: int = 0


MONT_SAINT_MARTIN = Shape(
    "mont-saint-martin", (44, 49), 9, 70, 140, 590, 821, late=12, early=8,
    interpreters=2, interpreted=12, locks=5, hosts=4,
)  # fmt: skip
COMFORTABLE = Shape(
    "comfortable", (72, 17, 4), 9, 33, 99, 295, 449, late=12, early=8,
    interpreters=2, interpreted=6, locks=5,
)  # fmt: skip
SOLO = Shape("solo", (93,), 9, 36, None, 295, 330)
LARGE = Shape("large", (300, 200), 16, 220, None, 2500, 2900, late=40, early=20)


def hall(shape: Shape, seed: int = 1) -> Problem:
    """The hall of this shape and seed; the same each time."""
    return _Builder(shape, Random(seed)).build()


class _Builder:
    def __init__(self, shape: Shape, random: Random) -> None:
        self.shape = shape
        self.random = random
        self.sizes = [n + 1 for n, count in enumerate(shape.sizes) for _ in range(count)]
        random.shuffle(self.sizes)
        self.languages = [self._languages() for _ in self.sizes]
        self.people = [p for p, size in enumerate(self.sizes) for _ in range(size)]
        self.absent = self._absences()
        self.witness: dict[tuple[int, int], int] = {}
        self.helped: Counter[int] = Counter()

    def _languages(self) -> frozenset[str]:
        draw = self.random.random()
        if draw < self.shape.french:
            return FRENCH
        return GERMAN if draw < self.shape.french + self.shape.german else BOTH

    def _absences(self) -> list[frozenset[int]]:
        last = self.shape.slots - 1
        order = self.random.sample(range(len(self.people)), len(self.people))
        late = order[: self.shape.late]
        early = order[self.shape.late : self.shape.late + self.shape.early]
        absent: list[frozenset[int]] = [frozenset()] * len(self.people)
        for n, d in enumerate(late):
            absent[d] = frozenset({0, 1}) if n % 3 == 0 else frozenset({0})
        for d in early:
            absent[d] = frozenset({last})
        return absent

    def build(self) -> Problem:
        """The problem around a witness."""
        self._find_witness()
        degree = Counter(p for pair in self.witness for p in pair)
        singles = [p for p, size in enumerate(self.sizes) if size == 1]
        hosts = sorted(singles, key=lambda p: (-degree[p], p))[: self.shape.hosts]
        pairs = sorted(self.witness) + self._other_pairs()
        self.random.shuffle(pairs)
        meetings = [
            MeetingWanted(id=n, parties=pair, value=self.random.choice(VALUES))
            for n, pair in enumerate(pairs)
        ]
        return Problem(
            name=f"{self.shape.name}",
            slots=tuple(Slot(t) for t in range(self.shape.slots)),
            tables=tuple(
                Table(k, host=hosts[k] if k < len(hosts) else None, step_free=k % 8 == 0)
                for k in range(self.shape.tables)
            ),
            parties=tuple(self._party(p, degree[p]) for p in range(len(self.sizes))),
            interpreters=tuple(
                Interpreter(i, pairs=(("fr", "de"),)) for i in range(self.shape.interpreters)
            ),
            meetings=tuple(self._locked(meetings, set(hosts))),
            rules=Rules(chairs=self.shape.chairs),
            objective=OBJECTIVE,
        )

    def _party(self, p: int, most: int) -> Party:
        delegates = tuple(
            Delegate(id=d, absent=self.absent[d], negotiates=self.languages[p])
            for d, party in enumerate(self.people)
            if party == p
        )
        return Party(id=p, delegates=delegates, min_meetings=min(2, most), max_meetings=most)

    def _locked(self, meetings: list[MeetingWanted], hosts: set[int]) -> list[MeetingWanted]:
        left = self.shape.locks
        for n, meeting in enumerate(meetings):
            slot = self.witness.get((meeting.parties[0], meeting.parties[1]))
            if left and slot is not None and not hosts.intersection(meeting.parties):
                table = self.shape.tables - left if left % 2 else None
                meetings[n] = replace(meeting, locked=Lock(slot, table))
                left -= 1
        return meetings

    # --- the witness ----------------------------------------------------------------------------

    def _find_witness(self) -> None:
        """Slot by slot a random matching of those present, the busiest to be last."""
        for t in range(self.shape.slots):
            room = self._room(t)
            later = sum(self._room(s) for s in range(t + 1, self.shape.slots))
            target = max(self.shape.meetings - len(self.witness) - later, 0)
            share = round(self.shape.meetings * (t + 1) / self.shape.slots) - len(self.witness)
            goal = min(room, max(target, share))
            found = max((self._matching(t, goal) for _ in range(8)), key=len)
            self.witness.update(dict.fromkeys(found, t))
        assert len(self.witness) == self.shape.meetings

    def _room(self, t: int) -> int:
        present = sum(t not in absent for absent in self.absent)
        return min(self.shape.tables, (self.shape.chairs or 10**6) // 2, present // 2)

    def _matching(self, t: int, goal: int) -> list[tuple[int, int]]:
        waiting = [d for d, absent in enumerate(self.absent) if t not in absent]
        self.random.shuffle(waiting)
        found: list[tuple[int, int]] = []
        helped = 0
        while waiting and len(found) < goal:
            first = waiting.pop()
            for n, second in enumerate(waiting):
                pair = self._pair(first, second)
                if pair is None or pair in self.witness or pair in found:
                    continue
                if not self.languages[pair[0]] & self.languages[pair[1]]:
                    if helped or not self._helper_free(t):
                        continue
                    helped += 1
                found.append(pair)
                del waiting[n]
                break
        self.helped[t] = helped
        return found

    def _helper_free(self, t: int) -> bool:
        """One interpreted meeting a slot at most, and not four in a row."""
        rests = t % 4 == 3
        done = sum(self.helped[s] for s in range(t))
        return self.shape.interpreters > 0 and not rests and done < self.shape.interpreted

    def _pair(self, first: int, second: int) -> tuple[int, int] | None:
        a, b = self.people[first], self.people[second]
        return None if a == b else (min(a, b), max(a, b))

    def _other_pairs(self) -> list[tuple[int, int]]:
        """Pairs that the witness has no room for, a few of them without a common language."""
        found: set[tuple[int, int]] = set()
        while len(found) < self.shape.wanted - self.shape.meetings:
            a, b = sorted(self.random.sample(range(len(self.sizes)), 2))
            speaks = bool(self.languages[a] & self.languages[b])
            if (a, b) not in self.witness and (speaks or self.random.random() < 0.3):
                found.add((a, b))
        return sorted(found)
