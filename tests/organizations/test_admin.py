"""The operator's admin shows what exists, and no secrets."""

import pytest
from django.contrib import admin
from django.urls import reverse

from organizations.models import User
from tests.factories.conventions import (
    ConventionFactory,
    DelegateFactory,
    InterpreterFactory,
    RegistrationFactory,
)
from tests.factories.organizations import ActivityFactory, UserFactory

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
