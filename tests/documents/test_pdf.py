"""The way to a PDF: nothing is fetched, and a bad sheet fails alone."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from documents.pdf import Refused, Sheet, readable_path, render_pdf
from tests.documents.pdfs import sheet, texts


def bait(address: str, secret: Path) -> str:
    return (
        f'<img src="{address}/a.png" alt="x"><link rel=stylesheet href="{address}/b.css">'
        f'<link rel=attachment href="file://{secret}"><img src="file://{secret}" alt="x">'
        f'<object data="{address}/c.svg"></object><style>@import url({address}/d.css);'
        f"h1 {{ background: url({address}/e.png) }}</style>"
        f'<a rel=attachment href="file://{secret}">x</a>'
    )


def everything(path: Path) -> str:
    """Return all strings and names that a file holds."""
    reader = PdfReader(path)
    return str([reader.get_object(number) for number in reader.xref_objStm]) + str(reader.metadata)


def test_even_markup_in_a_sheet_fetches_and_embeds_nothing(tmp_path, look, listener):
    address, calls = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("very secret")
    target = tmp_path / "out.pdf"

    printed = render_pdf([sheet(bait(address, secret))], target, look=look)

    assert printed.failed == ()
    assert calls == []
    assert PdfReader(target).attachments == {}
    assert b"/EmbeddedFile" not in target.read_bytes()
    assert "EmbeddedFile" not in everything(target)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "https://entente.example/x",
        "file:///etc/passwd",
        "{look}/../secret.txt",
        "{look}/%2e%2e/secret.txt",
        "file://elsewhere/etc/passwd",
        "data:text/plain,x",
        "ftp://127.0.0.1/x",
        "//127.0.0.1/x",
    ],
)
def test_the_fetcher_refuses_whatever_is_not_of_the_look(url, look):
    with pytest.raises(Refused):
        readable_path(url.format(look=look.readable[0].as_uri()), look)


def test_the_fetcher_reads_the_look(look):
    assert readable_path(look.styles.as_uri(), look) == look.styles


def test_a_sheet_that_fails_is_named_and_the_others_are_printed(tmp_path, look):
    broken = Sheet("Broken", "en", None)  # type: ignore[arg-type]

    printed = render_pdf([sheet("One"), broken, sheet("Two")], tmp_path / "out.pdf", look=look)

    assert (printed.sheets, printed.pages, printed.failed) == (
        (("One", 0), ("Two", 1)),
        2,
        ("Broken",),
    )
    assert texts(tmp_path / "out.pdf") == ["One", "Two"]


def test_without_a_page_there_is_no_file(tmp_path, look):
    target = tmp_path / "out.pdf"

    assert render_pdf([], target, look=look).pages == 0
    assert not target.exists()
