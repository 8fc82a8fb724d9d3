"""The start page, and a convention's public page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from conventions.models import Convention, Partner, Phase, Registration
from conventions.rules import roles_of
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


@require_GET
def convention(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what, when and where; a draft only to its team."""
    found = Convention.objects.filter(slug=slug).prefetch_related("partners").first()
    roles = frozenset[str]()
    if found is not None and isinstance(request.user, User):
        roles = roles_of(request.user, found)
    if found is None or (found.phase == Phase.DRAFT and not roles):
        raise Http404
    mine = Registration.objects.none()
    if isinstance(request.user, User):
        mine = found.registrations.validated().represented_by(request.user)
    slots = list(found.slots.all())
    context = {
        "convention": found,
        "on_team": bool(roles),
        "takes_part": mine.exists(),
        "starts_at": slots[0].starts_at if slots else None,
        "ends_at": slots[-1].ends_at if slots else None,
        "slots": len(slots),
        "minutes": slots[0].session.meeting_minutes if slots else 0,
        "tables": found.tables.count(),
        "organizers": _partners(found, "organizer", "co-organizer", "host"),
        "funders": _partners(found, "supporter", "funder"),
        "open": found.phase == Phase.REGISTRATION,
    }
    return render(request, "conventions/public/convention.html", context)


def _partners(convention: Convention, *kinds: str) -> list[Partner]:
    return [partner for partner in convention.partners.all() if partner.kind in kinds]
