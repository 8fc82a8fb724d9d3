"""What the journeys share: people in front of browsers, and an owner to begin with."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page

from organizations.models import User
from tests.factories import ConventionFactory, TeamMemberFactory, UserFactory
from tests.journeys.reader import Reader

OWNER = "owner@rencontres.example"


@pytest.fixture
def reads(
    open_page: Callable[..., Page], accessible: Callable[[Page], None]
) -> Callable[..., Reader]:
    """Return a function that seats somebody in front of a fresh browser."""

    def reads_(language: str, *, check: bool = True, **options: Any) -> Reader:
        page = open_page(language=language, **options)
        return Reader(page, language, accessible if check else lambda _page: None)

    return reads_


def speaks(person: User, language: str) -> None:
    """Give somebody the language in which the site goes on once they have signed in."""
    person.language = language
    person.save()


@pytest.fixture
def owner(transactional_db: None) -> User:
    """Return somebody who owned an earlier convention, and so may create the next."""
    cache.clear()  # the limits of signing in
    user: User = UserFactory(email=OWNER, name="Ada Lorrain")
    TeamMemberFactory(convention=ConventionFactory(slug="last-year"), user=user)
    return user
