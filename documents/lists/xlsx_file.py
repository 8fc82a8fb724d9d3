"""Read an Excel workbook: first what it is made of, then its values."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from documents.lists import archive
from documents.lists.book import MAX_COLUMNS, MAX_ROWS, Book, Row, Sheet, Value, letter, sheet_of
from documents.lists.problems import FileRefused, Problem

ZEROS = re.compile(r"^0{2,15}$")
# What Excel writes into a cell that it could not calculate.
ERRORS = frozenset({"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!"})
ROW_TAG = re.compile(rb"<(?:\w+:)?row[ >/]")


def read_xlsx(content: bytes) -> Book:
    """Return the visible sheets of a workbook; raises FileRefused."""
    with archive.opened(content) as packed:
        _check_kind(packed)
        archive.check_xml(packed)
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that a list does not need.
            warnings.simplefilter("ignore")
            return _read(content, packed)


def _check_kind(packed: zipfile.ZipFile) -> None:
    names = {name.lower() for name in packed.namelist()}
    if "mimetype" in names and "content.xml" in names:
        raise FileRefused("file_type", found="OpenDocument (.ods)")
    if "xl/vbaproject.bin" in names or _has_macros(packed):
        raise FileRefused("file_type", found="Excel with macros (.xlsm)")
    if "xl/workbook.bin" in names:
        raise FileRefused("file_type", found="Excel binary (.xlsb)")
    if any(name.startswith("word/") for name in names):
        raise FileRefused("file_type", found="Word (.docx)")
    if "xl/workbook.xml" not in names:
        raise FileRefused("file_type", found="ZIP")


def _has_macros(packed: zipfile.ZipFile) -> bool:
    try:
        return b"macroEnabled" in packed.read("[Content_Types].xml")
    except (KeyError, *archive.DAMAGE):
        return False


def _read(content: bytes, packed: zipfile.ZipFile) -> Book:
    try:
        workbook = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
    except FileRefused:
        raise
    except Exception as error:
        # A damaged workbook makes openpyxl fail in many ways, all of which mean the same here.
        raise FileRefused("file_broken") from error
    book = Book()
    try:
        for worksheet in cast("list[Any]", workbook.worksheets):
            if worksheet.sheet_state != "visible":
                book.warnings.append(Problem("sheet_hidden", sheet=worksheet.title))
                continue
            facts = _facts(packed, worksheet._worksheet_path)
            if sheet := _sheet(worksheet, facts, book):
                book.sheets.append(sheet)
    except (FileRefused, MemoryError):
        raise
    except Exception as error:
        raise FileRefused("file_broken") from error
    finally:
        workbook.close()
    if not book.sheets:
        raise FileRefused("file_empty")
    return book


@dataclass
class Facts:
    """What the values alone do not tell about a sheet."""

    last_row: int = 0
    last_column: int = 0
    full_rows: int = 0
    hidden: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    valueless: list[tuple[int, int]] = field(default_factory=list)


def _facts(packed: zipfile.ZipFile, path: str) -> Facts:
    """Stream through a sheet; stops as soon as a limit is passed, with the whole count."""
    facts = Facts()
    root: Any = None
    row_number = 0
    is_full = is_hidden = False
    with packed.open(path.lstrip("/")) as part:
        for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
            if root is None:
                root = element
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag == "row":
                    row_number = int(element.get("r") or row_number + 1)
                    is_full, is_hidden = False, element.get("hidden") in ("1", "true")
                continue
            if tag == "c":
                is_full = _count_cell(facts, element, row_number) or is_full
            elif tag == "row":
                if is_full:
                    facts.full_rows += 1
                    facts.last_row = row_number
                    if is_hidden:
                        facts.hidden.append(row_number)
                element.clear()
                _check_limits(facts, packed, path)
            elif tag == "mergeCell":
                facts.merged.append(element.get("ref", ""))
    return facts


def _count_cell(facts: Facts, cell: Any, row: int) -> bool:
    """Take note of a cell; return whether it holds anything."""
    formula = result = None
    for child in cell:
        tag = child.tag.rpartition("}")[2]
        if tag == "f":
            formula = child
        elif tag in ("v", "is"):
            result = child
    if formula is None and result is None:
        return False
    name = cell.get("r") or ""
    column = column_index_from_string(coordinate_from_string(name)[0]) if name else 1
    facts.last_column = max(facts.last_column, column)
    if formula is not None:
        facts.formulas.append(name)
        if result is None or not (result.text or "") or cell.get("t") == "e":
            facts.valueless.append((row, column - 1))
    return True


def _check_limits(facts: Facts, packed: zipfile.ZipFile, path: str) -> None:
    if facts.last_column > MAX_COLUMNS:
        raise FileRefused("too_many_columns", count=facts.last_column)
    if max(facts.full_rows, facts.last_row) > MAX_ROWS + 1:
        raise FileRefused("too_many_rows", count=_count_rows(packed, path) - 1)


def _count_rows(packed: zipfile.ZipFile, path: str) -> int:
    """Count rows by their tags, far quicker than parsing the rest of them."""
    total, tail = 0, b""
    with packed.open(path.lstrip("/")) as part:
        for piece in archive.chunks(part):
            total += len(ROW_TAG.findall(tail + piece))
            tail = piece[-8:] if not ROW_TAG.search(piece[-8:]) else b""
    return total


def _sheet(worksheet: Any, facts: Facts, book: Book) -> Sheet | None:
    if not facts.full_rows:
        return None
    worksheet.reset_dimensions()
    rows = list(_rows(worksheet, facts))
    sheet = sheet_of(worksheet.title, rows, frozenset(facts.valueless))
    if sheet is None:
        return None
    _report(sheet, facts, book)
    return sheet


def _rows(worksheet: Any, facts: Facts) -> Iterator[Row]:
    cells = worksheet.iter_rows(max_row=facts.last_row, max_col=facts.last_column)
    for number, row in enumerate(cells, 1):
        yield Row(number, tuple(_value(cell) for cell in row))


def _value(cell: Any) -> Value:
    value: Value = cell.value
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int) and ZEROS.match(cell.number_format or ""):
        return str(value).zfill(len(cell.number_format))  # 01234 is written 1234 and shown 01234
    return value


def _report(sheet: Sheet, facts: Facts, book: Book) -> None:
    """Say what stands in the sheet besides plain values."""
    name = sheet.name
    for merged in facts.merged:
        book.problems.append(Problem("cells_merged", sheet=name, params={"range": merged}))
    for row, column in facts.valueless:
        book.problems.append(
            Problem("formula_without_value", sheet=name, row=row, column=letter(column))
        )
    if counted := len(facts.formulas) - len(facts.valueless):
        book.warnings.append(Problem("formulas", sheet=name, params={"count": counted}))
    hidden = [number for number in facts.hidden if number != sheet.header.number]
    if hidden:
        rows = ", ".join(str(number) for number in hidden[:10])
        book.warnings.append(
            Problem("rows_hidden", sheet=name, params={"count": len(hidden), "rows": rows})
        )
    for full_row in sheet.rows:
        for column, value in enumerate(full_row.cells):
            place = (full_row.number, column)
            if value in ERRORS and place not in sheet.valueless:
                book.problems.append(
                    Problem(
                        "formula_without_value",
                        sheet=name,
                        row=full_row.number,
                        column=letter(column),
                        value=str(value),
                    )
                )
