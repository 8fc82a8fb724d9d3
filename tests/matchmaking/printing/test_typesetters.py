"""Sheets set by children: in order, side by side, and one that devours its child fails alone."""

import errno
import os
import signal
import subprocess
from pathlib import Path
from time import sleep

import pytest

from documents.pdf import Sheet
from matchmaking.printing.services import typesetters
from matchmaking.printing.services.typesetters import Typesetters
from tests.documents.pdfs import texts

pytestmark = pytest.mark.once

PAGE = "<!doctype html><html lang=en><title>T</title><h1>{text}</h1>"
# A grid of a thousand million columns: the list of them alone is larger than a child may be.
BOMB = (
    PAGE.format(text="x") + "<div style='display: grid; grid-template-columns: repeat({n}, 1px)'>"
)


def sheet(text: str, html: str = PAGE) -> Sheet:
    return Sheet(text, "en", html.format(text=text, n=10**9))


@pytest.fixture
def children(monkeypatch) -> list[subprocess.Popen[str]]:
    """Return the children as they are started; none is waiting."""
    typesetters.dismiss()
    started = []
    start = typesetters._Typesetter._start

    def noted(self) -> subprocess.Popen[str]:
        started.append(start(self))
        return started[-1]

    monkeypatch.setattr(typesetters._Typesetter, "_start", noted)
    return started


def test_batches_come_back_each_in_its_own_file(tmp_path):
    with Typesetters(3) as setters:
        parts = [tmp_path / f"{number}.pdf" for number in range(3)]
        futures = [
            setters.submit([sheet(f"{number}a"), sheet(f"{number}b")], part, number * 2)
            for number, part in enumerate(parts)
        ]
        printed = [future.result() for future in futures]

    assert [texts(part) for part in parts] == [["0a", "0b"], ["1a", "1b"], ["2a", "2b"]]
    assert printed[2].sheets == (("2a", 0), ("2b", 1))


def test_a_sheet_that_devours_memory_is_named_and_the_others_are_printed(tmp_path):
    part = tmp_path / "part.pdf"
    with Typesetters(1) as setters:
        printed = setters.submit([sheet("One"), sheet("Bomb", BOMB), sheet("Two")], part, 0)

        assert printed.result().failed == ("Bomb",)
    assert texts(part) == ["One", "Two"]


def test_a_sheet_that_devours_time_is_named_and_the_others_are_printed(tmp_path, monkeypatch):
    part = tmp_path / "part.pdf"
    endless = sheet("Endless", PAGE + "<p>x" * 400_000)
    ask = typesetters._Typesetter._ask

    def impatient(self, sheets, *others):
        monkeypatch.setattr(typesetters, "MAX_SECONDS", 1 if endless in sheets else 300)
        return ask(self, sheets, *others)

    monkeypatch.setattr(typesetters._Typesetter, "_ask", impatient)
    with Typesetters(1) as setters:
        printed = setters.submit([sheet("One"), endless, sheet("Two")], part, 0).result()

    assert (printed.sheets, printed.failed) == ((("One", 0), ("Two", 1)), ("Endless",))
    assert texts(part) == ["One", "Two"]


def test_a_child_that_is_killed_is_replaced(tmp_path, children):
    part = tmp_path / "part.pdf"
    with Typesetters(1) as setters:
        setters.submit([sheet("One")], part, 0).result()
        os.kill(children[0].pid, signal.SIGKILL)

        again = setters.submit([sheet("Two"), sheet("Three")], part, 0).result()

    assert (again.pages, again.failed, len(children)) == (2, (), 2)


def test_the_disks_refusal_comes_back_as_such(tmp_path):
    with Typesetters(1) as setters, pytest.raises(OSError, match="directory") as caught:
        setters.submit([sheet("One")], tmp_path / "nowhere" / "part.pdf", 0).result()

    assert caught.value.errno == errno.ENOENT


def test_a_child_waits_for_the_next_printing(tmp_path, children):
    for number in range(2):
        with Typesetters(1) as setters:
            setters.submit([sheet("One")], tmp_path / f"{number}.pdf", 0)

    assert texts(tmp_path / "1.pdf") == ["One"]
    assert [child.poll() for child in children] == [None]
    typesetters.dismiss()
    assert children[0].poll() == -signal.SIGKILL


@pytest.mark.parametrize("moment", [0, 0.01, 0.5, 2])
def test_a_printing_that_is_given_up_ends_its_children_at_once(tmp_path, children, moment):
    def give_up() -> None:
        with Typesetters(2) as setters:
            setters.submit([sheet("One")] * 500, tmp_path / "part.pdf", 0)
            sleep(moment)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        give_up()

    assert [child.poll() for child in children] == [-signal.SIGKILL] * 2
    assert not Path("/proc", str(children[0].pid)).exists()
