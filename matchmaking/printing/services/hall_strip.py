"""The strip of all tables at the foot of an agenda, with the reader's own filled in.

All frames of a kind are one path and all their numbers one text placed digit by digit: a drawing
of seventy frames and seventy texts took a third of the time of its page, and most of its bytes.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from django.utils.translation import gettext as _

from conventions.models import Table

UNIT = 0.05  # mm
CELL, LINE, EDGE = 98, 110, 2  # units from one table to the next, and around them
FRAME = "h62q14 0 14 14v68q0 14 -14 14h-62q-14 0 -14 -14v-68q0 -14 14 -14z"  # 90 × 96
CORNER = 14
MIDDLE, BASE = 45, 62  # of a frame, for its number
DIGIT = 24  # as wide as every digit of the sheet's font at 40 units


@dataclass(frozen=True, slots=True)
class Marks:
    """Tables of one kind: their frames as one path, their digits with the place of each."""

    frames: str
    digits: str
    lefts: str
    lines: str


@dataclass(frozen=True, slots=True)
class HallZone:
    """The tables of a zone, drawn in rows; `label` says in words which are the reader's."""

    name: str
    label: str
    width: int
    height: int
    hers: Marks
    others: Marks

    @property
    def width_mm(self) -> str:
        """How wide the drawing is on paper."""
        return f"{self.width * UNIT:.2f}"

    @property
    def height_mm(self) -> str:
        """How high the drawing is on paper."""
        return f"{self.height * UNIT:.2f}"


def hall_strip(tables: Iterable[Table], hers: Set[int]) -> list[HallZone]:
    """Return the strip of `tables`, by zone, with those whose numbers are `hers` marked."""
    by_zone: dict[str, list[int]] = {}
    for table in tables:
        by_zone.setdefault(str(table.zone or ""), []).append(table.number)
    across = 12 if len(by_zone) > 1 else 36
    return [_zone(name, numbers, hers, across) for name, numbers in by_zone.items()]


def _zone(name: str, numbers: list[int], hers: Set[int], across: int) -> HallZone:
    places = [
        (number, EDGE + CELL * (place % across), EDGE + LINE * (place // across))
        for place, number in enumerate(numbers)
    ]
    own = ", ".join(str(number) for number in numbers if number in hers)
    return HallZone(
        name=name,
        label=_("Tables %(tables)s of this agenda") % {"tables": own}
        if own
        else _("No table of this agenda"),
        width=CELL * min(across, len(numbers)) + EDGE,
        height=LINE * -(-len(numbers) // across) + EDGE,
        hers=_marks([place for place in places if place[0] in hers]),
        others=_marks([place for place in places if place[0] not in hers]),
    )


def _marks(places: list[tuple[int, int, int]]) -> Marks:
    digits, lefts, lines = [], [], []
    for number, left, top in places:
        start = left + MIDDLE - DIGIT * len(str(number)) // 2
        for at, digit in enumerate(str(number)):
            digits.append(digit)
            lefts.append(str(start + DIGIT * at))
            lines.append(str(top + BASE))
    return Marks(
        frames="".join(f"M{left + CORNER} {top}{FRAME}" for _number, left, top in places),
        digits="".join(digits),
        lefts=" ".join(lefts),
        lines=" ".join(lines),
    )
