"""A chart is plain geometry: percent across, pixels down."""

import pytest

from ui.charts import Bar, bar_chart, step_curve

pytestmark = pytest.mark.once


def test_the_highest_bar_fills_the_plot_and_an_empty_one_has_no_height() -> None:
    chart = bar_chart([Bar("none", 91), Bar("1", 0)], height=124)

    assert [(bar.y, bar.height) for bar in chart.bars] == [(24.0, 100.0), (124.0, 0.0)]
    assert [(bar.x, bar.width, bar.centre) for bar in chart.bars] == [
        (2.5, 45.0, 25.0),
        (52.5, 45.0, 75.0),
    ]


def test_a_limit_above_all_bars_sets_the_scale() -> None:
    chart = bar_chart([Bar("14:00", 35)], limit=70, height=124)

    assert (chart.limit_y, chart.bars[0].y) == (24.0, 74.0)


def test_a_scale_that_does_not_start_at_zero_shows_its_ends() -> None:
    chart = bar_chart([Bar("14:00", 70, kind="soft")], floor=50, height=124)

    assert chart.ticks == [(50, 124.0), (70, 24.0)]


def test_no_bars_make_an_empty_chart() -> None:
    assert bar_chart([]).bars == []


def test_a_curve_keeps_its_value_until_the_next_is_known() -> None:
    curve = step_curve([(0, 90), (30, 60)], span=60, bound=50, height=96)

    assert curve is not None
    assert [(piece.x1, piece.y1, piece.x2, piece.y2) for piece in curve.segments] == [
        (0.0, 8.0, 50.0, 8.0),
        (50.0, 8.0, 50.0, 68.0),
    ]
    assert (curve.end_x, curve.end_y, curve.bound_y) == (50.0, 68.0, 88.0)


def test_a_curve_without_points_is_not_drawn() -> None:
    assert step_curve([], span=60) is None
