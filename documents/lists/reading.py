"""Safe reading: from the bytes of an upload to sheets of rows, whatever somebody sends."""

from collections.abc import Callable

import filetype
from django.utils.formats import number_format

from documents.lists.book import Book
from documents.lists.csv_file import read_csv
from documents.lists.problems import FileRefused
from documents.lists.xlsx_file import read_xlsx

MAX_BYTES = 5 * 1024 * 1024
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
MARKUP = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")


def check_size(size: int) -> None:
    """Refuse a file by its size, before a byte of it is read."""
    if size > MAX_BYTES:
        raise FileRefused("file_size", size=number_format(size / 1024 / 1024, 1))
    if size == 0:
        raise FileRefused("file_empty")


def read(content: bytes, known: Callable[[str], bool]) -> Book:
    """Return the sheets of an Excel workbook or a CSV file, told apart by their first bytes.

    `known` tells the words of a header, to find a CSV file's separator. Raises FileRefused, with
    a code and a sentence, for anything else.
    """
    check_size(len(content))
    if content.startswith(ZIP):
        return read_xlsx(content)
    _refuse_others(content)
    return read_csv(content, known)


def _refuse_others(content: bytes) -> None:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(OLE):
        if ENCRYPTED_STREAM in content:
            raise FileRefused("file_type.encrypted")
        raise FileRefused("file_type", found="Excel 97 (.xls)")
    if content.startswith(b"%PDF"):
        raise FileRefused("file_type", found="PDF")
    if start.startswith(MARKUP):
        raise FileRefused("file_type", found="HTML")
    if start.startswith(b"<?xml"):
        raise FileRefused("file_type", found="XML")
    if start.startswith(b"{\\rtf"):
        raise FileRefused("file_type", found="RTF")
    # A list may begin with the letters of a magic number ("BM…"); a picture is no plain text.
    kind = filetype.guess(content)
    if kind and not content[:1024].decode("utf-8", "replace").replace("\t", " ").isprintable():
        raise FileRefused("file_type", found=kind.mime)
