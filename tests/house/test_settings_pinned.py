"""Settings on which a promise of reliability rests; each has a reason in docs/operations.md."""

import pytest
from django.conf import settings
from django.db import connection

from config.celery import app
from config.settings.base import database

SOLVER_MAX = 600


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("task_acks_late", True),
        ("task_reject_on_worker_lost", True),
        ("worker_prefetch_multiplier", 1),
        ("worker_cancel_long_running_tasks_on_connection_loss", False),
        ("task_soft_time_limit", SOLVER_MAX + 60),
        ("task_time_limit", SOLVER_MAX + 180),
        ("worker_soft_shutdown_timeout", 20),
        ("worker_max_memory_per_child", 1_500_000),
        ("accept_content", ["json"]),
        ("task_serializer", "json"),
        ("result_backend", None),
        ("task_default_queue", "default"),
    ],
)
def test_celery_is_pinned(name: str, value: object) -> None:
    assert app.conf[name] == value


def test_a_message_comes_back_only_after_its_task_must_have_ended() -> None:
    expected = app.conf.task_time_limit + 600

    assert [
        app.conf.broker_transport_options["visibility_timeout"],
        app.conf.result_backend_transport_options["visibility_timeout"],
        app.conf.visibility_timeout,
    ] == [expected, expected, expected]


def test_a_silent_broker_is_given_up_after_three_seconds() -> None:
    assert app.conf.broker_transport_options["socket_timeout"] == 3
    assert app.conf.broker_transport_options["socket_connect_timeout"] == 3


def test_the_sweeper_comes_every_twenty_seconds() -> None:
    assert app.conf.beat_schedule["sweep"]["task"] == "jobs.tasks.sweep"
    assert app.conf.beat_schedule["sweep"]["schedule"] == 20.0


def test_pages_need_no_redis() -> None:
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"


def test_sqlite_waits_its_turn_and_survives_a_power_cut() -> None:
    described = database("sqlite:////srv/entente.sqlite3")

    assert described["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON;",
    }


@pytest.mark.parametrize("url", ["sqlite:////srv/entente.sqlite3", "postgres://db/entente"])
def test_a_request_is_no_transaction_and_a_dead_connection_is_noticed(url: str) -> None:
    described = database(url)

    assert (described["ATOMIC_REQUESTS"], described["CONN_HEALTH_CHECKS"]) == (False, True)


@pytest.mark.django_db
def test_the_open_database_obeys_foreign_keys() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys")
            assert cursor.fetchone() == (1,)
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
    else:
        assert connection.pg_version >= 150_000


def test_scripts_run_only_from_here() -> None:
    policy = settings.SECURE_CSP

    assert policy["default-src"] == ["'none'"]
    assert all("unsafe" not in source for sources in policy.values() for source in sources)
    assert policy["frame-ancestors"] == ["'none'"]
