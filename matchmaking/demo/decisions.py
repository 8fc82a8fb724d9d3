"""Everything random about a demo convention, decided once from a fixed seed.

The witness comes first; the wishes are then made so that its meetings, and a few hundred more,
follow from them. Only the number of meetings per organisation is kept from the witness: it
becomes each registration's maximum, so that no schedule can hold more and one exists.
"""

import random
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from matchmaking.demo.content import Content, OrganizationRecord
from matchmaking.demo.people import Person, choose_hosts, choose_people
from matchmaking.demo.scenario import Scenario
from matchmaking.demo.witness import Held, Pair, Witness, fit, speak


@dataclass(frozen=True)
class PlannedWish:
    """`requester` and `target` are places in the list of organisations."""

    requester: int
    target: int
    rank: int
    answer: str
    note: str


@dataclass(frozen=True)
class PlannedLock:
    """A meeting fixed before the first run: slot from 0, table number, two delegates."""

    slot: int
    table: int
    people: tuple[int, int]


@dataclass(frozen=True)
class Decisions:
    scenario: Scenario
    people: tuple[Person, ...]
    hosts: tuple[int, ...]
    max_meetings: tuple[int, ...]
    wishes: tuple[PlannedWish, ...]
    proposals: tuple[Pair, ...]
    vetoes: tuple[tuple[int, int], ...]
    locks: tuple[PlannedLock, ...]


def decide(content: Content, scenario: Scenario) -> Decisions:
    """Return the decisions of `scenario`; the same content gives the same decisions."""
    return _Planner(content, scenario).decisions()


class _Planner:
    def __init__(self, content: Content, scenario: Scenario) -> None:
        self.content = content
        self.rows: tuple[OrganizationRecord, ...] = content.organizations
        self.scenario = scenario
        self.random = random.Random(scenario.seed)  # noqa: S311 -- a demo, not a secret
        self.hosts = choose_hosts(self.rows, scenario)
        self.people = choose_people(self.rows, scenario, self.hosts, self.random)
        self.held: list[Held] = Witness(
            scenario, self.rows, self.people, self.hosts, self.random
        ).build()

    def decisions(self) -> Decisions:
        pairings = self._pairings()
        reciprocal = self._reciprocal(pairings)
        proposals = self._proposals(reciprocal)
        others = self._unanswered_pairs(pairings)
        wishes = self._wishes(pairings, reciprocal, proposals, others)
        load = Counter(place for meeting in self.held for place in meeting.pair)
        return Decisions(
            scenario=self.scenario,
            people=self.people,
            hosts=self.hosts,
            max_meetings=tuple(load[place] for place in range(len(self.rows))),
            wishes=tuple(wishes),
            proposals=tuple(sorted(proposals)),
            vetoes=tuple(self._vetoes(pairings | others)),
            locks=tuple(self._locks()),
        )

    @cached_property
    def silent(self) -> frozenset[int]:
        """Organisations that make no wish and will be chased: small ones that only sell."""
        quiet = [i for i, row in enumerate(self.rows) if row.direction == "sells"]
        quiet.sort(key=lambda i: (len(self.rows[i].sells), i))
        return frozenset(quiet[: self.scenario.silent])

    @cached_property
    def popular(self) -> frozenset[int]:
        """The most requested: the buyers with most needs."""
        order = sorted(range(len(self.rows)), key=lambda i: (-len(self.rows[i].buys), i))
        return frozenset(order[: self.scenario.popular])

    def _draw(self, taken: set[Pair], count: int, *, mute: int) -> set[Pair]:
        """Return `count` new pairs, well fitting ones rather, at most `mute` without a language."""
        places = range(len(self.rows))
        keyed = sorted(
            (self.random.expovariate(1.0) / self._attraction(a, b), (a, b))
            for a in places
            for b in places
            if a < b and (a, b) not in taken and not {a, b} <= self.silent
        )
        drawn: set[Pair] = set()
        for _key, (a, b) in keyed:
            if len(drawn) == count:
                break
            if not speak(self.rows[a], self.rows[b]):
                if mute == 0:
                    continue
                mute -= 1
            drawn.add((a, b))
        return drawn

    def _attraction(self, a: int, b: int) -> float:
        crowd = len(self.popular & {a, b})
        return fit(self.rows[a], self.rows[b]) * (2.6 if crowd == 1 else 1.0)

    def _pairings(self) -> set[Pair]:
        witness = {meeting.pair for meeting in self.held}
        missing = self.scenario.pairings - len(witness)
        return witness | self._draw(witness, missing, mute=4)

    def _unanswered_pairs(self, pairings: set[Pair]) -> set[Pair]:
        count = self.scenario.wished_pairs - self.scenario.pairings
        return self._draw(pairings, count, mute=6)

    def _reciprocal(self, pairings: set[Pair]) -> set[Pair]:
        """Those whose offers and needs answer each other most."""
        keyed = sorted(
            (self.random.expovariate(1.0) / fit(self.rows[a], self.rows[b]), (a, b))
            for a, b in sorted(pairings)
            if not {a, b} & self.silent and not {a, b} & self.popular
        )
        return {pair for _key, pair in keyed[: self.scenario.reciprocal]}

    def _proposals(self, reciprocal: set[Pair]) -> set[Pair]:
        """The organiser helps wishes that nobody answered, if the witness has their meeting."""
        candidates = sorted(m.pair for m in self.held if m.pair not in reciprocal)
        return set(self.random.sample(candidates, self.scenario.proposals))

    def _wishes(
        self,
        pairings: set[Pair],
        reciprocal: set[Pair],
        proposals: set[Pair],
        others: set[Pair],
    ) -> list[PlannedWish]:
        directed = self._directions((pairings | others) - reciprocal, reciprocal)
        lonely = sorted(others)
        declined = set(self.random.sample(lonely, self.scenario.declined))
        wishes: list[PlannedWish] = []
        for a, b in sorted(reciprocal):
            for requester, target in ((a, b), (b, a)):
                wishes.append(self._wish(requester, target, "accepted"))
        for requester, target in directed:
            pair = (min(requester, target), max(requester, target))
            if pair in declined:
                answer = "declined"
            elif pair in others or pair in proposals:
                answer = "expired"
            else:
                answer = "accepted"
            wishes.append(self._wish(requester, target, answer))
        return self._ranked(wishes)

    def _directions(self, pairs: set[Pair], reciprocal: set[Pair]) -> list[tuple[int, int]]:
        """Say who wishes whom: whoever has made fewer wishes, never a silent one."""
        made = Counter(place for pair in reciprocal for place in pair)
        directed = []
        order = sorted(pairs)
        self.random.shuffle(order)
        for a, b in order:
            requester, target = (a, b) if self._eager(a, made) <= self._eager(b, made) else (b, a)
            made[requester] += 1
            directed.append((requester, target))
        return directed

    def _eager(self, place: int, made: Counter[int]) -> tuple[bool, float]:
        """The most requested make few wishes: the others come to them."""
        appetite = 1.0 + 0.12 * len(self.rows[place].activities)
        if place in self.popular:
            appetite *= 0.25
        return (place in self.silent, made[place] / appetite)

    def _wish(self, requester: int, target: int, answer: str) -> PlannedWish:
        return PlannedWish(requester, target, 0, answer, self._note(requester, target))

    def _note(self, requester: int, target: int) -> str:
        """One wish in five says why, in the requester's own language."""
        one, other = self.rows[requester], self.rows[target]
        fitting = [
            note.text
            for note in self.content.notes
            if note.language == one.language
            and any(
                mine.category == note.category and mine.direction == note.direction
                for mine in one.activities
            )
            and any(
                theirs.category == note.category and theirs.direction != note.direction
                for theirs in other.activities
            )
        ]
        return self.random.choice(fitting) if fitting and self.random.random() < 0.4 else ""

    def _ranked(self, wishes: list[PlannedWish]) -> list[PlannedWish]:
        """Ranks 30, 40, 30 %: an organisation's best fits are its musts."""
        ranked: list[PlannedWish] = []
        for place in range(len(self.rows)):
            own = [wish for wish in wishes if wish.requester == place]
            own.sort(
                key=lambda w: -fit(self.rows[place], self.rows[w.target]) * self.random.random()
            )
            for order, wish in enumerate(own):
                share = (order + self.random.random()) / len(own)
                rank = 1 if share < 0.3 else 2 if share < 0.7 else 3
                ranked.append(
                    PlannedWish(wish.requester, wish.target, rank, wish.answer, wish.note)
                )
        return ranked

    def _vetoes(self, wished: set[Pair]) -> list[tuple[int, int]]:
        """Competitors: both sell the same, and neither wishes to meet the other."""
        rivals = [
            (a, b)
            for a, one in enumerate(self.rows)
            for b, other in enumerate(self.rows)
            if a != b
            and (min(a, b), max(a, b)) not in wished
            and {s.category for s in one.sells} & {s.category for s in other.sells}
        ]
        return sorted(self.random.sample(rivals, self.scenario.vetoes))

    def _locks(self) -> list[PlannedLock]:
        """Meetings of the witness between people who climb stairs and host no table."""
        plain = [
            meeting
            for meeting in self.held
            if not meeting.interpreted
            and not set(meeting.pair) & set(self.hosts)
            and not any(self.people[index].step_free for index in meeting.people)
        ]
        chosen = self.random.sample(plain, len(self.scenario.lock_tables))
        return [
            PlannedLock(meeting.slot, table, meeting.people)
            for meeting, table in zip(chosen, self.scenario.lock_tables, strict=True)
        ]
