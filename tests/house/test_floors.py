"""No floor names one above it, not even by a string: an address or an app's label.

Imports are import-linter's. An address belongs to the app whose view answers it; subjects of one
app may name each other's.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

# From the roof down; apps of one floor know nothing of each other.
FLOORS = (
    ("matchmaking",),
    ("conventions",),
    ("organizations",),
    ("documents", "jobs", "ui"),
)
# Whose pages are whose: every folder of templates that belongs to an app.
TEMPLATES = {
    "agendas": "matchmaking",
    "demo": "matchmaking",
    "printing": "matchmaking",
    "scheduling": "matchmaking",
    "spreadsheets": "matchmaking",
    "wishes": "matchmaking",
    "conventions": "conventions",
    "account": "organizations",
    "components": "ui",
    "django": "ui",
    "ui": "ui",
}
# The frame of every page, put together like `config`.
ROOF = {"layouts", "admin"}


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, space: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield (name of an address, app whose view answers it)."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}", pattern.callback.__module__.partition(".")[0]


def files_of(app: str) -> Iterator[Path]:
    for path in (settings.BASE_DIR / app).rglob("*.py"):
        if "migrations" not in path.parts:
            yield path
    for folder, owner in TEMPLATES.items():
        if owner == app:
            yield from (settings.BASE_DIR / "templates" / folder).rglob("*.html")


def above(app: str) -> set[str]:
    """Return the apps that `app` may not name: those above it, and its neighbours."""
    floor = next(number for number, apps in enumerate(FLOORS) if app in apps)
    return {one for apps in FLOORS[: floor + 1] for one in apps} - {app}


APPS = [app for apps in FLOORS for app in apps]


@pytest.mark.parametrize("app", APPS)
def test_no_address_of_a_floor_above_is_named(app: str) -> None:
    theirs = {name for name, owner in addresses() if owner in above(app)}
    theirs -= {name for name, owner in addresses() if owner not in above(app)}

    named = {
        f"{path.relative_to(settings.BASE_DIR)}: {name}"
        for path in files_of(app)
        for name in re.findall(r"[\"']([a-z_]+:[a-z_]+)[\"']", path.read_text())
        if name in theirs
    }

    assert named == set()


@pytest.mark.parametrize("app", APPS[1:])
def test_no_app_above_is_named(app: str) -> None:
    names = "|".join(sorted(above(app)))
    label = re.compile(rf"[\"']({names})(\.[\w.]+)?[\"']")

    named = {
        f"{path.relative_to(settings.BASE_DIR)}: {found.group()}"
        for path in files_of(app)
        for found in label.finditer(path.read_text())
    }

    assert named == set()


def test_every_folder_of_templates_belongs_to_a_floor() -> None:
    folders = {path.name for path in (settings.BASE_DIR / "templates").iterdir() if path.is_dir()}

    assert folders == (TEMPLATES.keys() | ROOF) & folders
