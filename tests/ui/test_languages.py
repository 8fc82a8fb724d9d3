"""Languages are named alike everywhere, and those of the site are one list."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils import translation

from conventions.models import DelegateLanguage
from ui.languages import (
    SPOKEN_LANGUAGES,
    language_name,
    languages_listed,
    reader_languages,
    site_languages,
    translated,
)

DUTCH_TOO = """
import sys
from types import ModuleType
from pathlib import Path

path = Path("config/settings/base.py").resolve()
source = path.read_text()
assert source.count('language_choices(("fr", "de", "en"))') == 1
edited = source.replace('(("fr", "de", "en"))', '(("fr", "de", "en", "nl"))')
base = sys.modules["config.settings.base"] = ModuleType("config.settings.base")
base.__file__ = str(path)
exec(compile(edited, path, "exec"), vars(base))

import django, json
django.setup()
from django.utils import translation
from conventions.forms.convention import TextsForm
from conventions.models import Convention, Delegate
from conventions.services.conventions import TEXTS
from matchmaking.spreadsheets.services.cells import READERS
from matchmaking.spreadsheets.services.columns import ORGANIZATIONS
from modeltranslation import settings as texts
from organizations.models import User
from organizations.services.regions import region_names
from ui import formatting
from ui.languages import reader_languages
from datetime import date

with translation.override("nl"):
    day = formatting.long_day(date(2027, 3, 18))
print(json.dumps({
    "switch": [list(one) for one in reader_languages()],
    "texts": texts.AVAILABLE_LANGUAGES,
    "fallback": texts.FALLBACK_LANGUAGES["default"],
    "columns": [f.name for f in Convention._meta.get_fields() if f.name.startswith("theme_")],
    "person": [code for code, _name in Delegate._meta.get_field("language").choices],
    "user": [code for code, _name in User._meta.get_field("language").choices],
    "written": [name for name in TEXTS if name.startswith("theme_")],
    "form": [name for name in TextsForm().fields if name.startswith("theme_")],
    "lists": [c.key for c in ORGANIZATIONS if c.key.startswith("description_")],
    "heads": [str(c.name) for c in ORGANIZATIONS if c.key.startswith("description_")],
    "read": sorted(name for name in READERS if name.startswith("description_")),
    "day": day,
}))
"""


@pytest.mark.parametrize(
    ("language", "inside", "alone", "signed"),
    [
        ("fr", "allemand", "Allemand", "Langue des signes allemande"),
        ("de", "Deutsch", "Deutsch", "Deutsche Gebärdensprache"),
        ("en", "German", "German", "German Sign Language"),
    ],
)
def test_a_language_has_one_name_inside_a_sentence_and_alone(
    language: str, inside: str, alone: str, signed: str
) -> None:
    with translation.override(language):
        assert (language_name("de"), language_name("DE", alone=True)) == (inside, alone)
        assert language_name("gsg", alone=True) == signed
        assert dict(DelegateLanguage._meta.get_field("language").choices)["de"] == alone
        assert dict(settings.LANGUAGES)["de"] == alone


def test_an_unknown_language_is_its_own_name() -> None:
    assert language_name("??") == "??"


def test_every_spoken_language_has_a_name_in_every_language_of_the_site() -> None:
    for language in site_languages():
        with translation.override(language):
            assert [code for code in SPOKEN_LANGUAGES if language_name(code) == code] == []


def test_languages_are_listed_in_a_fixed_order() -> None:
    with translation.override("fr"):
        assert languages_listed(["en", "de", "fr"]) == "français, allemand et anglais"


def test_a_reader_finds_each_language_named_in_itself() -> None:
    assert [tuple(language) for language in reader_languages()] == [
        ("fr", "FR", "Français"),
        ("de", "DE", "Deutsch"),
        ("en", "EN", "English"),
    ]


def test_a_translated_text_has_a_column_in_each_language() -> None:
    assert translated("name") == ("name_fr", "name_de", "name_en")


def test_a_fourth_language_is_one_edit_in_the_settings() -> None:
    told = subprocess.run(
        [sys.executable, "-c", DUTCH_TOO],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    four = ["fr", "de", "en", "nl"]

    assert json.loads(told) == {
        "switch": [
            ["fr", "FR", "Français"],
            ["de", "DE", "Deutsch"],
            ["en", "EN", "English"],
            ["nl", "NL", "Nederlands"],
        ],
        "texts": four,
        "fallback": ["en", *four],
        "columns": [f"theme_{code}" for code in four],
        "person": four,
        "user": four,
        "written": [f"theme_{code}" for code in four],
        "form": [f"theme_{code}" for code in four],
        "lists": [f"description_{code}" for code in four],
        "heads": [f"description ({code})" for code in four],
        "read": ["description_de", "description_en", "description_fr", "description_nl"],
        "day": "donderdag 18 maart 2027",
    }
