"""What `conventions` asks of meetings: how many stand where, and who meets whom."""

from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef
from django.utils import timezone

from conventions.models import Convention, Delegate, Registration, Slot, Table
from matchmaking.scheduling.models import Schedule, Seat
from matchmaking.scheduling.services.schedules import published_of


class StoredMeetings:
    """Answers from the draft and the published versions (`conventions.services.placed`)."""

    def in_slots(self, slots: Iterable[Slot]) -> int:
        held = Slot.objects.filter(pk__in=[slot.pk for slot in slots], meetings__isnull=False)
        return held.values("pk", "meetings__table").distinct().count()

    def at_tables(self, tables: Iterable[Table]) -> int:
        held = Table.objects.filter(pk__in=[table.pk for table in tables], meetings__isnull=False)
        return held.values("pk", "meetings__slot").distinct().count()

    def of(self, party: Registration | Delegate) -> int:
        held = type(party)._default_manager.filter(pk=party.pk, seats__isnull=False)
        return held.values("seats__slot", "seats__meeting__table").distinct().count()

    def locked_of(self, registration: Registration) -> int:
        held = Registration.objects.filter(
            pk=registration.pk, seats__meeting__locked=True, seats__schedule__version=0
        )
        return held.values("seats__meeting").distinct().count()

    def is_published(self, convention: Convention) -> bool:
        return Schedule.objects.filter(convention=convention, frozen_at__isnull=False).exists()

    def partners_of(self, registration: Registration) -> frozenset[int] | None:
        schedule = published_of(registration.convention)
        if schedule is None:
            return None
        own = Seat.objects.filter(schedule=schedule, registration=registration)
        partners = Seat.objects.filter(meeting__in=own.values("meeting"))
        return frozenset(
            partners.exclude(registration=registration).values_list("registration_id", flat=True)
        )

    def met_before(self, registration: Registration) -> Mapping[int, int]:
        """Return when two met: by the last version that was published there."""
        newer = Schedule.objects.published().filter(
            convention=OuterRef("convention"), version__gt=OuterRef("schedule__version")
        )
        own = Seat.objects.filter(
            ~Exists(newer),
            registration__organization=registration.organization_id,
            schedule__frozen_at__isnull=False,
            convention__ends_on__lt=timezone.localdate(),
        ).exclude(convention=registration.convention_id)
        met = (
            Seat.objects.filter(meeting__in=own.values("meeting"))
            .exclude(registration__organization=registration.organization_id)
            .order_by("convention__starts_on")
            .values_list("registration__organization", "convention__starts_on")
        )
        return {organization: day.year for organization, day in met}
