"""What is written is text, in a workbook and in CSV, and comes back as it was."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.lists.reading import read
from documents.lists.writing import Table, as_csv, as_xlsx, clean

HEADER = ("name", "note")
# text → how it stands in a CSV file
INERT = {
    "=1+1": "'=1+1",
    "+1+1": "'+1+1",
    "-1+1": "'-1+1",
    "@SUM(A1)": "'@SUM(A1)",
    "=cmd|' /C calc'!A0": "'=cmd\\|' /C calc'!A0",
    "%0A-3+3": "'%0A-3+3",
    "\t=1+1": "'=1+1",
    "\r=1+1": "'=1+1",
    "\n=1+1": "'=1+1",
    " =1+1": "'=1+1",
    "\x00=1+1": "'=1+1",
    "＝1+1": "'＝1+1",
    "=HYPERLINK(x)": "'=HYPERLINK(x)",
    "+33 3 87 00 00 00": "'+33 3 87 00 00 00",
    "-5 °C": "'-5 °C",
    "-5": "-5",
    "'t Hof": "'t Hof",
    "two\r\nlines": '"two\nlines"',
    "https://entente.example/": "https://entente.example/",
}


def known(name: str) -> bool:
    return name in HEADER


def notes(content: bytes) -> list[object]:
    return [row.cells[1] for row in read(content, known).sheets[0].rows]


@pytest.mark.parametrize(("text", "written"), INERT.items())
def test_nothing_in_a_csv_file_begins_a_formula(text, written):
    content = as_csv([HEADER, ("x", text)])

    assert content == f"name;note\r\nx;{written}\r\n".encode("utf-8-sig")


@pytest.mark.parametrize("text", INERT)
def test_every_cell_of_a_workbook_is_text(text):
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([Table("List", [HEADER, ("x", text)])])))
    cell = book["List"]["B2"]

    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", clean(text), None)


@pytest.mark.parametrize("text", INERT)
def test_what_is_written_is_read_as_it_was(text):
    rows = [HEADER, ("x", text)]

    assert notes(as_csv(rows)) == notes(as_xlsx([Table("List", rows)])) == [clean(text)]


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_any_text_comes_back_from_csv(text):
    expected = clean(text)

    (note,) = notes(as_csv([HEADER, ("x", text)]))

    assert note == (expected.removeprefix("'") if expected[:2] in QUOTED else expected)


QUOTED = {f"'{sign}" for sign in "=+-@|%＝＋－＠"}


def test_a_table_is_a_sheet_with_its_header_kept_in_sight():
    content = as_xlsx([Table("One", [HEADER]), Table("Two", [HEADER, ("x", "y")])])
    book = openpyxl.load_workbook(io.BytesIO(content))

    assert book.sheetnames == ["One", "Two"]
    assert [sheet.freeze_panes for sheet in book] == ["A2", "A2"]
