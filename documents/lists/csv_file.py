"""Read a CSV file: its encoding, its separator, its rows."""

import codecs
import csv
import io
import re
from collections.abc import Callable

from documents.lists.book import MAX_COLUMNS, MAX_ROWS, SIGNS, WIDE, Book, Row, sheet_of
from documents.lists.problems import FileRefused, Problem

SEPARATORS = (";", ",", "\t", "|")
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(r"^\ufeff?\"?sep=([^\"\r\n\0])\"?\r?\n", re.IGNORECASE)


def read_csv(content: bytes, known: Callable[[str], bool]) -> Book:
    """Return the one sheet of a CSV file. `known` tells a header's words, to find the separator.

    Raises FileRefused for a file that cannot be read as a whole.
    """
    book = Book()
    text = _decoded(content, book)
    declared = DECLARED.match(text)
    start = 2 if declared else 1
    if declared:
        text = text[declared.end() :]
    separator = declared.group(1) if declared else _separator(text, known)
    rows = _rows(text, separator, start)
    sheet = sheet_of("", rows)
    if sheet is None:
        raise FileRefused("file_empty")
    key = "separator.tab" if separator == "\t" else "separator"
    book.warnings.append(Problem(key, params={"separator": separator}))
    book.sheets.append(sheet)
    return book


def _decoded(content: bytes, book: Book) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise FileRefused("encoding_mixed", line=_line(content, error.start)) from error
    if encoding := _utf16_without_mark(content):
        return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decoded_as_windows(content, error, book)


def _utf16_without_mark(content: bytes) -> str:
    """Excel's "Unicode text" always has the mark; other programs forget it."""
    start = content[:400]
    if len(start) >= 4 and start[1::2].count(0) > 0.4 * len(start[1::2]):
        return "utf-16-le"
    if len(start) >= 4 and start[::2].count(0) > 0.4 * len(start[::2]):
        return "utf-16-be"
    return ""


def _decoded_as_windows(content: bytes, error: UnicodeDecodeError, book: Book) -> str:
    """Windows-1252 throughout is read and said; a mixture is refused with its first bad line."""
    mixed = any(_is_utf8_beyond_ascii(line) for line in content.splitlines())
    if not mixed:
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            mixed = True
        else:
            book.warnings.append(Problem("encoding_guessed"))
            return text
    raise FileRefused("encoding_mixed", line=_line(content, error.start)) from error


def _is_utf8_beyond_ascii(line: bytes) -> bool:
    try:
        return not line.isascii() and bool(line.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _line(content: bytes, position: int) -> int:
    return content[:position].count(b"\n") + 1


def _separator(text: str, known: Callable[[str], bool]) -> str:
    """Return the separator under which most columns of the first line have a known name."""
    lines = (line for line in text.splitlines() if line.strip(" \t;,|\"'\ufeff"))
    first = next(lines, "")

    def score(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=separator), [])
        return sum(known(cell) for cell in cells), len(cells)

    return max(SEPARATORS, key=score)


def _rows(text: str, separator: str, start: int) -> list[Row]:
    """Return the rows numbered as Excel shows them; `start` is the number of the first."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    before = 0
    number = start - 1
    count = 0
    try:
        for number, cells in enumerate(reader, start):
            before = reader.line_num
            if len(cells) > MAX_COLUMNS and any(cell.strip() for cell in cells[MAX_COLUMNS:]):
                raise FileRefused("too_many_columns", count=len(cells))
            if any(cell.strip() for cell in cells):
                count += 1
            if count <= MAX_ROWS + 1:
                rows.append(Row(number, tuple(map(_unguarded, cells[:MAX_COLUMNS]))))
    except csv.Error as error:
        line = start - 1 + _opening_quote(text, before, separator)
        raise FileRefused("csv_quote", line=line) from error
    if count > MAX_ROWS + 1:
        raise FileRefused("too_many_rows", count=count - 1)
    return rows


def _unguarded(cell: str) -> str:
    """Take off the apostrophe by which `writing` keeps a text from being a formula."""
    if not cell.startswith("'"):
        return cell
    bare = cell[1:]
    if bare.startswith(SIGNS):
        return bare.replace("\\|", "|")
    return bare if bare.startswith(WIDE) else cell


def _opening_quote(text: str, before: int, separator: str) -> int:
    """Return the line of the quotation mark that opened last after `before` complete lines."""
    opened = before + 1
    inside = False
    previous = "\n"
    for offset, line in enumerate(io.StringIO(text, newline=""), 1):
        if offset <= before:
            continue
        for character in line:
            if character == '"' and inside:
                inside = False
            elif character == '"' and previous in f'{separator}\r\n"':
                inside = True
                opened = offset if previous != '"' else opened
            previous = character
    return opened
