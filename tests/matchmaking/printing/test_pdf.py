"""Agendas and table schedules as PDF: tagged, with our fonts, and nothing is fetched."""

from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from documents.pdf import readable_path
from matchmaking.printing.services.look import PAPER, STATIC
from matchmaking.printing.services.print_jobs import write_document
from tests.documents.pdfs import texts


def structure(element) -> Iterator[dict]:
    """Yield all elements below one, in reading order."""
    for kid in element.get("/K", ()):
        row = kid.get_object()
        if isinstance(row, dict):
            yield row
            yield from structure(row)


def test_paper_loads_our_styles_and_fonts():
    (font, *_others) = sorted((STATIC / "fonts").iterdir())

    assert [readable_path(path.as_uri(), PAPER) for path in (PAPER.styles, font)] == [
        PAPER.styles,
        font,
    ]


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
