"""The hall as its organiser reads it: zones with their tables."""

from collections import defaultdict
from dataclasses import dataclass

from conventions.models import Convention, Table, Zone


@dataclass(frozen=True)
class ZoneRow:
    """A zone (None: tables without one) and what is particular about its tables."""

    zone: Zone | None
    numbers: tuple[int, ...]
    hosts: int
    step_free: tuple[int, ...]

    @property
    def span(self) -> str:
        """The numbers in words as short as possible: `1–24`, `1–4, 9`."""
        runs: list[list[int]] = []
        for number in self.numbers:
            if runs and runs[-1][-1] == number - 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def zones_of(convention: Convention) -> tuple[ZoneRow, ...]:
    """Return every zone in the order of its letter, and the tables without one (two queries)."""
    by_zone: dict[int | None, list[Table]] = defaultdict(list)
    for table in convention.tables.order_by("number"):
        by_zone[table.zone_id].append(table)
    zones: list[Zone | None] = list(convention.zones.all())
    if by_zone.get(None):
        zones.append(None)
    return tuple(_row(zone, by_zone[zone.pk if zone else None]) for zone in zones)


def _row(zone: Zone | None, tables: list[Table]) -> ZoneRow:
    return ZoneRow(
        zone=zone,
        numbers=tuple(table.number for table in tables),
        hosts=sum(table.host_id is not None for table in tables),
        step_free=tuple(table.number for table in tables if table.step_free),
    )
