"""The welcome desk: one person's published agenda."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from conventions.models import Delegate
from conventions.scope import convention_for
from matchmaking.agendas.services.agendas import agenda_of
from matchmaking.scheduling.services.schedules import published_of


@require_GET
def agenda_at_desk(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show where somebody has to go, and offer the agenda on paper."""
    convention = convention_for(request, slug, permission="matchmaking.print")
    people = Delegate.objects.in_convention(convention).meeting()
    person = get_object_or_404(people.select_related("registration__organization"), pk=pk)
    schedule = published_of(convention)
    agenda = agenda_of(person, schedule) if schedule else None
    context = {"convention": convention, "person": person, "agenda": agenda}
    return render(request, "agendas/desk/agenda.html", context)
