"""Reading JSON strictly: every fault is noted with its key, and reading goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NoReturn

_MISSING = object()


def parse(text: str | bytes, faults: list[str]) -> Node | None:
    """The root of a JSON document, or None with the reason in `faults`."""
    twice: list[str] = []

    def build(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                twice.append(key)
            found[key] = value
        return found

    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        value = json.loads(text, object_pairs_hook=build, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        faults.append(f"$: this is not JSON ({error}).")
        return None
    faults += [f"{key}: the key stands twice in one object." for key in twice]
    if not isinstance(value, dict):
        faults.append("$: an object was expected.")
        return None
    return Node(value, "", faults)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


class Node:
    """A value of a document together with its key, noting what is wrong with it.

    Each reading method returns something of the right type even where it notes a fault, so that
    the rest of the document is read too.
    """

    def __init__(self, value: object, key: str, faults: list[str]) -> None:
        self.value = value
        self.key = key
        self.faults = faults

    def fault(self, sentence: str) -> None:
        """Note what is wrong here."""
        self.faults.append(f"{self.key or '$'}: {sentence}")

    @property
    def missing(self) -> bool:
        """Whether the key is absent or null."""
        return self.value is _MISSING or self.value is None

    def __getitem__(self, name: str) -> Node:
        value = self.value.get(name, _MISSING) if isinstance(self.value, dict) else _MISSING
        return Node(value, f"{self.key}.{name}" if self.key else name, self.faults)

    def keys(self, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> None:
        """Check that this is an object that has all required keys and no unknown ones."""
        if not isinstance(self.value, dict):
            self.fault("an object was expected.")
            return
        for name in self.value:
            if name not in required and name not in optional:
                self[name].fault("unknown key.")
        for name in required:
            if self[name].missing:
                self[name].fault("this key is required.")

    def items(self, least: int = 0) -> Iterator[Node]:
        """The nodes of a list; none where it is missing."""
        if self.missing:
            return
        if not isinstance(self.value, list):
            self.fault("a list was expected.")
            return
        if len(self.value) < least:
            self.fault(f"at least {least} must be listed.")
        for index, value in enumerate(self.value):
            yield Node(value, f"{self.key}[{index}]", self.faults)

    def integer(self, *, default: int | None = None, most: int | None = None) -> int:
        """An integer from 0 to `most`; where it is missing, `default` if there is one."""
        if self.missing:
            # Without a default the missing key is already noted, except inside a list.
            if default is None and self.key.endswith("]"):
                self.fault("an integer was expected.")
            return default if default is not None else -1
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.fault("an integer was expected.")
        elif self.value < 0:
            self.fault("this must be 0 or more.")
        elif most is not None and self.value > most:
            self.fault(f"this must be at most {most}.")
        else:
            return self.value
        return -1

    def integer_or_none(self) -> int | None:
        """An integer of 0 or more, or None."""
        return None if self.missing else self.integer()

    def number(self) -> float:
        """Any number of 0 or more; 0 where it is missing."""
        if self.missing:
            return 0.0
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.fault("a number was expected.")
            return 0.0
        return float(self.value)

    def boolean(self) -> bool:
        """True or false; false where it is missing."""
        if self.missing:
            return False
        if not isinstance(self.value, bool):
            self.fault("true or false was expected.")
        return self.value is True

    def text(self) -> str:
        """A text; the empty one where it is missing."""
        if self.missing:
            if self.key.endswith("]"):
                self.fault("a text was expected.")
            return ""
        if not isinstance(self.value, str):
            self.fault("a text was expected.")
            return ""
        return self.value

    def optional_text(self) -> str | None:
        """A text, or None."""
        return None if self.missing else self.text()

    def one_of(self, words: tuple[str, ...]) -> str:
        """One of a few words."""
        if self.missing and not self.key.endswith("]"):
            return words[0]
        if not isinstance(self.value, str) or self.value not in words:
            self.fault(f"one of {', '.join(words)} was expected.")
            return words[0]
        return self.value

    def texts(self, exactly: int | None = None) -> list[str]:
        """A list of texts."""
        found = [node.text() for node in self.items()]
        if exactly is not None and len(found) != exactly:
            self.fault(f"exactly {exactly} texts were expected.")
        return found

    def id_list(self, least: int = 0, *, distinct: bool = True) -> tuple[int, ...]:
        """A list of ids; one that stands twice is noted if they must be `distinct`."""
        found: list[int] = []
        for node in self.items(least):
            number = node.integer()
            if distinct and number >= 0 and number in found:
                node.fault(f"{number} stands twice in this list.")
            found.append(number)
        return tuple(found)

    def ids_or_none(self) -> frozenset[int] | None:
        """A set of ids, or None where it is missing."""
        return None if self.missing else frozenset(self.id_list(distinct=False))

    def by_id(self) -> dict[int, Node]:
        """The members of an object whose keys are the digits of ids."""
        if self.missing:
            return {}
        if not isinstance(self.value, dict):
            self.fault("an object was expected.")
            return {}
        found: dict[int, Node] = {}
        for name in self.value:
            if name.isascii() and name.isdigit() and str(int(name[:18])) == name:
                found[int(name)] = self[name]
            else:
                self[name].fault("the key must be the digits of an id.")
        return found

    def mapping_or_none(self) -> Mapping[str, object] | None:
        """An object as it stands, or None."""
        if self.missing:
            return None
        if not isinstance(self.value, dict):
            self.fault("an object was expected.")
            return None
        return self.value
