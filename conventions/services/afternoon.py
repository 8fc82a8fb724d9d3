"""The picture of an afternoon: one bar per slot, the need as a line, what limits each."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conventions.services.capacity import (
    Afternoon,
    Capacity,
    Limit,
    SlotCeiling,
    WhatIf,
    measure,
    usual_questions,
)
from ui.charts import Bar
from ui.formatting import clock


@dataclass(frozen=True)
class AfternoonPanel:
    """All that the settings page shows beside the form."""

    capacity: Capacity
    bars: tuple[Bar, ...]
    floor: int
    what_if: tuple[WhatIf, ...]

    @property
    def tightest_position(self) -> int:
        tightest = self.capacity.tightest
        return self.capacity.position(tightest) if tightest else 0


def panel_of(afternoon: Afternoon, zone: ZoneInfo) -> AfternoonPanel:
    """Return the picture of an afternoon, its times on the clocks of `zone`."""
    found = measure(afternoon)
    lowest = min([slot.ceiling for slot in found.slots] + [found.need_per_slot], default=0)
    return AfternoonPanel(
        capacity=found,
        bars=tuple(_bar(slot, zone) for slot in found.slots),
        # Ceilings differ by little: the scale starts a good ten below the lowest.
        floor=max(0, (lowest - 10) // 10 * 10),
        what_if=usual_questions(afternoon),
    )


def _bar(slot: SlotCeiling, zone: ZoneInfo) -> Bar:
    """Return a slot's bar: `warn` where people limit it, not the hall."""
    captions = {
        Limit.TABLES: _("tables"),
        Limit.CHAIRS: _("chairs"),
        Limit.DELEGATES: _("people"),
    }
    return Bar(
        label=clock(slot.starts_at, zone),
        value=slot.ceiling,
        caption=captions[slot.limit],
        note=_note(slot),
        kind="warn" if slot.limit == Limit.DELEGATES else "soft",
    )


def _note(slot: SlotCeiling) -> str:
    """Say why people are missing, the most frequent reason only: a bar is narrow."""
    count = max(slot.late, slot.left, slot.away)
    if not count:
        return ""
    if slot.late == count:
        return ngettext("%(count)d late", "%(count)d late", count) % {"count": count}
    if slot.left == count:
        words = ngettext("%(count)d already left", "%(count)d already left", count)
        return words % {"count": count}
    return ngettext("%(count)d absent", "%(count)d absent", count) % {"count": count}
