"""What an organiser sees first: key figures and whom to chase."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from conventions.models import Convention, Registration
from conventions.services.capacity import Capacity, capacity
from conventions.services.search import (
    registrations_of,
    without_activities,
    without_delegates,
)


@dataclass(frozen=True)
class Overview:
    """A convention in numbers, and the registrations that lack something."""

    by_status: Mapping[str, int]
    capacity: Capacity
    countries: int
    without_delegates: tuple[Registration, ...]
    without_activities: tuple[Registration, ...]

    @property
    def validated(self) -> int:
        return self.by_status.get(Registration.Status.VALIDATED, 0)

    @property
    def pending(self) -> int:
        return self.by_status.get(Registration.Status.PENDING, 0)

    @property
    def registered(self) -> int:
        return sum(self.by_status.values())


def status_counts(convention: Convention) -> dict[str, int]:
    """Return how many registrations have each status; a status without any is 0."""
    rows = convention.registrations.order_by().values_list("status").annotate(Count("pk"))
    return dict.fromkeys(Registration.Status.values, 0) | dict(rows)


def overview_of(convention: Convention) -> Overview:
    """Read the overview of a convention, in a fixed number of queries."""
    found = registrations_of(convention)
    validated = Registration.objects.in_convention(convention).validated()
    return Overview(
        by_status=status_counts(convention),
        capacity=capacity(convention),
        countries=validated.order_by().values("organization__country").distinct().count(),
        without_delegates=tuple(without_delegates(found)),
        without_activities=tuple(without_activities(found)),
    )
