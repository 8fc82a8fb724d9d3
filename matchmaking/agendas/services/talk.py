"""Where and in which language two people talk, as agendas and tables name it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from conventions.models import DelegateLanguage, Table
from matchmaking.scheduling.services.parties import Party
from ui.languages import LANGUAGE_ORDER, language_name, languages_listed

NEGOTIATES = DelegateLanguage.Level.NEGOTIATES


@dataclass(frozen=True, slots=True)
class Place:
    """A table as paper and screen name it."""

    number: int
    zone: str
    zone_name: str
    step_free: bool


class TalkKind(StrEnum):
    """How two people understand each other."""

    COMMON = "common"
    FOLLOWS = "follows"
    INTERPRETER = "interpreter"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Talk:
    """The language of a meeting: `code` where they share one, `interpreter` the name of theirs.

    `words` says it in the active language: "French", "with the interpreter Anna Schmitt".
    """

    kind: TalkKind
    code: str
    interpreter: str
    words: str


def place_of(table: Table) -> Place:
    """Return a table's names; its zone must be loaded."""
    zone = table.zone
    letter, name = (zone.letter, zone.name) if zone else ("", "")
    return Place(table.number, letter, name, table.step_free)


def talk_of(one: Party, other: Party, interpreter: str) -> Talk:
    """Return how two people talk, the same for both of them.

    A language that both negotiate in, or else one that one of them only follows; in a fixed
    order. An interpreter, where there is one, was called because there is none.
    """
    if interpreter:
        words = _("with the interpreter %(name)s") % {"name": interpreter}
        return Talk(TalkKind.INTERPRETER, "", interpreter, words)
    shared = sorted(
        one.languages.keys() & other.languages.keys(),
        key=lambda code: (_levels(code, one, other), LANGUAGE_ORDER.get(code, 99), code),
    )
    if not shared:
        return Talk(TalkKind.NONE, "", "", _("no shared language"))
    code = shared[0]
    name = language_name(code, alone=True)
    if not _levels(code, one, other):
        return Talk(TalkKind.COMMON, code, "", name)
    listener = one if one.languages[code] != NEGOTIATES else other
    words = _("%(language)s, which %(name)s follows") % {"language": name, "name": listener.person}
    return Talk(TalkKind.FOLLOWS, code, "", words)


def _levels(code: str, one: Party, other: Party) -> int:
    """Return how many of the two only follow a language."""
    return (one.languages[code] != NEGOTIATES) + (other.languages[code] != NEGOTIATES)


def spoken_words(levels: Mapping[str, str]) -> str:
    """Return `French, follows German` in the active language; empty for no language."""
    negotiated = [code for code, level in levels.items() if level == NEGOTIATES]
    followed = [code for code, level in levels.items() if level != NEGOTIATES]
    words = [languages_listed(negotiated)] if negotiated else []
    if followed:
        words.append(_("follows %(languages)s") % {"languages": languages_listed(followed)})
    return ", ".join(words)


def talk_words(talk: Talk, levels: Mapping[str, str]) -> str:
    """Return in which language the reader meets somebody, as it follows that one's name.

    `levels`: the languages of that one.
    """
    if talk.kind == TalkKind.COMMON:
        return language_name(talk.code)
    if talk.kind == TalkKind.FOLLOWS and levels.get(talk.code) == NEGOTIATES:
        return _("%(language)s, which you follow") % {"language": language_name(talk.code)}
    if talk.kind == TalkKind.FOLLOWS:
        return _("follows %(languages)s") % {"languages": language_name(talk.code)}
    return spoken_words(levels)
