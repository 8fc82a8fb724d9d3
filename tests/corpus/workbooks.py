"""Workbooks for the import, good and bad."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any

import openpyxl
import xlsxwriter

ORGANIZATION_HEADER = ["reference", "name", "country", "family"]
DELEGATE_HEADER = ["organization", "first name", "last name", "e-mail"]
WISH_HEADER = ["from", "to", "rank", "note"]
ORGANIZATION = ["A001", "Ateliers du Val", "FR", "social economy"]
OTHER = ["A002", "Werkstatt Saartal", "DE", "social economy"]


def workbook(sheets: dict[str, Iterable[list[Any]]]) -> bytes:
    """A plain workbook: name → rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def organizations(*rows: list[Any], header: list[str] | None = None) -> bytes:
    return workbook({"Organisations": [header or ORGANIZATION_HEADER, *rows]})


def delegates(*rows: list[Any], header: list[str] | None = None) -> bytes:
    """One organisation, A001, and these delegates."""
    return workbook(
        {
            "Organisations": [ORGANIZATION_HEADER, ORGANIZATION],
            "Delegates": [header or DELEGATE_HEADER, *rows],
        }
    )


def wishes(*rows: list[Any]) -> bytes:
    """Two organisations, A001 and A002, and these wishes."""
    return workbook(
        {
            "Organisations": [ORGANIZATION_HEADER, ORGANIZATION, OTHER],
            "Wishes": [WISH_HEADER, *rows],
        }
    )


def edited(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A workbook whose parts were changed by hand."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return output.getvalue()


# --- Empty ----------------------------------------------------------------------------------------


def empty() -> bytes:
    return workbook({"Organisations": []})


def header_only() -> bytes:
    return organizations()


# --- Limits and bombs -----------------------------------------------------------------------------


def rows_100k() -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Organisations")
        sheet.write_row(0, 0, ORGANIZATION_HEADER[:1])
        for row in range(1, 100_001):
            sheet.write_number(row, 0, row)
    return output.getvalue()


def columns_16k() -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as book:
        sheet = book.add_worksheet("Organisations")
        for column in range(16_384):
            sheet.write_string(0, column, "x")
            sheet.write_string(1, column, "x")
    return output.getvalue()


def bomb() -> bytes:
    """A small workbook that unpacks to 181 MiB."""
    row = b'<row r="1"><c r="A1"><v>1</v></c></row>'

    def blow_up(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet1.xml"]
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(
            b"</sheetData>", row * (181 * 1024 * 1024 // len(row)) + b"</sheetData>"
        )

    return edited(organizations(ORGANIZATION), blow_up)


def lying_bomb() -> bytes:
    """The directory says that the part is small; what is packed is not."""
    content = bytearray(
        edited(
            organizations(ORGANIZATION),
            lambda parts: parts.update({"xl/worksheets/sheet1.xml": b" " * 4_000_000}),
        )
    )
    real, small = struct.pack("<L", 4_000_000), struct.pack("<L", 1_000)
    return bytes(content.replace(real, small))


def nested() -> bytes:
    return edited(
        organizations(ORGANIZATION),
        lambda parts: parts.update({"xl/embeddings/inner.xlsx": organizations(ORGANIZATION)}),
    )


def entries_10k() -> bytes:
    extra = {f"xl/media/{number}.txt": b"x" for number in range(10_000)}
    return edited(organizations(ORGANIZATION), lambda parts: parts.update(extra))


def overlapping() -> bytes:
    """Two entries of the directory point at the same bytes."""
    with zipfile.ZipFile(io.BytesIO(organizations(ORGANIZATION))) as archive:
        first, second = archive.infolist()[:2]
        directory = archive.start_dir
    content = bytearray(organizations(ORGANIZATION))
    at = content.index(second.filename.encode(), directory) - 4
    content[at : at + 4] = struct.pack("<L", first.header_offset)
    return bytes(content)


def zip_slip() -> bytes:
    return edited(
        organizations(ORGANIZATION), lambda parts: parts.update({"../../etc/passwd": b"x"})
    )


def cut() -> bytes:
    return organizations(ORGANIZATION)[:-400]


# --- XML ------------------------------------------------------------------------------------------


def _with_doctype(doctype: str) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet1.xml"]
        start = sheet.index(b"<worksheet")
        parts["xl/worksheets/sheet1.xml"] = doctype.encode() + sheet[start:]

    return edited(organizations(ORGANIZATION), change)


def xxe(address: str = "file:///etc/passwd") -> bytes:
    return _with_doctype(f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "{address}">]>')


def billion_laughs() -> bytes:
    lines = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    return _with_doctype(f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{lines}]>')


def foreign_encoding() -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        text = parts["xl/workbook.xml"].decode()
        parts["xl/workbook.xml"] = f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode("utf-16")

    return edited(organizations(ORGANIZATION), change)


def external_link() -> bytes:
    """A link to another workbook on the net and a DDE call: read as what stands in the cells."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as book:
        sheet = book.add_worksheet("Organisations")
        sheet.write_row(0, 0, ORGANIZATION_HEADER)
        sheet.write_row(1, 0, ORGANIZATION)
        sheet.write_formula(1, 1, "='http://127.0.0.1:9/[x.xlsx]S'!A1", None, "Ateliers du Val")
        sheet.write_formula(1, 5, "=cmd|'/c calc'!A0", None, "x")
    return output.getvalue()


# --- Cells ----------------------------------------------------------------------------------------


def merged() -> bytes:
    book = openpyxl.load_workbook(
        io.BytesIO(organizations(ORGANIZATION, *([f"A{n:03}", "", "", ""] for n in range(3, 8))))
    )
    book.active.merge_cells("B4:B7")
    return saved(book)


def formulas() -> bytes:
    """A2 has a result, B2 none, C3 ends in #REF!."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as book:
        sheet = book.add_worksheet("Organisations")
        sheet.write_row(0, 0, ORGANIZATION_HEADER)
        sheet.write_row(1, 0, ORGANIZATION)
        sheet.write_row(2, 0, OTHER)
        sheet.write_formula(1, 0, '="A"&"001"', None, "A001")
        sheet.write_formula(1, 1, "=X1", None, "")
        sheet.write_formula(2, 2, "=#REF!", None, "#REF!")
    return output.getvalue()


def good_formulas() -> bytes:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output) as book:
        sheet = book.add_worksheet("Organisations")
        sheet.write_row(0, 0, ORGANIZATION_HEADER)
        sheet.write_row(1, 0, ORGANIZATION)
        sheet.write_formula(1, 0, '="A"&"001"', None, "A001")
    return output.getvalue()


def hidden() -> bytes:
    """A hidden sheet, and a filter that hides row 3."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Old"
    first.append(ORGANIZATION_HEADER)
    first.append(["X001", "Left out", "FR", "public buyer"])
    sheet = book.create_sheet("List")
    for row in (ORGANIZATION_HEADER, ORGANIZATION, OTHER):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.active = 1
    first.sheet_state = "hidden"
    return saved(book)


def dates() -> bytes:
    """Times and dates as Excel keeps them, and a phone number that became a calculation."""
    output = io.BytesIO()
    header = [*DELEGATE_HEADER, "phone", "arrives", "leaves"]
    with xlsxwriter.Workbook(output, {"date_1904": True}) as book:
        sheet = book.add_worksheet("Organisations")
        sheet.write_row(0, 0, ORGANIZATION_HEADER)
        sheet.write_row(1, 0, ORGANIZATION)
        sheet = book.add_worksheet("Delegates")
        sheet.write_row(0, 0, header)
        clock = book.add_format({"num_format": "hh:mm"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_row(1, 0, ["A001", "Chloé", "Martin", "chloe@mail.example", "0387000000"])
        sheet.write_datetime(1, 5, time(14, 30), clock)
        sheet.write_datetime(1, 6, datetime(2027, 3, 18, 16, 0), moment)  # noqa: DTZ001 -- as Excel
    return output.getvalue()


def leading_zeros() -> bytes:
    """References shown with leading zeros by their number format."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(ORGANIZATION_HEADER)
    sheet.append([12, *ORGANIZATION[1:]])
    sheet["A2"].number_format = "0000"
    return saved(book)


# --- Other kinds of file --------------------------------------------------------------------------


def xlsm() -> bytes:
    return edited(
        organizations(ORGANIZATION), lambda parts: parts.update({"xl/vbaProject.bin": b"x"})
    )


def ods() -> bytes:
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": b"<x/>",
        }
    )


def docx() -> bytes:
    return packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})


def plain_zip() -> bytes:
    return packed({"hello.txt": b"hello"})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def xls() -> bytes:
    return OLE + "Workbook".encode("utf-16-le")


def encrypted() -> bytes:
    return OLE + "EncryptedPackage".encode("utf-16-le")


def pdf() -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def html() -> bytes:
    return b"\xef\xbb\xbf<html><body><table><tr><td>reference</td></tr></table></body></html>"


def png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\x00" * 100
