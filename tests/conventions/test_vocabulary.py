"""Categories and themes: a convention chooses, hides and adds; what it adds is its own."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from conventions.models import CategoryChoice, Convention, Phase
from conventions.services import vocabulary
from conventions.services.copying import copy_convention
from conventions.services.vocabulary import (
    activities_in,
    add_word,
    categories_of,
    choose_words,
    remove_word,
    rename_word,
    themes_of,
    words_of,
)
from organizations.models import Category, Theme
from tests.factories import (
    ActivityFactory,
    ConventionFactory,
    OwnCategoryFactory,
    OwnThemeFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db

NAMES = {"fr": "Apiculture", "de": "Imkerei", "en": "Beekeeping"}


@pytest.fixture
def elsewhere():
    return ConventionFactory(slug="elsewhere")


def slugs(found):
    return [one.slug for one in found]


def code_of(error):
    found = error.value
    return found.code if hasattr(found, "code") else next(iter(found.error_dict.values()))[0].code


def add(convention, kind="categories", **fields):
    return add_word(convention=convention, kind=kind, **({"names": NAMES} | fields))


def test_a_convention_offers_what_the_platform_offers(hall):
    assert slugs(categories_of(hall)) == slugs(Category.objects.all())
    assert (categories_of(hall).count(), themes_of(hall).count()) == (24, 12)


def test_what_a_convention_hides_is_hidden_there_alone(hall, elsewhere):
    kept = Category.objects.filter(slug__in=("catering", "laundry"))

    choose_words(convention=hall, kind="categories", shown=[one.pk for one in kept])

    assert slugs(categories_of(hall)) == ["catering", "laundry"]
    assert categories_of(elsewhere).count() == 24


def test_what_was_hidden_is_shown_again(hall):
    everything = [one.pk for one in Category.objects.all()]
    choose_words(convention=hall, kind="categories", shown=everything[:1])

    choose_words(convention=hall, kind="categories", shown=everything)

    assert categories_of(hall).count() == 24
    assert not CategoryChoice.objects.exists()


def test_what_a_convention_adds_only_it_shows_until_the_operator_shares_it(hall, elsewhere):
    added = add(hall, cpv="03142000, 03142100")

    assert (added.slug, added.cpv, added.shared) == ("apiculture", "03142000;03142100", False)
    assert (added.name_fr, added.name_de) == ("Apiculture", "Imkerei")
    assert slugs(categories_of(hall))[-1] == "apiculture"
    assert "apiculture" not in slugs(categories_of(elsewhere))

    Category.objects.filter(pk=added.pk).update(shared=True)

    assert "apiculture" in slugs(categories_of(elsewhere))


def test_an_own_word_is_hidden_and_shown_and_stays_its_own(hall):
    added = add(hall)
    others = [one.pk for one in Category.objects.exclude(pk=added.pk)]

    choose_words(convention=hall, kind="categories", shown=others)
    assert "apiculture" not in slugs(categories_of(hall))

    choose_words(convention=hall, kind="categories", shown=[*others, added.pk])
    assert "apiculture" in slugs(categories_of(hall))
    assert [word.term.slug for word in words_of(hall, "categories") if word.own] == ["apiculture"]


def test_a_theme_is_added_renamed_and_removed(hall):
    theme = add(hall, "themes")

    rename_word(convention=hall, kind="themes", pk=theme.pk, names={"de": "Bienen"})
    renamed = themes_of(hall).get(slug="apiculture")
    assert (renamed.name_de, renamed.name_fr) == ("Bienen", "")

    remove_word(convention=hall, kind="themes", pk=theme.pk)
    assert not Theme.objects.filter(pk=theme.pk).exists()


def test_all_themes_may_be_hidden(hall):
    choose_words(convention=hall, kind="themes", shown=[])

    assert themes_of(hall).count() == 0


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"names": {}}, "name_missing"),
        ({"names": {"fr": "  "}}, "name_missing"),
        ({"names": {"fr": "x" * 121}}, "name_long"),
        ({"names": {"en": "RÉEMPLOI, réparation et surcyclage"}}, "word_exists"),
        ({"names": {"fr": "Réemploi / réparation et sur-cyclage"}}, "word_exists"),
        ({"names": {"fr": "Laundry"}}, "word_exists"),  # a short name names it in a list
        ({"names": {"fr": "!!!"}}, "name_empty"),
        ({"names": {"fr": "Miel", "de": "—"}}, "name_empty"),
        ({"names": {"fr": "Miel; cire"}}, "name_separator"),
        ({"names": {"fr": "Miel|cire"}}, "name_separator"),
        ({"cpv": "0314200"}, "cpv_invalid"),
        ({"cpv": "0314200x"}, "cpv_invalid"),
    ],
)
def test_a_word_without_a_name_or_there_already_is_refused(hall, fields, code):
    with pytest.raises(ValidationError) as error:
        add(hall, **fields)

    assert code_of(error) == code


def test_two_words_of_one_name_get_short_names_of_their_own(hall, elsewhere):
    assert [add(hall).slug, add(elsewhere).slug] == ["apiculture", "apiculture-2"]


def test_a_short_name_taken_at_this_moment_is_not_taken_again(hall, elsewhere, monkeypatch):
    add(elsewhere)
    free = vocabulary._free_slug
    tried = iter(["apiculture"])
    monkeypatch.setattr(
        vocabulary, "_free_slug", lambda words, name: next(tried, None) or free(words, name)
    )

    assert add(hall).slug == "apiculture-2"


def test_what_came_after_the_page_was_opened_stays_as_it_is(hall):
    listed = [one.pk for one in Category.objects.all()]
    added = add(hall)

    choose_words(convention=hall, kind="categories", shown=listed[:1], listed=listed)

    assert slugs(categories_of(hall)) == [Category.objects.get(pk=listed[0]).slug, added.slug]


@pytest.mark.parametrize("shown", [[], [0]])
def test_no_category_at_all_or_one_of_nowhere_is_refused(hall, shown):
    with pytest.raises(ValidationError) as error:
        choose_words(convention=hall, kind="categories", shown=shown)

    assert code_of(error) == ("word_unknown" if shown else "nothing_shown")


def test_the_own_word_of_another_convention_cannot_be_shown_renamed_or_removed(hall, elsewhere):
    foreign = add(elsewhere)
    for write in (
        lambda: choose_words(convention=hall, kind="categories", shown=[foreign.pk]),
        lambda: rename_word(convention=hall, kind="categories", pk=foreign.pk, names=NAMES),
        lambda: remove_word(convention=hall, kind="categories", pk=foreign.pk),
    ):
        with pytest.raises(ValidationError) as error:
            write()
        assert code_of(error) in {"word_unknown", "word_gone"}


def test_a_word_that_the_operator_has_shared_is_the_platforms(hall):
    added = add(hall)
    Category.objects.filter(pk=added.pk).update(shared=True)

    with pytest.raises(ValidationError) as error:
        remove_word(convention=hall, kind="categories", pk=added.pk)

    assert code_of(error) == "word_not_own"


def test_a_category_in_use_is_hidden_and_not_removed(hall):
    added = add(hall)
    ActivityFactory(category=added)

    with pytest.raises(ValidationError) as error:
        remove_word(convention=hall, kind="categories", pk=added.pk)

    assert error.value.messages == ["1 organisation offers or seeks it. Hide it instead."]


def test_a_theme_in_use_is_hidden_and_not_removed(hall):
    added = add(hall, "themes")
    for _number in range(2):
        ActivityFactory().themes.add(added)

    with pytest.raises(ValidationError) as error:
        remove_word(convention=hall, kind="themes", pk=added.pk)

    assert error.value.messages == ["2 organisations name this theme. Hide it instead."]
    assert code_of(error) == "word_in_use"


def test_a_category_taken_while_it_is_removed_is_not_removed(hall, monkeypatch):
    added = add(hall)
    delete = Category.delete

    def taken_meanwhile(term):
        ActivityFactory(category=term)
        return delete(term)

    monkeypatch.setattr(Category, "delete", taken_meanwhile)
    with pytest.raises(ValidationError) as error:
        remove_word(convention=hall, kind="categories", pk=added.pk)

    assert code_of(error) == "word_in_use"


def test_a_word_removed_already_is_said_to_be_gone(hall):
    added = add(hall)
    remove_word(convention=hall, kind="categories", pk=added.pk)

    with pytest.raises(ValidationError) as error:
        remove_word(convention=hall, kind="categories", pk=added.pk)

    assert code_of(error) == "word_gone"


def test_a_word_keeps_its_name_while_an_archived_edition_shows_it(hall):
    added = add(hall)
    copy = copy_convention(previous=hall, slug="next", starts_on=hall.starts_on)
    rename_word(convention=copy, kind="categories", pk=added.pk, names={"fr": "Miel"})
    Convention.objects.filter(pk=hall.pk).update(phase=Phase.ARCHIVED)

    with pytest.raises(ValidationError) as error:
        rename_word(convention=copy, kind="categories", pk=added.pk, names={"fr": "Cire"})

    assert code_of(error) == "word_archived"
    added.refresh_from_db()
    assert added.name_fr == "Miel"


def test_nothing_changes_in_an_archived_convention(hall):
    hall.phase = Phase.ARCHIVED

    with pytest.raises(ValidationError) as error:
        add(hall)

    assert code_of(error) == "convention_archived"


def test_a_convention_shows_the_activities_of_its_categories_and_what_was_written(hall, elsewhere):
    organization = RegistrationFactory(convention=hall).organization
    shown = ActivityFactory(organization=organization, category=Category.objects.first())
    written = ActivityFactory(organization=organization, category=None, category_other="Miel")
    foreign = ActivityFactory(organization=organization, category=add(elsewhere))

    assert set(activities_in(hall)) == {shown, written}
    assert set(activities_in(elsewhere)) == {shown, written, foreign}


def test_the_next_edition_hides_and_owns_what_the_last_one_did(hall):
    added = add(hall)
    kept = [Category.objects.get(slug="catering").pk, added.pk]
    choose_words(convention=hall, kind="categories", shown=kept)

    copy = copy_convention(previous=hall, slug="next", starts_on=hall.starts_on)

    assert slugs(categories_of(copy)) == ["catering", "apiculture"]
    remove_word(convention=copy, kind="categories", pk=added.pk)
    assert slugs(categories_of(hall)) == ["catering", "apiculture"]


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: CategoryChoice.objects.create(
            convention=ConventionFactory(), category=Category.objects.first()
        ), "category_choice_says_something"),
        (lambda: Category.objects.create(slug="x", cpv="123"), "category_cpv_eight_digits"),
        (lambda: ActivityFactory(category=None), "activity_category_or_another"),
        (lambda: ActivityFactory(category_other="Miel"), "activity_category_or_another"),
    ],
)  # fmt: skip
def test_the_database_refuses(make, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


# --- The pages ------------------------------------------------------------------------------------


def test_the_page_says_what_is_shown_used_and_added(owner, hall):
    catering = Category.objects.get(slug="catering")
    ActivityFactory(
        category=catering, organization=RegistrationFactory(convention=hall).organization
    )
    added = add(hall)

    form = owner.get(reverse("organizer:categories", args=["hall"])).context["form"]

    said = {word.term.slug: (ticked, word.own, word.used) for word, ticked in form.rows}
    assert (said["catering"], said[added.slug]) == ((True, False, 1), (True, True, 0))
    assert len(said) == 25


def test_the_organiser_chooses_on_the_page(owner, hall):
    address = reverse("organizer:categories", args=["hall"])
    laundry = Category.objects.get(slug="laundry")

    response = owner.post(address, {"shown": [laundry.pk]})

    assert response.status_code == 302
    assert slugs(categories_of(hall)) == ["laundry"]


def test_a_page_that_was_opened_earlier_hides_no_new_word(owner, hall):
    address = reverse("organizer:categories", args=["hall"])
    listed = owner.get(address).context["form"].keys
    assert f'name="listed" value="{listed}"' in owner.get(address).content.decode()
    add(hall)

    refused = owner.post(address, {"shown": [0], "listed": listed})
    owner.post(address, {"shown": [Category.objects.get(slug="laundry").pk], "listed": listed})

    form = refused.context["form"]
    assert [word.term.slug for word, ticked in form.rows if ticked] == ["apiculture"]
    assert form.errors["shown"] == ["Somebody has changed the list meanwhile. Load the page again."]
    assert slugs(categories_of(hall)) == ["laundry", "apiculture"]


def test_choosing_none_is_refused_on_the_page(owner, hall):
    form = owner.post(reverse("organizer:categories", args=["hall"])).context["form"]

    assert [e.code for e in form.non_field_errors().as_data()] == ["nothing_shown"]
    assert [ticked for _word, ticked in form.rows] == [False] * 24


def test_the_organiser_adds_renames_and_removes_on_the_pages(owner, hall):
    new = {"name_fr": "Apiculture", "name_de": "", "name_en": "", "cpv": "03142000"}
    assert owner.post(reverse("organizer:category_new", args=["hall"]), new).status_code == 302
    added = Category.objects.get(slug="apiculture")

    page = reverse("organizer:category", args=["hall", added.pk])
    owner.post(page, new | {"name_de": "Imkerei"})
    added.refresh_from_db()
    assert (added.name_fr, added.name_de) == ("Apiculture", "Imkerei")

    owner.post(reverse("organizer:category_remove", args=["hall", added.pk]))
    assert not Category.objects.filter(pk=added.pk).exists()


def test_a_wrong_code_stands_at_its_field(owner, hall):
    form = owner.post(
        reverse("organizer:category_new", args=["hall"]), {"name_fr": "Miel", "cpv": "123"}
    ).context["form"]

    assert [e.code for e in form.errors.as_data()["cpv"]] == ["cpv_invalid"]


def test_a_word_of_the_platform_or_of_another_convention_has_no_page_here(owner, elsewhere):
    for pk in (Category.objects.first().pk, add(elsewhere).pk):
        assert owner.get(reverse("organizer:category", args=["hall", pk])).status_code == 404


@pytest.mark.parametrize("kind", ["categories", "themes"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_take_a_fixed_number_of_queries(
    owner, hall, kind, count, django_assert_num_queries
):
    for _number in range(count):
        category = OwnCategoryFactory(convention=hall).category
        OwnThemeFactory(convention=hall)
        organization = RegistrationFactory(convention=hall).organization
        ActivityFactory(category=category, organization=organization)

    with django_assert_num_queries(8 if kind == "categories" else 7):
        owner.get(reverse(f"organizer:{kind}", args=["hall"]))
