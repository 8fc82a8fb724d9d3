"""How many meetings stand where something is about to be moved or removed.

Meetings belong to the layer above and refer to slots, tables, registrations and delegates. This
is the one module here that asks for them, by the names of those references (`meetings`,
`seats`). A meeting of the draft that is also published counts once.
"""

from collections.abc import Iterable

from conventions.models import Convention, Delegate, Registration, Slot, Table


def meetings_in_slots(slots: Iterable[Slot]) -> int:
    """Return how many meetings stand in `slots`, in the draft or in a published version."""
    held = Slot.objects.filter(pk__in=[slot.pk for slot in slots], meetings__isnull=False)
    return held.values("pk", "meetings__table").distinct().count()


def meetings_at_tables(tables: Iterable[Table]) -> int:
    """Return how many meetings stand at `tables`, in the draft or in a published version."""
    held = Table.objects.filter(pk__in=[table.pk for table in tables], meetings__isnull=False)
    return held.values("pk", "meetings__slot").distinct().count()


def meetings_of(party: Registration | Delegate) -> int:
    """Return how many meetings a registration or a delegate has, draft and published."""
    held = type(party)._default_manager.filter(pk=party.pk, seats__isnull=False)
    return held.values("seats__slot", "seats__meeting__table").distinct().count()


def locked_meetings_of(registration: Registration) -> int:
    """Return how many locked meetings of the draft a registration sits in."""
    held = Registration.objects.filter(
        pk=registration.pk, seats__meeting__locked=True, seats__schedule__version=0
    )
    return held.values("seats__meeting").distinct().count()


def is_published(convention: Convention) -> bool:
    """Return whether a version of the schedule has been published."""
    return Convention.objects.filter(pk=convention.pk, schedules__frozen_at__isnull=False).exists()
