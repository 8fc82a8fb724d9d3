"""From a book to cleaned rows and everything that is wrong with it."""

from dataclasses import dataclass, field
from typing import Any

from conventions.models import Convention
from documents.lists.book import Book, Row, Sheet, is_blank, letter
from documents.lists.problems import FileRefused, Problem, shortened
from matchmaking.spreadsheets.services.cell_texts import CellError, Context, context_for
from matchmaking.spreadsheets.services.cells import READERS
from matchmaking.spreadsheets.services.columns import COLUMNS, Kind, Mapped, kind_of, map_sheet

CleanRow = dict[str, Any]


@dataclass
class Cleaned:
    """`rows[kind]`: {"row": 2, "reference": "A001", …}, an empty cell has no key."""

    rows: dict[Kind, list[CleanRow]] = field(default_factory=dict)
    # How each list is called in the file, and where its columns are: key → (letter, name).
    sheets: dict[Kind, str] = field(default_factory=dict)
    places: dict[Kind, dict[str, tuple[str, str]]] = field(default_factory=dict)
    # References of organisations whose row has an error: whoever refers to them is right.
    spared: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def clean(book: Book, convention: Convention, kind: Kind | None = None) -> Cleaned:
    """Read every cell. `kind` says what a CSV file holds; without it the header tells.

    Raises FileRefused(kind_unknown) where no sheet fits any of the four lists.
    """
    cleaned = Cleaned(problems=list(book.problems), warnings=list(book.warnings))
    context = context_for(convention)
    chosen = kind if len(book.sheets) == 1 else None
    for sheet in book.sheets:
        found = chosen or kind_of(sheet)
        if found is None:
            cleaned.warnings.append(Problem("sheet_unknown", sheet=sheet.name))
        elif found in cleaned.rows:
            cleaned.problems.append(Problem("kind_twice", sheet=sheet.name))
        else:
            _clean_sheet(cleaned, map_sheet(sheet, found), context)
    if not cleaned.rows:
        raise FileRefused("kind_unknown")
    return cleaned


def _clean_sheet(cleaned: Cleaned, mapped: Mapped, context: Context) -> None:
    kind, sheet = mapped.kind, mapped.sheet
    cleaned.sheets[kind] = sheet.name
    cleaned.places[kind] = {
        key: (letter(place), shortened(mapped.header(key))) for key, place in mapped.places.items()
    }
    cleaned.problems += mapped.problems
    cleaned.warnings += mapped.warnings
    cleaned.rows[kind] = []
    _forget_left_out(cleaned, mapped, sheet)
    if mapped.problems:
        return  # with the wrong columns every row would be wrong
    for row in sheet.rows:
        if clean_row := _clean_row(cleaned, mapped, row, context):
            cleaned.rows[kind].append(clean_row)


def _forget_left_out(cleaned: Cleaned, mapped: Mapped, sheet: Sheet) -> None:
    """A formula in a column that is not imported harms nobody."""
    used = {letter(place) for place in mapped.places.values()}
    cleaned.problems = [
        problem
        for problem in cleaned.problems
        if problem.code != "formula_without_value"
        or problem.sheet != sheet.name
        or problem.column in used
    ]


def _clean_row(cleaned: Cleaned, mapped: Mapped, row: Row, context: Context) -> CleanRow | None:
    clean_row: CleanRow = {"row": row.number}
    context.country = ""
    is_good = True
    for column in COLUMNS[mapped.kind]:
        place = mapped.places.get(column.key)
        if place is None:
            continue
        value = mapped.cell(row, column.key)
        if (row.number, place) in mapped.sheet.valueless:
            is_good = False  # said already
            continue
        try:
            context.warnings.clear()
            result = None if is_blank(value) else READERS[column.key](value, context)
            if column.required and result in (None, ""):
                raise CellError("required")
        except CellError as error:
            is_good = False
            cleaned.problems.append(_at(mapped, row, column.key, error.key, error.params))
            continue
        cleaned.warnings += [
            _at(mapped, row, column.key, key, {}) for key in dict.fromkeys(context.warnings)
        ]
        if result not in (None, "", []):
            clean_row[column.key] = result
    if not is_good and "reference" in clean_row:
        cleaned.spared.append(clean_row["reference"])
    return clean_row if is_good else None


def _at(mapped: Mapped, row: Row, key: str, problem: str, params: dict[str, Any]) -> Problem:
    value = mapped.cell(row, key)
    return Problem(
        problem,
        sheet=mapped.sheet.name,
        row=row.number,
        column=letter(mapped.places[key]),
        name=shortened(mapped.header(key)),
        value="" if value is None else shortened(value),
        params=params,
    )
