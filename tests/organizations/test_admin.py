"""The operator's admin shows what exists, and no secrets."""

import pytest
from django.contrib import admin
from django.urls import reverse

from organizations.models import User
from tests.factories.conventions import (
    ConventionFactory,
    DelegateFactory,
    InterpreterFactory,
)
from tests.factories.organizations import ActivityFactory, UserFactory

OPEN = [
    "category", "organization", "user",
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
