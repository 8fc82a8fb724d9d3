"""The organiser's overview, and moving from phase to phase."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from conventions.models import Phase
from conventions.next_steps import next_step
from conventions.scope import Request, convention_for
from conventions.services.conventions import move_phase
from conventions.services.overview import overview_of
from conventions.services.phases import consequences, possible_steps
from ui.refusals import refusal_of, say

PAGES = "conventions/organizer"


@require_GET
def overview(request: Request, slug: str) -> HttpResponse:
    convention = convention_for(request, slug, permission="conventions.view_convention")
    user = request.user
    found = overview_of(convention)
    owner = user.has_perm("conventions.change_convention", convention)
    context = {
        "convention": convention,
        "overview": found,
        "phases": Phase.choices,
        "step": next_step(convention, found) if owner else None,
        "moves": possible_steps(convention) if owner else (),
        "may_chase": user.has_perm("conventions.view_registrations", convention),
        "may_copy": owner,
        "rail_counts": {"registrations": found.registered},
    }
    return render(request, f"{PAGES}/overview.html", context)


@require_http_methods(["GET", "POST"])
def phase(request: Request, slug: str, phase: str) -> HttpResponse:
    """Say what a phase means and ask; move on POST."""
    convention = convention_for(request, slug, permission="conventions.change_convention")
    if request.method == "POST":
        say(request, refusal_of(lambda: move_phase(convention=convention, to=phase)))
        return redirect("organizer:overview", slug)
    step = next((step for step in possible_steps(convention) if step.value == phase), None)
    if step is None:
        raise Http404
    context = {"convention": convention, "step": step, "means": consequences(convention, step)}
    return render(request, f"{PAGES}/phase.html", context)
