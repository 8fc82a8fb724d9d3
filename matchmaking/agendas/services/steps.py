"""How far a registration has come: the steps of its home page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from conventions.models import Convention, Delegate, Phase, Registration
from conventions.services.vocabulary import activities_in
from matchmaking.scheduling.services.schedules import published_of
from matchmaking.wishes.models import Wish
from matchmaking.wishes.services.rules import answers_are_closed
from matchmaking.wishes.services.wishlist import waiting_count
from organizations.models import Activity

STEPS = ("profile", "delegates", "availability", "wishes", "answers", "agenda")


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a registration stands; `states` maps each step to done, now, next or later.

    `missing` names what the profile lacks: description, sells, buys, place.
    """

    profile_share: float
    missing: tuple[str, ...]
    delegates: int
    absences: int
    wishes: int
    max_wishes: int
    waiting: int
    version: int
    published_at: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None
    wishes_open: bool
    wishes_ahead: bool
    answers_open: bool
    states: dict[str, str]

    @property
    def wishes_left(self) -> int:
        """How many wishes can still be made."""
        return max(0, self.max_wishes - self.wishes)

    @property
    def steps_left(self) -> int:
        """How many steps the people themselves still have to do."""
        return sum(self.states[step] != "done" for step in STEPS if step != "agenda")

    @property
    def task(self) -> str:
        """The next step that the card offers: agenda, wishes, answers or nothing."""
        if self.version:
            return "agenda"
        if self.wishes_open and self.wishes_left:
            return "wishes"
        return "answers" if self.answers_open and self.waiting else ""


def progress_of(registration: Registration) -> Progress:
    """Return where `registration` stands (six queries)."""
    convention = registration.convention
    now = timezone.now()
    people = Delegate.objects.filter(registration=registration).aggregate(
        people=Count("pk", distinct=True), absences=Count("absences")
    )
    day = convention.slots.aggregate(starts=Min("starts_at"), ends=Max("ends_at"))
    schedule = published_of(convention)
    wishes = Wish.objects.made_by(registration).count()
    waiting = waiting_count(registration)
    parts = _profile_parts(registration)
    missing = tuple(name for name, there in parts.items() if not there)
    done = {
        "profile": not {"description", "sells", "buys"} & set(missing),
        "delegates": people["people"] > 0,
        "availability": people["people"] > 0,
        "wishes": wishes >= convention.max_wishes or _wishes_are_closed(convention, now),
        "answers": answers_are_closed(convention, now)
        or (convention.phase == Phase.WISHES and not waiting),
        "agenda": schedule is not None,
    }
    return Progress(
        profile_share=1 - len(missing) / len(parts),
        missing=missing,
        delegates=people["people"],
        absences=people["absences"],
        wishes=wishes,
        max_wishes=convention.max_wishes,
        waiting=waiting,
        version=schedule.version if schedule else 0,
        published_at=schedule.frozen_at if schedule else None,
        starts_at=day["starts"],
        ends_at=day["ends"],
        wishes_open=convention.accepts_wishes(now),
        wishes_ahead=Phase(convention.phase).number < Phase.WISHES.number,
        answers_open=convention.accepts_answers(now),
        states=_states(done),
    )


def _wishes_are_closed(convention: Convention, now: datetime) -> bool:
    return Phase(convention.phase).number >= Phase.WISHES.number and not convention.accepts_wishes(
        now
    )


def _profile_parts(registration: Registration) -> dict[str, bool]:
    """Return what a profile consists of, and whether it is there."""
    organization = registration.organization
    activities = activities_in(registration.convention_id).filter(organization=organization)
    found = activities.aggregate(
        sells=Count("pk", filter=Q(direction=Activity.Direction.SELLS)),
        buys=Count("pk", filter=Q(direction=Activity.Direction.BUYS)),
    )
    parts = {
        "description": bool(organization.description),
        "place": bool(organization.town or organization.region_id or organization.region_other),
    }
    for direction in ("sells", "buys"):
        if registration.direction in (Registration.Direction.BOTH, direction):
            parts[direction] = found[direction] > 0
    return parts


def _states(done: dict[str, bool]) -> dict[str, str]:
    """Return the state of each step: the first that is left is now, the one after it is next."""
    states = {}
    waiting = iter(("now", "next"))
    for step in STEPS:
        states[step] = "done" if done[step] else next(waiting, "later")
    return states
