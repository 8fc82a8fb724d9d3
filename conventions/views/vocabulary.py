"""The organiser's pages of words: types of organisation, categories, themes."""

from time import time

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conventions.forms.vocabulary import ChoiceForm, FamiliesForm, WordForm
from conventions.models import Convention
from conventions.scope import Request, convention_for
from conventions.services.vocabulary import Kind, own_word, remove_word, words_of
from conventions.views.settings import OWNER, saved_at
from ui.forms import posted
from ui.refusals import refusal_of, say, status_of

PAGES = "conventions/organizer"


@require_http_methods(["GET", "POST"])
def types(request: Request, slug: str) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    form = FamiliesForm(posted(request), convention=convention)
    if form.is_valid() and form.save():
        return redirect(f"{request.path}?saved={int(time())}")
    context = {
        "convention": convention,
        "form": form,
        "saved_at": None if form.is_bound else saved_at(request),
    }
    return render(request, f"{PAGES}/types.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def words(request: Request, slug: str, kind: Kind) -> HttpResponse:
    """Show a list, and change which of its words the convention shows."""
    convention = convention_for(request, slug, permission=OWNER)
    form = ChoiceForm(
        posted(request), convention=convention, kind=kind, words=words_of(convention, kind)
    )
    if form.is_valid() and form.save():
        return redirect(f"{request.path}?saved={int(time())}")
    context = {
        "convention": convention,
        "form": form,
        "kind": kind,
        "shown": sum(ticked for _word, ticked in form.rows),
        "saved_at": None if form.is_bound else saved_at(request),
    }
    return render(request, f"{PAGES}/words.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def word_new(request: Request, slug: str, kind: Kind) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    return _word_page(request, convention, kind, WordForm(
        posted(request), convention=convention, kind=kind
    ))  # fmt: skip


@require_http_methods(["GET", "POST"])
def word(request: Request, slug: str, kind: Kind, pk: int) -> HttpResponse:
    """Rename a word that the convention added; one of the platform's does not exist here."""
    convention = convention_for(request, slug, permission=OWNER)
    term = own_word(convention, kind, pk)
    if term is None:
        raise Http404
    return _word_page(request, convention, kind, WordForm(
        posted(request), convention=convention, kind=kind, term=term
    ))  # fmt: skip


def _word_page(
    request: Request, convention: Convention, kind: Kind, form: WordForm
) -> HttpResponse:
    if form.is_valid() and form.save():
        return redirect(f"organizer:{kind}", convention.slug)
    context = {"convention": convention, "form": form, "kind": kind, "term": form.term}
    return render(request, f"{PAGES}/word_edit.html", context, status=status_of(form))


@require_POST
def word_remove(request: Request, slug: str, kind: Kind, pk: int) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    say(request, refusal_of(lambda: remove_word(convention=convention, kind=kind, pk=pk)))
    return redirect(f"organizer:{kind}", slug)
