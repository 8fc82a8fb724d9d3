"""The one thing an organiser should do next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

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


def next_step(convention: Convention, overview: Overview) -> NextStep:
    """Return what an owner should do next, by phase and by what is missing."""
    phase = Phase(convention.phase)
    if phase == Phase.DRAFT:
        return _prepare(convention, overview)
    if phase == Phase.REGISTRATION:
        return _gather(convention, overview)
    return _after(convention, phase)


def _to(convention: Convention, name: str, query: str = "") -> str:
    return reverse(f"organizer:{name}", args=[convention.slug]) + query


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
            url=_to(convention, "settings"),
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
            url=_to(convention, "registrations", "?status=pending"),
            action=_("Look through them"),
        )
    if not overview.validated:
        return NextStep(
            left=_("Nobody yet"),
            title=_("Bring in the organisations"),
            words=_("Import organisations and their people from Excel or CSV, with a preview."),
            url=_to(convention, "import"),
            action=_("Import a file"),
        )
    if overview.without_delegates:
        count = len(overview.without_delegates)
        return NextStep(
            left=ngettext("%(count)d left", "%(count)d left", count) % {"count": count},
            title=_("Chase missing delegates"),
            words=_("Without a person who meets, an organisation gets no meeting."),
            url=_to(convention, "registrations", "?missing=delegates"),
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


def _after(convention: Convention, phase: Phase) -> NextStep:
    left, title, words, name, action = LATER[phase]
    return NextStep(
        left=str(left),
        title=str(title),
        words=str(words),
        url=reverse(name, args=[convention.slug]),
        action=str(action),
    )


COPY = (
    gettext_lazy("Prepare the next edition"),
    gettext_lazy("Texts, rules, slots, hall, partners and team are copied; wishes never."),
    "organizer:copy",
    gettext_lazy("Copy as next edition"),
)
# What is left, title, words, address and action of the phases in which only one thing is next.
LATER = {
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
    Phase.FOLLOW_UP: (gettext_lazy("Follow-up"), *COPY),
    Phase.ARCHIVED: (gettext_lazy("Archived"), *COPY),
}
