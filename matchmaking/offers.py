"""What this app offers to the pages of a convention: doors, next steps, what a phase means.

`apps.py` calls `offer` at start.
"""

from functools import partial

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from conventions.doors import SETTINGS_TABS, Tab, open_door
from conventions.models import Convention, Phase, Registration
from conventions.next_steps import NextStep, offer_next_step
from conventions.services import capacity, copying, placed
from conventions.services.overview import Overview
from conventions.services.phases import add_consequences
from matchmaking.scheduling.services.ceilings import ceilings_of
from matchmaking.scheduling.services.placed import StoredMeetings
from matchmaking.wishes.services.rules import copy_rules


def offer() -> None:
    """Answer what the floor below asks, and open the doors on its pages."""
    placed.answer_with(StoredMeetings())
    capacity.count_with(ceilings_of)
    copying.COPIED_ALONG[:] = [copy_rules]
    open_door("participant", leads_to="participant:home")
    open_door("import", leads_to="organizer:import")
    SETTINGS_TABS[:] = [Tab("organizer:rules", gettext_lazy("Rules of play"))]
    offer_next_step(Phase.REGISTRATION, _bring_in)
    for phase, card in CARDS.items():
        offer_next_step(phase, partial(_card, card))
    add_consequences(Phase.WISHES, _wishes_open)
    add_consequences(Phase.SCHEDULING, _wishes_close)
    add_consequences(Phase.PUBLISHED, _agendas_open)
    add_consequences(Phase.LIVE, _desk_works)
    add_consequences(Phase.REGISTRATION, _catalogue_closes, back=True)
    add_consequences(Phase.WISHES, _wishes_open_again, back=True)
    add_consequences(Phase.SCHEDULING, _agendas_stay, back=True)


# --- next steps ----------------------------------------------------------------------------------

Card = tuple[str | Promise, str | Promise, str | Promise, str, str | Promise]
# What is left, title, words, address and action of the phases in which only one thing is next.
CARDS: dict[Phase, Card] = {
    Phase.WISHES: (
        gettext_lazy("Wishes are open"),
        gettext_lazy("Follow the wishes"),
        gettext_lazy("See who has none yet, who is wanted most, and propose meetings."),
        "organizer:wishes",
        gettext_lazy("Look at the wishes"),
    ),
    Phase.SCHEDULING: (
        gettext_lazy("Scheduling"),
        gettext_lazy("Make the schedule"),
        gettext_lazy("One run places the meetings in slots, at tables and with people."),
        "organizer:scheduling",
        gettext_lazy("Go to scheduling"),
    ),
    Phase.PUBLISHED: (
        gettext_lazy("Published"),
        gettext_lazy("Print agendas and tables"),
        gettext_lazy(
            "Print for everybody: paper works where a phone does not. Print again what changes."
        ),
        "organizer:prints",
        gettext_lazy("Go to the print room"),
    ),
    Phase.LIVE: (
        gettext_lazy("Today"),
        gettext_lazy("Run the day"),
        gettext_lazy("Find anybody’s agenda by name, and print it again."),
        "desk:home",
        gettext_lazy("Open the desk"),
    ),
}


def _card(card: Card, convention: Convention, _overview: Overview) -> NextStep:
    left, title, words, name, action = card
    return NextStep(
        left=str(left),
        title=str(title),
        words=str(words),
        url=reverse(name, args=[convention.slug]),
        action=str(action),
    )


def _bring_in(convention: Convention, overview: Overview) -> NextStep | None:
    if overview.pending or overview.validated:
        return None
    return NextStep(
        left=_("Nobody yet"),
        title=_("Bring in the organisations"),
        words=_("Import organisations and their people from Excel or CSV, with a preview."),
        url=reverse("organizer:import", args=[convention.slug]),
        action=_("Import a file"),
    )


# --- what a phase means --------------------------------------------------------------------------


def _wishes_open(convention: Convention) -> tuple[str, ...]:
    validated = convention.registrations.filter(status=Registration.Status.VALIDATED).count()
    pending = convention.registrations.filter(status=Registration.Status.PENDING).count()
    return (
        ngettext(
            "%(count)d validated organisation sees the catalogue and makes its wishes.",
            "%(count)d validated organisations see the catalogue and make their wishes.",
            validated,
        )
        % {"count": validated},
        ngettext(
            "%(count)d registration is still pending: it stays out until it is validated.",
            "%(count)d registrations are still pending: they stay out until they are validated.",
            pending,
        )
        % {"count": pending},
    )


def _wishes_close(_convention: Convention) -> tuple[str, ...]:
    return (
        _("Wishes and answers close for everybody."),
        _("The scheduler can start runs, move meetings and lock them."),
    )


def _agendas_open(_convention: Convention) -> tuple[str, ...]:
    return (_("Participants read their agenda of the newest version."),)


def _desk_works(_convention: Convention) -> tuple[str, ...]:
    return (_("The desk finds everybody’s agenda by name, and prints it."),)


def _catalogue_closes(_convention: Convention) -> tuple[str, ...]:
    return (
        _("The catalogue closes and no wish can be made or answered."),
        _("Wishes made so far are kept and come back with the phase “Wishes”."),
    )


def _wishes_open_again(_convention: Convention) -> tuple[str, ...]:
    return (
        _("Wishes open again until their deadline, so they may change."),
        _("A draft made before stays, but may no longer match the wishes: run again."),
    )


def _agendas_stay(_convention: Convention) -> tuple[str, ...]:
    return (
        _("Published agendas stay as they are until a new version is published."),
        _("The next version replaces them; the page that publishes it says whose agenda changes."),
    )
