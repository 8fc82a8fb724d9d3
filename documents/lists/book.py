"""What reading a file gives: sheets of rows, each cell knowing where it stood."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from openpyxl.utils import get_column_letter

from documents.lists.problems import Problem

Value = str | int | float | bool | date | datetime | time | None

MAX_ROWS = 5_000
MAX_COLUMNS = 60

# What a cell of text may begin with and be taken for a formula; in CSV an apostrophe guards it.
SIGNS = ("=", "+", "-", "@", "|", "%")
WIDE = ("＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Row:
    """A row as numbered in Excel, from 1."""

    number: int
    cells: tuple[Value, ...]


@dataclass(frozen=True)
class Sheet:
    """A header and the rows under it that hold anything. A CSV file is one sheet, without name."""

    name: str
    header: Row
    rows: tuple[Row, ...]
    # (row, column from 0) of formulas whose result the file does not hold.
    valueless: frozenset[tuple[int, int]] = frozenset()


@dataclass
class Book:
    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def letter(column: int) -> str:
    """Return the letter of a column counted from 0: A, B, … AA."""
    return get_column_letter(column + 1)


def is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def sheet_of(
    name: str, rows: list[Row], valueless: frozenset[tuple[int, int]] = frozenset()
) -> Sheet | None:
    """Take the first row that holds anything as the header; None where nothing follows it."""
    full = [
        row
        for row in rows
        if any(not is_blank(cell) for cell in row.cells)
        or any(place[0] == row.number for place in valueless)
    ]
    if len(full) < 2:
        return None
    return Sheet(name=name, header=full[0], rows=tuple(full[1:]), valueless=valueless)
