"""The list of activities: what an organisation sells and buys, where and how much."""

from datetime import date
from decimal import Decimal

import pytest

from matchmaking.spreadsheets.services.columns import Kind
from matchmaking.spreadsheets.services.imports import apply_import, preview_import
from organizations.models import Activity, CapacityUnit, Region, Theme
from tests.corpus import workbooks
from tests.factories import (
    ActivityFactory,
    CategoryFactory,
    ConventionFactory,
    OwnCategoryFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db

HEADER = ["organisation", "direction", "category"]


def a_list(*rows: dict, organizations: bool = True) -> bytes:
    """Return a workbook of A001 and of its activities; each row names what it says."""
    header = list(dict.fromkeys([*HEADER, *(name for row in rows for name in row)]))
    said = [
        {"organisation": "A001", "direction": "sells", "category": "laundry"} | row for row in rows
    ]
    sheets = {"Activities": [header, *([row.get(name) for name in header] for row in said)]}
    if organizations:
        known = [workbooks.ORGANIZATION_HEADER, workbooks.ORGANIZATION, workbooks.OTHER]
        sheets = {"Organisations": known} | sheets
    return workbooks.workbook(sheets)


def codes_of(seen) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.name) for problem in seen.problems]


def test_a_row_says_everything_that_the_form_says(load):
    load(
        a_list(
            {
                "text (fr)": "Linge plat",
                "text (de)": "Flachwäsche",
                "area": "Moselle; Luxemburg",
                "more about the area": "deux tournées",
                "capacity": 2500,
                "unit": "kg",
                "period": "jour",
                "free": "600,5",
                "confirmed on": date(2026, 3, 3),
                "more about the capacity": "séchage compris",
                "nature": "Dienstleistungen",
                "also looks for": "Bietergemeinschaft",
                "keywords": "linge; draps, linge",
                "lead time": "2 semaines",
                "themes": "inclusion; Zero waste",
                "preferred statuses": "EMAS",
            }
        )
    )

    activity = Activity.objects.get()
    assert [region.code for region in activity.regions.all()] == ["moselle", "luxembourg"]
    assert [theme.slug for theme in activity.themes.all()] == ["inclusion", "zero-waste"]
    assert {
        name: getattr(activity, name)
        for name in (
            "direction", "text_fr", "text_de", "area_kind", "area_note", "capacity",
            "capacity_period", "capacity_free", "capacity_confirmed_on", "capacity_note", "nature",
            "intent", "keywords", "lead_time", "lead_time_unit", "prefers",
        )
    } == {
        "direction": "sells", "text_fr": "Linge plat", "text_de": "Flachwäsche",
        "area_kind": "regions", "area_note": "deux tournées", "capacity": Decimal(2500),
        "capacity_period": "day", "capacity_free": Decimal("600.5"),
        "capacity_confirmed_on": date(2026, 3, 3), "capacity_note": "séchage compris",
        "nature": "services", "intent": "co_bid", "keywords": "linge, draps", "lead_time": 2,
        "lead_time_unit": "weeks", "prefers": "EMAS",
    }  # fmt: skip
    assert activity.capacity_unit.code == "kg"


FULL = {
    "text (fr)": "Linge", "area": "60 km, Luxembourg compris", "capacity": 0.5, "unit": "tonnes",
    "free": 0, "confirmed on": "03.03.2026", "lead time": 10, "themes": "inclusion",
}  # fmt: skip


def test_the_same_list_twice_changes_nothing(load, preview):
    first = load(a_list(FULL))
    again = preview(a_list(FULL))

    assert first["activities"] == {"new": 1, "changed": 0, "unchanged": 0}
    assert again.written == {Kind.ORGANIZATIONS: 0, Kind.ACTIVITIES: 0}
    assert Activity.objects.get().capacity_free == 0


def test_a_later_list_changes_what_it_names_and_leaves_the_rest(load):
    load(a_list(FULL))

    done = load(a_list({"area": "Greater Region", "free": "0.25"}, organizations=False))

    activity = Activity.objects.get()
    assert done["activities"] == {"new": 0, "changed": 1, "unchanged": 0}
    assert (activity.area_kind, activity.radius_km, activity.text_fr) == (
        "greater_region",
        None,
        "Linge",
    )
    assert (activity.capacity, activity.capacity_free) == (Decimal("0.5"), Decimal("0.25"))
    assert [theme.slug for theme in activity.themes.all()] == ["inclusion"]


def test_the_preview_names_the_columns_that_change(load, preview):
    load(a_list(FULL))

    (_organizations, seen) = preview(a_list(FULL | {"area": "Moselle", "free": 0.5})).sheets

    assert [(change.label, change.fields) for change in seen.changes] == [
        ("A001 · Laundry and linen care", ("area", "free"))
    ]


def test_no_import_removes_an_activity(load, convention):
    registration = RegistrationFactory(convention=convention, reference="B1")
    ActivityFactory(organization=registration.organization, text_en="stays")

    load(a_list({"organisation": "B1"}, organizations=False))

    assert registration.organization.activities.count() == 2


def test_a_category_may_stand_in_both_lists_and_is_one_activity(load):
    content = workbooks.workbook(
        {
            "Organisations": [
                [*workbooks.ORGANIZATION_HEADER, "sells"],
                [*workbooks.ORGANIZATION, "laundry; packaging"],
            ],
            "Activities": [[*HEADER, "text (en)"], ["A001", "sells", "laundry", "Linen"]],
        }
    )
    load(content)

    assert set(Activity.objects.values_list("category__slug", "text_en")) == {
        ("laundry", "Linen"),
        ("packaging", ""),
    }


def test_a_file_of_activities_alone_is_told_by_its_header(load, convention):
    RegistrationFactory(convention=convention, reference="B1")
    content = "Organisation;Richtung;Kategorie;Gebiet\nB1;verkauft;Wäscherei;80 km\n"

    load(content.replace("Wäscherei", "laundry").encode())

    assert Activity.objects.get().radius_km == 80


def test_another_category_is_kept_as_written(load):
    load(a_list({"category": "other: Imkerei"}))
    load(a_list({"category": "Sonstiges: Imkerei", "text (de)": "Honig"}, organizations=False))

    activity = Activity.objects.get()
    assert (activity.category, activity.category_other, activity.text_de) == (
        None,
        "Imkerei",
        "Honig",
    )


@pytest.mark.parametrize(
    ("area", "code", "kind", "note"),
    [
        ("Moselle, sud du Luxembourg", "area_partly", "regions", "Moselle, sud du Luxembourg"),
        ("à distance", "area_unknown", "", "à distance"),
    ],
)
def test_an_area_that_no_list_knows_is_kept_as_written_and_said(
    preview, load, area, code, kind, note
):
    warnings = preview(a_list({"area": area})).warnings
    load(a_list({"area": area}))

    activity = Activity.objects.get()
    assert [(problem.code, problem.row) for problem in warnings] == [(code, 2)]
    assert (activity.area_kind, activity.area_note) == (kind, note)


def test_a_capacity_without_a_period_is_one_in_all(load):
    load(a_list({"capacity": 38, "unit": "Fahrzeuge"}))

    activity = Activity.objects.get()
    assert (activity.capacity_period, activity.capacity_unit.code) == ("in_all", "vehicles")


@pytest.mark.parametrize(
    ("written", "number"),
    [("1 200", 1200), ("1.200", 1200), ("1,200.5", "1200.5"), ("1.200,50", "1200.5"), (2.5, "2.5"),
     (1e6, 1000000), ("2,5", "2.5")],
)  # fmt: skip
def test_a_number_is_read_in_each_country_s_writing(load, written, number):
    load(a_list({"capacity": written, "unit": "kg"}))

    assert Activity.objects.get().capacity == Decimal(number)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("direction", "both", "choice_invalid"),
        ("category", "unicorns", "category_unknown"),
        ("category", "laundry; packaging", "category_one"),
        ("text (fr)", "x" * 301, "too_long"),
        ("area", "0 km", "radius_invalid"),
        ("area", "1001 km", "radius_invalid"),
        ("area", "à distance " * 12, "too_long"),
        ("capacity", "ten", "amount_invalid"),
        ("capacity", -1, "amount_invalid"),
        ("capacity", 10**10, "amount_invalid"),
        ("capacity", True, "amount_invalid"),
        ("unit", "bushels", "unit_unknown"),
        ("period", "hour", "choice_invalid"),
        ("confirmed on", "31.02.2026", "day_invalid"),
        ("confirmed on", "soon", "day_invalid"),
        ("nature", "ideas", "choice_invalid"),
        ("also looks for", "love", "choice_invalid"),
        ("keywords", "x" * 301, "too_long"),
        ("lead time", "soon", "lead_time_invalid"),
        ("lead time", "0", "lead_time_invalid"),
        ("themes", "unicorns", "theme_unknown"),
        ("organisation", "Z9", "reference_unknown"),
    ],
)
def test_a_bad_cell_has_its_code_and_its_place(preview, column, value, code):
    seen = preview(a_list({column: value}))

    assert codes_of(seen) == [(code, column)]


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ({"capacity": 3}, "unit", "Say in which unit the capacity is counted."),
        (
            {"free": 3},
            "capacity",
            "Write the whole capacity as a number, or empty unit, period, what is free and when "
            "it was confirmed.",
        ),
        (
            {"capacity": 3, "unit": "kg", "free": 4},
            "free",
            "The spare capacity is greater than the total. Correct one of the two.",
        ),
        (
            {"keywords": ",".join(map(str, range(11)))},
            "keywords",
            "At most 10 keywords. Keep the most telling.",
        ),
    ],
)
def test_what_the_service_refuses_is_said_at_its_row(preview, row, column, sentence):
    whole = {"capacity": None, "unit": None, "free": None} | row

    (problem,) = preview(a_list(whole)).problems

    assert (problem.name, problem.row, problem.text) == (column, 2, sentence)


def test_a_category_twice_is_refused(preview):
    (problem,) = preview(a_list({}, {"text (en)": "again"})).problems

    assert (problem.code, problem.params) == ("activity_duplicate", {"first": 2, "second": 3})


def test_too_many_categories_are_refused_at_the_first_one_too_many(preview):
    for number in range(7):
        CategoryFactory(slug=f"extra-{number}", name_en=f"Extra {number}")
    rows = [{"category": f"extra-{number}"} for number in range(7)]

    (problem,) = preview(a_list(*rows)).problems

    assert (problem.row, problem.text) == (
        8,
        "An organisation can offer at most 6 categories. Remove one first.",
    )


def test_what_the_convention_does_not_show_takes_no_place(load, convention):
    registration = RegistrationFactory(convention=convention, reference="B1")
    other = ConventionFactory()
    for _number in range(6):
        category = OwnCategoryFactory(convention=other).category
        ActivityFactory(organization=registration.organization, category=category)

    load(a_list({"organisation": "B1"}, organizations=False))

    assert registration.organization.activities.count() == 7


@pytest.mark.parametrize("day", ["0001-01-01", "1.1.1999", date(1970, 1, 1), "2101-01-01"])
def test_a_day_that_the_form_would_refuse_is_refused(preview, day):
    (problem,) = preview(a_list(FULL | {"confirmed on": day})).problems

    assert (problem.code, problem.text) == (
        "day_far_off",
        "Choose a day in the years 2000 to 2100.",
    )


@pytest.mark.parametrize("count", [1, 5])
def test_queries_do_not_grow_with_the_activities(
    check, convention, count, django_assert_num_queries
):
    slugs = ("laundry", "packaging", "catering", "cleaning", "printing")[:count]
    upload = check(a_list(*({"category": slug} | FULL for slug in slugs)))
    with django_assert_num_queries(8):
        fingerprint = preview_import(upload=upload).fingerprint

    with django_assert_num_queries(24):
        apply_import(upload=upload, fingerprint=fingerprint)


def test_units_regions_and_themes_are_named_in_each_language(load):
    load(
        a_list(
            {"area": "Sarre", "capacity": 1, "unit": "Mahlzeit", "themes": "Kreislaufwirtschaft"}
        )
    )

    activity = Activity.objects.get()
    assert (list(activity.regions.all()), activity.capacity_unit, list(activity.themes.all())) == (
        [Region.objects.get(code="saarland")],
        CapacityUnit.objects.get(code="meals"),
        [Theme.objects.get(slug="circular-economy")],
    )
