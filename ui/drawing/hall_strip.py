"""The strip of all tables at the foot of a sheet of paper, the marked ones filled in.

All frames of a kind are one path and all their numbers one text placed digit by digit: a drawing
of seventy frames and seventy texts took a third of the time of its page, and most of its bytes.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

UNIT = 0.05  # mm
CELL, LINE, EDGE = 98, 110, 2  # units from one table to the next, and around them
FRAME = "h62q14 0 14 14v68q0 14 -14 14h-62q-14 0 -14 -14v-68q0 -14 14 -14z"  # 90 × 96
CORNER = 14
MIDDLE, BASE = 45, 62  # of a frame, for its number
DIGIT = 24  # as wide as every digit of the sheet's font at 40 units


@dataclass(frozen=True, slots=True)
class Frames:
    """Tables of one kind: their frames as one path, their digits with the place of each."""

    path: str
    digits: str
    lefts: str
    lines: str


@dataclass(frozen=True, slots=True)
class HallZone:
    """The tables of a zone, drawn in rows; `numbers` are those of its marked tables."""

    name: str
    numbers: tuple[int, ...]
    width: int
    height: int
    marked: Frames
    others: Frames

    @property
    def width_mm(self) -> str:
        """How wide the drawing is on paper."""
        return f"{self.width * UNIT:.2f}"

    @property
    def height_mm(self) -> str:
        """How high the drawing is on paper."""
        return f"{self.height * UNIT:.2f}"


def hall_strip(zones: Mapping[str, Sequence[int]], marked: Set[int]) -> list[HallZone]:
    """Draw the tables of each zone, by their numbers."""
    across = 12 if len(zones) > 1 else 36
    return [_zone(name, numbers, marked, across) for name, numbers in zones.items()]


def _zone(name: str, numbers: Sequence[int], marked: Set[int], across: int) -> HallZone:
    places = [
        (number, EDGE + CELL * (place % across), EDGE + LINE * (place // across))
        for place, number in enumerate(numbers)
    ]
    return HallZone(
        name=name,
        numbers=tuple(number for number in numbers if number in marked),
        width=CELL * min(across, len(numbers)) + EDGE,
        height=LINE * -(-len(numbers) // across) + EDGE,
        marked=_frames([place for place in places if place[0] in marked]),
        others=_frames([place for place in places if place[0] not in marked]),
    )


def _frames(places: Sequence[tuple[int, int, int]]) -> Frames:
    digits, lefts, lines = [], [], []
    for number, left, top in places:
        start = left + MIDDLE - DIGIT * len(str(number)) // 2
        for at, digit in enumerate(str(number)):
            digits.append(digit)
            lefts.append(str(start + DIGIT * at))
            lines.append(str(top + BASE))
    return Frames(
        path="".join(f"M{left + CORNER} {top}{FRAME}" for _number, left, top in places),
        digits="".join(digits),
        lefts=" ".join(lefts),
        lines=" ".join(lines),
    )
