"""Proving: the whole problem in one model, word by word.

For problems small enough. Each word in turn is optimised among the schedules that reach what is
achieved in the words before it; what the solver cannot close it still limits.

Breaks are asked for the other way round. "Is there a schedule with no more breaks than the bound?"
is a question that the solver answers far faster than "find the fewest": with few breaks allowed
almost everything follows from a few decisions. No: the bound rises by one. Yes: this is the
fewest, proven.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial

from matchmaking.scheduler.bounds.choice import COUNTED
from matchmaking.scheduler.data import MAXIMISED
from matchmaking.scheduler.model.grid import Model
from matchmaking.scheduler.model.solver import FOUND
from matchmaking.scheduler.search.state import Impossible, Search

MAX_PAIRS = 9_000
"""Pairs of a meeting and a slot up to which the whole is one model."""

FROM_BELOW = ("breaks", "break_slots")
"""The words that are asked for from their bound upwards."""


def small_enough(search: Search) -> bool:
    """Whether proving is worth a try."""
    return sum(len(meeting.slots) for meeting in search.hall.meetings) <= MAX_PAIRS


class Proof:
    """The model of the whole problem, and what is asked of it."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.words = [word for word in search.words if word != "table_changes"]

    @cached_property
    def _model(self) -> Model:
        return self._whole()

    def _whole(self) -> Model:
        free = {meeting.index: meeting.slots for meeting in self.search.hall.meetings}
        return Model(self.search.hall, free, {}, hard=True, words=self.words, tight=True)

    @property
    def question(self) -> str | None:
        """The word to ask for from below: the first open one, if it is one of those."""
        search = self.search
        if search.showable is not None:
            word = next(iter(search.open_words()), None)
        elif search.hall.problem.rules.place_all:
            word = next((word for word in self.words if word not in COUNTED), None)
        else:
            word = None
        return word if word in FROM_BELOW else None

    def decide(self, limit: float) -> bool:
        """Raise the bound of the first open word until a schedule reaches it.

        Gives up when the questions have taken `limit` seconds, or deterministic work where effort
        counts. False if there is no use in asking again. Raises `Impossible` where there is no
        schedule at all.
        """
        search = self.search
        until = self._clock + limit
        while (word := self.question) is not None and self._clock < until:
            bound = search.bounds[word]
            found = search.showable
            limits = {word: bound}
            if found is not None:
                earlier = self.words[: self.words.index(word)]
                limits |= {before: found.figures[before] for before in earlier}
            state = self._ask(limits, until, partial(search.settled, word))
            if state == "infeasible":
                search.tighten(word, bound + 1)
                if found is None and self._ask({}, until) == "infeasible":
                    raise Impossible
            elif not search.settled(word):
                return state == "unknown"  # else it found one that is worse at its tables
            if search.showable is None:
                return False
        return True

    @property
    def _clock(self) -> float:
        """Seconds, or the deterministic work that was done."""
        budget = self.search.budget
        return budget.seconds if budget.effort is None else -budget.effort

    def _ask(
        self, limits: dict[str, int], until: float, enough: Callable[[], bool] = lambda: False
    ) -> str:
        """Whether a schedule keeps these limits; one that does is offered."""
        cp = self._model.cp.clone()
        for word, figure in limits.items():
            self._model.keep(word, figure, within=cp)
        limit = max(0.1, until - self._clock)
        seconds, work = (limit, None) if self.search.budget.effort is None else (None, limit)
        answer = self.search.solver.ask(cp, seconds=seconds, work=work, enough=enough)
        if answer.state in FOUND:
            self.search.offer(self._model.grid(answer.value))
        return answer.state

    def prove(self, *, share: float) -> bool:
        """Optimise word by word, or find that there is no schedule at all.

        False if the best schedule changed under it, so that it may be worth another attempt.
        """
        search, model = self.search, self._whole()
        kept: dict[str, int] = {}
        for word in self.words:
            if not search.settled(word):
                self._optimise(model, word, share, kept)
            found = search.showable
            if found is None or not self._holds(kept):
                return found is None
            kept[word] = found.figures[word]
            model.keep(word, kept[word])
        return True

    def _holds(self, kept: dict[str, int]) -> bool:
        """Whether the best schedule still reaches what the model was told to keep.

        It may have got better in a word that the model does not know, or before one of these, and
        worse in one of these: then what the model says is no longer about it.
        """
        figures = {} if self.search.best is None else self.search.best.figures
        return all(
            figures[word] >= figure if word in MAXIMISED else figures[word] <= figure
            for word, figure in kept.items()
        )

    def _optimise(self, model: Model, word: str, share: float, kept: dict[str, int]) -> None:
        search, budget = self.search, self.search.budget
        if word in MAXIMISED:
            model.cp.maximize(model.levels[word])
        else:
            model.cp.minimize(model.levels[word])
        model.cp.clear_hints()
        if search.best is not None:
            model.hint(search.best.grid)
        answer = search.solver.solve(
            model.cp,
            seconds=None if budget.effort is not None else share * budget.left,
            work=None if budget.effort is None else share * budget.effort,
            on_solution=lambda value: search.offer(model.grid(value)),
        )
        if answer.state in FOUND:
            search.offer(model.grid(answer.value))
        if not self._holds(kept):
            return
        if answer.state == "infeasible":
            raise Impossible
        if answer.state in FOUND:
            search.tighten(word, round(answer.bound))
