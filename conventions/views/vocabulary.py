"""The organiser's pages of words: types of organisation, categories, themes."""

from time import time

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conventions.forms.vocabulary import ChoiceForm, FamiliesForm, WordForm
from conventions.models import Convention
from conventions.scope import convention_for
from conventions.services.vocabulary import Kind, own_word, remove_word, words_of
from conventions.views.organizer import refused
from conventions.views.settings import OWNER, PAGES, saved_at


@require_http_methods(["GET", "POST"])
def types(request: HttpRequest, slug: str) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    form = FamiliesForm(request.POST or None, convention=convention)
    if request.method == "POST" and form.is_valid() and form.save():
        return redirect(f"{request.path}?saved={int(time())}")
    context = {
        "convention": convention,
        "form": form,
        "saved_at": None if form.is_bound else saved_at(request),
    }
    return render(request, f"{PAGES}/types.html", context)


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, slug: str, kind: Kind) -> HttpResponse:
    """Show a list, and change which of its words the convention shows."""
    convention = convention_for(request, slug, permission=OWNER)
    data = request.POST if request.method == "POST" else None  # nothing ticked is an answer too
    form = ChoiceForm(data, convention=convention, kind=kind, words=words_of(convention, kind))
    if request.method == "POST" and form.is_valid() and form.save():
        return redirect(f"{request.path}?saved={int(time())}")
    context = {
        "convention": convention,
        "form": form,
        "kind": kind,
        "shown": sum(ticked for _word, ticked in form.rows),
        "saved_at": None if form.is_bound else saved_at(request),
    }
    return render(request, f"{PAGES}/words.html", context)


@require_http_methods(["GET", "POST"])
def word_new(request: HttpRequest, slug: str, kind: Kind) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    return _word_page(request, convention, kind, WordForm(
        request.POST or None, convention=convention, kind=kind
    ))  # fmt: skip


@require_http_methods(["GET", "POST"])
def word(request: HttpRequest, slug: str, kind: Kind, pk: int) -> HttpResponse:
    """Rename a word that the convention added; one of the platform's does not exist here."""
    convention = convention_for(request, slug, permission=OWNER)
    term = own_word(convention, kind, pk)
    if term is None:
        raise Http404
    return _word_page(request, convention, kind, WordForm(
        request.POST or None, convention=convention, kind=kind, term=term
    ))  # fmt: skip


def _word_page(
    request: HttpRequest, convention: Convention, kind: Kind, form: WordForm
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and form.save():
        return redirect(f"organizer:{kind}", convention.slug)
    context = {"convention": convention, "form": form, "kind": kind, "term": form.term}
    return render(request, f"{PAGES}/word_edit.html", context)


@require_POST
def word_remove(request: HttpRequest, slug: str, kind: Kind, pk: int) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    try:
        remove_word(convention=convention, kind=kind, pk=pk)
    except ValidationError as error:
        refused(request, error)
    return redirect(f"organizer:{kind}", slug)
