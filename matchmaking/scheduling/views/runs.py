"""The scheduling console and a run's own page."""

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from conventions.models import Convention, Phase
from conventions.scope import Request, convention_for
from conventions.services.capacity import capacity
from matchmaking.scheduling.forms import RunForm
from matchmaking.scheduling.models import Run
from matchmaking.scheduling.services.results import result_sheet
from matchmaking.scheduling.services.run_cards import run_card, run_rows
from matchmaking.scheduling.services.runs import RUN_PHASES, active_run, stop_run
from matchmaking.scheduling.services.schedules import draft_of, published_of
from matchmaking.wishes.services.pairings import pairings_of
from ui.forms import posted
from ui.refusals import status_of

COMPARED = 12  # the newest runs


@require_GET
def scheduling(request: Request, slug: str) -> HttpResponse:
    """Show the console: options, the run under way or the last one, what the draft comes to."""
    convention = convention_for(request, slug, permission="matchmaking.view_run")
    return _console(request, convention, RunForm(convention=convention, by=request.user))


@require_POST
def run_start(request: Request, slug: str) -> HttpResponse:
    """Start a run; whoever clicks twice lands at the one that is under way."""
    convention = convention_for(request, slug, permission="matchmaking.start_run")
    form = RunForm(posted(request), convention=convention, by=request.user)
    if form.is_valid() and (form.save() or form.has_error(NON_FIELD_ERRORS, "run_active")):
        return redirect("organizer:scheduling", slug)
    return _console(request, convention, form)


@require_GET
def run(request: Request, slug: str, number: int) -> HttpResponse:
    """Show one run; htmx asks for its card alone, until it is over and the page is due."""
    convention = convention_for(request, slug, permission="matchmaking.view_run")
    shown = get_object_or_404(Run.objects.defer("incumbent"), convention=convention, number=number)
    context = {"convention": convention, "card": run_card(shown)}
    if not request.htmx:
        return render(request, "scheduling/organizer/run_detail.html", context)
    response = render(request, "scheduling/organizer/_run_card.html", context)
    if not shown.is_active:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def run_stop(request: Request, slug: str, number: int) -> HttpResponse:
    """Ask a run to end with the best it has."""
    convention = convention_for(request, slug, permission="matchmaking.start_run")
    stop_run(run=get_object_or_404(Run, convention=convention, number=number))
    return redirect("organizer:scheduling", slug)


def _console(request: Request, convention: Convention, form: RunForm) -> HttpResponse:
    runs = list(convention.runs.defer("incumbent", "log")[:COMPARED])
    draft = draft_of(convention)
    published = published_of(convention)
    # A draft that no run has made holds locked meetings alone: that is no result to look at.
    sheet = result_sheet(convention, draft) if draft and draft.is_scheduled else None
    context = {
        "convention": convention,
        "phases": Phase.choices,
        "form": form,
        "published": published,
        "card": run_card(runs[0]) if runs else None,
        "rows": run_rows(run for run in runs if not run.is_active),
        "sheet": sheet,
        "pairings": sheet.figures.pairings if sheet else len(pairings_of(convention)),
        "ceiling": capacity(convention),
        "runs_now": convention.phase in RUN_PHASES,
        "active": active_run(convention),
    }
    return render(request, "scheduling/organizer/scheduling.html", context, status=status_of(form))
