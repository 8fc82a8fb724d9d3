"""What every test may use, and what no test may do."""

import os

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from matchmaking.scheduling import triggers

pytest_plugins = ["tests.fixtures.browser", "tests.fixtures.seeded", "tests.fixtures.worker"]

# Playwright's synchronous interface runs an event loop in the thread of the test, in which
# Django would refuse the ORM.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# In CI the examples are the same each time, and no example fails for being slow.
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50)
settings.register_profile(
    "fuzz",
    deadline=None,
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "10000")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

COMMITTING = {"transactional_db", "django_db_reset_sequences", "live_server", "start_worker"}


def commits(item: pytest.Item) -> bool:
    """Return whether the test writes for good, so that its tables are emptied afterwards."""
    marker = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & COMMITTING or (marker and marker.kwargs.get("transaction")))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Let a frozen schedule be emptied away; post_migrate makes the triggers anew."""
    if commits(item):
        triggers.remove(connection)


@pytest.fixture(autouse=True)
def plain_language() -> None:
    """Start each test in English, whatever the test before has activated."""
    from django.utils import translation  # noqa: PLC0415 -- settings first

    translation.activate("en")
