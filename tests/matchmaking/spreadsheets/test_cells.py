"""One bad cell, one code, with its place and what to do."""

from datetime import datetime, time

import pytest

from matchmaking.spreadsheets.services.cell_texts import CellError, context_for
from matchmaking.spreadsheets.services.cells import READERS, slots
from tests.corpus import workbooks
from tests.factories import ConventionFactory

pytestmark = pytest.mark.django_db

NBSP = "\u00a0"
ORGANIZATION_CELLS = [
    # column, value, code
    ("reference", "", "required"),
    ("reference", "x" * 41, "too_long"),
    ("name", "x" * 161, "too_long"),
    ("name", "Caf\ufffd", "character_refused"),
    ("country", "Atlantis", "country_unknown"),
    ("country", "EU", "country_unknown"),
    ("family", "club", "choice_invalid"),
    ("region", "x" * 81, "too_long"),
    ("region", "other: ", "other_empty"),
    ("size", "huge", "choice_invalid"),
    ("website", "not a site", "website_invalid"),
    ("website", "javascript://alert(1)", "website_invalid"),
    ("direction", "sideways", "choice_invalid"),
    ("sells", "laundry; rockets", "category_unknown"),
    ("min meetings", -1, "number_invalid"),
    ("min meetings", 1.5, "number_invalid"),
    ("min meetings", "ten", "number_invalid"),
    ("min meetings", 10**9, "number_invalid"),
    ("min meetings", "NaN", "number_invalid"),
    ("min meetings", "²", "number_invalid"),
    ("max meetings", 0, "number_invalid"),
    ("registration", "perhaps", "choice_invalid"),
]
DELEGATE_CELLS = [
    ("e-mail", "a@b", "email_invalid"),
    ("e-mail", "a@mail.example; b@mail.example", "email_invalid"),
    ("e-mail", "a@mail.example\r\nBcc: b@mail.example", "email_invalid"),
    ("e-mail", "Chloé Martin <chloe@mail.example>", "email_invalid"),
    ("phone", 4.179e10 + 0.5, "phone_scientific"),
    ("phone", "4.179E+10", "phone_scientific"),
    ("phone", "4,179E+10", "phone_scientific"),
    ("phone", "call me", "phone_invalid"),
    ("phone", "1" * 31, "too_long"),
    ("language", "klingon", "choice_invalid"),
    ("language", "nl", "choice_invalid"),
    ("negotiates", "fr; xx", "language_unknown"),
    ("meets", "perhaps", "yes_no_invalid"),
    ("arrives", "25:00", "date_invalid"),
    ("arrives", "29.02.2027 14:00", "date_invalid"),
    ("arrives", "2027-03-19 14:00", "date_outside"),
    ("arrives", "soon", "date_invalid"),
    ("arrives", "0001-01-01T00:00+14:00", "date_invalid"),
    ("arrives", "9999-12-31T23:59-12:00", "date_invalid"),
    ("arrives", 14, "date_invalid"),
    ("absent slots", "10", "slot_unknown"),
    ("absent slots", "0", "slot_unknown"),
    ("absent slots", "5-2", "slot_unknown"),
    ("absent slots", "first", "slot_unknown"),
]


@pytest.mark.parametrize(("column", "value", "code"), ORGANIZATION_CELLS)
def test_a_bad_cell_of_an_organisation_has_its_code(preview, column, value, code):
    row = dict(zip(workbooks.ORGANIZATION_HEADER, workbooks.ORGANIZATION, strict=True))
    row[column] = value

    seen = preview(
        workbooks.organizations(list(row.values()), workbooks.OTHER[:4], header=list(row))
    )

    assert [(p.code, p.sheet, p.row, p.name) for p in seen.problems] == [
        (code, "Organisations", 2, column)
    ]


@pytest.mark.parametrize(("column", "value", "code"), DELEGATE_CELLS)
def test_a_bad_cell_of_a_delegate_has_its_code(preview, column, value, code):
    row = dict(
        zip(
            workbooks.DELEGATE_HEADER,
            ["A001", "Chloé", "Martin", "chloe@mail.example"],
            strict=True,
        )
    )
    row[column] = value

    seen = preview(workbooks.delegates(list(row.values()), header=list(row)))

    assert [(p.code, p.sheet, p.row, p.name) for p in seen.problems] == [
        (code, "Delegates", 2, column)
    ]


@pytest.mark.parametrize("rank", [0, 4, "first", 1.5, -1])
def test_a_rank_is_one_two_or_three(preview, rank):
    problem = preview(workbooks.wishes(["A001", "A002", rank, ""])).problems[0]

    assert (problem.code, problem.column, problem.text) == (
        "rank_invalid",
        "C",
        "A rank is 1 (must), 2 (good) or 3 (nice).",
    )


GOOD = [
    ("reference", " A001 ", "A001"),
    ("name", "Null", "Null"),
    ("name", 0, "0"),
    ("name", "NA", "NA"),
    ("name", "Cafe\u0301", "Café"),
    ("name", "<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("name", "{{7*7}} {x.__init__}", "{{7*7}} {x.__init__}"),
    ("name", "=1+1", "=1+1"),
    ("name", "@SUM(A1)", "@SUM(A1)"),
    ("name", "Line\none\ttwo", "Line one two"),
    ("name", "İstanbul Straße 東京 العربية", "İstanbul Straße 東京 العربية"),
    ("country", "Deutschland", "DE"),
    ("country", "belgique", "BE"),
    ("country", "l", "LU"),
    ("country", "B", "BE"),
    ("country", "Pays-Bas", "NL"),
    ("country", "CH", "CH"),
    ("country", "che", "CH"),
    ("country", "Österreich", "AT"),
    ("country", "A", "AT"),
    ("family", "Économie sociale", "social-economy"),
    ("family", "P", "public"),
    ("region", "Vosges", "vosges"),
    ("region", "Provincie Utrecht", "utrecht"),
    ("region", "hauts-de-france", "hauts-de-france"),
    ("region", "Kanton Zürich", "zuerich"),
    ("region", "Kärnten", "other:Kärnten"),
    ("region", "autre : Pays de Bitche", "other:Pays de Bitche"),
    ("size", 42, "small"),
    ("size", "250", "large"),
    ("size", "micro", "micro"),
    ("website", "www.example.org", "https://www.example.org"),
    ("description_fr", "Une ligne\r\nDeux lignes", "Une ligne\nDeux lignes"),
    ("sells", "laundry; LAUNDRY;Catering and restaurant services", ["laundry", "catering"]),
    ("min_meetings", "3.0", 3),
    ("max_meetings", 12.0, 12),
    ("email", f" Chloe.Martin@Mail.example{NBSP}", "chloe.martin@mail.example"),
    ("email", "mailto:a@mail.example", "a@mail.example"),
    ("phone", "+33 3 87 00 00 00", "+33 3 87 00 00 00"),
    ("phone", 33387000000, "33387000000"),
    ("language", "Deutsch", "de"),
    ("negotiates", "fr, Deutsch / lb", ["fr", "de", "lb"]),
    ("meets", "oui", True),
    ("meets", "nein", False),
    ("meets", 0, False),
    ("step_free", True, True),
    ("arrives", "14:30", "2027-03-18T13:30:00+00:00"),
    ("arrives", "14h30", "2027-03-18T13:30:00+00:00"),
    ("arrives", "14 Uhr", "2027-03-18T13:00:00+00:00"),
    ("arrives", time(14, 30), "2027-03-18T13:30:00+00:00"),
    ("arrives", datetime(1899, 12, 30, 14, 30), "2027-03-18T13:30:00+00:00"),  # noqa: DTZ001
    ("arrives", "18.03.2027 14:30", "2027-03-18T13:30:00+00:00"),
    ("arrives", "18/03/2027 14:30", "2027-03-18T13:30:00+00:00"),
    ("arrives", "03/18/2027 14:30", "2027-03-18T13:30:00+00:00"),
    ("arrives", "2027-03-18T14:30+01:00", "2027-03-18T13:30:00+00:00"),
    ("absent_slots", "1;4-5", [1, 4, 5]),
    ("absent_slots", 3, [3]),
    ("rank", 2.0, 2),
]


@pytest.mark.parametrize(("key", "value", "expected"), GOOD)
def test_a_good_cell_is_read_as_it_is_meant(convention, key, value, expected):
    assert READERS[key](value, context_for(convention)) == expected


@pytest.mark.parametrize(
    ("value", "warnings"),
    [
        ("Ate\u200blier\u202e", ["characters_stripped"]),
        ("Nul\x00l", ["characters_stripped"]),
        ("Next\x85line", []),
        ("Аtelier", ["lookalike"]),  # the first letter is Cyrillic
    ],
)
def test_what_hides_in_a_name_is_said(convention, value, warnings):
    context = context_for(convention)

    READERS["name"](value, context)

    assert context.warnings == warnings


def error_of(key, value, convention):
    with pytest.raises(CellError) as error:
        READERS[key](value, context_for(convention))
    return error.value.key


def test_day_and_month_are_asked_for_only_where_both_orders_fit():
    long = ConventionFactory(starts_on="2027-03-01", ends_on="2027-04-30")
    long.refresh_from_db()
    short = ConventionFactory(starts_on="2027-04-03", ends_on="2027-04-03")
    short.refresh_from_db()

    assert error_of("arrives", "03/04/2027 14:00", long) == "date_ambiguous"
    assert READERS["arrives"]("03/04/2027 14:00", context_for(short)) == "2027-04-03T12:00:00+00:00"


def test_a_time_alone_needs_a_convention_of_one_day():
    convention = ConventionFactory(starts_on="2027-03-18", ends_on="2027-03-19")
    convention.refresh_from_db()

    assert error_of("arrives", "14:30", convention) == "date_needed"


def test_an_hour_that_the_clocks_skip_or_repeat_is_refused():
    spring = ConventionFactory(starts_on="2027-03-28", ends_on="2027-03-28")
    spring.refresh_from_db()
    autumn = ConventionFactory(starts_on="2027-10-31", ends_on="2027-10-31")
    autumn.refresh_from_db()

    assert error_of("arrives", "02:30", spring) == "date_invalid"
    assert error_of("arrives", "02:30", autumn) == "time_ambiguous"
    assert (
        READERS["arrives"]("2027-10-31T02:30+01:00", context_for(autumn))
        == "2027-10-31T01:30:00+00:00"
    )


def test_slots_need_a_session():
    with pytest.raises(CellError) as error:
        slots("1", context_for(ConventionFactory()))

    assert error.value.key == "slot_unknown.none"
