"""Parts merged are one tagged PDF, in the language of each page."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from documents.merging import Merger
from documents.pdf import Look, render_pdf
from tests.documents.pdfs import sheet, texts


@pytest.fixture
def merged(tmp_path: Path, look: Look) -> Path:
    """Three parts of one or two pages each."""
    target, part = tmp_path / "whole.pdf", tmp_path / "part.pdf"
    with target.open("wb") as file:
        merger = Merger(file, title="The whole – ganz", language="de")
        for number, names in enumerate((("Eins", "Zwei"), ("Drei",), ("Vier", "Fünf"))):
            sheets = [sheet(name, "fr" if name == "Vier" else "de") for name in names]
            merger.add(part, render_pdf(sheets, part, look=look, part=number).sheets)
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
