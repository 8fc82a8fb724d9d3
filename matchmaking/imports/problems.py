"""What can be wrong with a file, as a code and a sentence that says what to do.

A problem is stored as data and put into words when it is shown, so that the same upload reads
right in each reader's language.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

SHOWN_CHARACTERS = 60
LISTED = 200  # of each: the first problems help, the next thousand do not

# `code` or `code.variant`. Each says what is wrong and what to do.
FILE_TEXTS = {
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
    "kind_unknown": _(
        "The header of this file fits none of the three lists. Choose what it holds, or take "
        "the names of the columns from a sample."
    ),
}
SHEET_TEXTS = {
    "header_missing": _(
        "The column “%(name)s” is missing. Add it, or give it this name in the first row."
    ),
    "header_duplicate": _(
        "Columns %(first)s and %(second)s both mean “%(name)s”. Keep one of them."
    ),
    "kind_twice": _("Two sheets hold the same list. Put all rows into one of them."),
    "cells_merged": _("Cells %(range)s are merged. Unmerge them."),
    "formula_without_value": _(
        "The formula has no result. Write the value itself, or open the file in Excel and save it."
    ),
}
CELL_TEXTS = {
    "required": _("This cell is empty. Write a value."),
    "too_long": _("%(count)s characters; the limit is %(limit)s. Shorten it."),
    "character_refused": _(
        "The text holds a sign that cannot be read. Write it again and save as CSV UTF-8."
    ),
    "choice_invalid": _("Not one of the possible values. Write one of: %(choices)s."),
    "category_unknown": _(
        "No category is called so. Take the names from the list on the import page."
    ),
    "number_invalid": _("%(name)s: a whole number from %(least)s to %(most)s."),
    "max_below_min": _("The most meetings are fewer than the least. Correct one of them."),
    "website_invalid": _("Not a web address. Write it like https://www.example.org."),
    "email_invalid": _("Not an e-mail address. Write it like name@example.org."),
    "email_invalid.several": _("Write one e-mail address only."),
    "email_invalid.named": _("Write the address only: %(address)s"),
    "phone_invalid": _("Not a phone number. Write digits, spaces and a leading + only."),
    "phone_scientific": _(
        "Excel has turned the phone number into a calculation. Format the column as text and "
        "write the number again."
    ),
    "language_unknown": _("“%(part)s” is no known language. Write codes: %(choices)s."),
    "yes_no_invalid": _("Write yes or no."),
    "date_invalid": _("This date or time does not exist. Write it like %(example)s."),
    "date_needed": _("The convention has several days: write the day too, like %(example)s."),
    "date_outside": _("This is not on a day of the convention. Write it like %(example)s."),
    "date_ambiguous": _("Day and month cannot be told apart. Write it like %(example)s."),
    "time_ambiguous": _(
        "The clocks change then, and this time comes twice. Write it like %(example)s."
    ),
    "leaves_before_arriving": _("The delegate leaves before arriving. Correct one of the times."),
    "slot_unknown": _("Write the numbers of slots from 1 to %(most)s, for example 1;2 or 1-3."),
    "slot_unknown.none": _("The convention has no slots yet. Add a session in the settings first."),
    "rank_invalid": _("A rank is 1 (must), 2 (good) or 3 (nice)."),
}
MATCH_TEXTS = {
    "reference_duplicate": _("Rows %(first)s and %(second)s have the same reference."),
    "organization_duplicate": _(
        "Rows %(first)s and %(second)s are the same organisation. Keep one of them."
    ),
    "reference_taken": _(
        "This organisation is registered with the reference %(reference)s. Use that reference."
    ),
    "reference_unknown": _(
        "No organisation of this convention has this reference. Correct it, or add the "
        "organisation first."
    ),
    "email_duplicate": _("Rows %(first)s and %(second)s have the same e-mail."),
    "email_taken": _(
        "This e-mail belongs to a delegate of %(reference)s in this convention. "
        "A person can be a delegate once."
    ),
    "delegate_duplicate": _(
        "Rows %(first)s and %(second)s are the same person. Keep one of them, or add e-mails."
    ),
    "delegate_ambiguous": _(
        "Two delegates of this organisation have this name. Add the e-mail to say which one."
    ),
    "absence_locked": _(
        "The delegate has a locked meeting in slot %(slot)s. Unlock it first, or remove the "
        "absence."
    ),
    "meetings_locked": _("This organisation has locked meetings in the draft. Unlock them first."),
    "wish_self": _("An organisation cannot wish to meet itself."),
    "wish_duplicate": _("Rows %(first)s and %(second)s are the same wish. Keep one of them."),
    "wishes_published": _(
        "Wishes cannot be imported any more: the meetings are published. Remove this sheet."
    ),
}
WARNING_TEXTS = {
    "encoding_guessed": _("Read as Windows-1252. Correct? Look at the accents below."),
    "separator": _("Columns are separated by “%(separator)s”."),
    "separator.tab": _("Columns are separated by tabs."),
    "sheet_unknown": _("This sheet fits none of the three lists and was left out."),
    "sheet_hidden": _("This sheet is hidden and was left out."),
    "rows_hidden": _("Hidden rows are imported too: %(count)s (rows %(rows)s)."),
    "columns_unknown": _("These columns are not known and were left out: %(names)s."),
    "columns_unknown.near": _(
        "The column “%(name)s” is not known and was left out. Did you mean “%(near)s”?"
    ),
    "column_nameless": _("The column has values but no name and was left out."),
    "formulas": _("Formulas: their last result is imported (%(count)s cells)."),
    "characters_stripped": _("Invisible characters were removed."),
    "lookalike": _("Letters of different alphabets that look alike stand in one word."),
    "phone_number": _("The phone number is stored as a number: a leading 0 or + may be missing."),
    "no_email": _("Without an e-mail this person cannot sign in."),
    "email_changed": _("The e-mail of this delegate changes."),
    "absent_always": _("The delegate is absent in every slot and will have no meeting."),
    "wishes_many": _("More than the %(limit)s wishes allowed: %(names)s"),
    "organization_similar": _(
        "Written almost like %(other)s. If it is the same organisation, use the same reference."
    ),
}
TEXTS: Mapping[str, Any] = {
    **FILE_TEXTS, **SHEET_TEXTS, **CELL_TEXTS, **MATCH_TEXTS, **WARNING_TEXTS,
}  # fmt: skip

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
        return str(TEXTS[self.key]) % params

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


class FileRefused(ValidationError):
    """The file as a whole cannot be read; `code` and the words say why."""

    def __init__(self, key: str, **params: Any) -> None:
        words = {
            name: number_format(value, force_grouping=True) if isinstance(value, int) else value
            for name, value in params.items()
        }
        super().__init__(TEXTS[key], code=key.partition(".")[0], params=words)
