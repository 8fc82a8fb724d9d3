"""Absences of delegates: declared ones, and those that follow from arrival and departure."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from conventions.models import Absence, Convention, Delegate, Slot
from conventions.services.refusals import refuse_archived
from conventions.services.slot_times import Interval


def misses(slot: Slot, *, arrives_at: datetime | None, leaves_at: datetime | None) -> bool:
    """Return whether somebody who arrives and leaves then cannot sit through `slot`."""
    return is_late(slot, arrives_at) or is_gone(slot, leaves_at)


def is_late(slot: Slot | Interval, arrives_at: datetime | None) -> bool:
    """Return whether somebody who arrives then misses the beginning of `slot`."""
    return arrives_at is not None and arrives_at > slot.starts_at


def is_gone(slot: Slot | Interval, leaves_at: datetime | None) -> bool:
    """Return whether somebody who leaves then misses the end of `slot`."""
    return leaves_at is not None and leaves_at < slot.ends_at


@transaction.atomic
def renew_travel_absences(
    *, convention: Convention, delegates: Iterable[Delegate] | None = None
) -> None:
    """Make the absences that follow from travel anew, for some or for all delegates."""
    people = Delegate.objects.in_convention(convention)
    if delegates is not None:
        people = people.filter(pk__in=[delegate.pk for delegate in delegates])
    Absence.objects.filter(delegate__in=people, cause=Absence.Cause.TRAVEL).delete()
    travellers = people.filter(Q(arrives_at__isnull=False) | Q(leaves_at__isnull=False))
    # What somebody declared stays declared: one absence per delegate and slot.
    declared = set(
        Absence.objects.filter(delegate__in=travellers).values_list("delegate_id", "slot_id")
    )
    slots = list(Slot.objects.filter(convention=convention))
    Absence.objects.bulk_create(
        Absence(convention=convention, delegate=person, slot=slot, cause=Absence.Cause.TRAVEL)
        for person in travellers
        for slot in slots
        if (person.pk, slot.pk) not in declared
        and misses(slot, arrives_at=person.arrives_at, leaves_at=person.leaves_at)
    )


@transaction.atomic
def set_attendance(
    *,
    delegate: Delegate,
    arrives_at: datetime | None = None,
    leaves_at: datetime | None = None,
    absent_slots: Collection[Slot] = (),
) -> Delegate:
    """Record when a delegate is there; `absent_slots` are declared besides travel.

    Raises ValidationError `leaves_before_arriving`, `slot_elsewhere` or `convention_archived`.
    """
    refuse_archived(delegate.convention)
    if any(slot.convention_id != delegate.convention_id for slot in absent_slots):
        raise ValidationError(
            _("This slot belongs to another convention. Reload the page."), code="slot_elsewhere"
        )
    delegate.arrives_at, delegate.leaves_at = arrives_at, leaves_at
    delegate.full_clean()
    delegate.save(update_fields=Delegate.TRAVEL)
    delegate.absences.all().delete()
    Absence.objects.bulk_create(
        Absence(convention=delegate.convention, delegate=delegate, slot=slot)
        for slot in set(absent_slots)
    )
    renew_travel_absences(convention=delegate.convention, delegates=[delegate])
    return delegate
