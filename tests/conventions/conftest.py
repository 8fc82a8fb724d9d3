"""People signed in to one convention."""

import pytest

from conventions.models import TeamMember
from tests.factories.conventions import ConventionFactory, TeamMemberFactory

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def hall(db):
    """Return a convention at /c/hall/."""
    return ConventionFactory(slug="hall")


@pytest.fixture
def as_role(client, hall):
    """Return a function that signs in a new member of the hall's team."""

    def sign_in(role: str = TeamMember.Role.OWNER):
        client.force_login(TeamMemberFactory(convention=hall, role=role).user, backend=BACKEND)
        return client

    return sign_in


@pytest.fixture
def owner(as_role):
    return as_role()
