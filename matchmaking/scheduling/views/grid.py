"""The grid by table, by person, by organisation; one meeting; its lock."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from conventions.models import Convention
from conventions.scope import Request, convention_for
from matchmaking.scheduling.forms import LockForm
from matchmaking.scheduling.models import Meeting, Schedule
from matchmaking.scheduling.services.grid import (
    draw_hall,
    grid_of,
    organization_rows,
    person_rows,
    schedules_to_see,
)
from matchmaking.scheduling.services.grid_search import find, marked
from matchmaking.scheduling.services.unplaced import unplaced_of
from ui.forms import posted
from ui.refusals import say, words_of

ROWS = {"table": None, "person": person_rows, "organization": organization_rows}


@require_GET
def grid(request: Request, slug: str) -> HttpResponse:
    """Show a schedule as a grid; the draft only to those who may see it."""
    convention = convention_for(request, slug, permission="matchmaking.view_schedule")
    plans = request.user.has_perm("matchmaking.view_draft", convention)
    schedules = schedules_to_see(convention, with_draft=plans)
    schedule = _chosen(request, schedules)
    context: dict[str, object] = {
        "convention": convention,
        "schedules": schedules,
        "schedule": schedule,
    }
    if schedule is None:
        return render(request, "scheduling/organizer/_grid_empty.html", context)
    return render(
        request,
        "scheduling/organizer/grid.html",
        context
        | _contents(request, convention, schedule)
        | _unplaced(request, convention, schedule),
    )


def _chosen(request: Request, schedules: list[Schedule]) -> Schedule | None:
    """Return the version asked for, else the first there is; raises Http404 for an unknown one."""
    version = request.GET.get("version")
    if not version:
        return schedules[0] if schedules else None
    for schedule in schedules:
        if str(schedule.version) == version:
            return schedule
    raise Http404


def _contents(request: Request, convention: Convention, schedule: Schedule) -> dict[str, object]:
    view = request.GET.get("view", "table")
    if view not in ROWS:
        raise Http404
    who = marked(convention, request.GET.get("who", ""))
    query = request.GET.get("q", "").strip()
    grid = grid_of(schedule, person=who.person, party=who.party)
    rows = ROWS[view]
    return {
        "view": view,
        "grid": grid,
        "rows": rows(schedule, grid) if rows else grid.tables,
        "who": who,
        "marked_day": who.day(grid),
        "hall": draw_hall(grid, convention.zone),
        "may_publish": request.user.has_perm("matchmaking.publish", convention),
        # Once here, not 630 times in the cells.
        "free_word": pgettext("table", "free"),
        "absent_word": _("absent"),
        "locked_word": _("locked"),
        "interpreter_word": _("interpreter"),
        "query": query,
        "found": find(convention, query) if query else None,
    }


def _unplaced(request: Request, convention: Convention, schedule: Schedule) -> dict[str, object]:
    """Unplaced pairings are made of wishes: the desk never sees them."""
    if not request.user.has_perm("matchmaking.view_draft", convention):
        return {"unplaced": None}
    reason = request.GET.get("reason", "")
    return {"unplaced": unplaced_of(convention, schedule, reason=reason)}


def _meeting_for(request: Request, slug: str, pk: int, *, permission: str) -> Meeting:
    convention = convention_for(request, slug, permission=permission)
    meetings = Meeting.objects.filter(convention=convention).select_related(
        "convention", "schedule", "slot", "table__zone", "interpreter"
    )
    if not request.user.has_perm("matchmaking.view_draft", convention):
        meetings = meetings.filter(schedule__frozen_at__isnull=False)
    return get_object_or_404(meetings, pk=pk)


@require_GET
def meeting(request: Request, slug: str, pk: int) -> HttpResponse:
    """Show one meeting: who, where, when, in which language, and its lock."""
    held = _meeting_for(request, slug, pk, permission="matchmaking.view_schedule")
    seats = held.seats.select_related("registration__organization", "delegate").prefetch_related(
        "delegate__languages"
    )
    plans = request.user.has_perm("matchmaking.change_draft", held.convention)
    return render(
        request,
        "scheduling/organizer/meeting.html",
        {
            "convention": held.convention,
            "meeting": held,
            "seats": seats,
            "may_lock": plans and held.schedule.is_draft,
            "plans": plans,
        },
    )


@require_POST
def meeting_lock(request: Request, slug: str, pk: int) -> HttpResponse:
    """Lock a meeting of the draft, or unlock it."""
    held = _meeting_for(request, slug, pk, permission="matchmaking.change_draft")
    form = LockForm(posted(request), meeting=held)
    if form.is_valid():
        form.save()
    say(request, words_of(form))
    return redirect("organizer:meeting", slug, pk)
