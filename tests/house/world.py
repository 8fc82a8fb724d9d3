"""One convention with everybody around it, and a second one that must never show through."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from conventions.models import Convention, Delegate, Phase, Registration, Session, Slot, Table
from matchmaking.scheduling.models import Schedule
from matchmaking.wishes.models import Wish
from organizations.models import Membership, User
from tests.factories import (
    ConventionFactory,
    DelegateFactory,
    MembershipFactory,
    RegistrationFactory,
    ScheduleFactory,
    SessionFactory,
    SlotFactory,
    TableFactory,
    TeamMemberFactory,
    UserFactory,
    WishFactory,
)

ANONYMOUS = "anonymous"
ACTORS = (
    ANONYMOUS,
    "participant",
    "other_participant",
    "desk",
    "observer",
    "scheduler",
    "owner",
    "foreign_owner",
    "superuser",
)


@dataclass
class World:
    """`participant` acts for `registration`, `other_participant` for `other_registration`."""

    convention: Convention
    session: Session
    slot: Slot
    table: Table
    registration: Registration
    other_registration: Registration
    delegate: Delegate
    wish: Wish
    received_wish: Wish
    draft: Schedule
    foreign_convention: Convention
    people: dict[str, User] = field(default_factory=dict)


def make_world() -> World:
    """Return a convention in phase `wishes` with a row of most nouns.

    The owner of the other convention acts for the same organiser, but has no role here.
    """
    convention = ConventionFactory(
        slug="here",
        phase=Phase.WISHES,
        wishes_close_at=timezone.now() + timedelta(days=7),
        answers_close_at=timezone.now() + timedelta(days=10),
    )
    foreign = ConventionFactory(slug="elsewhere", phase=Phase.WISHES)
    session = SessionFactory(convention=convention, slot_count=1)
    registration = RegistrationFactory(convention=convention)
    other = RegistrationFactory(convention=convention)
    people = {
        "participant": _manager(registration),
        "other_participant": _manager(other),
        "foreign_owner": TeamMemberFactory(convention=foreign, role="owner").user,
        "superuser": UserFactory(is_superuser=True, is_staff=True),
    }
    for role in ("desk", "observer", "scheduler", "owner"):
        people[role] = TeamMemberFactory(convention=convention, role=role).user
    return World(
        convention=convention,
        session=session,
        slot=SlotFactory(session=session),
        table=TableFactory(convention=convention),
        registration=registration,
        other_registration=other,
        delegate=DelegateFactory(registration=registration, user=people["participant"]),
        wish=WishFactory(requester=registration, target=other),
        received_wish=WishFactory(requester=other, target=registration),
        draft=ScheduleFactory(convention=convention),
        foreign_convention=foreign,
        people=people,
    )


def _manager(registration: Registration) -> User:
    membership = MembershipFactory(
        organization=registration.organization, role=Membership.Role.MANAGER
    )
    user: User = membership.user
    return user
