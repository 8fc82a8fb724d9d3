"""The hall is drawn from numbers and names alone."""

from ui.drawing.hall_grid import Bar, Label, Place, hall_grid
from ui.drawing.hall_strip import hall_strip
from ui.drawing.qr import qr_code


def test_a_hall_has_a_bar_for_each_meeting_and_a_path_through_the_marked_ones() -> None:
    hall = hall_grid(
        list(range(1, 11)),
        ["14:00", "14:20"],
        [Place(9, 1, marked=True), Place(1, 0, locked=True), Place(0, 0, marked=True)],
    )

    assert hall.bars == (Bar(9936, 230, "held"), Bar(1424, 140, "locked"), Bar(360, 140, "held"))
    assert hall.marked == (Bar(360, 140, "held"), Bar(9936, 230, "held"))
    assert hall.path == "817,175 10393,265"
    assert hall.numbers == (Label("1", 360, 90), Label("10", 9936, 90))
    assert hall.times == (Label("14:00", 300, 210), Label("14:20", 300, 300))
    assert (hall.width, hall.height, hall.bar_width, hall.bar_height) == (11000, 340, 915, 70)


def test_one_marked_meeting_makes_no_path_and_an_empty_hall_is_drawn() -> None:
    assert hall_grid([1], ["14:00"], [Place(0, 0, marked=True)]).path == ""
    assert hall_grid([], [], []).bars == ()


def test_a_strip_fills_in_the_marked_tables_of_each_zone() -> None:
    north, south = hall_strip({"North": [1, 2, 12], "South": [30]}, {2, 12})

    assert (north.name, north.numbers, south.numbers) == ("North", (2, 12), ())
    assert (north.marked.digits, north.others.digits) == ("212", "1")
    assert (north.marked.lefts, north.marked.lines) == ("133 219 243", "64 64 64")
    assert (north.marked.path.count("M"), south.marked.path) == (2, "")
    assert (north.width, north.height, north.width_mm, north.height_mm) == (
        296,
        112,
        "14.80",
        "5.60",
    )


def test_the_tables_of_one_zone_stand_36_in_a_row_and_those_of_several_12() -> None:
    (alone,) = hall_strip({"": range(1, 38)}, set())
    beside, _other = hall_strip({"A": range(1, 38), "B": [40]}, set())

    assert (alone.height, beside.height) == (222, 442)


def test_a_qr_code_is_one_stroked_path_with_a_name() -> None:
    drawn = qr_code("https://entente.example/", "Agenda <1>")

    assert drawn.startswith('<svg viewBox="0 0 25 25"><title>Agenda &lt;1&gt;</title><path ')
    assert drawn.count("<path") == 1
