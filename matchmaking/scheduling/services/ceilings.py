"""How many meetings a hall and its people can carry, counted by the scheduler."""

from conventions.services.capacity import Afternoon, Ceilings, Limit
from matchmaking.scheduler import bounds, data


def ceilings_of(afternoon: Afternoon) -> Ceilings:
    """Return the ceilings of an afternoon, planned or only thought of."""
    slots = tuple(data.Slot(number, 0) for number in range(len(afternoon.slots)))
    everybody = range(len(afternoon.people))
    people = {
        number: data.Delegate(
            number,
            absent=frozenset(
                place
                for place, slot in enumerate(afternoon.slots)
                if not afternoon.people[number].attends(slot)
            ),
        )
        for number in everybody
    }
    found = bounds(
        data.Problem(
            slots=slots,
            tables=tuple(data.Table(number) for number in range(afternoon.tables)),
            parties=tuple(
                data.Party(
                    key,
                    delegates=tuple(
                        people[number]
                        for number in everybody
                        if afternoon.people[number].registration == key
                    ),
                    max_meetings=most,
                )
                for key, most in afternoon.maxima.items()
            ),
            meetings=(),
            rules=data.Rules(chairs=afternoon.chairs),
        )
    )
    return Ceilings(
        slots=tuple((slot.ceiling, Limit(slot.limit)) for slot in found.slots),
        attendable=found.attendable,
    )
