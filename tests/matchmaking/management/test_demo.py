"""`manage.py demo`: one command starts everything, and ends everything it started."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings

from jobs.processes import follow_parent
from tests.fixtures.worker import alive
from tests.services import free_port

pytestmark = pytest.mark.once

START_SECONDS = 180
SERVICES = ("DATABASE_URL", "BROKER_URL", "CACHE_URL", "PYTEST_XDIST_WORKER")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of a laptop, whose database is empty at the first start."""
    tmp_path = tmp_path_factory.mktemp("laptop")
    laptop = {name: value for name, value in os.environ.items() if name not in SERVICES}
    return laptop | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'demo.sqlite3'}",
        "BROKER_DIR": str(tmp_path / "broker"),
    }


def demo_command(port: int) -> list[str]:
    return [sys.executable, "manage.py", "demo", "--port", str(port)]


def descendants(pid: int) -> set[int]:
    """Return the process ids below `pid`."""
    children = {
        int(child)
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for child in task.read_text().split()
    }
    return children | {below for child in children for below in descendants(child)}


def everybody_started(demo: subprocess.Popen[bytes]) -> set[int]:
    """Wait for the web and its worker, the Celery worker, its beat and two in its pool."""
    deadline = time.monotonic() + START_SECONDS
    while len(started := descendants(demo.pid)) < 6 and time.monotonic() < deadline:
        time.sleep(0.2)
    return started


def wait_for(log: Path, words: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if words in log.read_text():
            return
        time.sleep(0.2)
    pytest.fail(f"“{words}” never came:\n{log.read_text()}")


@pytest.fixture
def demo(
    environment: dict[str, str], tmp_path: Path
) -> Iterator[tuple[subprocess.Popen[bytes], int, Path]]:
    """Yield a running demo, its port and what it prints."""
    port = free_port()
    log = tmp_path / "demo.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            demo_command(port),
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=output,
            stderr=output,
            preexec_fn=partial(follow_parent, os.getpid()),
        )
    try:
        wait_for(log, "Entente is ready", process)
        yield process, port, log
    finally:
        process.terminate()
        process.wait(timeout=60)


def test_the_demo_answers_and_leaves_nobody_behind(
    demo: tuple[subprocess.Popen[bytes], int, Path],
) -> None:
    process, port, log = demo
    started = everybody_started(process)

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=30) as page:
        status = page.status
    process.send_signal(signal.SIGINT)
    process.wait(timeout=60)

    assert status == HTTPStatus.OK
    assert f"http://127.0.0.1:{port}/" in log.read_text()
    assert "no published agendas" not in log.read_text()
    assert [pid for pid in started if alive(pid)] == []
    assert process.returncode == 0


def test_a_killed_demo_leaves_nobody_behind(
    demo: tuple[subprocess.Popen[bytes], int, Path],
) -> None:
    process, _port, _log = demo
    started = everybody_started(process)

    process.kill()

    deadline = time.monotonic() + 30
    while any(alive(pid) for pid in started) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert [pid for pid in started if alive(pid)] == []


def test_a_taken_port_is_one_clear_sentence(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        result = subprocess.run(
            demo_command(port),
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert result.returncode == 1
    assert result.stderr == (
        f"CommandError: Port {port} is taken: stop what runs there, or choose another with"
        f" ./run demo --port {port + 1}\n"
    )
