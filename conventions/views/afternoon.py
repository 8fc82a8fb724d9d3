"""Slots and hall beside their arithmetic."""

from collections.abc import Sequence
from dataclasses import replace
from time import time

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conventions.forms.afternoon import AfternoonForm
from conventions.models import Convention, Session
from conventions.scope import Request, convention_for
from conventions.services.afternoon import panel_of
from conventions.services.capacity import Afternoon, afternoon_of
from conventions.services.sessions import delete_session
from conventions.services.zones import zones_of
from conventions.views.settings import OWNER, saved_at
from ui.forms import posted
from ui.refusals import refusal_of, say, status_of

PAGES = "conventions/organizer"


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
