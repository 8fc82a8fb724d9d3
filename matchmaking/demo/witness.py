"""A schedule that proves the demo's figure can be reached, made slot by slot and thrown away.

Each slot is a random matching of the organisations present, weighted by how well their offers
and needs fit. Two organisations meet once; where pairs are short, a meeting is split to take in
two organisations left over. No solver is used, so the demo never depends on one's version.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from matchmaking.demo.content import OrganizationRecord
from matchmaking.demo.people import Person
from matchmaking.demo.scenario import Scenario

type Pair = tuple[int, int]  # places in the list of organisations, the lower first


def speak(first: OrganizationRecord, second: OrganizationRecord) -> bool:
    """Whether they share a language that one negotiates and the other at least follows."""
    shared = first.languages.keys() & second.languages.keys()
    return any("negotiates" in (first.languages[code], second.languages[code]) for code in shared)


def fit(first: OrganizationRecord, second: OrganizationRecord) -> float:
    """How much two organisations have to say to each other: 1 is politeness, 10 is business."""
    sold = {a.category for a in first.sells} & {a.category for a in second.buys}
    bought = {a.category for a in first.buys} & {a.category for a in second.sells}
    weight = 0.4 + 3.0 * len(sold) + 3.0 * len(bought)
    if sold and bought:
        weight += 3.0
    return weight * (1.6 if first.country != second.country else 1.0)


@dataclass(frozen=True)
class Held:
    """One meeting of the witness; `people` are places in the list of delegates."""

    slot: int
    pair: Pair
    people: tuple[int, int]
    interpreted: bool


@dataclass
class Witness:
    """Builds the meetings of `scenario` over the given organisations and people."""

    scenario: Scenario
    rows: tuple[OrganizationRecord, ...]
    people: tuple[Person, ...]
    hosts: tuple[int, ...]
    random: random.Random
    meetings: list[Held] = field(default_factory=list)

    def build(self) -> list[Held]:
        """Return the meetings, `scenario.meetings` in all. Raises RuntimeError if it cannot."""
        for slot, wanted in enumerate(self.scenario.meetings_by_slot):
            pairs = self._slot(slot, wanted)
            self.meetings += self._seat(slot, pairs)
        return self.meetings

    @cached_property
    def weights(self) -> dict[Pair, float]:
        """Pairs that may meet without an interpreter, and how well they fit."""
        return {
            (a, b): fit(self.rows[a], self.rows[b])
            for a, b in combinations(range(len(self.rows)), 2)
            if speak(self.rows[a], self.rows[b]) and not self._awkward(a, b)
        }

    @cached_property
    def mute(self) -> list[Pair]:
        """Pairs that need an interpreter French–German, the best fit first."""
        pairs = [
            (a, b)
            for a, b in combinations(range(len(self.rows)), 2)
            if not speak(self.rows[a], self.rows[b])
            and self._interpretable(a)
            and self._interpretable(b)
            and not self._awkward(a, b)
        ]
        return sorted(pairs, key=lambda p: -fit(self.rows[p[0]], self.rows[p[1]]))

    def _interpretable(self, place: int) -> bool:
        languages = self.rows[place].languages
        return any(languages.get(code) == "negotiates" for code in ("fr", "de"))

    def _awkward(self, a: int, b: int) -> bool:
        """A host’s table with steps is no place for somebody who needs a step-free one."""
        climbing = set(self.hosts[1:])
        wheels = {person.place for person in self.people if person.step_free}
        return (a in climbing and b in wheels) or (b in climbing and a in wheels)

    def _slot(self, slot: int, wanted: int) -> list[Pair]:
        met = {meeting.pair for meeting in self.meetings}
        room = [0] * len(self.rows)
        for person in self.people:
            room[person.place] += person.meets and person.present(slot)
        load = [0] * len(self.rows)
        for meeting in self.meetings:
            for place in meeting.pair:
                load[place] += 1
        most = self.scenario.most_meetings
        if most is not None:
            room = [min(r, most - done) for r, done in zip(room, load, strict=True)]
        chosen = self._interpreted(slot, met, room)
        order = sorted(
            (pair for pair in self.weights if pair not in met),
            key=lambda p: self._urgency(p, load),
        )
        for a, b in order:
            if len(chosen) == wanted:
                break
            if room[a] > 0 and room[b] > 0:
                chosen.append((a, b))
                room[a] -= 1
                room[b] -= 1
        while len(chosen) < wanted:
            self._split(chosen, met, room, slot)
        return chosen

    def _urgency(self, pair: Pair, load: list[int]) -> float:
        key = self.random.expovariate(1.0) / self.weights[pair]
        if self.scenario.most_meetings is None:
            return key
        return key * (3.0 ** (load[pair[0]] + load[pair[1]]))

    def _interpreted(self, slot: int, met: set[Pair], room: list[int]) -> list[Pair]:
        """Up to two meetings through an interpreter; each rests after three slots in a row."""
        # Interpreter one pauses in slots 4 and 8, interpreter two in 1, 5 and 9.
        working = (slot % 4 != 3) + (slot % 4 != 0)
        done = sum(meeting.interpreted for meeting in self.meetings)
        chosen: list[Pair] = []
        for a, b in self.mute:
            if len(chosen) == working or done + len(chosen) == self.scenario.interpreted:
                break
            if (a, b) not in met and room[a] > 0 and room[b] > 0:
                chosen.append((a, b))
                room[a] -= 1
                room[b] -= 1
        return chosen

    def _split(self, chosen: list[Pair], met: set[Pair], room: list[int], slot: int) -> None:
        """Replace one meeting (a, b) by (a, x) and (b, y) with x and y left over."""
        spare = [place for place, left in enumerate(room) for _ in range(left)]
        taken = met | set(chosen)
        for x, y in combinations(spare, 2):
            for index, (a, b) in enumerate(chosen):
                for one, two in (((a, x), (b, y)), ((a, y), (b, x))):
                    new = (min(one), max(one)), (min(two), max(two))
                    if new[0] == new[1] or any(p not in self.weights or p in taken for p in new):
                        continue
                    chosen[index : index + 1] = new
                    room[x] -= 1
                    room[y] -= 1
                    return
        raise RuntimeError(f"{self.scenario.slug}: slot {slot + 1} stops at {len(chosen)}")

    def _seat(self, slot: int, pairs: list[Pair]) -> Iterator[Held]:
        free = {
            place: [
                index
                for index, person in enumerate(self.people)
                if person.place == place and person.meets and person.present(slot)
            ]
            for place in range(len(self.rows))
        }
        for pair in pairs:
            people = (free[pair[0]].pop(0), free[pair[1]].pop(0))
            yield Held(slot, pair, people, interpreted=pair not in self.weights)
