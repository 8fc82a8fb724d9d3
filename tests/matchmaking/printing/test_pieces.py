"""What stands on paper, read back from the PDF."""

from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from documents.pdf import render_pdf
from matchmaking.agendas.services.talk import spoken_words
from matchmaking.printing.services.look import PAPER
from matchmaking.printing.services.pieces import Press
from matchmaking.printing.services.print_jobs import write_document
from tests.documents.pdfs import texts
from ui.drawing.qr import qr_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def agendas(afternoon, tmp_path: Path) -> Path:
    target = tmp_path / "agendas.pdf"
    write_document(target, schedule=afternoon.schedule, document="agendas", language="fr")
    return target


@pytest.fixture
def tables(afternoon, tmp_path: Path) -> Path:
    target = tmp_path / "tables.pdf"
    write_document(target, schedule=afternoon.schedule, document="tables", language="de")
    return target


def parts(text: str, *expected: str) -> list[bool]:
    return [piece in text for piece in expected]


def test_everybody_who_meets_has_one_page_and_the_pages_are_sorted_by_last_name(agendas):
    reader = PdfReader(agendas)

    assert [entry.title for entry in reader.outline] == [
        "Bob Adams",
        "Élodie Marchal",
        "Jörg Zimmer",
    ]
    assert [reader.get_destination_page_number(entry) for entry in reader.outline] == [0, 1, 2]
    assert len(reader.pages) == 3


def test_each_agenda_speaks_the_language_of_its_reader(agendas):
    english, french, german = texts(agendas)

    assert (
        parts(
            english,
            "Bob Adams",
            "2 meetings of 20 minutes. Changing tables is included.",
            "to 14:40",
            "Marchal SA",
            "Élodie Marchal, French",
            "Interpreter: Olga Brandt",
            "page 1 of 1",
            "Funded by the Fonds Exemple",
        )
        == [True] * 8
    )
    assert (
        parts(
            french,
            "2 rencontres de 20 minutes",
            "à 14:20",
            "Jörg Zimmer",
            "page 1 sur 1",
            "Financé par le Fonds Exemple",
        )
        == [True] * 5
    )
    assert (
        parts(
            german,
            "2 Gespräche von 20 Minuten",
            "Tisch",
            "bis 14:20",
            "Seite 1 von 1",
            "Gefördert durch den Fonds Exemple",
        )
        == [True] * 5
    )


def test_one_agenda_is_the_sheet_that_it_is_among_all(afternoon):
    press = Press(afternoon.schedule)

    alone = [press.agendas(afternoon.people[name]) for name in ("Bob", "Élodie", "Jörg")]

    assert [[order.sheet() for order in orders] for orders in alone] == [
        [order.sheet()] for order in press.agendas()
    ]
    assert press.agendas(afternoon.people["Nobody"]) == []


@pytest.mark.parametrize("guests", [0, 3])
def test_one_agenda_is_read_alone_however_many_there_are(draft, guests, django_assert_num_queries):
    from tests.factories import SlotFactory  # noqa: PLC0415 -- after the fixture's own

    slots = SlotFactory.create_batch(guests, session=draft.convention.sessions.get())
    for number, slot in enumerate(slots):
        draft.person(f"Guest{number}", "Zzz", "fr")
        draft.meet(slot, 2, "Élodie", f"Guest{number}")
    press = Press(draft.freeze())

    with django_assert_num_queries(9):
        press.agendas(draft.people["Bob"])


def test_need_and_offer_stand_in_words_and_a_step_free_table_is_named(afternoon):
    press = Press(afternoon.schedule)
    _bob, elodie, joerg = (order.sheet().html for order in press.agendas())

    assert elodie.count("que vous vendez") == 1
    assert joerg.count("Sie suchen") == 1
    assert [page.count("de plain-pied") for page in (elodie, joerg)] == [1, 0]


def test_a_break_stands_between_the_meetings_it_parts(agendas):
    english, french, german = texts(agendas)

    assert [text.count("1 temps mort") for text in (english, french, german)] == [0, 1, 0]
    assert french.count("20 minutes libres") == 1


def test_the_paper_says_its_version_and_when_it_was_printed(agendas):
    assert [text.count("Version 2 ·") for text in texts(agendas)] == [1, 1, 1]


def test_a_long_agenda_flows_to_a_second_page_that_says_whose_it_is(draft, tmp_path):
    from tests.factories import SlotFactory  # noqa: PLC0415 -- after the fixture's own

    session = draft.convention.sessions.get()
    for number, slot in enumerate(SlotFactory.create_batch(12, session=session)):
        draft.person(f"Guest{number:02}", "Zzz", "fr")
        draft.meet(slot, 2, "Élodie", f"Guest{number:02}")
    schedule = draft.freeze()
    target = tmp_path / "one.pdf"

    write_document(
        target,
        schedule=schedule,
        document="agendas",
        language="fr",
        delegate=draft.people["Élodie"],
    )

    first, second = texts(target)
    assert parts(first, "page 1 sur 2", "Élodie Marchal") == [True, True]
    assert parts(second, "page 2 sur 2", "Élodie Marchal") == [True, True]


def test_nine_meetings_fit_on_one_page(draft, tmp_path):
    from tests.factories import SlotFactory  # noqa: PLC0415 -- after the fixture's own

    session = draft.convention.sessions.get()
    for number, slot in enumerate(SlotFactory.create_batch(7, session=session)):
        draft.person(f"Guest{number:02}", "Zzz", "fr")
        draft.meet(slot, 2, "Élodie", f"Guest{number:02}")
    schedule = draft.freeze()

    order = next(o for o in Press(schedule).agendas() if o.name == "Élodie Marchal")

    assert len(order.agenda.entries) == 9
    assert render_pdf([order.sheet()], tmp_path / "one.pdf", look=PAPER).pages == 1


def test_a_table_schedule_names_both_sides_and_what_is_free(tables):
    first, second, third = texts(tables)

    assert (
        parts(
            first,
            "Tisch",
            "Marchal SA",
            "Zimmer SA",
            "Jörg Zimmer",
            "stufenlos",
            "frei · libre · free",
        )
        == [True] * 6
    )
    assert first.count("frei · libre · free") == 2
    assert second.count("frei · libre · free") == 1
    assert parts(second, "Olga Brandt", "Adams SA") == [True, True]
    assert third.count("frei · libre · free") == 3


def test_the_number_of_a_table_can_be_read_from_afar(tables):
    sizes = []
    PdfReader(tables).pages[0].extract_text(
        visitor_text=lambda text, _cm, matrix, _font, size: sizes.append(
            (text.strip(), round(abs(size * matrix[3])))
        )
    )

    assert max(size for text, size in sizes if text == "1") >= 170


def test_the_number_of_a_table_is_large_on_an_agenda(agendas):
    sizes = []
    PdfReader(agendas).pages[1].extract_text(
        visitor_text=lambda text, _cm, matrix, _font, size: sizes.append(
            (text.strip(), round(abs(size * matrix[3])))
        )
    )

    assert max(size for text, size in sizes if text == "1") >= 27


def test_the_qr_code_leads_to_the_agenda_as_it_is_now(afternoon):
    order = next(o for o in Press(afternoon.schedule).agendas() if o.name == "Élodie Marchal")
    url = f"https://entente.example/c/here/my/agenda/{order.agenda.delegate_id}/"

    assert qr_code(url, "Code QR\u00a0: l’agenda à jour") in order.sheet().html


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ({"fr": "negotiates", "de": "follows"}, "French, follows German"),
        ({"fr": "negotiates", "de": "negotiates"}, "French and German"),
        ({"de": "follows"}, "follows German"),
        ({}, ""),
    ],
)
def test_languages_are_said_with_their_level(levels, words):
    assert spoken_words(levels) == words


def test_reading_order_is_top_to_bottom(agendas):
    text = texts(agendas)[1]
    positions = [text.index(piece) for piece in ("Élodie Marchal", "Zimmer SA", "Adams SA")]

    assert all(one < other for one, other in pairwise(positions))
