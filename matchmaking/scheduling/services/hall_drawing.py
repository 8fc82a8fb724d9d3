"""The picture of the whole hall above the grid: a bar per place, and somebody's path through it.

Coordinates are whole numbers: a template would write 13.5 with a comma in French.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from matchmaking.scheduling.services.grid import Grid

LEFT, TOP, LINE, BAR = 360, 140, 90, 70
WIDTH = 11000


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: int
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    starts_at: datetime
    text_y: int


@dataclass(frozen=True, slots=True)
class Mark:
    x: int
    label: int


@dataclass(frozen=True, slots=True)
class Hall:
    """Coordinates in the user units of the drawing."""

    width: int
    height: int
    bar_width: int
    bars: tuple[Bar, ...]
    hers: tuple[Bar, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    path: str


def draw_hall(grid: Grid) -> Hall:
    """Return the drawing of `grid`: tables across, slots down."""
    step = (WIDTH - LEFT) / max(len(grid.tables), 1)
    bar_width = round(step * 0.86)
    bars, hers = [], []
    for column, row in enumerate(grid.tables):
        for place, cell in enumerate(row.cells):
            x, y = round(LEFT + column * step), TOP + place * LINE
            if cell is None:
                continue
            bars.append(Bar(x, y, "locked" if cell.locked else "held"))
            if cell.hers:
                hers.append(Bar(x, y, "hers"))
    hers.sort(key=lambda bar: (bar.y, bar.x))
    return Hall(
        width=WIDTH,
        height=TOP + len(grid.slots) * LINE + 20,
        bar_width=bar_width,
        bars=tuple(bars),
        hers=tuple(hers),
        lines=tuple(
            Line(slot.starts_at, TOP + place * LINE + BAR) for place, slot in enumerate(grid.slots)
        ),
        marks=_marks(grid, step),
        path=_path(hers, bar_width),
    )


def _marks(grid: Grid, step: float) -> tuple[Mark, ...]:
    """Number the first table and then every tenth."""
    return tuple(
        Mark(round(LEFT + column * step), row.number)
        for column, row in enumerate(grid.tables)
        if column == 0 or row.number % 10 == 0
    )


def _path(hers: Sequence[Bar], bar_width: int) -> str:
    if len(hers) < 2:
        return ""
    return " ".join(f"{bar.x + bar_width // 2},{bar.y + BAR // 2}" for bar in hers)
