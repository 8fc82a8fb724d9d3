"""Two registrations in a convention whose wishes are open."""

from datetime import UTC, datetime

import pytest

from conventions.models import Convention, Phase, Registration
from tests.factories import ConventionFactory, RegistrationFactory

WISHES_CLOSE = datetime(2027, 3, 8, 17, 0, tzinfo=UTC)
ANSWERS_CLOSE = datetime(2027, 3, 11, 17, 0, tzinfo=UTC)
BEFORE = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def open_convention() -> Convention:
    return ConventionFactory(
        phase=Phase.WISHES,
        wishes_close_at=WISHES_CLOSE,
        answers_close_at=ANSWERS_CLOSE,
        max_wishes=3,
    )


@pytest.fixture
def ours(open_convention: Convention) -> Registration:
    return RegistrationFactory(convention=open_convention, organization__name="Ours")


@pytest.fixture
def theirs(open_convention: Convention) -> Registration:
    return RegistrationFactory(convention=open_convention, organization__name="Theirs")
