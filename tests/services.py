"""Real PostgreSQL and Redis servers for the tests, on free ports and in temporary folders.

`python -m tests.services COMMAND …` runs COMMAND with both and stops them again. None of the
three outlives it, not even when it is killed.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from runpy import run_path

START_SECONDS = 30
# Not imported: that would load Celery, and choose the settings of whomever we start.
PROCESSES = Path(__file__).parents[1] / "jobs" / "processes.py"
follow_parent = run_path(str(PROCESSES))["follow_parent"]


def free_port() -> int:
    """Return a TCP port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def binary(name: str) -> str:
    """Return the path of a server's program; Debian keeps PostgreSQL's off the PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    for folder in reversed(versions):
        if (folder / name).exists():
            return str(folder / name)
    if path := shutil.which(name):
        return path
    raise SystemExit(f"{name} is missing: run ./run test as root once, or install it.")


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when somebody listens on `port`; stop with the server's own words if it dies."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise SystemExit(f"{process.args!r} did not start:\n{log.read_text()}")


@contextmanager
def running(command: list[str], folder: Path, port: int, user: str | None) -> Iterator[None]:
    """Run a server until the block ends."""
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=output,
            stderr=output,
            user=user,
            start_new_session=True,
            preexec_fn=partial(follow_parent, os.getpid()),
        )
    try:
        wait_for(port, process, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def postgres() -> Iterator[str]:
    """Yield the DATABASE_URL of an empty PostgreSQL that forgets everything."""
    # PostgreSQL refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="entente-postgres-") as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        data = str(folder / "data")
        subprocess.run(
            [binary("initdb"), "--no-sync", "-A", "trust", "-U", "entente", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-instructions", "-D", data],
            check=True, cwd=folder, user=user, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        command = [
            binary("postgres"), "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", "",
            "-F", "-c", "full_page_writes=off", "-c", "synchronous_commit=off",
            "-c", "autovacuum=off",
        ]  # fmt: skip
        with running(command, folder, port, user):
            yield f"postgres://entente@127.0.0.1:{port}/postgres"


@contextmanager
def redis() -> Iterator[str]:
    """Yield the address of an empty Redis, to which a database number is added."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="entente-redis-") as name:
        command = [
            binary("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", "",
            "--appendonly", "no", "--maxmemory-policy", "noeviction", "--dir", name,
        ]  # fmt: skip
        with running(command, Path(name), port, None):
            yield f"redis://127.0.0.1:{port}"


def main(command: list[str]) -> int:
    """Run `command` with both servers in its environment; return its exit status."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    with postgres() as database, redis() as broker:
        environment = os.environ | {
            "DATABASE_URL": database,
            "BROKER_URL": f"{broker}/0",
            "CACHE_URL": f"{broker}/1",
        }
        return subprocess.run(
            command,
            env=environment,
            check=False,
            preexec_fn=partial(follow_parent, os.getpid()),
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
