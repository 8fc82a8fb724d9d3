"""The start page: what this is, or a person's own conventions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from conventions.services.own import conventions_of
from organizations.models import User


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Say what this is, or show a signed-in person their own conventions."""
    return render(request, "conventions/public/start.html", own_context(request))


def own_context(request: HttpRequest) -> dict[str, object]:
    """Return what the start page shows a signed-in person; nothing for anybody else."""
    if not isinstance(request.user, User):
        return {}
    return {
        "own": conventions_of(request.user),
        "may_create": request.user.has_perm("conventions.add_convention"),
    }
