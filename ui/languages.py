"""The languages of the site, the languages people speak, and names in lists."""

from collections.abc import Iterable
from typing import NamedTuple

from babel.dates import get_timezone_location
from babel.lists import format_list
from django.conf import settings
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from ui.formatting import locale

# In the order in which languages are named, whatever the order in which people entered them.
SPOKEN_LANGUAGES = ("fr", "de", "en", "lb", "nl", "it", "es", "pt", "pl", "fsl", "gsg")
LANGUAGE_ORDER = {code: position for position, code in enumerate(SPOKEN_LANGUAGES)}
SIGN_LANGUAGES = {"fsl": _("French Sign Language"), "gsg": _("German Sign Language")}


class ReaderLanguage(NamedTuple):
    """A language one may read the site in, named in itself."""

    code: str
    letters: str
    name: str


def site_languages() -> tuple[str, ...]:
    """Return the codes of the languages that pages, mails and texts have."""
    return tuple(code for code, _name in settings.LANGUAGES)


def translated(field: str) -> tuple[str, ...]:
    """Return the columns of a translated field: `name_fr`, `name_de`, `name_en`."""
    return tuple(f"{field}_{code}" for code in site_languages())


def reader_languages() -> list[ReaderLanguage]:
    """Return the site's languages as its language switch has them."""
    found = []
    for code in site_languages():
        with override(code):
            found.append(ReaderLanguage(code, code.upper(), language_name(code, alone=True)))
    return found


def language_name(code: str, *, alone: bool = False) -> str:
    """Return `German`, `allemand`, `Deutsch`, as a sentence of the reader's language has it.

    `alone` begins with a capital letter in every language; an unknown code is its own name.
    """
    known = str(code).lower()
    name = str(SIGN_LANGUAGES.get(known) or locale().languages.get(known, code))
    return capfirst(name) if alone else name


later_name = lazy(language_name, str)  # made when it is read, in the reader's language


def language_choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return codes with their names, as a field of a model offers them."""
    return [(code, later_name(code, alone=True)) for code in codes]


def listed(words: Iterable[str]) -> str:
    """Return `a, b and c`."""
    return format_list(list(words), locale=locale())


def languages_listed(codes: Iterable[str]) -> str:
    """Return `French and German`, in a fixed order."""
    known = sorted(codes, key=lambda code: (LANGUAGE_ORDER.get(code, 99), code))
    return listed(language_name(code) for code in known)


def inside_a_sentence(name: str) -> str:
    """Return a category's name as it continues a sentence: a small letter, except in German.

    Abbreviations (IT, PV) keep their capitals.
    """
    if (get_language() or "en").startswith("de") or name[1:2].isupper():
        return name
    return name[:1].lower() + name[1:]


def zone_town(zone: str) -> str:
    """Return the town by which people call a time zone: `Brüssel` for Europe/Brussels."""
    return get_timezone_location(zone, locale=locale(), return_city=True)
