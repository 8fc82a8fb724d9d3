"""The operator's admin shows what exists, and no secrets."""

import pytest
from django.contrib import admin
from django.urls import reverse

from organizations.models import Organization, Region, User
from tests.factories.conventions import (
    ConventionFactory,
    DelegateFactory,
    InterpreterFactory,
    RegistrationFactory,
)
from tests.factories.organizations import ActivityFactory, OrganizationFactory, UserFactory

OPEN = [
    "capacityunit", "category", "organization", "region", "theme", "user",
    "convention", "delegate", "interpreter", "registration",
]  # fmt: skip


def test_no_wish_veto_or_schedule_is_registered():
    registered = {
        model._meta.model_name
        for model in admin.site._registry
        if model._meta.app_label in {"organizations", "conventions", "matchmaking"}
    }

    assert sorted(registered) == sorted(OPEN)


@pytest.fixture
def operator(client, db):
    client.force_login(
        UserFactory(is_staff=True, is_superuser=True),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


@pytest.mark.parametrize("make", [ConventionFactory, DelegateFactory, InterpreterFactory])
def test_each_row_opens(operator, make):
    row = make()
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}"

    assert operator.get(reverse(f"{name}_changelist")).status_code == 200
    assert operator.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize(
    "make",
    [ConventionFactory, RegistrationFactory, DelegateFactory, InterpreterFactory, UserFactory],
)
def test_nothing_is_deleted_whose_page_would_tell_of_wishes_and_drafts(operator, make):
    row = make()
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
    chosen = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}

    assert operator.get(reverse(f"{name}_delete", args=[row.pk])).status_code == 403
    operator.post(reverse(f"{name}_changelist"), chosen)
    assert type(row).objects.filter(pk=row.pk).exists()


def test_days_and_zone_of_a_convention_are_changed_where_its_sessions_move_along(operator):
    convention = ConventionFactory()
    page = operator.get(reverse("admin:conventions_convention_change", args=[convention.pk]))
    new = operator.get(reverse("admin:conventions_convention_add"))

    def asked(answer):
        return {"starts_on", "ends_on", "time_zone"} & set(answer.context["adminform"].form.fields)

    assert (asked(page), asked(new)) == (set(), {"starts_on", "ends_on", "time_zone"})


def test_an_organisation_opens_with_its_activities(operator):
    activity = ActivityFactory()
    address = reverse("admin:organizations_organization_change", args=[activity.organization.pk])

    assert operator.get(address).status_code == 200


def test_a_person_is_entered_without_a_password(operator):
    operator.post(
        reverse("admin:organizations_user_add"),
        {"email": "New@Mail.example", "name": "New", "language": "fr", "is_active": "on"},
    )

    user = User.objects.get(email="new@mail.example")
    assert not user.has_usable_password()


def test_the_operator_makes_regions_of_what_organisations_wrote(operator):
    written = [
        OrganizationFactory(country="AT", region_other=text) for text in ("Kärnten", "kärnten")
    ]
    address = reverse("admin:organizations_organization_changelist")
    found = operator.get(address, {"another_region": "yes"}).context["cl"].queryset
    assert set(found) == set(written)

    operator.post(
        address,
        {"action": "adopt_regions", "_selected_action": [one.pk for one in written]},
    )

    assert Region.objects.filter(country="AT").count() == 1
    assert {o.region_id for o in Organization.objects.filter(country="AT")} == {"karnten"}


def test_a_region_of_another_country_is_refused(operator):
    organization = OrganizationFactory(country="LU")
    address = reverse("admin:organizations_organization_change", args=[organization.pk])
    page = operator.get(address).context["adminform"].form

    form = type(page)(
        {"name": "X", "country": "LU", "family": "public",
         "region": Region.objects.get(code="moselle").code},
        instance=organization,
    )  # fmt: skip

    assert form.errors["region"] == ["This region lies in another country."]


def test_a_region_is_added_and_keeps_its_short_name(operator):
    add = reverse("admin:organizations_region_add")
    operator.post(
        add, {"code": "tirol", "country": "AT", "name_en": "Tyrol", "name_fr": "Tyrol",
              "name_de": "Tirol", "position": 90},
    )  # fmt: skip
    region = Region.objects.get(code="tirol")
    assert (region.name_de, region.country) == ("Tirol", "AT")

    page = operator.get(reverse("admin:organizations_region_change", args=[region.pk]))

    assert {"code", "country"} & set(page.context["adminform"].form.fields) == set()
