"""Lists to take away: tables of text as a workbook or as CSV, in which nothing is calculated.

A spreadsheet program takes a cell that begins with `=`, `+`, `-` or `@` for a formula, whoever
typed it. In a workbook each cell says that it is text. CSV cannot say so: there an apostrophe
stands before such a cell, and `csv_file` takes it off again.
"""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter
from defusedcsv import csv

from documents.lists.book import WIDE

COLUMN_WIDTH = 18


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's name and its rows of text, the header first."""

    name: str
    rows: Sequence[Sequence[str]]


def as_xlsx(tables: Iterable[Table]) -> bytes:
    """Return a workbook with a sheet for each table; every cell is text."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        head = workbook.add_format({"bold": True, "bottom": 1})
        text = workbook.add_format({"num_format": "@"})
        for table in tables:
            sheet = workbook.add_worksheet(table.name)
            for number, row in enumerate(table.rows):
                for column, value in enumerate(row):
                    sheet.write_string(number, column, clean(value), head if number == 0 else text)
            sheet.set_column(0, len(table.rows[0]) - 1, COLUMN_WIDTH, text)
            sheet.freeze_panes(1, 0)
    return output.getvalue()


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows with semicolons and a byte order mark: Excel opens it right."""
    output = io.StringIO()
    writer = csv.writer(output, delimiter=";", lineterminator="\r\n")
    writer.writerows([_guarded(clean(value)) for value in row] for row in rows)
    return output.getvalue().encode("utf-8-sig")


def clean(value: str) -> str:
    """Drop what can hide a formula's first character: control characters and leading blanks."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc").lstrip()


def _guarded(value: str) -> str:
    """Guard the full-width signs, which defusedcsv leaves alone and some programs do not."""
    return f"'{value}" if value.startswith(WIDE) else value
