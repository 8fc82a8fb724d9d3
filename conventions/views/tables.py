"""Zones and single tables."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conventions.forms.tables import TableForm, ZoneForm
from conventions.models import Convention, Zone
from conventions.scope import Request, convention_for
from conventions.services.tables import delete_zone
from conventions.services.zones import zones_of
from conventions.views.settings import OWNER
from ui.forms import posted
from ui.refusals import refusal_of, say, status_of

PAGES = "conventions/organizer"


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
