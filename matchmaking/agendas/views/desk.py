"""The welcome desk: anybody's published agenda, by name."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from conventions.models import Delegate, Registration
from conventions.scope import Request, convention_for
from conventions.services.search import find_people, key_in
from matchmaking.agendas.services.agendas import agenda_of
from matchmaking.scheduling.services.schedules import published_of


@require_GET
def home(request: Request, slug: str) -> HttpResponse:
    """Search people by name as one types; `person` in the address shows one of them."""
    convention = convention_for(request, slug, permission="conventions.view_registrations")
    text = request.GET.get("text", "").strip()
    people = Delegate.objects.in_convention(convention).filter(
        registration__status=Registration.Status.VALIDATED
    )
    person = None
    if wanted := request.GET.get("person", ""):
        key = key_in(wanted)
        if key is None:
            raise Http404
        shown = people.select_related("registration__organization").prefetch_related(
            "languages", "absences__slot", "registration__hosted_tables"
        )
        person = get_object_or_404(shown, pk=key)
    context = {
        "convention": convention,
        "text": text,
        "found": find_people(convention, text),
        "person": person,
        "count": people.count(),
    }
    page = "agendas/desk/home.html"
    return render(request, f"{page}#found" if request.htmx else page, context)


@require_GET
def agenda_at_desk(request: Request, slug: str, pk: int) -> HttpResponse:
    """Show where somebody has to go, and offer the agenda on paper."""
    convention = convention_for(request, slug, permission="matchmaking.print")
    people = Delegate.objects.in_convention(convention).meeting()
    person = get_object_or_404(people.select_related("registration__organization"), pk=pk)
    schedule = published_of(convention)
    agenda = agenda_of(person, schedule) if schedule else None
    context = {"convention": convention, "person": person, "agenda": agenda}
    return render(request, "agendas/desk/agenda.html", context)
