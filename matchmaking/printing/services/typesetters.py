"""Batches of sheets are set by child processes: side by side, and with a limit on each.

A child has its own memory and its own time, so a sheet that devours either ends a child and not
the worker; its batch is then set again sheet by sheet, and the culprit is named. Children rather
than `multiprocessing`: a task of Celery may have none of those.

They are talked to in lines of JSON: sheets and a path in, what came out back. Loading the library
takes longer than setting an agenda, so children wait for the next printing of their process. A
child ends when its input does, and thus outlives nobody.
"""

import atexit
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Timer
from typing import Self

from documents.pdf import Printed, Sheet, render_pdf
from matchmaking.printing.services.look import PAPER

ROOT = Path(__file__).resolve().parents[3]
MAX_CHILDREN = 2
MAX_MEMORY = 1 << 30  # bytes of addresses for a child
MAX_SECONDS = 60  # for a batch


_idle: list["_Typesetter"] = []
_counter = Lock()  # where children are taken and given back


class Died(Exception):
    """A child ended before it answered: out of memory, out of time, or killed."""


class Typesetters:
    """Up to two children for `batches` batches; a context, and what goes wrong in it ends them."""

    def __init__(self, batches: int) -> None:
        count = max(1, min(MAX_CHILDREN, os.cpu_count() or 1, batches))
        with _counter:
            self._all = [_idle.pop() for _ in range(min(count, len(_idle)))]
        try:
            self._all += [_Typesetter() for _ in range(count - len(self._all))]
        except OSError:
            for setter in self._all:
                setter.close()
            raise
        self._idle: SimpleQueue[_Typesetter] = SimpleQueue()
        for setter in self._all:
            self._idle.put(setter)
        self._threads = ThreadPoolExecutor(count)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_rest: object) -> None:
        if error:
            self._threads.shutdown(wait=False, cancel_futures=True)
            for setter in self._all:
                setter.close()
        self._threads.shutdown()
        with _counter:
            kept = [] if error else self._all[: MAX_CHILDREN - len(_idle)]
            _idle.extend(kept)
        for setter in self._all[len(kept) :]:
            setter.close()

    def submit(self, sheets: Sequence[Sheet], target: Path, part: int) -> Future[Printed]:
        """Have `sheets` written to `target`, as `render_pdf` does, when a child is free.

        A sheet that ends its child is named among those that failed.
        """
        return self._threads.submit(self._set, sheets, target, part)

    def _set(self, sheets: Sequence[Sheet], target: Path, part: int) -> Printed:
        setter = self._idle.get()
        try:
            return setter.set(sheets, target, part)
        finally:
            self._idle.put(setter)


class _Typesetter:
    """One child, started at once, so that it loads its libraries while there is no sheet yet."""

    def __init__(self) -> None:
        self._closed = False
        self._turn = Lock()  # for starting and ending: closing comes from another thread than work
        self._child = self._start()

    def set(self, sheets: Sequence[Sheet], target: Path, part: int) -> Printed:
        try:
            return self._ask(sheets, target, part)
        except Died:
            good = [sheet for sheet in sheets if len(sheets) > 1 and self._can_set(sheet, target)]
        failed = tuple(sheet.name for sheet in sheets if sheet not in good)
        if not good:
            return Printed((), 0, failed)
        try:
            printed = self._ask(good, target, part)
        except Died:  # each alone can be set, all together are too much
            return Printed((), 0, tuple(sheet.name for sheet in sheets))
        return Printed(printed.sheets, printed.pages, failed + printed.failed)

    def close(self) -> None:
        """End the child, whatever it is doing, for good."""
        with self._turn:
            self._closed = True
            self._end()

    def _can_set(self, sheet: Sheet, target: Path) -> bool:
        try:
            return self._ask([sheet], target, 0).pages > 0
        except Died:
            return False

    def _ask(self, sheets: Sequence[Sheet], target: Path, part: int) -> Printed:
        with self._turn:
            if self._closed:
                raise Died
            if self._child.poll() is not None:
                self._end()
                self._child = self._start()
            child = self._child
        if not (child.stdin and child.stdout):
            raise TypeError("A child is talked to by pipes.")
        question = {"sheets": [asdict(sheet) for sheet in sheets], "part": part}
        timer = Timer(MAX_SECONDS, child.kill)
        timer.start()
        try:
            child.stdin.write(json.dumps(question | {"target": str(target)}) + "\n")
            child.stdin.flush()
            answer = child.stdout.readline()
        except (OSError, ValueError):  # its pipes broke, or were closed meanwhile
            answer = ""
        finally:
            timer.cancel()
        if not answer.endswith("\n"):
            with self._turn:
                self._end()
            raise Died
        told = json.loads(answer)
        if "errno" in told:
            raise OSError(told["errno"], os.strerror(told["errno"]))
        sheets_done = tuple((name, page) for name, page in told["sheets"])
        return Printed(sheets_done, told["pages"], tuple(told["failed"]))

    def _end(self) -> None:
        self._child.kill()
        self._child.wait()
        for pipe in filter(None, (self._child.stdin, self._child.stdout)):
            with suppress(OSError):  # what it never read is of no use
                pipe.close()

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603 -- this very module
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for the parent, which ends its children
        )


@atexit.register
def dismiss() -> None:
    """End the children that wait for work."""
    while _idle:
        _idle.pop().close()


def _serve() -> None:
    """Be a child: answer each line with a line until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    render_pdf((), Path(os.devnull), look=PAPER)
    for line in sys.stdin:
        question = json.loads(line)
        sheets = [Sheet(**sheet) for sheet in question["sheets"]]
        signal.alarm(MAX_SECONDS + 5)  # ends it, should whoever watches the time be gone
        try:
            printed = render_pdf(
                sheets, Path(question["target"]), look=PAPER, part=question["part"]
            )
        except OSError as error:
            answer: dict[str, object] = {"errno": error.errno}
        else:
            answer = asdict(printed)
        signal.alarm(0)
        with suppress(BrokenPipeError):
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    _serve()
