"""What regions are called."""

from functools import cache

from django.utils.translation import override

from organizations.models import Region
from ui.languages import site_languages


@cache
def region_names(code: str) -> tuple[str, ...]:
    """Return what a region is called in each language of the site; nothing for no region."""
    names = []
    for language in site_languages() if code else ():
        with override(language):
            names.append(str(Region(code).label))
    return tuple(dict.fromkeys(names))
