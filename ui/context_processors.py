"""What every page knows."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest

from ui.views import THEME_COOKIE, THEMES


class ReaderLanguage(NamedTuple):
    """A language one may read the site in, named in itself."""

    code: str
    letters: str
    name: str


READER_LANGUAGES = [
    ReaderLanguage("fr", "FR", "Français"),
    ReaderLanguage("de", "DE", "Deutsch"),
    ReaderLanguage("en", "EN", "English"),
]


def site(request: HttpRequest) -> dict[str, object]:
    """Return the site's address, whether this is the demo, the languages and the theme."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "SITE_URL": settings.SITE_URL,
        "DEMO": settings.DEMO,
        "READER_LANGUAGES": READER_LANGUAGES,
        "THEME": theme if theme in THEMES else "",
    }
