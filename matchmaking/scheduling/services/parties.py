"""The sides of a meeting, as grid, agendas and paper name them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matchmaking.scheduling.models import Seat


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a meeting: the organisation, and the person who comes for it.

    `languages` maps the person's languages to their levels, the negotiated ones first; empty
    where nobody asks for them.
    """

    registration_id: int
    organization_id: int
    organization: str
    family: str
    country: str
    delegate_id: int
    person: str
    function: str
    languages: Mapping[str, str] = field(default_factory=dict)


def party_of(seat: Seat, languages: Mapping[str, str] | None = None) -> Party:
    """Return the side that a seat stands for; delegate and organisation must be loaded."""
    organization = seat.registration.organization
    return Party(
        registration_id=seat.registration_id,
        organization_id=organization.pk,
        organization=organization.name,
        family=organization.family,
        country=organization.country,
        delegate_id=seat.delegate_id,
        person=seat.delegate.full_name,
        function=seat.delegate.function,
        languages=languages or {},
    )
