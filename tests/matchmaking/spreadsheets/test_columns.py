"""Which list a file holds, and which column is which."""

import pytest

from matchmaking.spreadsheets.services.columns import COLUMNS, Kind, header_names
from tests.corpus import workbooks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", list(Kind))
def test_no_two_columns_of_a_list_share_a_name_in_any_language(kind):
    names = header_names(kind)

    for column in COLUMNS[kind]:
        for name in column.names.values():
            key = "".join(letter for letter in name if letter.isalnum()).lower()
            assert names.get(key, column) is column


@pytest.mark.parametrize(
    "header",
    [
        ["Référence", "NOM", "Pays", "Famille"],
        ["Referenz", "Name", "Land", "Familie"],
        [" REFERENCE ", "na me", "country", "Family"],
    ],
)
def test_a_header_is_understood_in_each_language(codes, header):
    assert codes(workbooks.organizations(workbooks.ORGANIZATION, header=header)) == ([], [])


def test_sheets_are_told_by_their_names_or_headers(preview):
    seen = preview(
        workbooks.workbook(
            {
                "Feuille1": [
                    ["de", "vers", "rang"],
                    ["A001", "A002", 1],
                ],
                "Organisationen": [
                    workbooks.ORGANIZATION_HEADER,
                    workbooks.ORGANIZATION,
                    workbooks.OTHER,
                ],
                "Notes": [["shopping list"], ["eggs"]],
            }
        )
    )

    assert seen.written == {Kind.ORGANIZATIONS: 2, Kind.WISHES: 1}
    assert [(w.code, w.sheet) for w in seen.warnings] == [("sheet_unknown", "Notes")]


def test_a_missing_a_double_and_a_misspelt_column_are_named(preview):
    seen = preview(
        workbooks.organizations(
            ["A001", "X", "FR", "twice", "?", "!"],
            header=["reference", "name", "country", "Name", "familly", "colour"],
        )
    )

    assert [(p.code, p.text) for p in seen.problems] == [
        ("header_duplicate", "Columns B and D both mean “name”. Keep one of them."),
        (
            "header_missing",
            "The column “family” is missing. Add it, or give it this name in the first row.",
        ),
    ]
    assert [warning.text for warning in seen.warnings] == [
        "The column “familly” is not known and was left out. Did you mean “family”?",
        "These columns are not known and were left out: colour.",
    ]


def test_the_same_list_on_two_sheets_is_refused(codes):
    rows = [workbooks.ORGANIZATION_HEADER, workbooks.ORGANIZATION]

    assert codes(workbooks.workbook({"One": rows, "Two": rows})) == (["kind_twice"], [])


def test_what_a_file_holds_may_be_chosen(codes):
    content = b"colour,shape\nred,round\n"

    assert codes(content) == (["kind_unknown"], [])
    assert codes(content, Kind.WISHES) == (
        ["header_missing", "header_missing"],
        ["separator", "columns_unknown"],
    )


def test_control_characters_in_a_header_reach_neither_database_nor_screen(preview):
    content = b"from,to,co\x00lour\x1b,na\x00me\nA001,A002,red,x\n"

    seen = preview(content)

    assert [warning.text for warning in seen.warnings] == [
        "Columns are separated by “,”.",
        "These columns are not known and were left out: co·lour·, na·me.",
    ]
