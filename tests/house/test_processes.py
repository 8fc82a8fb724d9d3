"""The processes the other tests rely on: a worker, a broker, a browser, two databases."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone
from playwright.sync_api import Page

from config.celery import app
from matchmaking.scheduling.models import Schedule
from organizations.models import Category, Region, User
from tests.factories.matchmaking import ScheduleFactory
from tests.fixtures.worker import Worker, alive

# It starts a worker, says who that is and whom it started, and waits to be killed.
TEST_RUN = """
import os, pathlib, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
from tests.fixtures.worker import launch
from tests.fixtures.watchdog import Watchdog

worker = launch(["--queues", "nobodys"], pathlib.Path(sys.argv[1]), Watchdog(), {})
worker.wait_until_ready()
print(worker.pid, *worker.children(), flush=True)
time.sleep(600)
"""


def until(condition: Callable[[], bool], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def seen(worker: Worker, words: bytes) -> bool:
    return until(lambda: words in worker.log.read_bytes())


@pytest.mark.worker
def test_a_worker_takes_a_message_from_another_process(worker: Worker) -> None:
    app.send_task("jobs.tasks.sweep")

    assert seen(worker, b"Task jobs.tasks.sweep") is True
    assert seen(worker, b"succeeded in") is True


@pytest.mark.once
@pytest.mark.worker
def test_a_killed_worker_leaves_nobody_behind(start_worker: Callable[..., Worker]) -> None:
    worker = start_worker(queues="solve")
    children = worker.children()

    worker.kill()

    assert len(children) == 1
    assert worker.process.returncode == -9


@pytest.mark.once
@pytest.mark.worker
def test_a_killed_test_run_leaves_no_worker_behind(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    run = subprocess.Popen([sys.executable, "-c", TEST_RUN, str(log)], stdout=subprocess.PIPE)
    assert run.stdout is not None
    worker, *pool = [int(word) for word in run.stdout.readline().split()]

    run.kill()
    run.communicate()

    assert len(pool) == 1
    assert until(lambda: not any(alive(pid) for pid in (worker, *pool))) is True


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_sees_what_a_test_has_written(
    page: Page, sign_in: Callable[[Page, User], None]
) -> None:
    sign_in(page, User.objects.create_user("ada@example.org", name="Ada"))

    response = page.goto("/sign-out/")

    assert response is not None
    assert response.status == 200
    assert response.headers["cache-control"] == "private, no-store"


@pytest.mark.django_db(transaction=True)
def test_the_database_is_emptied_after_a_test_that_commits() -> None:
    assert User.objects.count() == 0
    assert connection.in_atomic_block is False


@pytest.mark.parametrize("turn", ["first", "again"])
@pytest.mark.django_db(transaction=True)
def test_what_a_migration_has_seeded_is_there_after_each_emptying(turn: str) -> None:
    assert (Category.objects.count(), Region.objects.count()) == (24, 89)
    Category.objects.all().delete()
    Region.objects.all().delete()


@pytest.mark.parametrize("turn", ["first", "again"])
@pytest.mark.django_db(transaction=True)
def test_a_frozen_schedule_is_frozen_in_each_test_and_outlives_none(turn: str) -> None:
    assert Schedule.objects.count() == 0
    schedule = ScheduleFactory(version=1, frozen_at=timezone.now())

    with pytest.raises(IntegrityError):
        Schedule.objects.filter(pk=schedule.pk).delete()
