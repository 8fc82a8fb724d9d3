"""What the demo's start page leads to: whom to enter as, and its figures."""

from dataclasses import dataclass

from conventions.models import Convention
from conventions.services.capacity import Capacity, capacity
from matchmaking.demo.visitors import VISITORS, Visitor
from organizations.models import User

SHOWN = "mont-saint-martin"  # the demo convention whose figures stand on the start page


@dataclass(frozen=True)
class Visit:
    """One person to enter as, with the account behind."""

    visitor: Visitor
    user: User


@dataclass(frozen=True)
class DemoFigures:
    """The demo's first convention in numbers."""

    organizations: int
    minutes: int
    capacity: Capacity

    @property
    def slots(self) -> int:
        return len(self.capacity.slots)


def entries() -> tuple[Visit, ...]:
    """Return the demo's visitors whose account and convention are there (two queries)."""
    people = {
        user.email: user for user in User.objects.filter(email__in=[v.email for v in VISITORS])
    }
    slugs = set(Convention.objects.values_list("slug", flat=True))
    return tuple(
        Visit(visitor, people[visitor.email])
        for visitor in VISITORS
        if visitor.email in people and visitor.convention in slugs
    )


def demo_figures() -> DemoFigures | None:
    """Return the numbers of the demo's first convention; None where it is not loaded."""
    convention = Convention.objects.filter(slug=SHOWN).first()
    session = convention.sessions.first() if convention else None
    if convention is None or session is None:
        return None
    return DemoFigures(
        organizations=convention.registrations.validated().count(),
        minutes=session.meeting_minutes,
        capacity=capacity(convention),
    )
