"""What an organisation sells and buys, as the owner edits it on its registration's pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from conventions.forms.activity import ActivityForm
from conventions.models import Phase
from organizations.models import Activity, CapacityUnit, Category, Region, Theme
from tests.factories import OwnCategoryFactory
from tests.factories.conventions import ConventionFactory, RegistrationFactory
from tests.factories.organizations import ActivityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration(hall):
    return RegistrationFactory(convention=hall, organization__town="Metz")


@pytest.fixture
def laundry() -> Category:
    return Category.objects.get(slug="laundry")


def address(name: str, registration, activity: Activity | None = None) -> str:
    keys = [registration.convention.slug, registration.pk]
    return reverse(f"organizer:{name}", args=[*keys, activity.pk] if activity else keys)


def regions(*codes: str) -> list[int]:
    return [region.pk for region in Region.objects.filter(code__in=codes)]


def errors(response) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def test_an_activity_is_added_with_everything_it_says(owner, registration, laundry):
    themes = list(Theme.objects.filter(slug__in=["inclusion", "zero-waste"]))
    response = owner.post(
        address("activity_new", registration),
        {
            "direction": "sells",
            "category": laundry.pk,
            "text_fr": "Linge plat",
            "text_de": "Flachwäsche",
            "area_kind": "regions",
            "regions": regions("moselle", "luxembourg"),
            "area_note": "deux tournées par semaine",
            "capacity": "1,200",
            "capacity_unit": CapacityUnit.objects.get(code="kg").pk,
            "capacity_period": "day",
            "capacity_free": "300.5",
            "capacity_confirmed_on": "2026-03-03",
            "nature": "services",
            "intent": "co_bid",
            "keywords": "linge; draps",
            "lead_time": "2",
            "lead_time_unit": "weeks",
            "prefers": "EMAS",
            "themes": [theme.pk for theme in themes],
        },
    )

    assert response.status_code == 302
    activity = registration.organization.activities.get()
    assert (activity.text_fr, activity.text_de, activity.keywords) == (
        "Linge plat",
        "Flachwäsche",
        "linge, draps",
    )
    assert [region.code for region in activity.regions.all()] == ["moselle", "luxembourg"]
    assert (activity.capacity, activity.capacity_free) == (Decimal(1200), Decimal("300.5"))
    assert activity.capacity_confirmed_on == date(2026, 3, 3)
    assert set(activity.themes.all()) == set(themes)


def test_the_list_says_area_and_capacity_in_words(owner, registration, laundry):
    activity = ActivityFactory(
        organization=registration.organization,
        category=laundry,
        area_kind="radius",
        radius_km=80,
        capacity=40,
        capacity_unit=CapacityUnit.objects.get(code="tonnes"),
        capacity_period="year",
        keywords="linge",
    )
    activity.themes.set(Theme.objects.filter(slug="inclusion"))

    (line,) = owner.get(address("registration", registration)).context["activities"]

    assert (line.category, line.area, line.capacity, line.facts) == (
        "Laundry and linen care",
        "within 80 km of Metz",
        "40 tonnes a year",
        ("themes: Inclusion and disability", "keywords: linge"),
    )


def test_a_form_that_is_saved_as_it_was_opened_changes_nothing(owner, registration, laundry):
    activity = ActivityFactory(
        organization=registration.organization,
        category=laundry,
        text_fr="Linge",
        area_kind="regions",
        capacity=Decimal("2.5"),
        capacity_free=0,
        capacity_unit=CapacityUnit.objects.get(code="tonnes"),
        capacity_period="day",
        capacity_confirmed_on=date(2026, 3, 3),
        lead_time=10,
        lead_time_unit="days",
    )
    activity.regions.set(regions("moselle"))
    before = Activity.objects.filter(pk=activity.pk).values().get()
    form = owner.get(address("activity", registration, activity)).context["form"]
    posted = {
        bound.html_name: value for bound in form if (value := bound.value()) not in (None, "")
    }

    response = owner.post(address("activity", registration, activity), posted)

    assert response.status_code == 302
    assert Activity.objects.filter(pk=activity.pk).values().get() == before
    assert [region.code for region in activity.regions.all()] == ["moselle"]


@pytest.mark.parametrize(
    ("language", "whole"), [("en", "1,200.5"), ("fr", "1 200,5"), ("de", "1.200,5")]
)
def test_a_capacity_is_written_as_the_language_writes_numbers(
    client, owner, registration, laundry, language, whole
):
    client.cookies["django_language"] = language

    owner.post(
        address("activity_new", registration),
        {
            "direction": "buys",
            "category": laundry.pk,
            "capacity": whole,
            "capacity_unit": CapacityUnit.objects.get(code="kg").pk,
            "capacity_period": "day",
        },
    )

    assert registration.organization.activities.get().capacity == Decimal("1200.5")


def test_what_does_not_go_together_is_said_at_its_field(owner, registration, laundry):
    response = owner.post(
        address("activity_new", registration),
        {
            "direction": "sells",
            "category": laundry.pk,
            "area_kind": "radius",
            "capacity_free": "3",
            "lead_time": "2",
        },
    )

    assert errors(response) == {
        "radius_km": ["Say how many kilometres."],
        "capacity": [
            "Write the whole capacity as a number, or empty unit, period, what is free and when "
            "it was confirmed."
        ],
        "lead_time": ["Enter a number and choose days or weeks, or leave both fields empty."],
    }
    assert not registration.organization.activities.exists()


def test_another_category_is_written_where_the_list_knows_none(owner, registration):
    none = owner.post(address("activity_new", registration), {"direction": "sells"})
    owner.post(
        address("activity_new", registration),
        {"direction": "sells", "category_other": "Imkerei"},
    )

    assert errors(none) == {"category": ["Choose a category, or write another one."]}
    assert registration.organization.activities.get().category_name == "Imkerei"


@pytest.mark.parametrize("key", ["9" * 30, "x", "-1", "1\x00"])
def test_a_region_that_can_be_none_is_refused(owner, registration, laundry, key):
    response = owner.post(
        address("activity_new", registration),
        {"direction": "sells", "category": laundry.pk, "area_kind": "regions", "regions": key},
    )

    assert list(errors(response)) == ["regions"]


def test_removing_asks_first_and_then_removes_one(owner, registration):
    wrong, right = (ActivityFactory(organization=registration.organization) for _ in range(2))

    asked = owner.get(address("activity_remove", registration, wrong))
    assert (asked.status_code, registration.organization.activities.count()) == (200, 2)

    owner.post(address("activity_remove", registration, wrong))
    assert list(registration.organization.activities.all()) == [right]


def test_activities_of_others_are_not_there(owner, registration):
    foreign = ActivityFactory()
    elsewhere = RegistrationFactory(organization=foreign.organization)

    answers = [
        owner.get(address(name, one, foreign)).status_code
        for name in ("activity", "activity_remove")
        for one in (registration, elsewhere)
    ]

    assert answers == [404, 404, 404, 404]


def test_an_archived_convention_keeps_its_activities(owner, hall, registration, laundry):
    hall.phase = Phase.ARCHIVED
    hall.save()
    activity = ActivityFactory(organization=registration.organization)

    refused = owner.post(
        address("activity_new", registration), {"direction": "sells", "category": laundry.pk}
    )
    owner.post(address("activity_remove", registration, activity))

    assert list(refused.context["form"].errors) == ["__all__"]
    assert list(registration.organization.activities.all()) == [activity]


def test_the_second_of_two_who_save_is_asked(owner, registration, laundry):
    activity = ActivityFactory(organization=registration.organization, category=laundry)
    page = address("activity", registration, activity)
    seen = owner.get(page).context["form"].fields["seen"].initial
    data = {"direction": "sells", "category": laundry.pk, "seen": seen}
    owner.post(page, data | {"text_en": "first"})

    second = owner.post(page, data | {"text_en": "second"})

    activity.refresh_from_db()
    assert (second.status_code, activity.text_en) == (422, "first")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    owner, registration, count, django_assert_num_queries
):
    for _ in range(count):
        activity = ActivityFactory(organization=registration.organization, area_kind="regions")
        activity.regions.set(regions("moselle"))

    with django_assert_num_queries(13):
        assert len(owner.get(address("registration", registration)).context["activities"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_takes_a_fixed_number_of_queries(
    owner, registration, count, django_assert_num_queries
):
    activity = ActivityFactory(organization=registration.organization, area_kind="regions")
    activity.regions.set(regions("moselle", "vosges", "meuse")[:count])

    with django_assert_num_queries(14):
        owner.get(address("activity", registration, activity))


def test_what_the_convention_does_not_show_takes_no_place(owner, registration, laundry):
    other = ConventionFactory()
    organization = registration.organization
    for _number in range(6):
        ActivityFactory(
            organization=organization, category=OwnCategoryFactory(convention=other).category
        )

    response = owner.post(
        address("activity_new", registration), {"direction": "sells", "category": laundry.pk}
    )

    assert response.status_code == 302
    assert organization.activities.count() == 7


def test_what_was_removed_meanwhile_is_not_said_to_be_saved(owner, registration, laundry):
    form = ActivityForm(
        {"direction": "sells", "category": laundry.pk, "text_en": "Linen"},
        registration=registration,
        activity=ActivityFactory(organization=registration.organization, category=laundry),
    )
    Activity.objects.all().delete()

    assert form.is_valid()
    assert form.save() is None
    assert [e.code for e in form.non_field_errors().as_data()] == ["activity_gone"]
    assert not Activity.objects.exists()
