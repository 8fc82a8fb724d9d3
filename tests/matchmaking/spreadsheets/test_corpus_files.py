"""What is special about a list is said, each with the code that the table of bad input names."""

import pytest

from matchmaking.spreadsheets.services.columns import Kind
from tests.corpus import csv_files, workbooks

pytestmark = pytest.mark.django_db

# file → (errors, warnings)
READ = {
    workbooks.external_link: ([], ["formulas", "column_nameless"]),
    workbooks.merged: (["cells_merged", *["required"] * 15], []),
    workbooks.formulas: (["formula_without_value"] * 2, ["formulas"]),
    workbooks.good_formulas: ([], ["formulas"]),
    workbooks.hidden: ([], ["sheet_hidden", "rows_hidden"]),
    workbooks.dates: ([], []),
    workbooks.leading_zeros: ([], []),
    csv_files.utf8: ([], ["separator"]),
    csv_files.utf8_bom: ([], ["separator"]),
    csv_files.utf16le: ([], ["separator"]),
    csv_files.utf16be_without_mark: ([], ["separator"]),
    csv_files.cp1252: ([], ["encoding_guessed", "separator"]),
    csv_files.commas: ([], ["separator"]),
    csv_files.tabs: ([], ["separator"]),
    csv_files.sep_line: ([], ["separator"]),
}


def test_a_list_of_unknown_columns_is_refused(codes):
    assert codes(csv_files.unknown_header()) == (["kind_unknown"], [])


def test_a_refused_file_is_refused_by_the_import(codes):
    assert codes(workbooks.bomb()) == (["archive_refused"], [])


@pytest.mark.parametrize(("file", "expected"), READ.items())
def test_a_file_that_can_be_read_says_what_is_special_about_it(codes, file, expected):
    assert codes(file()) == expected


def test_hidden_sheets_and_rows_are_named(preview):
    warnings = preview(workbooks.hidden()).warnings

    assert [(w.sheet, w.text) for w in warnings] == [
        ("Old", "This sheet is hidden and was left out."),
        ("List", "Hidden rows are imported too: 1 (rows 3)."),
    ]


def test_merged_cells_are_named_by_their_range(preview):
    assert preview(workbooks.merged()).problems[0].text == "Cells B4:B7 are merged. Unmerge them."


@pytest.mark.parametrize("separator", ['"', "\r", "\0"])
def test_a_separator_that_cannot_be_one_is_no_declaration(codes, separator: str) -> None:
    content = f"sep={separator}\r\n".encode() + csv_files.utf8()

    assert codes(content, Kind.ORGANIZATIONS)[0][0] == "header_missing"
