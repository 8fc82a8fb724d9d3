"""The categories and themes of a convention: those of the platform that it shows, and its own.

Both lists work alike: `Kind` says which one is meant.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conventions.models import CategoryChoice, Convention, ThemeChoice
from conventions.services.refusals import refuse_archived
from documents.text import folded
from organizations.models import Activity, Category, Theme
from ui.languages import site_languages, translated

Kind = Literal["categories", "themes"]
MAX_NAME = 120
# Two conventions that add a word at once do not meet: short names are tried until one is free.
TRIES = 1000


@dataclass(frozen=True, slots=True)
class _Tables:
    """Where a list is kept: its words, what conventions decide about them, by which field."""

    words: Any
    choices: Any
    field: str


TABLES: dict[str, _Tables] = {
    "categories": _Tables(Category, CategoryChoice, "category"),
    "themes": _Tables(Theme, ThemeChoice, "theme"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a list as an organiser sees it; `used` counts organisations of this convention.

    `own` may be renamed and removed here; a word that the operator shares is the platform's.
    """

    term: Category | Theme
    shown: bool
    own: bool
    used: int


# --- Reading --------------------------------------------------------------------------------------


def categories_of(convention: Convention) -> "QuerySet[Category]":
    """Return the categories that a convention offers, in their order."""
    found: QuerySet[Category] = _shown("categories", convention)
    return found


def themes_of(convention: Convention | int) -> "QuerySet[Theme]":
    """Return the themes that a convention (or its key) offers, in their order."""
    found: QuerySet[Theme] = _shown("themes", convention)
    return found


def activities_in(convention: Convention | int) -> "QuerySet[Activity]":
    """Return the activities that a convention (or its key) shows.

    These are those of its categories, and those for which people wrote another category.
    """
    return Activity.objects.filter(
        Q(category__in=_shown("categories", convention).order_by()) | Q(category=None)
    )


def _shown(kind: Kind, convention: Convention | int) -> Any:
    tables = TABLES[kind]
    decided = tables.choices.objects.filter(convention=convention, **{tables.field: OuterRef("pk")})
    return tables.words.objects.filter(
        Q(shared=True) | Exists(decided.filter(own=True)), ~Exists(decided.filter(hidden=True))
    )


def words_of(convention: Convention, kind: Kind) -> list[Word]:
    """Return every word that a convention may show, shown or not (three queries)."""
    tables = TABLES[kind]
    decided = {
        getattr(choice, f"{tables.field}_id"): choice
        for choice in tables.choices.objects.filter(convention=convention)
    }
    own = [key for key, choice in decided.items() if choice.own]
    terms = tables.words.objects.filter(Q(shared=True) | Q(pk__in=own))
    used = _used(convention) if kind == "categories" else {}
    return [
        Word(
            term,
            shown=not (term.pk in decided and decided[term.pk].hidden),
            own=term.pk in own and not term.shared,
            used=len(used.get(term.pk, ())),
        )
        for term in terms
    ]


def _used(convention: Convention) -> dict[int, set[int]]:
    """Return category → organisations of this convention that sell or buy it."""
    rows = Activity.objects.filter(
        organization__registrations__convention=convention, category__isnull=False
    )
    used: dict[int, set[int]] = {}
    for category, organization in rows.values_list("category", "organization"):
        used.setdefault(category, set()).add(organization)
    return used


def own_word(convention: Convention, kind: Kind, pk: int) -> Category | Theme | None:
    """Return a word that this convention added and may change; None for any other."""
    tables = TABLES[kind]
    choices = tables.choices.objects.filter(convention=convention, own=True)
    found: Category | Theme | None = tables.words.objects.filter(
        pk=pk, pk__in=choices.values(tables.field), shared=False
    ).first()
    return found


# --- Writing --------------------------------------------------------------------------------------


@transaction.atomic
def choose_words(*, convention: Convention, kind: Kind, shown: Collection[int]) -> None:
    """Show the words with these keys, and hide all others that the convention may show.

    What organisations have said about a hidden category stays, and is not shown meanwhile. Raises
    ValidationError `nothing_shown`, `word_unknown` or `convention_archived`.
    """
    refuse_archived(convention)
    tables = TABLES[kind]
    Convention.objects.select_for_update(no_key=True).get(pk=convention.pk)
    words = {word.term.pk: word for word in words_of(convention, kind)}
    if set(shown) - words.keys():
        raise ValidationError(
            _("Somebody has changed the list meanwhile. Load the page again."), code="word_unknown"
        )
    if kind == "categories" and not shown:
        raise ValidationError(
            _("Show at least one category: without any, nobody can say what they offer or seek."),
            code="nothing_shown",
        )
    choices = tables.choices.objects.filter(convention=convention)
    own = set(choices.filter(own=True).values_list(tables.field, flat=True))
    choices.filter(own=False).delete()
    choices.filter(**{f"{tables.field}__in": shown}).update(hidden=False)
    choices.exclude(**{f"{tables.field}__in": shown}).update(hidden=True)
    tables.choices.objects.bulk_create(
        tables.choices(convention=convention, hidden=True, **{f"{tables.field}_id": pk})
        for pk in words
        if pk not in shown and pk not in own
    )


@transaction.atomic
def add_word(
    *, convention: Convention, kind: Kind, names: Mapping[str, str], cpv: str = ""
) -> Category | Theme:
    """Add a word that only this convention shows, until the operator shares it.

    Raises ValidationError `name_missing`, `name_long`, `word_exists`, `cpv_invalid` or
    `convention_archived`.
    """
    refuse_archived(convention)
    tables = TABLES[kind]
    term = tables.words(shared=False)
    _name(term, names, cpv)
    _refuse_known(convention, kind, term)
    term.slug = _free_slug(tables.words, next(filter(None, _names(term))))
    term.position = (tables.words.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    term.full_clean(exclude=["name"])
    term.save()
    tables.choices.objects.create(convention=convention, own=True, **{tables.field: term})
    added: Category | Theme = term
    return added


@transaction.atomic
def rename_word(
    *, convention: Convention, kind: Kind, pk: int, names: Mapping[str, str], cpv: str = ""
) -> Category | Theme:
    """Call a word that this convention added otherwise; its short name stays.

    Raises ValidationError `word_not_own`, and as `add_word` does.
    """
    refuse_archived(convention)
    term = _own_or_refuse(convention, kind, pk)
    _name(term, names, cpv)
    _refuse_known(convention, kind, term)
    term.full_clean(exclude=["name"])
    term.save()
    return term


@transaction.atomic
def remove_word(*, convention: Convention, kind: Kind, pk: int) -> None:
    """Take away a word that this convention added.

    Raises ValidationError `word_not_own`, `word_in_use` (hide it instead) or
    `convention_archived`.
    """
    refuse_archived(convention)
    tables = TABLES[kind]
    term = _own_or_refuse(convention, kind, pk)
    if isinstance(term, Category) and (
        count := term.activities.values("organization").distinct().count()
    ):
        raise ValidationError(
            ngettext(
                "%(count)d organisation offers or seeks it. Hide it instead.",
                "%(count)d organisations offer or seek it. Hide it instead.",
                count,
            )
            % {"count": count},
            code="word_in_use",
        )
    choices = tables.choices.objects.filter(**{tables.field: term})
    choices.filter(convention=convention).delete()
    if not choices.filter(own=True).exists():  # an edition before or after may still show it
        term.delete()


def copy_words(previous: Convention, convention: Convention) -> None:
    """Let a next edition hide and own what the last one does."""
    for tables in TABLES.values():
        tables.choices.objects.bulk_create(
            tables.choices(
                convention=convention,
                own=choice.own,
                hidden=choice.hidden,
                **{f"{tables.field}_id": getattr(choice, f"{tables.field}_id")},
            )
            for choice in tables.choices.objects.filter(convention=previous)
        )


def _own_or_refuse(convention: Convention, kind: Kind, pk: int) -> Category | Theme:
    term = own_word(convention, kind, pk)
    if term is None:
        raise ValidationError(
            _("This one belongs to the platform: a convention can hide it, not change it."),
            code="word_not_own",
        )
    return term


def _names(term: Category | Theme) -> list[str]:
    return [getattr(term, column) or "" for column in translated("name")]


def _name(term: Category | Theme, names: Mapping[str, str], cpv: str) -> None:
    for code in site_languages():
        name = " ".join(names.get(code, "").split())
        if len(name) > MAX_NAME:
            raise ValidationError(
                {f"name_{code}": ValidationError(
                    _("A name has at most %(most)d characters. Shorten it.")
                    % {"most": MAX_NAME},
                    code="name_long",
                )}
            )  # fmt: skip
        setattr(term, f"name_{code}", name)
    if not any(_names(term)):
        raise ValidationError(_("Give the name in at least one language."), code="name_missing")
    if isinstance(term, Category):
        term.cpv = ";".join(filter(None, re.split(r"[;,\s]+", cpv)))


def _refuse_known(convention: Convention, kind: Kind, term: Category | Theme) -> None:
    """Raise `word_exists` where a word that the convention may show is called the same."""
    mine = {folded(name) for name in _names(term) if name}
    for word in words_of(convention, kind):
        other = {folded(name) for name in _names(word.term) if name}
        if word.term.pk != term.pk and mine & other:
            raise ValidationError(
                _("“%(name)s” is already in the list. Tick that entry instead.")
                % {"name": word.term.name},
                code="word_exists",
            )


def _free_slug(words: Any, name: str) -> str:
    base = slugify(name)[:40].strip("-") or "own"
    taken = set(words.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    tries = [base, *(f"{base}-{number}" for number in range(2, TRIES))]
    return next(slug for slug in tries if slug not in taken)
