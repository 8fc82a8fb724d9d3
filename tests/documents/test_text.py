"""A name is found and recognised however somebody spells it."""

import pytest

from documents.text import compact, folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Élodie MARCHAL", "elodie marchal"),
        ("Groß", "gross"),
        ("GROẞ", "gross"),
        ("Œuvres & Cætera", "oeuvres & caetera"),
        ("o\ufb03ce", "office"),
        ("Jean-Luc  d’Or", "jean luc d or"),
        ("Jean\u2010Luc d'Or", "jean luc d or"),
        ("Meurthe–et—Moselle", "meurthe et moselle"),
        (" a\u00a0b\n", "a b"),
        ("S.à r.l.", "s.a r.l."),
        ("", ""),
    ],
)
def test_a_folded_text_has_small_letters_without_accents_and_single_blanks(text, expected):
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ateliers-du Val (SCIC)", "ateliersduvalscic"),
        ("E-Mail_1", "email1"),
        ("Straße", "strasse"),
        ("Œuvre", "oeuvre"),
        (3, "3"),
        ("¿?", ""),
    ],
)
def test_a_compact_name_has_neither_blanks_nor_punctuation(text, expected):
    assert compact(text) == expected
