"""The catalogue of the other organisations, the most fitting first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from conventions.scope import Request, registration_for
from conventions.services.search import key_in
from matchmaking.wishes.services.catalogue import PAGE_SIZE, Catalogue, Filters
from matchmaking.wishes.services.wishlist import made_wishes
from matchmaking.wishes.views.shell import part, participant_page


@require_GET
def catalogue(request: Request, slug: str) -> HttpResponse:
    """Show the other organisations, the most fitting first; the filters live in the URL."""
    registration = registration_for(request, slug)
    filters = Filters.of(request.GET.get("q", ""), request.GET.getlist)
    found = Catalogue(registration)
    context = participant_page(
        request,
        registration,
        found=found.page(
            filters,
            number=request.GET.get("page", 1),
            size=key_in(request.GET.get("page_size", "")) or PAGE_SIZE,
        ),
        own=made_wishes(registration, found),
    )
    return render(request, part(request, "catalogue.html", {"catalogue": "catalogue"}), context)
