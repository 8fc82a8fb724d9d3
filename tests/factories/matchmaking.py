import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from matchmaking.scheduling.models import Meeting, Run, Schedule, Seat, Unplaced
from matchmaking.wishes.models import PairingKind, Proposal, Veto, Wish
from tests.factories.conventions import (
    ConventionFactory,
    DelegateFactory,
    RegistrationFactory,
    SlotFactory,
    TableFactory,
)


class WishFactory(DjangoModelFactory):
    class Meta:
        model = Wish

    requester = factory.SubFactory(RegistrationFactory)
    convention = factory.SelfAttribute("requester.convention")
    target = factory.SubFactory(
        RegistrationFactory, convention=factory.SelfAttribute("..convention")
    )


class VetoFactory(DjangoModelFactory):
    class Meta:
        model = Veto

    author = factory.SubFactory(RegistrationFactory)
    convention = factory.SelfAttribute("author.convention")
    target = factory.SubFactory(
        RegistrationFactory, convention=factory.SelfAttribute("..convention")
    )


class ProposalFactory(DjangoModelFactory):
    """Give `first` and `second` in the order of their keys."""

    class Meta:
        model = Proposal

    first = factory.SubFactory(RegistrationFactory)
    convention = factory.SelfAttribute("first.convention")
    second = factory.SubFactory(
        RegistrationFactory, convention=factory.SelfAttribute("..convention")
    )


class RunFactory(DjangoModelFactory):
    class Meta:
        model = Run

    convention = factory.SubFactory(ConventionFactory)
    number = factory.LazyAttribute(lambda r: r.convention.runs.count() + 1)
    objective = Run.Objective.AS_MANY
    seconds = 10
    queued_at = factory.LazyFunction(timezone.now)


class ScheduleFactory(DjangoModelFactory):
    """A draft. Publish it with the service: a version is never made by hand."""

    class Meta:
        model = Schedule

    convention = factory.SubFactory(ConventionFactory)


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    schedule = factory.SubFactory(ScheduleFactory)
    convention = factory.SelfAttribute("schedule.convention")
    slot = factory.SubFactory(
        SlotFactory, session__convention=factory.SelfAttribute("...convention")
    )
    table = factory.SubFactory(TableFactory, convention=factory.SelfAttribute("..convention"))
    kind = PairingKind.RECIPROCAL
    value = 8


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat

    meeting = factory.SubFactory(MeetingFactory)
    convention = factory.SelfAttribute("meeting.convention")
    schedule = factory.SelfAttribute("meeting.schedule")
    slot = factory.SelfAttribute("meeting.slot")
    delegate = factory.SubFactory(
        DelegateFactory, registration__convention=factory.SelfAttribute("...convention")
    )
    registration = factory.SelfAttribute("delegate.registration")


class UnplacedFactory(DjangoModelFactory):
    class Meta:
        model = Unplaced

    schedule = factory.SubFactory(ScheduleFactory)
    convention = factory.SelfAttribute("schedule.convention")
    first = factory.SubFactory(
        RegistrationFactory, convention=factory.SelfAttribute("..convention")
    )
    second = factory.SubFactory(
        RegistrationFactory, convention=factory.SelfAttribute("..convention")
    )
    kind = PairingKind.ACCEPTED
    value = 4
    reason = Unplaced.Reason.PARTY_FULL
