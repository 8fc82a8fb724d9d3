"""What moving to another phase means, in sentences with numbers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conventions.models import Convention, Phase, Registration
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


def consequences(convention: Convention, step: PhaseStep) -> tuple[str, ...]:
    """Say what the step means for whom, in one or two sentences each."""
    words = _back(convention) if step.back else _forward(convention)
    return words[step.phase]


def _forward(convention: Convention) -> dict[Phase, tuple[str, ...]]:
    validated = convention.registrations.filter(status=Registration.Status.VALIDATED).count()
    pending = convention.registrations.filter(status=Registration.Status.PENDING).count()
    return {
        Phase.REGISTRATION: (
            _("The public page opens: anybody with its address can read it."),
            _("Registrations are entered, imported and validated."),
        ),
        Phase.WISHES: (
            ngettext(
                "%(count)d validated organisation sees the catalogue and makes its wishes.",
                "%(count)d validated organisations see the catalogue and make their wishes.",
                validated,
            )
            % {"count": validated},
            ngettext(
                "%(count)d registration is still pending: it stays out until it is validated.",
                "%(count)d registrations are still pending: they stay out until they are "
                "validated.",
                pending,
            )
            % {"count": pending},
        ),
        Phase.SCHEDULING: (
            _("Wishes and answers close for everybody."),
            _("The scheduler can start runs, move meetings and lock them."),
        ),
        Phase.PUBLISHED: (_("Participants read their agenda of the newest version."),),
        Phase.LIVE: (
            _("The day begins. From here no phase can be taken back."),
            _("The desk checks people in and places replacements."),
        ),
        Phase.FOLLOW_UP: (
            _("The meetings are over; participants say what they led to."),
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
        Phase.REGISTRATION: (
            _("The catalogue closes and no wish can be made or answered."),
            _("Wishes made so far are kept and come back with the phase “Wishes”."),
        ),
        Phase.WISHES: (
            _("Wishes open again until their deadline, so they may change."),
            _("A draft made before stays, but may no longer match the wishes: run again."),
        ),
        Phase.SCHEDULING: (
            _("Published agendas stay as they are until a new version is published."),
            _("The next version tells only the people whose agenda changes."),
        ),
        Phase.PUBLISHED: (),
    }
