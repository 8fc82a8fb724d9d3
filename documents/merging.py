"""Tagged PDFs behind each other, a part at a time.

pypdf's own writer holds the whole in memory and copies pages without the structure tree that
gives them meaning. Here pypdf reads a part, its objects get new numbers and go straight to the
file; only what hangs the parts together is kept: pages, outline, structure.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

PAGES, DOCUMENT, STRUCTURE, NUMBERS, OUTLINE, CATALOG, INFO = range(1, 8)
LEFT_OUT = ("/ObjStm", "/XRef", "/Catalog", "/Pages", "/StructTreeRoot")


class Merger:
    """Writes one PDF: `add` each part, then `close`. Raises OSError where the disk refuses."""

    def __init__(self, file: IO[bytes], *, title: str, language: str) -> None:
        self._file = file
        self._title, self._language = title, language
        self._offsets: dict[int, int] = {}
        self._next = INFO + 1
        self._pages: list[IndirectObject] = []
        self._kids: list[IndirectObject] = []
        self._numbers: dict[int, IndirectObject | PdfObject] = {}
        self._bookmarks: list[tuple[str, IndirectObject]] = []
        self._metadata: IndirectObject | None = None
        file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, part: Path, bookmarks: Sequence[tuple[str, int]]) -> None:
        """Append the pages of `part`; `bookmarks` name some of them by their place in it."""
        with PdfReader(part) as reader:
            shift = self._next - 1
            root: Any = reader.root_object
            tree = root["/StructTreeRoot"]
            structure = tree["/K"][0].get_object()
            first_number = len(self._pages)
            pages: list[Any] = [page.indirect_reference for page in reader.pages]
            numbers = tree["/ParentTree"]["/Nums"]
            skipped = {root.raw_get("/Pages").idnum, tree["/ParentTree"].indirect_reference.idnum}
            skipped.add(structure.indirect_reference.idnum)
            metadata = root.raw_get("/Metadata").idnum
            if self._metadata is None:
                self._metadata = _reference(metadata + shift)
            else:
                skipped.add(metadata)
            objects: dict[int, Any] = {
                number: reader.get_object(number) for number in _numbers(reader)
            }
            for page in pages:
                row = objects[page.idnum]
                row[NameObject("/StructParents")] = NumberObject(
                    row["/StructParents"] + first_number
                )
            for key, value in zip(numbers[::2], numbers[1::2], strict=True):
                self._numbers[key + first_number] = _moved(value, shift, {})
            own = {
                root.raw_get("/Pages").idnum: PAGES,
                structure.indirect_reference.idnum: DOCUMENT,
            }
            self._kids += [_reference(kid.idnum + shift) for kid in structure["/K"]]
            placed = [_reference(page.idnum + shift) for page in pages]
            self._pages += placed
            self._bookmarks += [(name, placed[place]) for name, place in bookmarks]
            for number, row in objects.items():
                if number not in skipped and not _is_left_out(row):
                    self._write(number + shift, _moved(row, shift, own))
            self._next = shift + max(objects) + 1

    def close(self) -> None:
        """Write what hangs the parts together."""
        self._write(
            PAGES,
            _dictionary(
                Type=NameObject("/Pages"),
                Kids=ArrayObject(self._pages),
                Count=NumberObject(len(self._pages)),
            ),
        )
        self._write_structure()
        self._write_outline()
        catalog = _dictionary(
            Type=NameObject("/Catalog"),
            Pages=_reference(PAGES),
            Lang=TextStringObject(self._language),
            MarkInfo=_dictionary(Marked=BooleanObject(True)),
            ViewerPreferences=_dictionary(DisplayDocTitle=BooleanObject(True)),
            StructTreeRoot=_reference(STRUCTURE),
            Outlines=_reference(OUTLINE),
        )
        if self._metadata is not None:
            catalog[NameObject("/Metadata")] = self._metadata
        self._write(CATALOG, catalog)
        self._write(
            INFO,
            _dictionary(
                Title=TextStringObject(self._title), Producer=TextStringObject("WeasyPrint, pypdf")
            ),
        )
        self._write_trailer()

    def _write_structure(self) -> None:
        numbers = ArrayObject()
        for key, value in sorted(self._numbers.items()):
            numbers.extend((NumberObject(key), value))
        self._write(NUMBERS, _dictionary(Nums=numbers))
        element = NameObject("/StructElem")
        self._write(
            DOCUMENT,
            _dictionary(
                Type=element,
                S=NameObject("/Document"),
                P=_reference(STRUCTURE),
                K=ArrayObject(self._kids),
            ),
        )
        self._write(
            STRUCTURE,
            _dictionary(
                Type=NameObject("/StructTreeRoot"),
                K=ArrayObject([_reference(DOCUMENT)]),
                ParentTree=_reference(NUMBERS),
                ParentTreeNextKey=NumberObject(len(self._pages)),
            ),
        )

    def _write_outline(self) -> None:
        first, count = self._next, len(self._bookmarks)
        for place, (name, page) in enumerate(self._bookmarks):
            row = _dictionary(
                Title=TextStringObject(name),
                Parent=_reference(OUTLINE),
                Dest=ArrayObject([page, NameObject("/Fit")]),
            )
            if place:
                row[NameObject("/Prev")] = _reference(first + place - 1)
            if place < count - 1:
                row[NameObject("/Next")] = _reference(first + place + 1)
            self._write(first + place, row)
        self._next += count
        outline = _dictionary(Type=NameObject("/Outlines"), Count=NumberObject(count))
        if count:
            outline[NameObject("/First")] = _reference(first)
            outline[NameObject("/Last")] = _reference(first + count - 1)
        self._write(OUTLINE, outline)

    def _write(self, number: int, row: PdfObject) -> None:
        self._offsets[number] = self._file.tell()
        self._file.write(b"%d 0 obj\n" % number)
        row.write_to_stream(self._file)
        self._file.write(b"\nendobj\n")

    def _write_trailer(self) -> None:
        start = self._file.tell()
        self._file.write(b"xref\n0 %d\n0000000000 65535 f \n" % self._next)
        for number in range(1, self._next):
            offset = self._offsets.get(number)
            line = b"0000000000 65535 f \n" if offset is None else b"%010d 00000 n \n" % offset
            self._file.write(line)
        trailer = _dictionary(
            Size=NumberObject(self._next), Root=_reference(CATALOG), Info=_reference(INFO)
        )
        self._file.write(b"trailer\n")
        trailer.write_to_stream(self._file)
        self._file.write(b"\nstartxref\n%d\n%%%%EOF\n" % start)


def _numbers(reader: PdfReader) -> list[int]:
    """Return the numbers of all objects of a file, also of those packed into streams."""
    plain = {number for rows in reader.xref.values() for number in rows}
    return sorted((plain | set(reader.xref_objStm)) - {0})


def _is_left_out(row: Any) -> bool:
    return isinstance(row, DictionaryObject) and row.get("/Type") in LEFT_OUT


def _reference(number: int) -> IndirectObject:
    return IndirectObject(number, 0, None)


def _dictionary(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def _moved(row: Any, shift: int, own: dict[int, int]) -> Any:
    """Point the references inside `row` to the new numbers; `own`: objects that are ours now."""
    if isinstance(row, IndirectObject):
        return _reference(own.get(row.idnum, row.idnum + shift))
    if isinstance(row, DictionaryObject):
        for key, value in row.items():
            if isinstance(value, (IndirectObject, DictionaryObject, ArrayObject)):
                dict.__setitem__(row, key, _moved(value, shift, own))
    elif isinstance(row, ArrayObject):
        for place, value in enumerate(row):
            if isinstance(value, (IndirectObject, DictionaryObject, ArrayObject)):
                row[place] = _moved(value, shift, own)
    return row
