"""What moving to another phase means, in sentences with numbers."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conventions.models import Convention, Phase
from conventions.services.placed import placements


@dataclass(frozen=True)
class PhaseStep:
    """One phase that a convention may move to now."""

    phase: Phase
    back: bool

    @property
    def value(self) -> str:
        return self.phase.value

    @property
    def label(self) -> str:
        return str(self.phase.label)


def possible_steps(convention: Convention) -> tuple[PhaseStep, ...]:
    """Return the next phase first, then the earlier ones, the nearest first.

    The phase `published` is reached by publishing, so it is offered only when a version is.
    """
    here = Phase(convention.phase)
    phases = list(Phase)
    steps = []
    if here != Phase.ARCHIVED:
        following = phases[here.number + 1]
        if following != Phase.PUBLISHED or placements().is_published(convention):
            steps.append(PhaseStep(following, back=False))
    if here.number < Phase.LIVE.number:
        steps += [PhaseStep(phase, back=True) for phase in reversed(phases[: here.number])]
    return tuple(steps)


Consequences = Callable[[Convention], tuple[str, ...]]
_above: dict[tuple[Phase, bool], list[Consequences]] = defaultdict(list)


def add_consequences(phase: Phase, words: Consequences, *, back: bool = False) -> None:
    """Let a floor above say what moving to `phase` (or `back` to it) means for what it keeps."""
    if words not in _above[phase, back]:
        _above[phase, back].append(words)


def consequences(convention: Convention, step: PhaseStep) -> tuple[str, ...]:
    """Say what the step means for whom, in one or two sentences each."""
    own = _back(convention) if step.back else _forward(convention)
    above = (words(convention) for words in _above[step.phase, step.back])
    return (*own.get(step.phase, ()), *chain.from_iterable(above))


def _forward(convention: Convention) -> dict[Phase, tuple[str, ...]]:
    return {
        Phase.REGISTRATION: (
            _("The public page opens: anybody with its address can read it."),
            _("Registrations are entered, imported and validated."),
        ),
        Phase.LIVE: (_("The day begins. From here no phase can be taken back."),),
        Phase.FOLLOW_UP: (
            _("The meetings are over; agendas stay as they were."),
            _("There is no way back to the day."),
        ),
        Phase.ARCHIVED: (
            _("Nothing in this convention changes any more, and there is no way back."),
        ),
    }


def _back(convention: Convention) -> dict[Phase, tuple[str, ...]]:
    registered = convention.registrations.count()
    return {
        Phase.DRAFT: (
            _("The public page disappears."),
            ngettext(
                "%(count)d registration stays as it is.",
                "%(count)d registrations stay as they are.",
                registered,
            )
            % {"count": registered},
        ),
    }
