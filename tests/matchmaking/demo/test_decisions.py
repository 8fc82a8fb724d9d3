"""The decisions adds up exactly, and its witness breaks no rule of the hall."""

from collections import Counter

import pytest

from matchmaking.demo.content import load
from matchmaking.demo.decisions import Decisions, decide
from matchmaking.demo.people import choose_hosts
from matchmaking.demo.scenario import COMFORTABLE, MONT_SAINT_MARTIN, Scenario

pytestmark = pytest.mark.once

EXPECTED = {
    # slug: (people, who meet, sum of maxima, wishes, wished pairs, reciprocal, pairings)
    "mont-saint-martin": (142, 142, 1180, 1439, 1092, 347, 821),
    "comfortable": (142, 118, 590, 788, 625, 163, 449),
}


@pytest.fixture(scope="module", params=[MONT_SAINT_MARTIN, COMFORTABLE], ids=lambda s: s.slug)
def decisions(request: pytest.FixtureRequest) -> Decisions:
    scenario: Scenario = request.param
    return decide(load(), scenario)


def _pairs(decisions: Decisions) -> Counter[tuple[int, int]]:
    return Counter(
        (min(wish.requester, wish.target), max(wish.requester, wish.target))
        for wish in decisions.wishes
    )


def test_the_figures_are_those_of_the_scenario(decisions):
    pairs = _pairs(decisions)
    accepted = {
        (min(w.requester, w.target), max(w.requester, w.target))
        for w in decisions.wishes
        if w.answer == "accepted"
    }

    assert EXPECTED[decisions.scenario.slug] == (
        len(decisions.people),
        sum(person.meets for person in decisions.people),
        sum(decisions.max_meetings),
        len(decisions.wishes),
        len(pairs),
        sum(1 for count in pairs.values() if count == 2),
        len(accepted | set(decisions.proposals)),
    )


def test_registrations_bring_as_many_people_as_the_scenario_says(decisions):
    brought = Counter(Counter(person.place for person in decisions.people).values())

    assert dict(brought) == decisions.scenario.people


def test_twelve_are_late_four_of_them_very_and_eight_leave_early(decisions):
    first, last = (
        Counter(p.first_slot for p in decisions.people),
        Counter(p.last_slot for p in decisions.people),
    )

    assert (first[1], first[2], last[7]) == (8, 4, 8)
    assert sum(person.step_free for person in decisions.people) == 3


def test_three_organisations_make_no_wish_and_nobody_makes_too_many(decisions):
    made = Counter(wish.requester for wish in decisions.wishes)

    assert len(decisions.max_meetings) - len(made) == 3
    assert min(made.values()) >= 2
    assert max(made.values()) <= decisions.scenario.max_wishes


def test_ranks_are_about_thirty_forty_thirty(decisions):
    ranks = Counter(wish.rank for wish in decisions.wishes)
    shares = {rank: round(100 * count / len(decisions.wishes)) for rank, count in ranks.items()}

    assert all(abs(shares[rank] - wanted) <= 2 for rank, wanted in ((1, 30), (2, 40), (3, 30)))


def test_pairings_cross_a_border_in_two_cases_of_three(decisions):
    rows = load().organizations
    pairs = {
        (min(w.requester, w.target), max(w.requester, w.target))
        for w in decisions.wishes
        if w.answer == "accepted"
    } | set(decisions.proposals)
    crossing = sum(rows[a].country != rows[b].country for a, b in pairs)

    assert crossing / len(pairs) >= 0.65


def test_vetoes_are_on_pairs_that_nobody_wishes(decisions):
    pairs = _pairs(decisions)

    assert len(decisions.vetoes) == 6
    assert [v for v in decisions.vetoes if (min(v), max(v)) in pairs] == []


def test_locks_are_in_different_places_and_of_people_present(decisions):
    places = {(lock.slot, lock.table) for lock in decisions.locks}

    assert len(places) == 5
    assert all(
        decisions.people[i].present(lock.slot) for lock in decisions.locks for i in lock.people
    )


def test_a_host_comes_alone(decisions):
    hosts = choose_hosts(load().organizations, decisions.scenario)
    brought = Counter(person.place for person in decisions.people)

    assert [brought[place] for place in hosts] == [1] * len(decisions.scenario.host_tables)


def test_the_same_content_gives_the_same_plan(decisions):
    assert decide(load(), decisions.scenario) == decisions
