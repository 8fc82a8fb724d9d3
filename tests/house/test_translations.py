"""French and German are complete, and say the same with the same placeholders."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

pytestmark = pytest.mark.once

LANGUAGES = ("fr", "de")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sd]|\{\w*\}|</?\w+")
APPS = (
    "config",
    "matchmaking",
    "conventions",
    "organizations",
    "documents",
    "jobs",
    "ui",
    "templates",
)


def catalogue(root: Path, language: str) -> polib.POFile:
    return polib.pofile(str(root / "locale" / language / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def texts(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Return each translation beside the source it must agree with."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid_plural, text) for text in entry.msgstr_plural.values()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated(language: str) -> None:
    entries = catalogue(settings.BASE_DIR, language)

    assert [entry.msgid for entry in entries.untranslated_entries()] == []
    assert [entry.msgid for entry in entries.fuzzy_entries()] == []
    assert [entry.msgid for entry in entries.obsolete_entries()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_tags_are_the_same(language: str) -> None:
    differing = [
        (source, text)
        for entry in catalogue(settings.BASE_DIR, language)
        for source, text in texts(entry)
        # A singular may leave its number out: “one meeting”.
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(source))
        and not (entry.msgid_plural and text == entry.msgstr_plural[0])
    ]

    assert differing == []


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose catalogues are made anew from the source."""
    tmp_path = tmp_path_factory.mktemp("source")
    for app in APPS:
        shutil.copytree(
            settings.BASE_DIR / app,
            tmp_path / app,
            ignore=shutil.ignore_patterns("__pycache__", "fonts", "img"),
        )
    shutil.copytree(settings.BASE_DIR / "locale", tmp_path / "locale")
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)

    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--add-location", "file",
         *(f"--locale={language}" for language in LANGUAGES)],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_knows_exactly_the_strings_of_the_source(
    language: str, made_anew: Path
) -> None:
    found = {key(entry) for entry in catalogue(made_anew, language) if not entry.obsolete}
    known = {key(entry) for entry in catalogue(settings.BASE_DIR, language) if not entry.obsolete}
    assert found == known
