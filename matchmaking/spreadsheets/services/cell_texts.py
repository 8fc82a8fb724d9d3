"""What every cell goes through: clean text, and the error that says why a cell is refused."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from conventions.models import Convention
from conventions.services.vocabulary import categories_of, themes_of
from documents.lists.book import Value
from documents.text import compact
from organizations.models import CapacityUnit
from organizations.services.regions import KnownRegions, known_regions
from ui.languages import translated

# Marks of direction and characters without width: they hide in names copied from web pages.
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u061c\ufeff]")
BLANKS = re.compile(r"[ \t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]+")
CARRIAGE_RETURN = re.compile(r"_x000[dD]_|\r\n?")

# Before what somebody wrote where no list knew it, in a cleaned row: no short name has a colon.
OTHER = "other:"


class CellError(Exception):
    """`key` names the sentence of `problems.SENTENCES`, `params` fill it."""

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


@dataclass
class Context:
    """What the cells of one convention are read against."""

    convention: Convention
    slot_count: int = 0
    categories: dict[str, str] = field(default_factory=dict)
    themes: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    regions: KnownRegions = field(default_factory=lambda: KnownRegions({}))
    # Of the row being read, once its cell has been.
    country: str = ""
    # Warnings of the cell being read: keys of `problems.SENTENCES`.
    warnings: list[str] = field(default_factory=list)

    @property
    def example(self) -> str:
        return f"{self.convention.starts_on:%Y-%m-%d} 14:30"


def context_for(convention: Convention) -> Context:
    context = Context(convention, slot_count=convention.slots.count(), regions=known_regions())
    for terms, known in (
        (categories_of(convention), context.categories),
        (themes_of(convention), context.themes),
    ):
        for term in terms:
            names = (getattr(term, column) for column in translated("name"))
            for name in (term.slug, *names):
                if name:
                    known[compact(name)] = term.slug
    for unit in CapacityUnit.objects.all():
        columns = (*translated("name"), *translated("name_of_one"))
        for name in (unit.code, *(getattr(unit, column) for column in columns)):
            if name:
                context.units.setdefault(compact(name), unit.code)
    return context


def plain(value: Value, context: Context, *, lines: bool = False) -> str:
    """Return a cell as clean text: NFC, nothing invisible, blanks collapsed."""
    text = unicodedata.normalize("NFC", CARRIAGE_RETURN.sub("\n", as_text(value)))
    seen = INVISIBLE.sub("", text)
    if "�" in seen or any(unicodedata.category(letter) == "Cs" for letter in seen):
        raise CellError("character_refused")
    kept = seen.replace("\x85", "\n") if lines else BLANKS.sub(" ", seen)
    kept = "".join(c for c in kept if c == "\n" or unicodedata.category(c) != "Cc")
    if len(kept) < len(BLANKS.sub(" ", text) if not lines else text):
        context.warnings.append("characters_stripped")
    return kept.strip()


def as_text(value: Value | timedelta) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def text_of(limit: int, *, lines: bool = False, name: bool = False) -> Callable[..., str]:
    """Make a reader of text of at most `limit` characters; `name` looks for look-alikes."""

    def read(value: Value, context: Context) -> str:
        text = plain(value, context, lines=lines)
        if len(text) > limit:
            raise CellError("too_long", count=len(text), limit=limit)
        if name and any(_mixes_alphabets(word) for word in re.findall(r"[^\W\d_]+", text)):
            context.warnings.append("lookalike")
        return text

    return read


def _mixes_alphabets(word: str) -> bool:
    alphabets = {unicodedata.name(letter, "?").partition(" ")[0] for letter in word}
    return len(alphabets & {"LATIN", "CYRILLIC", "GREEK"}) > 1
