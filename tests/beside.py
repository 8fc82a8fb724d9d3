"""Runs the parts of `./run check` beside one another: `python -m tests.beside PART … -- ARGUMENTS`.

Each part is `./run PART ARGUMENTS`. What it prints is shown whole when it ends, under its name; the
exit status is 1 if any part failed. Ctrl-C and SIGTERM end all parts with all that they started,
and so does the death of this process. They keep their temporary files in one folder, which goes
when they have ended, however that was.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from types import FrameType
from typing import IO, Never

from tests.services import follow_parent

STOP_SECONDS = 20
NO_TESTS = 5  # pytest's word for it: what was asked for concerns the other half


@dataclass
class Part:
    """One part, in a process group of its own."""

    name: str
    arguments: list[str]
    folder: str
    log: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    started: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            ["./run", self.name, *self.arguments],
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
            env=os.environ | {"TMPDIR": self.folder},
            preexec_fn=partial(follow_parent, os.getpid()),
        )

    def end(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def show(self) -> None:
        """Print all that it has said."""
        self.log.seek(0)
        seconds = time.monotonic() - self.started
        print(f"\n== {self.name}: {self.outcome} after {seconds:.0f} s", flush=True)
        sys.stdout.buffer.write(self.log.read())
        sys.stdout.buffer.flush()

    @property
    def outcome(self) -> str:
        status = self.process.returncode
        return {0: "passed", NO_TESTS: "had no tests"}.get(status, f"FAILED (status {status})")


def stop(number: int, _frame: FrameType | None) -> Never:
    """Turn a signal into the end of `main`."""
    raise SystemExit(128 + number)


def main(arguments: list[str]) -> int:
    """Run the parts; return the exit status."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    names, rest = arguments, []
    if "--" in arguments:
        at = arguments.index("--")
        names, rest = arguments[:at], arguments[at + 1 :]
    with tempfile.TemporaryDirectory(prefix="entente-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o711)  # noqa: S103 -- PostgreSQL runs as somebody else
        parts = run_all(names, rest, folder)
    print("\n== " + ", ".join(f"{part.name} {part.outcome}" for part in parts), flush=True)
    statuses = {part.process.returncode for part in parts}
    return 0 if 0 in statuses <= {0, NO_TESTS} else 1


def run_all(names: list[str], arguments: list[str], folder: str) -> list[Part]:
    """Return the parts when all have ended."""
    parts: list[Part] = []
    try:
        for name in names:
            parts.append(Part(name, arguments, folder))
        left = list(parts)
        while left:
            time.sleep(0.1)
            for part in [part for part in left if part.process.poll() is not None]:
                left.remove(part)
                part.show()
    finally:
        end_all([part for part in parts if part.process.poll() is None])
    return parts


def end_all(parts: list[Part]) -> None:
    """Ask first, insist after a while."""
    for part in parts:
        part.end(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for part in parts:
        with suppress(subprocess.TimeoutExpired):
            part.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        part.end(signal.SIGKILL)
        part.process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
