"""The picture of the whole hall: a bar per meeting, and the path of those that are marked.

Tables across, slots down. Coordinates are whole numbers: a template would write 13.5 with a comma
in French.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEFT, TOP, LINE, BAR = 360, 140, 90, 70
WIDTH = 11000
NUMBER_BASE, TIME_END = 90, 300  # where the tables' numbers stand, and where the times end


@dataclass(frozen=True, slots=True)
class Place:
    """A meeting: at which table and in which slot, counted from 0, and how it is drawn."""

    column: int
    line: int
    locked: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """The upper left corner of a bar; `kind` is held or locked."""

    x: int
    y: int
    kind: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word with its place: a table's number, or a slot's time."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class HallGrid:
    """Coordinates in the user units of the drawing; `path` joins the marked bars."""

    width: int
    height: int
    bar_width: int
    bar_height: int
    bars: tuple[Bar, ...]
    marked: tuple[Bar, ...]
    numbers: tuple[Label, ...]
    times: tuple[Label, ...]
    path: str


def hall_grid(tables: Sequence[int], times: Sequence[str], places: Iterable[Place]) -> HallGrid:
    """Draw `places` over the numbers of the `tables` and the `times` of the slots."""
    step = (WIDTH - LEFT) / max(len(tables), 1)
    bar_width = round(step * 0.86)
    bars, marked = [], []
    for place in places:
        kind = "locked" if place.locked else "held"
        bar = Bar(round(LEFT + place.column * step), TOP + place.line * LINE, kind)
        bars.append(bar)
        if place.marked:
            marked.append(bar)
    marked.sort(key=lambda bar: (bar.y, bar.x))
    return HallGrid(
        width=WIDTH,
        height=TOP + len(times) * LINE + 20,
        bar_width=bar_width,
        bar_height=BAR,
        bars=tuple(bars),
        marked=tuple(marked),
        # The first table, and then every tenth.
        numbers=tuple(
            Label(str(number), round(LEFT + column * step), NUMBER_BASE)
            for column, number in enumerate(tables)
            if column == 0 or number % 10 == 0
        ),
        times=tuple(
            Label(time, TIME_END, TOP + line * LINE + BAR) for line, time in enumerate(times)
        ),
        path=_path(marked, bar_width),
    )


def _path(marked: Sequence[Bar], bar_width: int) -> str:
    if len(marked) < 2:
        return ""
    return " ".join(f"{bar.x + bar_width // 2},{bar.y + BAR // 2}" for bar in marked)
