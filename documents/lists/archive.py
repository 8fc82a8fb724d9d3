"""Look at a packed workbook's directory before any parser opens it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError
from django.utils.translation import gettext_lazy as _

from documents.lists.problems import FileRefused

MAX_UNPACKED = 50 * 1024 * 1024
MAX_ENTRIES = 200
MAX_RATIO = 100
CHUNK = 256 * 1024
NESTED = re.compile(r"\.(zip|xlsx|xlsm|xlsb|jar|7z|gz|bz2|xz|rar|tar)$", re.IGNORECASE)
ENCRYPTED = 0x1

# What reading a part of a damaged archive may raise.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)

TOO_BIG = _("it unpacks to too much")
TOO_MANY = _("too many parts")
NESTING = _("an archive inside the archive")
UNSAFE_NAME = _("a part with an unsafe name")
OVERLAP = _("parts that overlap")


def opened(content: bytes) -> zipfile.ZipFile:
    """Return the checked archive; raises FileRefused before anything is unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise FileRefused("file_broken") from error
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise FileRefused("archive_refused", why=TOO_MANY)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * len(content):
        raise FileRefused("archive_refused", why=TOO_BIG)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise FileRefused("file_type.encrypted")
    _check_names(entries)
    _check_places(entries, archive.start_dir)
    return archive


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    unsafe = any(
        name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/")
        for name in names
    )
    if unsafe or len({name.lower() for name in names}) < len(names):
        raise FileRefused("archive_refused", why=UNSAFE_NAME)
    if any(NESTED.search(name) for name in names):
        raise FileRefused("archive_refused", why=NESTING)


def _check_places(entries: list[zipfile.ZipInfo], directory: int) -> None:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise FileRefused("archive_refused", why=OVERLAP)
        # The local header is at least 30 bytes and the name.
        end = entry.header_offset + 30 + len(entry.orig_filename) + entry.compress_size
    if end > directory:
        raise FileRefused("archive_refused", why=OVERLAP)


class _Nothing:
    """A parser's target that keeps nothing."""

    def close(self) -> None:
        return None


def chunks(part: IO[bytes]) -> Iterator[bytes]:
    while piece := part.read(CHUNK):
        yield piece


def check_xml(archive: zipfile.ZipFile) -> None:
    """Refuse document types, entities and foreign encodings in every XML part."""
    try:
        for entry in archive.infolist():
            if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                with archive.open(entry) as part:
                    _check_part(part)
    except (DefusedXmlException, ParseError, UnicodeError, LookupError) as error:
        raise FileRefused("xml_refused") from error
    except DAMAGE as error:
        raise FileRefused("file_broken") from error


def _check_part(part: IO[bytes]) -> None:
    parser = DefusedXMLParser(target=_Nothing(), forbid_dtd=True)
    for number, piece in enumerate(chunks(part)):
        if number == 0 and _declared(piece) not in ("", "utf-8", "us-ascii"):
            raise FileRefused("xml_refused")
        parser.feed(piece)
    parser.close()


def _declared(start: bytes) -> str:
    """Return the encoding that an XML part names; Excel writes UTF-8 and nothing else."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in start[:100]:
        return "utf-16"
    found = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([^\"']+)", start[:200])
    return found.group(1).decode("ascii", "replace").lower() if found else ""
