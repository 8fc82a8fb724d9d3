"""The one thing an organiser should do next."""

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


def next_step(convention: Convention, overview: Overview) -> NextStep:
    """Return what an owner should do next, by phase and by what is missing."""
    phase = Phase(convention.phase)
    if phase == Phase.DRAFT:
        return _prepare(convention, overview)
    if phase == Phase.REGISTRATION:
        return _gather(convention, overview)
    return _after(convention, overview)[phase]


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


def _after(convention: Convention, overview: Overview) -> dict[Phase, NextStep]:
    return {
        Phase.WISHES: NextStep(
            left=_("Wishes are open"),
            title=_("Follow the wishes"),
            words=_("See who has none yet, who is wanted most, and propose meetings."),
            url=_to(convention, "wishes"),
            action=_("Look at the wishes"),
        ),
        Phase.SCHEDULING: NextStep(
            left=_("Scheduling"),
            title=_("Make the schedule"),
            words=_("One run places the meetings in slots, at tables and with people."),
            url=_to(convention, "scheduling"),
            action=_("Go to scheduling"),
        ),
        Phase.PUBLISHED: NextStep(
            left=_("Published"),
            title=_("Print agendas and tables"),
            words=_("Print for everybody, even if agendas were sent; print again on the day."),
            url=_to(convention, "prints"),
            action=_("Go to the print room"),
        ),
        Phase.LIVE: NextStep(
            left=_("Today"),
            title=_("Run the day"),
            words=_("Find anybody’s agenda by name, and print it again."),
            url=reverse("desk:home", args=[convention.slug]),
            action=_("Open the desk"),
        ),
        Phase.FOLLOW_UP: NextStep(
            left=_("Follow-up"),
            title=_("Prepare the next edition"),
            words=_("Texts, rules, slots, hall, partners and team are copied; wishes never."),
            url=_to(convention, "copy"),
            action=_("Copy as next edition"),
        ),
        Phase.ARCHIVED: NextStep(
            left=_("Archived"),
            title=_("Prepare the next edition"),
            words=_("Texts, rules, slots, hall, partners and team are copied; wishes never."),
            url=_to(convention, "copy"),
            action=_("Copy as next edition"),
        ),
    }
