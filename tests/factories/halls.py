"""Small and middling halls for tests of runs and schedules."""

from dataclasses import dataclass
from itertools import combinations
from random import Random

from conventions.models import Convention, Phase
from matchmaking.scheduling.models import Meeting, Schedule
from matchmaking.wishes.services.pairings import pairing_id
from tests.factories import (
    ConventionFactory,
    DelegateFactory,
    MeetingFactory,
    ProposalFactory,
    RegistrationFactory,
    ScheduleFactory,
    SeatFactory,
    SessionFactory,
    SlotFactory,
    TableFactory,
)


@dataclass
class Hall:
    """Two slots, two tables, three organisations with one delegate each, two proposals."""

    convention: Convention

    def __post_init__(self) -> None:
        session = SessionFactory(convention=self.convention, slot_count=2)
        self.slots = SlotFactory.create_batch(2, session=session)
        self.tables = TableFactory.create_batch(2, convention=self.convention)
        self.parties = RegistrationFactory.create_batch(3, convention=self.convention)
        self.people = [DelegateFactory(registration=party) for party in self.parties]
        for first, second in ((0, 1), (1, 2)):
            ProposalFactory(first=self.parties[first], second=self.parties[second])

    def id_of(self, first: int, second: int) -> int:
        return pairing_id((self.parties[first].pk, self.parties[second].pk))

    @property
    def draft(self) -> Schedule:
        return Schedule.objects.drafts().get(convention=self.convention)

    def meeting(self, first: int, second: int, **fields: object) -> Meeting:
        """A meeting of the draft in the first slot at the first table."""
        draft = self.convention.schedules.first() or ScheduleFactory(convention=self.convention)
        meeting = MeetingFactory(
            **{"schedule": draft, "slot": self.slots[0], "table": self.tables[0], **fields}
        )
        for index in (first, second):
            SeatFactory(meeting=meeting, delegate=self.people[index])
        return meeting


def make_hall(**fields: object) -> Hall:
    """Make a hall whose convention is ready to be scheduled."""
    return Hall(ConventionFactory(**{"phase": Phase.SCHEDULING} | fields))


def make_busy_hall() -> Convention:
    """Make a hall in which the scheduler finds work for as long as it is let.

    So few tables that a few breaks stay, which no bound explains within a minute.
    """
    convention = ConventionFactory(phase=Phase.SCHEDULING, chairs=72)
    SlotFactory.create_batch(9, session=SessionFactory(convention=convention))
    TableFactory.create_batch(36, convention=convention)
    registrations = RegistrationFactory.create_batch(93, convention=convention)
    for registration in registrations:
        DelegateFactory(registration=registration)
    pairs = Random(4).sample(list(combinations(registrations, 2)), 300)
    for first, second in pairs:
        ProposalFactory(first=first, second=second)
    return convention


def placed(schedule: Schedule) -> list[tuple[int, int, tuple[int, ...]]]:
    """Return what a schedule says, to be compared: slot, table, delegates."""
    return sorted(
        (
            meeting.slot_id,
            meeting.table_id,
            tuple(sorted(seat.delegate_id for seat in meeting.seats.all())),
        )
        for meeting in schedule.meetings.prefetch_related("seats")
    )
