"""Somebody's browser."""

from django.test import Client

from conventions.models import Convention
from organizations.models import User
from tests.factories.conventions import TeamMemberFactory

BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(user: User) -> Client:
    """Return a client in which `user` is signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def team_client(convention: Convention, role: str) -> Client:
    """Return the client of a new member of the convention's team."""
    return signed_in(TeamMemberFactory(convention=convention, role=role).user)
