"""`manage.py print_documents`."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.documents.pdfs import texts

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("print_documents", *arguments, stdout=out)
    return out.getvalue()


def test_all_agendas_become_one_file(afternoon, tmp_path):
    target = tmp_path / "out.pdf"

    answer = json.loads(run("here", "agendas", "-o", str(target), "--json"))

    assert answer | {"seconds": 0} == {
        "output": str(target),
        "document": "agendas",
        "version": 2,
        "sheets": 3,
        "pages": 3,
        "left_out": [],
        "seconds": 0,
    }
    assert len(texts(target)) == 3


def test_table_schedules_take_a_language(afternoon, tmp_path):
    target = tmp_path / "out.pdf"

    words = run("here", "tables", "-o", str(target), "--language", "de")

    assert words.startswith(f"{target}: 3 sheets on 3 pages, version 2, in ")
    assert "stufenlos" in texts(target)[0]


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("nowhere", "There is no convention “nowhere”."),
        ("here", "Nothing of “here” is published yet: publish it first."),
    ],
)
def test_what_cannot_be_printed_is_said_in_a_sentence(draft, tmp_path, slug, words):
    with pytest.raises(CommandError) as caught:
        run(slug, "agendas", "-o", str(tmp_path / "out.pdf"))

    assert str(caught.value) == words


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(afternoon):
    with pytest.raises(CommandError) as caught:
        run("here", "agendas", "-o", "/dev/null/out.pdf")

    assert str(caught.value).startswith("/dev/null/out.pdf could not be written: ")
