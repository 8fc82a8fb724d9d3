"""Small charts as plain geometry: x in percent of the width, y in pixels.

An SVG without a view box scales in width and keeps its text at the size of the page's text; its
attributes need no inline style, so the content security policy stays strict.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

PLOT_TOP = 24


@dataclass(frozen=True)
class Bar:
    """One bar: what it is called, how much, what binds it, and how it is filled."""

    label: str
    value: float
    caption: str = ""  # inside the bar, under the value: "tables"
    note: str = ""  # under the label: "12 arrive late"
    kind: str = "plain"  # plain: solid · soft: soft with a cap · warn: hatched, below the limit


@dataclass(frozen=True)
class PlacedBar:
    """A bar with its place: `x`, `width`, `centre` in percent, `y`, `height` in pixels."""

    bar: Bar
    x: float
    width: float
    centre: float
    y: float
    height: float
    value_y: float


@dataclass(frozen=True)
class BarChart:
    """A whole bar chart, ready to be drawn."""

    bars: list[PlacedBar]
    height: int
    base: int
    caption_y: int
    captioned: bool  # words inside the bars need room: on a phone the chart scrolls
    limit_y: float | None
    ticks: list[tuple[float, float]]  # (value, y): shown when the scale does not start at 0


def bar_chart(
    bars: Iterable[Bar], *, limit: float | None = None, floor: float = 0, height: int = 160
) -> BarChart:
    """Place `bars` above a base line `height` pixels down; values are measured from `floor`."""
    items = list(bars)
    top = max([bar.value for bar in items] + [limit or 0, floor + 1])
    base = height
    plot = base - PLOT_TOP

    def y_of(value: float) -> float:
        share = (max(value, floor) - floor) / (top - floor)
        return round(base - share * plot, 1)

    step = 100 / max(1, len(items))
    placed = []
    for index, bar in enumerate(items):
        y = y_of(bar.value)
        inside = bar.kind != "plain"
        placed.append(
            PlacedBar(
                bar=bar,
                x=round(index * step + step * 0.05, 3),
                width=round(step * 0.9, 3),
                centre=round((index + 0.5) * step, 3),
                y=y,
                height=round(base - y, 1),
                value_y=base - (28 if bar.caption else 12) if inside else y - 7,
            )
        )
    ticks = [(value, y_of(value)) for value in (floor, top)] if floor else []
    return BarChart(
        bars=placed,
        height=base,
        base=base,
        caption_y=base - 11,
        captioned=any(bar.caption for bar in items),
        limit_y=None if limit is None else y_of(limit),
        ticks=ticks,
    )


@dataclass(frozen=True)
class Segment:
    """A straight piece of a curve, x in percent and y in pixels."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class StepCurve:
    """A stepped curve: it keeps a value until the next one is known."""

    segments: list[Segment]
    end_x: float
    end_y: float
    first_y: float
    bound_y: float | None
    height: int


def step_curve(
    points: Sequence[tuple[float, float]],
    *,
    span: float,
    bound: float | None = None,
    height: int = 96,
) -> StepCurve | None:
    """Draw `points` (time, value), time from 0 to `span`; None without a point."""
    if not points:
        return None
    values = [value for _, value in points] + ([] if bound is None else [bound])
    low, high = min(values), max(values)
    spread = (high - low) or 1

    def y_of(value: float) -> float:
        return round(8 + (high - value) / spread * (height - 16), 1)

    def x_of(time: float) -> float:
        return round(min(1.0, time / (span or 1)) * 100, 3)

    segments = []
    for (time, value), (later, next_value) in pairwise(points):
        segments.append(Segment(x_of(time), y_of(value), x_of(later), y_of(value)))
        if next_value != value:
            segments.append(Segment(x_of(later), y_of(value), x_of(later), y_of(next_value)))
    end_time, end_value = points[-1]
    return StepCurve(
        segments=segments,
        end_x=x_of(end_time),
        end_y=y_of(end_value),
        first_y=y_of(points[0][1]),
        bound_y=None if bound is None else y_of(bound),
        height=height,
    )
