"""The start page, and entering the demo as one of its people."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from conventions.scope import signed_in
from matchmaking.demo.entrance import conventions_of, demo_figures, entries
from organizations.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Say what this is; in the demo offer its people, else a person's own conventions."""
    context: dict[str, object] = {}
    if isinstance(request.user, User):
        context["own"] = conventions_of(signed_in(request))
        context["may_create"] = request.user.has_perm("conventions.add_convention")
    if settings.DEMO:
        context |= {"entries": entries(), "figures": demo_figures()}
        return render(request, "demo/public/demo.html", context)
    return render(request, "conventions/public/start.html", context)


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
