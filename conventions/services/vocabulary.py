"""The categories and themes of a convention: those of the platform that it shows, and its own.

Both lists work alike: `Kind` says which one is meant.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef, ProtectedError, Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conventions.models import CategoryChoice, Convention, Phase, ThemeChoice
from conventions.services.refusals import refuse_archived
from documents.text import compact
from organizations.models import Activity, Category, Theme
from ui.languages import site_languages, translated

Kind = Literal["categories", "themes"]
MAX_NAME = 120
# Two conventions that add a word at once may choose one short name: the later one takes the next.
TRIES = 1000
TRIES_TO_SAVE = 5
# They part the words of a cell, in a list that is imported.
SEPARATORS = re.compile(r"[;|]")


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
def choose_words(
    *,
    convention: Convention,
    kind: Kind,
    shown: Collection[int],
    listed: Collection[int] | None = None,
) -> None:
    """Show the words with these keys, and hide the others.

    Only those `listed` are decided where they are given: a word that came after a page was opened
    stays as it is. What organisations have said about a hidden category stays, and is not shown
    meanwhile. Raises ValidationError `nothing_shown`, `word_unknown` or `convention_archived`.
    """
    refuse_archived(convention)
    tables = TABLES[kind]
    _lock(convention)
    words = {word.term.pk: word for word in words_of(convention, kind)}
    if set(shown) - words.keys():
        raise ValidationError(changed_meanwhile(), code="word_unknown")
    if listed is not None:
        shown = {*shown, *(pk for pk, word in words.items() if word.shown and pk not in listed)}
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

    Raises ValidationError `name_missing`, `name_long`, `name_empty`, `name_separator`,
    `word_exists`, `cpv_invalid` or `convention_archived`.
    """
    refuse_archived(convention)
    tables = TABLES[kind]
    _lock(convention)
    term = tables.words(shared=False)
    _name(term, names, cpv)
    _refuse_known(convention, kind, term)
    term.position = (tables.words.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    term.full_clean(exclude=["name", "slug"])
    _save_with_slug(tables.words, term)
    tables.choices.objects.create(convention=convention, own=True, **{tables.field: term})
    added: Category | Theme = term
    return added


@transaction.atomic
def rename_word(
    *, convention: Convention, kind: Kind, pk: int, names: Mapping[str, str], cpv: str = ""
) -> Category | Theme:
    """Call a word that this convention added otherwise; its short name stays.

    The editions that own it share it: it keeps its name where an archived one shows it. Raises
    ValidationError `word_not_own`, `word_gone`, `word_archived`, and as `add_word` does.
    """
    refuse_archived(convention)
    _lock(convention)
    term = _own_or_refuse(convention, kind, pk)
    _refuse_in_archive(kind, term)
    _name(term, names, cpv)
    _refuse_known(convention, kind, term)
    term.full_clean(exclude=["name"])
    term.save()
    return term


@transaction.atomic
def remove_word(*, convention: Convention, kind: Kind, pk: int) -> None:
    """Take away a word that this convention added.

    Raises ValidationError `word_not_own`, `word_gone`, `word_in_use` (hide it instead) or
    `convention_archived`.
    """
    refuse_archived(convention)
    tables = TABLES[kind]
    _lock(convention)
    term = _own_or_refuse(convention, kind, pk)
    # Whoever takes it from now on waits, and whoever has taken it is counted.
    tables.words.objects.select_for_update().filter(pk=term.pk).first()
    _refuse_in_use(term)
    choices = tables.choices.objects.filter(**{tables.field: term})
    choices.filter(convention=convention).delete()
    if not choices.filter(own=True).exists():  # an edition before or after may still show it
        try:
            term.delete()
        except ProtectedError:
            _refuse_in_use(term)
            raise


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


def changed_meanwhile() -> str:
    """Return what is said to who decides about a word that is there no more."""
    return _("Somebody has changed the list meanwhile. Load the page again.")


def _lock(convention: Convention) -> None:
    """Let the lists of a convention change one after the other."""
    Convention.objects.select_for_update(no_key=True).get(pk=convention.pk)


def _own_or_refuse(convention: Convention, kind: Kind, pk: int) -> Category | Theme:
    term = own_word(convention, kind, pk)
    if term is not None:
        return term
    if TABLES[kind].words.objects.filter(pk=pk, shared=True).exists():
        raise ValidationError(
            _("This one belongs to the platform: a convention can hide it, not change it."),
            code="word_not_own",
        )
    raise ValidationError(_("It is gone already: the list no longer has it."), code="word_gone")


def _refuse_in_use(term: Category | Theme) -> None:
    taken = Q(category=term) if isinstance(term, Category) else Q(themes=term)
    count = Activity.objects.filter(taken).values("organization").distinct().count()
    if not count:
        return
    sentence = (
        ngettext(
            "%(count)d organisation offers or seeks it. Hide it instead.",
            "%(count)d organisations offer or seek it. Hide it instead.",
            count,
        )
        if isinstance(term, Category)
        else ngettext(
            "%(count)d organisation names this theme. Hide it instead.",
            "%(count)d organisations name this theme. Hide it instead.",
            count,
        )
    )
    raise ValidationError(sentence % {"count": count}, code="word_in_use")


def _refuse_in_archive(kind: Kind, term: Category | Theme) -> None:
    tables = TABLES[kind]
    choices = tables.choices.objects.filter(own=True, hidden=False, **{tables.field: term})
    archived = choices.filter(convention__phase=Phase.ARCHIVED).select_related("convention").first()
    if archived is not None:
        raise ValidationError(
            _(
                "The archived edition “%(edition)s” shows it under this name. Hide it here, and "
                "add another one."
            )
            % {"edition": archived.convention.name},
            code="word_archived",
        )


def _names(term: Category | Theme) -> list[str]:
    return [getattr(term, column) or "" for column in translated("name")]


def _name(term: Category | Theme, names: Mapping[str, str], cpv: str) -> None:
    for code in site_languages():
        name = " ".join(names.get(code, "").split())
        for is_broken, refusal, sentence in _rules(name):
            if is_broken:
                raise ValidationError({f"name_{code}": ValidationError(sentence, code=refusal)})
        setattr(term, f"name_{code}", name)
    if not any(_names(term)):
        raise ValidationError(_("Give the name in at least one language."), code="name_missing")
    if isinstance(term, Category):
        term.cpv = ";".join(filter(None, re.split(r"[;,\s]+", cpv)))


def _rules(name: str) -> list[tuple[bool, str, str]]:
    return [
        (
            len(name) > MAX_NAME,
            "name_long",
            _("A name has at most %(most)d characters. Shorten it.") % {"most": MAX_NAME},
        ),
        (
            bool(SEPARATORS.search(name)),
            "name_separator",
            _("A name has neither “;” nor “|”: in lists they stand between two names."),
        ),
        (
            bool(name) and not compact(name),
            "name_empty",
            _("A name has at least one letter or digit."),
        ),
    ]


def _refuse_known(convention: Convention, kind: Kind, term: Category | Theme) -> None:
    """Raise `word_exists` where a word that the convention may show is called the same."""
    mine = {compact(name) for name in _names(term) if name}
    for word in words_of(convention, kind):
        other = {compact(name) for name in (word.term.slug, *_names(word.term)) if name}
        if word.term.pk != term.pk and mine & other:
            raise ValidationError(
                _("“%(name)s” is already in the list. Tick that entry instead.")
                % {"name": word.term.name},
                code="word_exists",
            )


def _save_with_slug(words: Any, term: Category | Theme) -> None:
    """Save a new word under the first short name that is free, also at this very moment."""
    name = next(filter(None, _names(term)))
    for left in reversed(range(TRIES_TO_SAVE)):
        term.slug = _free_slug(words, name)
        try:
            with transaction.atomic():
                term.save(force_insert=True)
        except IntegrityError:
            if not left:
                raise
        else:
            return


def _free_slug(words: Any, name: str) -> str:
    base = slugify(name)[:40].strip("-") or "own"
    taken = set(words.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    tries = [base, *(f"{base}-{number}" for number in range(2, TRIES))]
    return next(slug for slug in tries if slug not in taken)
