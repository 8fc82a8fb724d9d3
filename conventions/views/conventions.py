"""A convention: its public page, its texts and dates, made new or as the next edition."""

from time import time

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from conventions.forms.convention import CopyForm, NewConventionForm, TextsForm
from conventions.models import Convention, Partner, Phase, Registration
from conventions.rules import roles_of
from conventions.scope import Request, convention_for, signed_in
from conventions.views.settings import OWNER, saved_at
from organizations.models import User
from ui.forms import posted
from ui.refusals import status_of

PAGES = "conventions/organizer"


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


@require_http_methods(["GET", "POST"])
def texts(request: Request, slug: str) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    form = TextsForm(posted(request), convention=convention)
    if form.is_valid() and form.save():
        return redirect(f"{request.path}?saved={int(time())}")
    # A refused form has touched the object: the page's head shows what is stored.
    context = {
        "convention": Convention.objects.get(pk=convention.pk),
        "form": form,
        "saved_at": None if form.is_bound else saved_at(request),
    }
    return render(request, f"{PAGES}/texts.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def copy(request: Request, slug: str) -> HttpResponse:
    """Make the next edition of a convention."""
    convention = convention_for(request, slug, permission=OWNER)
    form = CopyForm(posted(request), previous=convention)
    if form.is_valid() and (made := form.save()):
        return redirect("organizer:overview", made.slug)
    context = {"convention": convention, "form": form}
    return render(request, f"{PAGES}/copy.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def convention_new(request: Request) -> HttpResponse:
    """Make a convention from nothing: for owners of another one, and for the operator."""
    user = signed_in(request)
    if not user.has_perm("conventions.add_convention"):
        raise PermissionDenied
    form = NewConventionForm(posted(request), by=user)
    if form.is_valid() and (made := form.save()):
        return redirect("organizer:settings", made.slug)
    return render(request, f"{PAGES}/convention_new.html", {"form": form}, status=status_of(form))
