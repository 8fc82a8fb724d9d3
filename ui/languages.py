"""The languages people speak, and names in lists, as they stand inside a sentence."""

from collections.abc import Iterable

from babel import Locale
from babel.dates import get_timezone_location
from babel.lists import format_list
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SPOKEN_LANGUAGES = (
    ("fr", _("French")),
    ("de", _("German")),
    ("en", _("English")),
    ("lb", _("Luxembourgish")),
    ("nl", _("Dutch")),
    ("it", _("Italian")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
    ("pl", _("Polish")),
    ("fsl", _("French Sign Language")),
    ("gsg", _("German Sign Language")),
)
# The order in which languages are named, whatever the order in which people entered them.
LANGUAGE_ORDER = {code: position for position, (code, _name) in enumerate(SPOKEN_LANGUAGES)}
_UNKNOWN_TO_BABEL = {code: name for code, name in SPOKEN_LANGUAGES if len(code) > 2}


def _locale() -> Locale:
    language = (get_language() or "en")[:2]
    return Locale.parse("en_GB" if language == "en" else language)


def language_name(code: str) -> str:
    """Return `German`, `allemand`, `Deutsch`: as a sentence of the reader's language has it."""
    name = _locale().languages.get(code) or _UNKNOWN_TO_BABEL.get(code, code)
    return str(name)


def listed(words: Iterable[str]) -> str:
    """Return `a, b and c`."""
    return format_list(list(words), locale=_locale())


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
    return get_timezone_location(zone, locale=_locale(), return_city=True)
