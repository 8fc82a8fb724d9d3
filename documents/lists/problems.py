"""What can be wrong with a list, as a code and a sentence that says what to do.

A problem is stored as data and put into words when it is shown, so that the same upload reads
right in each reader's language. A list with rules of its own adds its sentences to `SENTENCES`.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

SHOWN_CHARACTERS = 60
LISTED = 200  # of each: the first problems help, the next thousand do not

# `code` or `code.variant`. Each says what is wrong and what to do.
SENTENCES: dict[str, Any] = {
    # The file.
    "file_size": _("The file has %(size)s MB; the limit is 5 MB. Split it into several files."),
    "file_empty": _("The file has no rows to import."),
    "file_type": _(
        "This is %(found)s, not an Excel workbook (.xlsx) or a CSV file. "
        "Save it as .xlsx or as CSV UTF-8."
    ),
    "file_type.encrypted": _(
        "The file is protected by a password. Remove the password and save it again."
    ),
    "file_broken": _("The file is damaged. Open it in Excel or LibreOffice and save it again."),
    "archive_refused": _(
        "This workbook is packed in an unusual way and was not opened (%(why)s). "
        "Copy the cells into a new workbook and save that."
    ),
    "xml_refused": _(
        "This workbook holds definitions that a list does not need and was not opened. "
        "Copy the cells into a new workbook and save that."
    ),
    "encoding_mixed": _("Line %(line)s is not valid UTF-8. Save the file as CSV UTF-8."),
    "csv_quote": _(
        "A quotation mark opened on line %(line)s does not end properly. "
        "Close it, or write it twice inside a text."
    ),
    "too_many_rows": _("%(count)s rows; the limit is 5,000. Split the file."),
    "too_many_columns": _("%(count)s columns; the limit is 60. Remove the ones not needed."),
    # A sheet.
    "header_missing": _(
        "The column “%(name)s” is missing. Add it, or give it this name in the first row."
    ),
    "header_duplicate": _(
        "Columns %(first)s and %(second)s both mean “%(name)s”. Keep one of them."
    ),
    "cells_merged": _("Cells %(range)s are merged. Unmerge them."),
    "formula_without_value": _(
        "The formula has no result. Write the value itself, or open the file in Excel and save it."
    ),
    # Warnings.
    "encoding_guessed": _("Read as Windows-1252. Correct? Look at the accents below."),
    "separator": _("Columns are separated by “%(separator)s”."),
    "separator.tab": _("Columns are separated by tabs."),
    "sheet_hidden": _("This sheet is hidden and was left out."),
    "rows_hidden": _("Hidden rows are imported too: %(count)s (rows %(rows)s)."),
    "columns_unknown": _("These columns are not known and were left out: %(names)s."),
    "columns_unknown.near": _(
        "The column “%(name)s” is not known and was left out. Did you mean “%(near)s”?"
    ),
    "column_nameless": _("The column has values but no name and was left out."),
    "formulas": _("Formulas: their last result is imported (%(count)s cells)."),
}

# Their `name` is a column's English name, shown in the reader's language.
NAMES_A_COLUMN = frozenset({"header_missing", "number_invalid"})


def shortened(value: object) -> str:
    """Return a value as it may be shown beside an error: one line, at most 60 characters."""
    text = "".join(letter if letter.isprintable() else "·" for letter in str(value))
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


@dataclass(frozen=True)
class Problem:
    """One error or warning. `column` is a letter; `name` the header as it stands in the file."""

    key: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    name: str = ""
    value: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.key.partition(".")[0]

    @property
    def text(self) -> str:
        params = dict(self.params)
        if self.key in NAMES_A_COLUMN:
            params["name"] = pgettext("column of an import", params["name"])
        return str(SENTENCES[self.key]) % params

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


class FileRefused(ValidationError):
    """The file as a whole cannot be read; `code` and the words say why."""

    def __init__(self, key: str, **params: Any) -> None:
        words = {
            name: number_format(value, force_grouping=True) if isinstance(value, int) else value
            for name, value in params.items()
        }
        super().__init__(SENTENCES[key], code=key.partition(".")[0], params=words)
