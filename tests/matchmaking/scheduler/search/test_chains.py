"""Chain moves: whatever they do, no rule is broken and every count stays true."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given

from matchmaking.scheduler import Problem, check, evaluate
from matchmaking.scheduler.answer import answer_of
from matchmaking.scheduler.hall.prepare import hall_of
from matchmaking.scheduler.model.budget import Budget
from matchmaking.scheduler.model.solver import Solver
from matchmaking.scheduler.search.chains import Chains
from matchmaking.scheduler.search.place import begin
from matchmaking.scheduler.search.state import Impossible, Search
from tests.matchmaking.scheduler.small import problems


def begun(problem: Problem) -> Search | None:
    """A search with a first schedule that may be shown, if there is one."""
    search = Search(hall_of(problem), Solver(Budget(seconds=20), workers=1, seed=1))
    try:
        begin(search)
    except Impossible:
        return None
    return search if search.showable is not None and search.showable.grid else None


@given(problems(parties=8, meetings=16))
def test_chains_break_no_rule_and_keep_their_counts(problem):
    rules = replace(problem.rules, max_break_spread=None)  # chains may pass it, and pay for it
    problem = replace(problem, objective=("breaks",), rules=rules)
    search = begun(problem)
    if search is None or search.best is None or len(problem.slots) < 2:
        return
    chains = Chains(search.hall, search.best.grid, Random(1))

    chains.anneal(2_000, 0.8, 0.1, lambda: True)

    assert chains.mask == [sum(1 << t for t, m in enumerate(row) if m >= 0) for row in chains.at]
    costs = [chains.price(r, mask) for r, mask in enumerate(chains.mask)]
    assert abs(chains.cost - sum(costs)) < 1e-6
    assert sorted(chains.troubled) == [r for r in range(chains.people) if costs[r] > 0]
    assert chains.rank == {r: n for n, r in enumerate(chains.troubled)}
    search.best = None
    search.offer(chains.grid())
    schedule = answer_of(search, None)
    assert check(problem, schedule) == []
    assert evaluate(problem, schedule.meetings)["breaks"] == round(chains.cost)
