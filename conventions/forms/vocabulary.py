"""The words of a convention: types of organisation, categories, themes."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from conventions.forms.fields import SeenForm
from conventions.models import Convention
from conventions.services.families import MAX_NAME, set_family_names
from conventions.services.vocabulary import (
    MAX_NAME as MAX_WORD,
)
from conventions.services.vocabulary import (
    Kind,
    Word,
    add_word,
    changed_meanwhile,
    choose_words,
    rename_word,
)
from organizations.models import Category, Family, Theme
from ui.languages import language_name, site_languages, translated
from ui.names import FAMILY_NAMES
from ui.refusals import attempt


class FamiliesForm(SeenForm):
    """What each type of organisation is called, in each language; empty: the platform's name."""

    def __init__(self, *args: Any, convention: Convention, **kwargs: Any) -> None:
        self.convention = convention
        stored = convention.family_names
        columns = [(family, code) for family in Family.values for code in site_languages()]
        initial = {_column(*one): stored.get(one[0], {}).get(one[1], "") for one in columns}
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        for family, code in columns:
            with override(code):
                usual = str(FAMILY_NAMES[family])
            self.fields[_column(family, code)] = forms.CharField(
                label=language_name(code, alone=True),
                max_length=MAX_NAME,
                required=False,
                widget=forms.TextInput(attrs={"lang": code, "placeholder": usual}),
            )

    @property
    def families(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """(code, the platform's name, fields) of each type."""
        return [
            (
                family,
                capfirst(str(FAMILY_NAMES[family])),
                [self[_column(family, code)] for code in site_languages()],
            )
            for family in Family.values
        ]

    def save(self) -> Convention | None:
        data = self.cleaned_data
        names = {
            family: {code: data[_column(family, code)] for code in site_languages()}
            for family in Family.values
        }
        return attempt(self, lambda: set_family_names(convention=self.convention, names=names))


def _column(family: str, code: str) -> str:
    return f"{family.replace('-', '_')}_{code}"


class ChoiceForm(forms.Form):
    """Which words of a list the convention shows; those that its page did not list stay."""

    listed = forms.CharField(widget=forms.HiddenInput, required=False)
    shown = forms.TypedMultipleChoiceField(
        coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, convention: Convention, kind: Kind, words: list[Word], **kwargs: Any
    ) -> None:
        self.convention, self.kind, self.words = convention, kind, words
        kwargs.setdefault("initial", {"shown": [word.term.pk for word in words if word.shown]})
        super().__init__(*args, **kwargs)
        self.fields["shown"].choices = [  # type: ignore[attr-defined]
            (word.term.pk, word.term.name) for word in words
        ]
        self.fields["shown"].error_messages["invalid_choice"] = changed_meanwhile()

    @property
    def keys(self) -> str:
        """What the page says that it lists."""
        return " ".join(str(word.term.pk) for word in self.words)

    @property
    def rows(self) -> list[tuple[Word, bool]]:
        """(word, whether it is ticked) of each word, as entered or as stored."""
        ticked = {str(value) for value in self["shown"].value() or ()}
        listed = self._listed(str(self["listed"].value() or ""))
        return [
            (
                word,
                str(word.term.pk) in ticked
                or (self.is_bound and word.shown and word.term.pk not in listed),
            )
            for word in self.words
        ]

    def _listed(self, keys: str) -> set[int]:
        """Return which of the words the page listed; a page that does not say lists all."""
        said = set(keys.split())
        return {word.term.pk for word in self.words if not said or str(word.term.pk) in said}

    def save(self) -> bool | None:
        data = self.cleaned_data
        return attempt(self, lambda: self._write(data["shown"], self._listed(data["listed"])))

    def _write(self, shown: list[int], listed: set[int]) -> bool:
        choose_words(convention=self.convention, kind=self.kind, shown=shown, listed=listed)
        return True


class WordForm(forms.Form):
    """A word that the convention adds: its name in each language, a category's CPV codes too."""

    def __init__(
        self,
        *args: Any,
        convention: Convention,
        kind: Kind,
        term: Category | Theme | None = None,
        **kwargs: Any,
    ) -> None:
        self.convention, self.kind, self.term = convention, kind, term
        if term is not None:
            initial = {column: getattr(term, column) for column in translated("name")}
            if isinstance(term, Category):
                initial["cpv"] = term.cpv
            kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        for code in site_languages():
            self.fields[f"name_{code}"] = forms.CharField(
                label=language_name(code, alone=True),
                max_length=MAX_WORD,
                required=False,
                widget=forms.TextInput(attrs={"lang": code}),
            )
        if kind == "categories":
            self.fields["cpv"] = forms.CharField(
                label=_("CPV codes"),
                max_length=200,
                required=False,
                help_text=_("Eight digits each, separated by semicolons. May stay empty."),
            )

    @property
    def names(self) -> list[forms.BoundField]:
        return [self[column] for column in translated("name")]

    def save(self) -> Category | Theme | None:
        data = self.cleaned_data
        fields: dict[str, Any] = {
            "convention": self.convention,
            "kind": self.kind,
            "names": {code: data[f"name_{code}"] for code in site_languages()},
            "cpv": data.get("cpv", ""),
        }
        term = self.term
        if term is None:
            return attempt(self, lambda: add_word(**fields))
        return attempt(self, lambda: rename_word(pk=term.pk, **fields))
