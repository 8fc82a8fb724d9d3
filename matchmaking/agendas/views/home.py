"""A participant's home: what is left to do, and who would like to meet one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from conventions.scope import Request, registration_for
from matchmaking.agendas.services.steps import progress_of
from matchmaking.wishes.models import Wish
from matchmaking.wishes.services.wishlist import received_wishes
from matchmaking.wishes.views.shell import participant_page
from ui.languages import zone_town

MAX_RECEIVED = 5  # of the wishes that wait for an answer


@require_GET
def home(request: Request, slug: str) -> HttpResponse:
    """Show what is left to do, and who would like to meet one."""
    registration = registration_for(request, slug)
    own = registration.delegates.filter(user=request.user).first()
    received = [
        wish for wish in received_wishes(registration) if wish.answer == Wish.Answer.PENDING
    ]
    context = participant_page(
        request,
        registration,
        first_name=own.first_name if own else request.user.name.split(" ")[0],
        progress=progress_of(registration),
        zone_town=zone_town(registration.convention.time_zone),
        received=received[:MAX_RECEIVED],
        more=max(0, len(received) - MAX_RECEIVED),
    )
    return render(request, "agendas/participant/home.html", context)
