"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest

from ui.languages import reader_languages
from ui.views import THEME_COOKIE, THEMES


def site(request: HttpRequest) -> dict[str, object]:
    """Return the site's address, whether this is the demo, the languages and the theme."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "SITE_URL": settings.SITE_URL,
        "DEMO": settings.DEMO,
        "READER_LANGUAGES": reader_languages(),
        "THEME": theme if theme in THEMES else "",
    }
