"""How fast the product is on its own demo: a table in Markdown.

    python -m tests.bench.product [--seconds 30]

Loads the demo into a database of its own, lets the scheduler work for `--seconds` on each of the
two planned conventions, publishes them, asks for the pages and prints all agendas. A table, not a
test: nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

REPEATS = 20


def main() -> None:
    """Print the table, a line as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        manage("migrate", "--verbosity", "0")
        print("| what | measured |\n|---|---|")
        line("demo loaded", f"{timed('seed_demo')[0]:.1f} s")
        for slug in ("mont-saint-martin", "comfortable"):
            schedule(slug, options.seconds)
        pages()
        for document in ("agendas", "tables"):
            printing("mont-saint-martin", document, Path(folder) / f"{document}.pdf")


def line(what: str, measured: str) -> None:
    print(f"| {what} | {measured} |", flush=True)


def manage(*words: str) -> str:
    """Run one of Django's commands in a process of its own; return what it prints."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: {done.stderr}")
    return done.stdout


def timed(*words: str) -> tuple[float, str]:
    started = time.monotonic()
    printed = manage(*words)
    return time.monotonic() - started, printed


def schedule(slug: str, seconds: int) -> None:
    """Run the scheduler as the command line does, and publish what it found."""
    seconds_taken, printed = timed("schedule", slug, "--now", "--seconds", str(seconds), "--json")
    result: dict[str, Any] = json.loads(printed)
    manage("publish", slug)
    bounds = {level["name"]: level["bound"] for level in result["objective"]}
    line(
        f"{slug}: run",
        f"{result['placed']} of {result['pairings']} pairings (bound {bounds['placed']}),"
        f" {result['breaks']} breaks (bound {bounds['breaks']}),"
        f" {seconds_taken:.1f} s with start and end",
    )


def pages() -> None:
    """Ask for the grid and for an agenda, as somebody signed in."""
    import django  # noqa: PLC0415 -- the database is chosen first

    django.setup()
    from conventions.models import Delegate  # noqa: PLC0415 -- needs django.setup
    from organizations.models import User  # noqa: PLC0415 -- needs django.setup

    owner = User.objects.get(email="nora.feltgen@entente.example")
    for view in ("table", "person", "organization"):
        page(f"grid by {view}", owner, f"/c/mont-saint-martin/organize/grid/?view={view}")
    busy = Delegate.objects.filter(convention__slug="mont-saint-martin", user__isnull=False)
    page("agenda", busy.order_by("pk")[0].user, "/c/mont-saint-martin/my/agenda/")
    jana = User.objects.get(email="jana.kessler@moselbogen-werkstaetten.example")
    page("catalogue", jana, "/c/saarbruecken/my/catalogue/")


def page(what: str, user: Any, address: str) -> None:
    """Print the median of the server's time for a page; tests pin its queries."""
    from django.test import Client  # noqa: PLC0415 -- needs django.setup

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    size = len(client.get(address).content)
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        client.get(address)
        times.append(1000 * (time.perf_counter() - started))
    line(
        what,
        f"{statistics.median(times):.0f} ms (best {min(times):.0f}), {size / 1000:.0f} kB",
    )


def printing(slug: str, document: str, path: Path) -> None:
    """Print a document in a process of its own, and say how much memory that took at most."""
    words = ["print_documents", slug, document, "-o", str(path)]
    started = time.monotonic()
    process = subprocess.Popen([sys.executable, "manage.py", *words], stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - started
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} failed")
    line(
        f"all {document}",
        f"{seconds:.1f} s, peak {used.ru_maxrss / 1024:.0f} MB,"
        f" {path.stat().st_size / 1e6:.1f} MB file",
    )


if __name__ == "__main__":
    main()
