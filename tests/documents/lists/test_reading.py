"""Every file of the corpus is read, or refused with the code that the table of bad input names."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.lists import archive, reading, xlsx_file
from documents.lists.problems import FileRefused
from documents.lists.reading import MAX_BYTES, read
from tests.corpus import csv_files, workbooks

known = frozenset(csv_files.HEADER.split(";")).__contains__
GOOD = workbooks.organizations(workbooks.ORGANIZATION)


REFUSED = {
    # file → code
    workbooks.empty: "file_empty",
    workbooks.header_only: "file_empty",
    workbooks.rows_100k: "too_many_rows",
    workbooks.columns_16k: "too_many_columns",
    workbooks.bomb: "archive_refused",
    workbooks.lying_bomb: "file_broken",
    workbooks.nested: "archive_refused",
    workbooks.entries_10k: "archive_refused",
    workbooks.overlapping: "archive_refused",
    workbooks.zip_slip: "archive_refused",
    workbooks.cut: "file_broken",
    workbooks.xxe: "xml_refused",
    workbooks.billion_laughs: "xml_refused",
    workbooks.foreign_encoding: "xml_refused",
    workbooks.xlsm: "file_type",
    workbooks.ods: "file_type",
    workbooks.docx: "file_type",
    workbooks.plain_zip: "file_type",
    workbooks.xls: "file_type",
    workbooks.encrypted: "file_type",
    workbooks.pdf: "file_type",
    workbooks.html: "file_type",
    workbooks.png: "file_type",
    csv_files.mixed_encoding: "encoding_mixed",
    csv_files.open_quote: "csv_quote",
    csv_files.quote_in_text: "csv_quote",
    csv_files.header_only: "file_empty",
    csv_files.rows_100k: "too_many_rows",
    csv_files.columns_16k: "too_many_columns",
}

WORDS = {
    workbooks.encrypted: (
        "The file is protected by a password. Remove the password and save it again."
    ),
    workbooks.rows_100k: "100,000 rows; the limit is 5,000. Split the file.",
    workbooks.header_only: "The file has no rows to import.",
    csv_files.mixed_encoding: ("Line 37 is not valid UTF-8. Save the file as CSV UTF-8."),
    csv_files.open_quote: (
        "A quotation mark opened on line 3 does not end properly. "
        "Close it, or write it twice inside a text."
    ),
    csv_files.rows_100k: "100,000 rows; the limit is 5,000. Split the file.",
    csv_files.columns_16k: ("16,384 columns; the limit is 60. Remove the ones not needed."),
    workbooks.ods: (
        "This is OpenDocument (.ods), not an Excel workbook (.xlsx) or a CSV file. "
        "Save it as .xlsx or as CSV UTF-8."
    ),
}


@pytest.mark.parametrize(("file", "code"), REFUSED.items())
def test_a_file_that_cannot_be_read_is_refused_with_its_code(file, code):
    with pytest.raises(FileRefused) as refusal:
        read(file(), known)

    assert refusal.value.code == code


@pytest.mark.parametrize(("file", "words"), WORDS.items())
def test_the_words_say_where_and_what_to_do(file, words):
    with pytest.raises(FileRefused) as refusal:
        read(file(), known)

    assert refusal.value.messages == [words]


@pytest.mark.parametrize(
    "file",
    [workbooks.bomb, workbooks.nested, workbooks.entries_10k, workbooks.overlapping],
)
def test_a_bomb_is_refused_before_any_parser_opens_it(monkeypatch, file):
    def opened(*_args, **_kwargs):
        raise AssertionError

    content = file()
    monkeypatch.setattr(archive.zipfile.ZipFile, "open", opened)
    monkeypatch.setattr(archive, "DefusedXMLParser", opened)
    monkeypatch.setattr(xlsx_file, "iterparse", opened)
    monkeypatch.setattr(xlsx_file.openpyxl, "load_workbook", opened)

    with pytest.raises(FileRefused) as refusal:
        read(content, known)

    assert refusal.value.code == "archive_refused"


def test_a_file_over_the_limit_is_refused_by_its_size():
    with pytest.raises(FileRefused) as refusal:
        reading.check_size(MAX_BYTES + 1)

    assert refusal.value.code == "file_size"


def test_nothing_at_all_is_refused():
    with pytest.raises(FileRefused) as refusal:
        read(b"", known)

    assert refusal.value.code == "file_empty"


def test_accents_survive_every_encoding():
    names = {
        file: [row.cells[1] for row in read(file(), known).sheets[0].rows]
        for file in (csv_files.utf8_bom, csv_files.utf16le, csv_files.cp1252, csv_files.tabs)
    }

    assert list(names.values()) == [["Société Générale d’Été", "Werkstatt für Möbel"]] * 4


def test_a_reference_keeps_the_zeros_that_excel_shows():
    assert read(workbooks.leading_zeros(), known).sheets[0].rows[0].cells[0] == "0012"


# --- whatever somebody sends --------------------------------------------------------------------


@given(content=st.binary(max_size=2_000) | st.text(max_size=500).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    with suppress(FileRefused):
        read(content, known)


@given(position=st.integers(0, len(GOOD) - 1), value=st.integers(0, 255))
def test_a_workbook_with_one_wrong_byte_is_read_or_refused(position, value):
    content = bytearray(GOOD)
    content[position] = value
    with suppress(FileRefused):
        read(bytes(content), known)


@given(position=st.integers(0, 80), value=st.binary(max_size=3))
def test_a_csv_file_with_wrong_bytes_is_read_or_refused(position, value):
    content = csv_files.utf8()
    with suppress(FileRefused):
        read(content[:position] + value + content[position:], known)
