"""The demo's start page, and entering the demo as one of its people."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from conventions.views import start as plain
from matchmaking.demo.entrance import demo_figures, entries

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """In the demo, offer its people beside a person's own conventions."""
    if not settings.DEMO:
        return plain.start(request)
    context = {"entries": entries(), "figures": demo_figures()}
    return render(request, "demo/public/demo.html", context | plain.own_context(request))


@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the demo's people, where they have something to do."""
    if not settings.DEMO:
        raise Http404
    entry = next((entry for entry in entries() if entry.visitor.key == key), None)
    if entry is None:
        raise Http404
    login(request, entry.user, backend=BACKEND)
    response = redirect(entry.visitor.page, entry.visitor.convention)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, entry.user.language, samesite="Lax", path="/"
    )
    return response
