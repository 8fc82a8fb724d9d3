"""`manage.py demo`: database, demo data, web and worker in one terminal."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from types import FrameType
from typing import Any, Never
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from jobs.processes import follow_parent
from matchmaking.scheduling.models import Schedule

SHOWN = "comfortable"  # the demo convention whose agendas are there to read and print
SECONDS = "12"  # of search: all its meetings are placed in the first few
STOP_SECONDS = 4


@dataclass(frozen=True, slots=True)
class Child:
    """A process we started, leading a process group of its own."""

    name: str
    process: subprocess.Popen[bytes]


class Command(BaseCommand):
    help = "Run the demo: migrate, load the demo conventions, start web and worker."
    requires_system_checks = ()  # the port first; the web process checks itself

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port of the web pages")
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        """Supervise until Ctrl-C, SIGTERM, or the end of a child."""
        refuse_taken_port(host, port)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, end)
        environment = os.environ | {
            "DEMO": "true",
            "SITE_URL": f"http://{host}:{port}",
            # In a container the demo runs as root, which Celery would complain about.
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
        }
        children: list[Child] = []
        try:
            call_command("migrate", verbosity=0)
            call_command("seed_demo")
            children.append(start("web", web(host, port), environment))
            children.append(start("worker", worker(), environment))
            self.prepare_agendas(children, environment)
            wait_for_pages(host, port, children)
            self.stdout.write(welcome(host, port))
            self.stdout.flush()
            while True:
                refuse_ended(children)
                time.sleep(0.5)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping …")
        finally:
            stop(children)

    def prepare_agendas(self, children: Sequence[Child], environment: dict[str, str]) -> None:
        """Have the worker schedule the convention that is shown, and publish it, once."""
        if Schedule.objects.published().filter(convention__slug=SHOWN).exists():
            return
        for arguments in (["schedule", SHOWN, "--wait", "--seconds", SECONDS], ["publish", SHOWN]):
            step = start(arguments[0], [sys.executable, "manage.py", *arguments], environment)
            try:
                while step.process.poll() is None:
                    refuse_ended(children)
                    time.sleep(0.2)
            finally:
                stop([step])
            if step.process.returncode:
                # The other two conventions are worth a visit without it.
                self.stderr.write(
                    f"“{SHOWN}” has no published agendas yet: press “Schedule” on its page."
                )
                return


def refuse_taken_port(host: str, port: int) -> None:
    """Raise CommandError if somebody listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken: stop what runs there, or choose another with"
                f" ./run demo --port {port + 1}"
            ) from error


def wait_for_pages(host: str, port: int, children: Sequence[Child]) -> None:
    """Return once somebody answers at the address, so that the first click finds a page."""
    while True:
        refuse_ended(children)
        with suppress(OSError), urlopen(f"http://{host}:{port}/healthz", timeout=5):
            return
        time.sleep(0.1)


def end(signum: int, frame: FrameType | None) -> Never:
    """Turn a signal to stop into what Ctrl-C raises."""
    raise KeyboardInterrupt


def web(host: str, port: int) -> list[str]:
    """Return the command of the web server: one process, eight threads."""
    return [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{host}:{port}",
        "--workers", "1", "--threads", "8", "--worker-class", "gthread",
        "--log-level", "warning", "--graceful-timeout", "3",
    ]  # fmt: skip


def worker() -> list[str]:
    """Return the command of the worker: all queues, and the bells of the beat schedule."""
    return [
        sys.executable, "-m", "celery", "-A", "config", "--quiet", "worker", "--beat",
        "--queues", "default,solve,print,mail", "--concurrency", "2", "--loglevel", "WARNING",
        "--without-mingle", "--without-gossip",
    ]  # fmt: skip


def start(name: str, command: Sequence[str], environment: dict[str, str]) -> Child:
    """Start a child that Ctrl-C does not reach by itself, and that does not outlive us."""
    process = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=environment | {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
        start_new_session=True,
        preexec_fn=partial(follow_parent, os.getpid()),
    )
    return Child(name, process)


def refuse_ended(children: Sequence[Child]) -> None:
    """Raise CommandError if a child has ended by itself."""
    for child in children:
        if (status := child.process.poll()) is not None:
            raise CommandError(
                f"The demo stopped: its {child.name} process ended (status {status})."
            )


def stop(children: Sequence[Child]) -> None:
    """End the children and everything they started: ask first, insist after a while."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave orphans
    for child in children:
        child.process.terminate()  # not its group: a worker ends its own pool in good order
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
    signal.signal(signal.SIGINT, signal.default_int_handler)


def welcome(host: str, port: int) -> str:
    """Return what the visitor reads: where to go and how to get in."""
    return "\n".join(
        (
            "",
            f"  Entente is ready:  http://{host}:{port}/",
            "  Sign in:           choose “Enter as …” on the start page: owner, scheduler, desk",
            "                     or a delegate. A code sent by e-mail is shown in this terminal.",
            "  Stop:              Ctrl-C",
            "",
        )
    )
