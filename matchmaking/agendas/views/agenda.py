"""A delegate's agenda: the last published version, and on the day the next meeting large."""

from datetime import timedelta
from math import ceil

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from conventions.models import Registration
from conventions.scope import Request, delegate_among, delegates_for, registration_for
from matchmaking.agendas.services.agendas import agenda_of
from matchmaking.scheduling.services.schedules import published_of
from matchmaking.wishes.services.wishlist import waiting_count
from matchmaking.wishes.views.shell import participant_page

AGENDA = "agendas/participant/agenda.html"
MINUTE = timedelta(minutes=1)


@require_GET
def agenda(request: Request, slug: str, pk: int | None = None) -> HttpResponse:
    """Show a delegate's meetings of the last published version; on the day the next one large."""
    delegates = delegates_for(request, slug)
    if not delegates and pk is None:
        return _agenda_without_people(request, registration_for(request, slug))
    delegate = delegate_among(delegates, pk)
    registration = delegate.registration
    schedule = published_of(delegate.convention)
    found = agenda_of(delegate, schedule) if schedule else None
    now = timezone.now()
    member = registration.organization.memberships.filter(user=request.user).exists()
    today = found is not None and found.is_on(now, delegate.convention.zone)
    following = found.next_entry(now) if found and today else None
    context = {
        "convention": delegate.convention,
        "registration": registration,
        "agenda_only": not member,
        "tab_counts": {"wishes": waiting_count(registration)} if member else {},
        "delegate": delegate,
        "colleagues": delegates,
        "agenda": found,
        "now": now,
        "next": following,
        "minutes": ceil((following.starts_at - now) / MINUTE) if following else 0,
    }
    return render(request, AGENDA, context)


def _agenda_without_people(request: Request, registration: Registration) -> HttpResponse:
    context = participant_page(request, registration, agenda=None, delegate=None, colleagues=[])
    return render(request, AGENDA, context)
