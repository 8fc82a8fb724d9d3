"""What every test may use, and what no test may do."""

import os
import shutil

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from jobs.processes import follow_parent
from matchmaking.scheduling import triggers

pytest_plugins = [
    "tests.fixtures.browser", "tests.fixtures.listener",
    "tests.fixtures.worker",
]  # fmt: skip

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


def pytest_configure(config: pytest.Config) -> None:
    """Let a process that shares the tests end with the one that hands them out."""
    if hasattr(config, "workerinput"):
        follow_parent(os.getppid())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folder of the broker without a server when the tests are over."""
    if not hasattr(config, "workerinput") and (folder := os.environ.get("BROKER_DIR")):
        shutil.rmtree(folder, ignore_errors=True)


def commits(item: pytest.Item) -> bool:
    """Return whether the test writes for good, so that its tables are emptied afterwards."""
    marker = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & COMMITTING or (marker and marker.kwargs.get("transaction")))


def pytest_itemcollected(item: pytest.Item) -> None:
    """Refuse a name that is another in each process: two could not share the tests out."""
    if " at 0x" in item.nodeid:
        raise pytest.UsageError(f"Name the parameters by `ids`: {item.nodeid}")


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
