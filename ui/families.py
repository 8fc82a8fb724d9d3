"""What the families of organisations are called on the page being made.

A convention may call them otherwise than the platform. Like a language, its names are in force
for what is drawn meanwhile: whoever fetches a convention activates them, a sheet overrides them.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import get_language

# Family → language → name; a name that is missing is the platform's own.
Names = Mapping[str, Mapping[str, str]]

_in_force: ContextVar[Names | None] = ContextVar("names of families", default=None)


def activate(names: Names) -> None:
    """Call the families so until the surrounding `override` ends: a request has one."""
    _in_force.set(names)


@contextmanager
def override(names: Names) -> Iterator[None]:
    """Call the families so inside, and as before afterwards."""
    token = _in_force.set(names)
    try:
        yield
    finally:
        _in_force.reset(token)


def given_name(code: str) -> str:
    """Return the name in force for the reader's language; empty where the platform's holds."""
    names = _in_force.get() or {}
    return names.get(code, {}).get((get_language() or "en")[:2], "")
