"""The one thing an organiser should do next.

What concerns people and places is said here; the floors above add theirs at start
(`offer_next_step`) and are asked first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conventions.models import Convention, Phase
from conventions.services.overview import Overview


@dataclass(frozen=True)
class NextStep:
    """A card: how much is left, a title, a sentence, and where its button leads."""

    left: str
    title: str
    words: str
    url: str
    action: str


Offer = Callable[[Convention, Overview], NextStep | None]
_offers: dict[Phase, list[Offer]] = {phase: [] for phase in Phase}


def offer_next_step(phase: Phase, offer: Offer) -> None:
    """Ask `offer` in this phase; it answers None where it has nothing to say."""
    if offer not in _offers[phase]:
        _offers[phase].append(offer)


def next_step(convention: Convention, overview: Overview) -> NextStep | None:
    """Return what an owner should do next, by phase and by what is missing."""
    phase = Phase(convention.phase)
    for offer in (*_offers[phase], OWN.get(phase)):
        if offer and (step := offer(convention, overview)):
            return step
    return None


def _to(convention: Convention, address: str, query: str = "") -> str:
    return reverse(address, args=[convention.slug]) + query


def _phase(convention: Convention, phase: Phase) -> str:
    return reverse("organizer:phase", args=[convention.slug, phase.value])


def _prepare(convention: Convention, overview: Overview) -> NextStep:
    if not overview.capacity.slots or not overview.capacity.tables:
        return NextStep(
            left=_("Draft"),
            title=_("Lay out the afternoon"),
            words=_(
                "Say when the slots begin and how many tables and chairs the hall has. The "
                "number of meetings it can carry stands beside it at once."
            ),
            url=_to(convention, "organizer:settings"),
            action=_("Set up slots and hall"),
        )
    return NextStep(
        left=_("Draft"),
        title=_("Open registration"),
        words=_("Slots and hall stand. The public page opens with the phase “Registration”."),
        url=_phase(convention, Phase.REGISTRATION),
        action=_("Open registration"),
    )


def _gather(convention: Convention, overview: Overview) -> NextStep:
    if overview.pending:
        count = overview.pending
        return NextStep(
            left=ngettext("%(count)d waits", "%(count)d wait", count) % {"count": count},
            title=_("Validate the registrations"),
            words=_("Only validated organisations are seen by others and can make wishes."),
            url=_to(convention, "organizer:registrations", "?status=pending"),
            action=_("Look through them"),
        )
    if overview.without_delegates:
        count = len(overview.without_delegates)
        return NextStep(
            left=ngettext("%(count)d left", "%(count)d left", count) % {"count": count},
            title=_("Chase missing delegates"),
            words=_("Without a person who meets, an organisation gets no meeting."),
            url=_to(convention, "organizer:registrations", "?missing=delegates"),
            action=_("Show who is missing"),
        )
    count = overview.validated
    return NextStep(
        left=ngettext("%(count)d validated", "%(count)d validated", count) % {"count": count},
        title=_("Open the wishes"),
        words=_("Everybody validated can read the catalogue and say whom they want to meet."),
        url=_phase(convention, Phase.WISHES),
        action=_("Open the wishes"),
    )


def _copy(convention: Convention, _overview: Overview) -> NextStep:
    return NextStep(
        left=str(Phase(convention.phase).label),
        title=_("Prepare the next edition"),
        words=_("Texts, rules, slots, hall, partners and team are copied; wishes never."),
        url=_to(convention, "organizer:copy"),
        action=_("Copy as next edition"),
    )


OWN: dict[Phase, Offer] = {
    Phase.DRAFT: _prepare,
    Phase.REGISTRATION: _gather,
    Phase.FOLLOW_UP: _copy,
    Phase.ARCHIVED: _copy,
}
