"""Regions and categories of an imported list: known ones, one's own, and what no list knows."""

import pytest

from conventions.services.families import set_family_names
from conventions.services.vocabulary import add_word, choose_words
from organizations.models import Category, Organization
from tests.corpus import workbooks
from tests.factories import ConventionFactory

HEADER = [*workbooks.ORGANIZATION_HEADER, "region", "sells"]


def a_list(region="", sells="", country="NL"):
    row = ["A001", "De Ronde Draad", country, "S", region, sells]
    return workbooks.organizations(row, header=HEADER)


def stored():
    return Organization.objects.get(name="De Ronde Draad")


@pytest.mark.parametrize("text", ["Utrecht", "utrecht", "Provincie Utrecht", "Provinz Utrecht"])
def test_a_region_is_recognised_in_its_country(load, text):
    load(a_list(text))

    assert (stored().region_id, stored().region_other) == ("utrecht", "")


def test_an_unknown_region_is_kept_as_written_and_said(preview, load):
    warnings = preview(a_list("Veluwe")).warnings
    load(a_list("Veluwe"))

    assert [(p.code, p.row, p.value) for p in warnings] == [("region_unknown", 2, "Veluwe")]
    assert (stored().region_id, stored().region_other) == (None, "Veluwe")


def test_another_region_on_purpose_is_no_warning(preview, load):
    assert preview(a_list("Sonstige: Veluwe")).warnings == ()
    load(a_list("autre : Veluwe"))

    assert stored().region_other == "Veluwe"


def test_a_region_of_another_country_is_not_taken_for_one_of_this(load):
    load(a_list("Limburg", country="BE"))

    assert stored().region_id == "limburg-be"


def test_who_moves_to_another_country_leaves_the_region_there(load):
    load(a_list("Utrecht"))

    load(a_list("", country="BE"))

    assert (stored().country, stored().region_id) == ("BE", None)


def test_the_same_list_twice_changes_nothing(load):
    content = a_list("Veluwe", "textile; other: Honey")
    load(content)

    assert load(content)["organizations"] == {"new": 0, "changed": 0, "unchanged": 1}


@pytest.mark.parametrize("cell", ["other: Honey", "Autre : Honey", "sonstiges: Honey"])
def test_another_category_is_kept_as_written(load, cell):
    load(a_list(sells=f"textile; {cell}"))

    activities = stored().activities.order_by("category_other")
    assert [(a.category and a.category.slug, a.category_other) for a in activities] == [
        ("textile", ""),
        (None, "Honey"),
    ]


def test_an_unknown_category_is_an_error_that_names_it(preview):
    (problem,) = preview(a_list(sells="textile; rockets")).problems

    assert (problem.code, problem.row, problem.name) == ("category_unknown", 2, "sells")
    assert problem.text == (
        "There is no category called “rockets”. Copy a name from the list on the import page, or "
        "enter “other: rockets”."
    )


def test_only_the_categories_of_the_convention_are_known(convention, preview, load):
    own = add_word(convention=convention, kind="categories", names={"de": "Imkerei"})
    add_word(convention=ConventionFactory(), kind="categories", names={"de": "Raketen"})
    kept = [own.pk, Category.objects.get(slug="textile").pk]
    choose_words(convention=convention, kind="categories", shown=kept)

    assert [p.code for p in preview(a_list(sells="laundry")).problems] == ["category_unknown"]
    assert [p.code for p in preview(a_list(sells="Raketen")).problems] == ["category_unknown"]
    load(a_list(sells="imkerei; textile"))
    assert stored().activities.count() == 2


@pytest.mark.parametrize("word", ["Inclusive firm", "inclusive-firm", "Entreprise inclusive", "E"])
def test_types_go_by_the_names_of_the_convention_and_of_the_platform(convention, load, word):
    names = {"committed": {"en": "Inclusive firm", "fr": "Entreprise inclusive"}}
    set_family_names(convention=convention, names=names)

    load(workbooks.organizations(["A001", "De Ronde Draad", "NL", word, "", ""], header=HEADER))

    assert stored().family == "committed"


def test_another_one_that_the_list_knows_is_that_one(load):
    load(a_list("other: Utrecht", "other: Textile"))

    assert (stored().region_id, stored().region_other) == ("utrecht", "")
    assert stored().activities.get().category == Category.objects.get(slug="textile")


def test_other_before_it_does_not_make_a_text_longer(load):
    load(a_list("other: " + "x" * 80, "other: " + "y" * 120))

    assert stored().region_other == "x" * 80
