"""Sheets of one heading, and what is read back from a PDF."""

from pathlib import Path

from pypdf import PdfReader

from documents.pdf import Sheet

PAGE = "<!doctype html><html lang={lang}><title>T</title><h1>{text}</h1>"


def sheet(text: str, language: str = "en") -> Sheet:
    return Sheet(text, language, PAGE.format(lang=language, text=text))


def texts(path: Path) -> list[str]:
    """Return the text of each page, each run of blanks as one."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]
