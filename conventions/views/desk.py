"""The welcome desk: anybody's agenda by name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from conventions.models import Delegate, Registration
from conventions.scope import convention_for
from conventions.services.finding import find_people, key_in


@require_GET
def home(request: HttpRequest, slug: str) -> HttpResponse:
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
    page = "conventions/desk/home.html"
    return render(request, f"{page}#found" if request.htmx else page, context)  # type: ignore[attr-defined]
