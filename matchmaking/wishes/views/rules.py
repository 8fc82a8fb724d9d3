"""The rules of play, beside the convention's other settings."""

from time import time

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from conventions.scope import Request, convention_for
from conventions.views.settings import OWNER, saved_at
from matchmaking.wishes.forms import RulesForm
from ui.forms import posted
from ui.refusals import status_of


@require_http_methods(["GET", "POST"])
def rules(request: Request, slug: str) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    form = RulesForm(posted(request), convention=convention)
    if form.is_valid() and form.save():
        return redirect(f"{request.path}?saved={int(time())}")
    context = {
        "convention": convention,
        "form": form,
        "saved_at": None if form.is_bound else saved_at(request),
    }
    return render(request, "wishes/organizer/rules.html", context, status=status_of(form))
