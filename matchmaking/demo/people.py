"""Who comes to a demo convention: how many from each organisation, late, early, step-free."""

import random
from collections import Counter
from dataclasses import dataclass, replace

from matchmaking.demo.content import OrganizationRecord, PersonRecord
from matchmaking.demo.scenario import Scenario


@dataclass(frozen=True)
class Person:
    """A delegate; `place` is the organisation's place in the list, slots count from 0."""

    place: int
    row: PersonRecord
    meets: bool = True
    first_slot: int = 0
    last_slot: int = 8
    step_free: bool = False

    def present(self, slot: int) -> bool:
        return self.first_slot <= slot <= self.last_slot


def choose_hosts(rows: tuple[OrganizationRecord, ...], scenario: Scenario) -> tuple[int, ...]:
    """Return the places of the public buyers with most needs, one for each hosted table."""
    buyers = [place for place, row in enumerate(rows) if row.family == "public"]
    buyers.sort(key=lambda place: (-len(rows[place].buys), place))
    return tuple(buyers[: len(scenario.host_tables)])


def choose_people(
    rows: tuple[OrganizationRecord, ...],
    scenario: Scenario,
    hosts: tuple[int, ...],
    rng: random.Random,
) -> tuple[Person, ...]:
    """Return the delegates: organisations with more activities bring more people."""
    people = [
        Person(place, person)
        for place, count in enumerate(_counts(rows, scenario, hosts, rng))
        for person in rows[place].people[:count]
    ]
    people = _badge_only(people, scenario, rng)
    return tuple(_travel(people, scenario, hosts, rng))


def _counts(
    rows: tuple[OrganizationRecord, ...],
    scenario: Scenario,
    hosts: tuple[int, ...],
    rng: random.Random,
) -> list[int]:
    def demand(place: int) -> tuple[bool, int, float]:
        row = rows[place]
        return (
            place not in hosts,
            min(len(row.people), max(scenario.people)) if max(scenario.people) > 2 else 0,
            1.5 * len(row.sells) + len(row.buys) + rng.random(),
        )

    counts = [0] * len(rows)
    order = sorted(range(len(rows)), key=demand, reverse=True)
    for size in sorted(scenario.people, reverse=True):
        chosen, order = order[: scenario.people[size]], order[scenario.people[size] :]
        for place in chosen:
            counts[place] = size
    return counts


def _badge_only(people: list[Person], scenario: Scenario, rng: random.Random) -> list[Person]:
    """Press and speakers: colleagues of somebody who meets, rather in large delegations.

    So whoever meets for a large delegation has an afternoon full of meetings.
    """
    size = Counter(person.place for person in people)
    seconds = [i for i, p in enumerate(people) if i and people[i - 1].place == p.place]
    seconds.sort(key=lambda i: (-size[people[i].place], rng.random()))
    for index in seconds[: scenario.badge_only]:
        people[index] = replace(people[index], meets=False)
    return people


def _travel(
    people: list[Person], scenario: Scenario, hosts: tuple[int, ...], rng: random.Random
) -> list[Person]:
    candidates = [i for i, p in enumerate(people) if p.meets and p.place not in hosts]
    chosen = rng.sample(candidates, scenario.late + scenario.early + scenario.step_free_people)
    late, rest = chosen[: scenario.late], chosen[scenario.late :]
    early, wheels = rest[: scenario.early], rest[scenario.early :]
    for order, index in enumerate(late):
        people[index] = replace(people[index], first_slot=2 if order < scenario.very_late else 1)
    for index in early:
        people[index] = replace(people[index], last_slot=7)
    for index in wheels:
        people[index] = replace(people[index], step_free=True)
    return people
