"""Strings of libraries that lack one of our languages: our catalogues have them, and ours win."""

from django.utils.translation import gettext_noop

BORROWED = (
    gettext_noop("- Select an option -"),  # Django, the empty choice of a select
)
