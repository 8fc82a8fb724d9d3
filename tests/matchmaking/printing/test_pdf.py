"""The way to a PDF: tagged, in the right language, and nothing is fetched."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from documents.merging import Merger
from documents.pdf import STATIC, Refused, Sheet, readable_path, render_pdf
from matchmaking.printing.services.print_jobs import write_document
from tests.matchmaking.printing.conftest import texts

PAGE = "<!doctype html><html lang={lang}><title>T</title><h1>{text}</h1>"


def sheet(text: str, language: str = "en") -> Sheet:
    return Sheet(text, language, PAGE.format(lang=language, text=text))


@pytest.fixture
def listener():
    """Listen on a free port; yield its address and who called."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    connection, _address = server.accept()
                except TimeoutError:
                    continue
                calls.append(connection.recv(200).decode(errors="replace"))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
        over.set()
        thread.join()


def payloads(address: str, secret: Path) -> str:
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


def structure(element) -> Iterator[dict]:
    """Yield all elements below one, in reading order."""
    for kid in element.get("/K", ()):
        row = kid.get_object()
        if isinstance(row, dict):
            yield row
            yield from structure(row)


def test_even_markup_in_a_sheet_fetches_and_embeds_nothing(tmp_path, listener):
    address, calls = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("very secret")
    target = tmp_path / "out.pdf"

    printed = render_pdf([sheet(payloads(address, secret))], target)

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
        f"{STATIC.as_uri()}/css/../../settings/base.py",
        f"{STATIC.as_uri()}/css/%2e%2e/%2e%2e/settings/base.py",
        "file://elsewhere/etc/passwd",
        "data:text/plain,x",
        "ftp://127.0.0.1/x",
        "//127.0.0.1/x",
    ],
)
def test_the_fetcher_refuses_whatever_is_not_ours(url):
    with pytest.raises(Refused):
        readable_path(url)


def test_the_fetcher_reads_our_fonts_and_styles():
    path = STATIC / "css" / "print.css"

    assert readable_path(path.as_uri()) == path


@pytest.mark.django_db
@pytest.mark.parametrize("document", ["agendas", "tables"])
def test_markup_in_names_stays_text(draft, tmp_path, listener, document):
    address, calls = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("very secret")
    bait = f'<img src="{address}"><link rel=attachment href="file://{secret}">{{{{1234*5678}}}}'
    for delegate in draft.people.values():
        delegate.last_name = "<b>Bold</b>"
        delegate.save()
        delegate.registration.organization.name = bait[:160]
        delegate.registration.organization.save()
    draft.convention.partners.update(
        mention_fr=bait[:120], mention_de=bait[:120], mention_en=bait[:120]
    )
    target = tmp_path / "out.pdf"

    write_document(target, schedule=draft.freeze(), document=document, language="fr")

    assert calls == []
    assert PdfReader(target).attachments == {}
    assert "<b>Bold</b>" in texts(target)[0]
    assert "7006652" not in texts(target)[0]


def test_a_sheet_that_fails_is_named_and_the_others_are_printed(tmp_path):
    broken = Sheet("Broken", "en", None)  # type: ignore[arg-type]

    printed = render_pdf([sheet("One"), broken, sheet("Two")], tmp_path / "out.pdf")

    assert (printed.sheets, printed.pages, printed.failed) == (
        (("One", 0), ("Two", 1)),
        2,
        ("Broken",),
    )
    assert texts(tmp_path / "out.pdf") == ["One", "Two"]


def test_without_a_page_there_is_no_file(tmp_path):
    target = tmp_path / "out.pdf"

    assert render_pdf([], target).pages == 0
    assert not target.exists()


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """Three parts of one or two pages each."""
    target, part = tmp_path / "whole.pdf", tmp_path / "part.pdf"
    with target.open("wb") as file:
        merger = Merger(file, title="The whole – ganz", language="de")
        for number, names in enumerate((("Eins", "Zwei"), ("Drei",), ("Vier", "Fünf"))):
            sheets = [sheet(name, "fr" if name == "Vier" else "de") for name in names]
            merger.add(part, render_pdf(sheets, part, part=number).sheets)
        merger.close()
    return target


def test_parts_stand_behind_each_other(merged):
    reader = PdfReader(merged)

    assert texts(merged) == ["Eins", "Zwei", "Drei", "Vier", "Fünf"]
    assert [entry.title for entry in reader.outline] == ["Eins", "Zwei", "Drei", "Vier", "Fünf"]
    assert [reader.get_destination_page_number(e) for e in reader.outline] == [0, 1, 2, 3, 4]


def test_the_whole_is_tagged_and_says_its_title_and_language(merged):
    root = PdfReader(merged).root_object

    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 -- a PDF's own truth
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 -- the same
    assert root["/Lang"] == "de"
    assert PdfReader(merged).metadata["/Title"] == "The whole – ganz"


def test_the_structure_of_each_page_survives_in_its_own_language(merged):
    reader = PdfReader(merged)
    tree = reader.root_object["/StructTreeRoot"]
    (document,) = (kid.get_object() for kid in tree["/K"])
    numbers = tree["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))

    headings = [kid.get_object() for kid in document["/K"]]
    assert [heading["/S"] for heading in headings] == ["/H1"] * 5
    assert [heading["/Lang"] for heading in headings] == ["de", "de", "de", "fr", "de"]
    assert sorted(parents) == [page["/StructParents"] for page in reader.pages]
    for page in reader.pages:
        (leaf,) = (kid.get_object() for kid in parents[page["/StructParents"]])
        assert leaf.raw_get("/Pg") == page.indirect_reference


@pytest.mark.django_db
def test_an_agenda_has_headings_row_heads_and_named_figures(afternoon, tmp_path):
    target = tmp_path / "out.pdf"
    write_document(target, schedule=afternoon.schedule, document="agendas", language="fr")
    elements = list(structure(PdfReader(target).root_object["/StructTreeRoot"]))
    kinds = [row["/S"] for row in elements]
    heads = [row for row in elements if row["/S"] == "/TH"]

    assert [kinds.count(kind) for kind in ("/H1", "/H2", "/Table")] == [3, 6, 3]
    assert len({row["/ID"] for row in heads}) == len(heads)
    assert all(row.get("/Alt") for row in elements if row["/S"] == "/Figure")


@pytest.mark.django_db
def test_all_fonts_are_embedded(afternoon, tmp_path):
    target = tmp_path / "out.pdf"
    write_document(target, schedule=afternoon.schedule, document="agendas", language="fr")

    fonts = [
        descendant.get_object()
        for page in PdfReader(target).pages
        for font in page["/Resources"]["/Font"].values()
        for descendant in font["/DescendantFonts"]
    ]
    assert fonts != []
    files = {"/FontFile2", "/FontFile3"}
    assert [bool(files & set(font["/FontDescriptor"])) for font in fonts] == [True] * len(fonts)
    assert {"IBM" in str(f["/BaseFont"]) for f in fonts} == {True}
