"""Activities: what an organisation sells and buys, where, how much; written by services."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from organizations.models import Activity, CapacityUnit, Category, Region
from organizations.seeds import seed
from organizations.services.activities import (
    Draft,
    remove_activity,
    save_activities,
    save_activity,
)
from organizations.services.activity_words import (
    area_words,
    capacity_words,
    fact_words,
    with_words,
)
from organizations.services.areas import Area, read_area
from organizations.services.regions import known_regions
from tests.factories import ActivityFactory, CategoryFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def laundry() -> Category:
    return Category.objects.get(slug="laundry")


def regions(*codes: str) -> list[Region]:
    return list(Region.objects.filter(code__in=codes))


def unit(code: str) -> CapacityUnit:
    return CapacityUnit.objects.get(code=code)


def refusals(call) -> dict[str, list[str]]:
    """Return field → codes of what a service refuses."""
    with pytest.raises(ValidationError) as refusal:
        call()
    found = refusal.value.update_error_dict({})
    return {field: [error.code for error in errors] for field, errors in found.items()}


def said(activity: Activity) -> Activity:
    """Return an activity as pages load it."""
    return with_words(Activity.objects.filter(pk=activity.pk)).get()


def test_an_activity_says_what_where_how_much_and_when(laundry):
    organization = OrganizationFactory(town="Trier")

    activity = save_activity(
        organization=organization,
        category=laundry,
        direction="sells",
        text_fr="Linge plat",
        text_de="Flachwäsche",
        area_kind="regions",
        regions=regions("moselle", "meurthe-et-moselle"),
        capacity=Decimal(1200),
        capacity_unit=unit("kg"),
        capacity_period="day",
        capacity_free=Decimal(300),
        capacity_note="séchage compris",
        nature="services",
        intent="co_bid",
        keywords="linge, Draps ,linge,  location de  draps",
        lead_time=2,
        lead_time_unit="weeks",
        prefers="EMAS",
    )

    stored = said(activity)
    assert (stored.text_fr, stored.text_de, stored.text_en) == ("Linge plat", "Flachwäsche", "")
    assert stored.keywords == "linge, Draps, location de draps"
    assert area_words(stored) == "Meurthe-et-Moselle, Moselle"
    assert capacity_words(stored) == "1,200 kg a day, 300 available · séchage compris"
    assert fact_words(stored) == (
        "services",
        "lead time: 2 weeks",
        "also looks for partners for a joint bid",
        "prefers: EMAS",
    )


def test_a_change_leaves_what_it_does_not_name(laundry):
    organization = OrganizationFactory()
    activity = save_activity(
        organization=organization,
        category=laundry,
        direction="sells",
        area_kind="regions",
        regions=regions("moselle"),
        keywords="linge",
    )

    save_activity(organization=organization, activity=activity, text_en="Linen")

    stored = said(activity)
    assert (stored.text_en, stored.keywords, area_words(stored)) == ("Linen", "linge", "Moselle")


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"area_kind": "regions"}, "regions", "regions_missing"),
        ({"area_kind": "radius"}, "radius_km", "radius_missing"),
        ({"radius_km": 80}, "radius_km", "radius_alone"),
        ({"area_kind": "radius", "radius_km": 0}, "radius_km", "min_value"),
        ({"area_kind": "town"}, "area_kind", "invalid_choice"),
        ({"capacity": Decimal(3)}, "capacity_unit", "unit_missing"),
        ({"capacity_free": Decimal(3)}, "capacity", "capacity_missing"),
        ({"capacity_period": "day"}, "capacity", "capacity_missing"),
        ({"capacity": Decimal(0)}, "capacity", "capacity_nothing"),
        (
            {"capacity": Decimal(3), "capacity_free": Decimal("3.01")},
            "capacity_free",
            "free_above_capacity",
        ),
        (
            {"capacity": Decimal(3), "capacity_confirmed_on": date(2027, 3, 4)},
            "capacity_confirmed_on",
            "confirmed_later",
        ),
        ({"keywords": ",".join(map(str, range(11)))}, "keywords", "keywords_many"),
        ({"lead_time": 2}, "lead_time", "lead_time_incomplete"),
        ({"lead_time_unit": "days"}, "lead_time", "lead_time_incomplete"),
        ({"nature": "ideas"}, "nature", "invalid_choice"),
        ({"text_fr": "x" * 301}, "text_fr", "max_length"),
    ],
)
@time_machine.travel("2027-03-03 12:00Z", tick=False)
def test_what_does_not_go_together_is_refused_at_its_field(laundry, fields, field, code):
    organization = OrganizationFactory()

    found = refusals(
        lambda: save_activity(
            organization=organization, category=laundry, direction="sells", **fields
        )
    )

    assert found[field] == [code]
    assert not organization.activities.exists()


def test_regions_without_their_kind_are_refused(laundry):
    found = refusals(
        lambda: save_activity(
            organization=OrganizationFactory(),
            category=laundry,
            direction="sells",
            area_kind="greater_region",
            regions=regions("moselle"),
        )
    )

    assert found == {"regions": ["regions_alone"]}


def test_regions_that_are_there_are_refused_with_another_kind(laundry):
    organization = OrganizationFactory()
    activity = save_activity(
        organization=organization,
        category=laundry,
        direction="sells",
        area_kind="regions",
        regions=regions("moselle"),
    )

    found = refusals(
        lambda: save_activity(
            organization=organization, activity=activity, area_kind="greater_region"
        )
    )

    assert found == {"regions": ["regions_alone"]}


def test_a_category_is_sold_once_and_may_be_bought_too(laundry):
    organization = OrganizationFactory()

    def add(direction: str) -> Activity:
        return save_activity(organization=organization, category=laundry, direction=direction)

    sold, bought = add("sells"), add("buys")

    assert refusals(lambda: add("sells")) == {"category": ["activity_exists"]}
    assert refusals(
        lambda: save_activity(organization=organization, activity=bought, direction="sells")
    ) == {"category": ["activity_exists"]}
    assert set(organization.activities.all()) == {sold, bought}


@pytest.mark.parametrize(("direction", "limit"), [("sells", 6), ("buys", 8)])
def test_an_organisation_names_a_limited_number_of_categories(direction, limit):
    organization = OrganizationFactory()
    there = [ActivityFactory(organization=organization, direction=direction) for _ in range(limit)]

    found = refusals(
        lambda: save_activity(
            organization=organization, category=CategoryFactory(), direction=direction
        )
    )
    save_activity(organization=organization, activity=there[0], text_en="As before")

    assert found == {"__all__": ["activities_many"]}


def test_who_has_too_many_already_may_still_change_them():
    organization = OrganizationFactory()
    there = [ActivityFactory(organization=organization) for _ in range(7)]

    save_activity(organization=organization, activity=there[6], text_en="Changed")

    there[6].refresh_from_db()
    assert there[6].text_en == "Changed"


def test_an_activity_stays_with_its_organisation():
    with pytest.raises(TypeError):
        save_activity(organization=OrganizationFactory(), activity=ActivityFactory())


def drafts(count: int) -> list[Draft]:
    category = CategoryFactory()
    return [
        Draft(
            activity=Activity(
                organization=OrganizationFactory(),
                category=category,
                direction="buys",
                area_kind="regions",
            ),
            regions=regions("moselle"),
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_many_are_written_as_one_is(count, django_assert_num_queries):
    wanted = drafts(count)

    with django_assert_num_queries(7):
        written = save_activities(drafts=wanted)

    assert [area_words(said(activity)) for activity in written] == ["Moselle"] * count


def test_one_that_is_refused_leaves_none_of_many():
    wanted = drafts(3)
    wanted[2].regions = []

    assert refusals(lambda: save_activities(drafts=wanted)) == {"regions": ["regions_missing"]}
    assert Activity.objects.count() == 0


def test_an_activity_is_removed_and_its_organisation_stays():
    activity = ActivityFactory()
    organization = activity.organization

    remove_activity(activity=activity)

    assert not Activity.objects.exists()
    organization.refresh_from_db()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("activity_area_known", {"area_kind": "x"}),
        ("activity_radius_only_around_its_town", {"radius_km": 3}),
        ("activity_radius_only_around_its_town", {"area_kind": "radius"}),
        ("activity_capacity_has_unit_and_period", {"capacity": 3}),
        ("activity_capacity_has_a_value", {"capacity_free": 3}),
        ("activity_capacity_has_a_value", {"capacity_period": "day"}),
        ("activity_nature_known", {"nature": "x"}),
        ("activity_intent_known", {"intent": "x"}),
        ("activity_lead_time_has_a_unit", {"lead_time": 3}),
    ],
)
def test_the_database_refuses_it_too(name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ActivityFactory(**fields)


@pytest.mark.parametrize(
    ("name", "whole", "free"),
    [
        ("activity_capacity_above_nothing", 0, None),
        ("activity_free_within_capacity", 3, 4),
        ("activity_free_within_capacity", 900, 1000),
        ("activity_free_within_capacity", 3, -1),
    ],
)
def test_the_database_refuses_numbers_that_cannot_be(name, whole, free):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ActivityFactory(
            capacity=whole,
            capacity_free=free,
            capacity_unit=unit("kg"),
            capacity_period="day",
        )


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "within 80 km of Trier · Luxembourg compris"),
        ("fr", "Trier et 80 km à la ronde · Luxembourg compris"),
        ("de", "80 km um Trier · Luxembourg compris"),
    ],
)
def test_a_radius_lies_around_its_town(language, words):
    activity = ActivityFactory(
        organization__town="Trier",
        area_kind="radius",
        radius_km=80,
        area_note="Luxembourg compris",
    )

    with override(language):
        assert area_words(said(activity)) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "the whole Greater Region"),
        ("fr", "toute la Grande Région"),
        ("de", "die gesamte Großregion"),
    ],
)
def test_the_greater_region_is_named_in_each_language(language, words):
    with override(language):
        assert area_words(said(ActivityFactory(area_kind="greater_region"))) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "1,200 meals a day, 300 available (confirmed 1 March 2027)"),
        ("fr", "1\u00a0200 repas par jour, dont 300 disponibles (confirmé le 1er mars 2027)"),
        ("de", "1.200 Mahlzeiten am Tag, davon 300 frei (Stand: 1. März 2027)"),
    ],
)
def test_a_capacity_says_what_is_free_and_since_when(language, words):
    activity = ActivityFactory(
        capacity=1200,
        capacity_free=300,
        capacity_unit=unit("meals"),
        capacity_period="day",
        capacity_confirmed_on=date(2027, 3, 1),
    )

    with override(language):
        assert capacity_words(said(activity)) == words


@pytest.mark.parametrize(
    ("language", "period", "whole", "free", "words"),
    [
        ("en", "in_all", "1", None, "1 vehicle"),
        ("en", "year", "2.5", "0", "2.5 vehicles a year, none available at present"),
        ("fr", "month", "1.5", "1", "1,5 véhicule par mois, dont 1 disponible"),
        ("de", "week", "1", "1", "1 Fahrzeug in der Woche, davon 1 frei"),
        ("de", "season", "60", None, "60 Fahrzeuge je Saison"),
    ],
)
def test_a_capacity_is_counted_as_each_language_counts(language, period, whole, free, words):
    activity = ActivityFactory(
        capacity=Decimal(whole),
        capacity_free=Decimal(free) if free else None,
        capacity_unit=unit("vehicles"),
        capacity_period=period,
    )

    with override(language):
        assert capacity_words(said(activity)) == words


def test_who_says_nothing_has_no_words():
    activity = said(ActivityFactory())

    assert (area_words(activity), capacity_words(activity), fact_words(activity)) == ("", "", ())


@pytest.mark.parametrize("count", [1, 3])
def test_words_of_many_take_a_fixed_number_of_queries(count, django_assert_num_queries):
    save_activities(drafts=drafts(count))

    with django_assert_num_queries(2):
        words = [area_words(activity) for activity in with_words(Activity.objects.all())]

    assert words == ["Moselle"] * count


# --- Areas as they are written in a list ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Moselle; Luxemburg", Area("regions", ("moselle", "luxembourg"))),
        ("Moselle et Sarre", Area("regions", ("moselle", "saarland"))),
        ("Province de Luxembourg, Liège", Area("regions", ("province-de-luxembourg", "liege"))),
        ("Grand Est (other departments)", Area("regions", ("grand-est",))),
        ("toute la Grande Région", Area("greater_region")),
        ("Großregion", Area("greater_region")),
        ("80 km", Area("radius", radius_km=80)),
        (
            "60 km autour de Trèves, Luxembourg compris",
            Area("radius", radius_km=60, note="60 km autour de Trèves, Luxembourg compris"),
        ),
        (
            "Moselle, sud du Luxembourg",
            Area("regions", ("moselle",), note="Moselle, sud du Luxembourg"),
        ),
        ("À distance", Area(note="À distance")),
    ],
)
def test_an_area_is_read_as_people_write_it(text, area):
    assert read_area(text, known_regions()) == area


# --- Units ----------------------------------------------------------------------------------------


def test_a_new_platform_knows_the_usual_units_in_three_languages():
    meals = unit("meals")

    assert CapacityUnit.objects.count() == 31
    assert (meals.name_fr, meals.name_de, meals.name_en) == ("repas", "Mahlzeiten", "meals")
    assert meals.name_of_one_de == "Mahlzeit"


def test_seeding_again_leaves_what_the_operator_has_changed():
    CapacityUnit.objects.filter(code="meals").update(name_de="Essen")
    CapacityUnit.objects.filter(code="beds").delete()

    seed()

    assert unit("meals").name_de == "Essen"
    assert unit("beds").name_of_one_fr == "lit"
