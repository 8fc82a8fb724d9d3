"""The organiser's settings: slots and hall beside their arithmetic, texts, copies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import time

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conventions.forms.afternoon import AfternoonForm
from conventions.forms.convention import CopyForm, NewConventionForm, TextsForm
from conventions.forms.tables import TableForm, ZoneForm
from conventions.models import Convention, Session, Zone
from conventions.scope import Request, convention_for, signed_in
from conventions.services.afternoon import panel_of
from conventions.services.capacity import Afternoon, afternoon_of
from conventions.services.sessions import delete_session
from conventions.services.tables import delete_zone
from conventions.services.zones import zones_of
from ui.forms import posted
from ui.refusals import refusal_of, say, status_of

PAGES = "conventions/organizer"
OWNER = "conventions.change_convention"


@require_http_methods(["GET", "POST"])
def settings(request: Request, slug: str) -> HttpResponse:
    """Show and change slots and hall; `preview` in the POST only shows what would be."""
    convention = convention_for(request, slug, permission=OWNER)
    sessions = list(convention.sessions.prefetch_related("pauses"))
    session = _chosen(sessions, request.GET.get("session", ""))
    form = AfternoonForm(posted(request), convention=convention, session=session)
    preview = "preview" in request.POST
    if not preview and form.is_valid() and (saved := form.save()):
        return redirect(f"{request.path}?session={saved.pk}&saved={int(time())}")
    panel = panel_of(_afternoon(convention, form, sessions), convention.zone)
    context = {
        "convention": convention,
        "form": form,
        "session": session,
        "sessions": sessions,
        "panel": panel,
        "unsaved": preview,
        "saved_at": None if form.is_bound else saved_at(request),
        "zones": zones_of(convention),
    }
    page = f"{PAGES}/settings.html"
    template = f"{page}#afternoon" if request.htmx else page
    return render(request, template, context, status=status_of(form))


def saved_at(request: Request) -> datetime | None:
    """Return when the page's values were saved, as the redirect after saving says."""
    seconds = request.GET.get("saved", "")
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) <= 10):
        return None
    return datetime.fromtimestamp(int(seconds), tz=UTC)


def _chosen(sessions: Sequence[Session], wanted: str) -> Session | None:
    """Return the session of the address, the first without one, None for a new one."""
    if wanted == "new" or not sessions:
        return None
    if not wanted:
        return sessions[0]
    found = next((session for session in sessions if str(session.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def _afternoon(
    convention: Convention, form: AfternoonForm, sessions: Sequence[Session]
) -> Afternoon:
    """Return the afternoon as entered in a bound form that can be read, else as stored."""
    stored = afternoon_of(convention)
    if not form.is_bound or (plan := form.plan()) is None:
        return stored
    place = list(sessions).index(form.session) if form.session else len(sessions)
    plans = list(stored.sessions)
    plans[place : place + 1] = [plan]
    plans.sort(key=lambda one: one.starts_at)
    return replace(
        stored,
        sessions=tuple(plans),
        slots=tuple(slot for one in plans for slot in one.slots()),
        tables=form.cleaned_data["tables"],
        chairs=form.cleaned_data["chairs"],
    )


@require_POST
def session_delete(request: Request, slug: str, pk: int) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    session = get_object_or_404(convention.sessions, pk=pk)
    say(request, refusal_of(lambda: delete_session(session=session)))
    return redirect("organizer:settings", slug)


@require_http_methods(["GET", "POST"])
def zone_new(request: Request, slug: str) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    return _zone_page(request, convention, None)


@require_http_methods(["GET", "POST"])
def zone(request: Request, slug: str, pk: int) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    return _zone_page(request, convention, get_object_or_404(convention.zones, pk=pk))


def _zone_page(request: Request, convention: Convention, zone: Zone | None) -> HttpResponse:
    form = ZoneForm(posted(request), convention=convention, zone=zone)
    if form.is_valid() and form.save():
        return redirect("organizer:tables", convention.slug)
    context = {"convention": convention, "zone": zone, "form": form}
    return render(request, f"{PAGES}/zone_edit.html", context, status=status_of(form))


@require_POST
def zone_delete(request: Request, slug: str, pk: int) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    zone = get_object_or_404(convention.zones, pk=pk)
    say(request, refusal_of(lambda: delete_zone(zone=zone)))
    return redirect("organizer:tables", slug)


@require_GET
def tables(request: Request, slug: str) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    context = {
        "convention": convention,
        "zones": zones_of(convention),
        "tables": convention.tables.select_related("zone", "host__organization"),
    }
    return render(request, f"{PAGES}/tables.html", context)


@require_http_methods(["GET", "POST"])
def table(request: Request, slug: str, number: int) -> HttpResponse:
    convention = convention_for(request, slug, permission=OWNER)
    found = get_object_or_404(convention.tables.select_related("convention"), number=number)
    form = TableForm(posted(request), table=found)
    if form.is_valid() and form.save():
        return redirect("organizer:tables", slug)
    context = {"convention": convention, "table": found, "form": form}
    return render(request, f"{PAGES}/table_edit.html", context, status=status_of(form))


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
