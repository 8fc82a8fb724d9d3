"""Puts the demo conventions into the database, once each."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from conventions.models import Convention
from matchmaking.demo.content import Content, load
from matchmaking.demo.decisions import decide
from matchmaking.demo.directory import Directory, fill_directory
from matchmaking.demo.editions import make_edition
from matchmaking.demo.next_edition import SLUG as NEXT_EDITION
from matchmaking.demo.next_edition import make_next_edition
from matchmaking.demo.scenario import COMFORTABLE, MONT_SAINT_MARTIN, SCENARIOS

SLUGS = (MONT_SAINT_MARTIN.slug, COMFORTABLE.slug, NEXT_EDITION)


def seed(slugs: Iterable[str], *, today: date) -> list[str]:
    """Make the conventions at `slugs` that do not exist yet; return the slugs that were made.

    A convention that is there is left as it is, down to the last row. The next edition is a
    copy of `mont-saint-martin`, which is then made too.
    """
    wanted = [slug for slug in SLUGS if slug in set(slugs)]
    if NEXT_EDITION in wanted and MONT_SAINT_MARTIN.slug not in wanted:
        wanted.insert(0, MONT_SAINT_MARTIN.slug)
    known = set(Convention.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    missing = [slug for slug in wanted if slug not in known]
    if missing:
        content = load()
        with transaction.atomic():
            directory = fill_directory(content, today)
            for slug in missing:
                _make(slug, content, directory, today)
    return missing


def _make(slug: str, content: Content, directory: Directory, today: date) -> None:
    if slug == NEXT_EDITION:
        make_next_edition(content, today)
        return
    # Thursdays: the first one is so near that its agendas are worth reading.
    first = today + timedelta(days=1 + (2 - today.weekday()) % 7)
    day = first if slug == COMFORTABLE.slug else first + timedelta(days=7)
    make_edition(content, directory, decide(content, SCENARIOS[slug]), day, today)
