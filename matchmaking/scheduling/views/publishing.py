"""Publishing: what will happen, for whom, and the button that does it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from conventions.scope import Request, convention_for
from matchmaking.scheduling.forms import PublishForm
from matchmaking.scheduling.services import schedules
from matchmaking.scheduling.services.draft_checks import check_draft
from matchmaking.scheduling.services.runs import active_run
from ui.forms import posted
from ui.refusals import status_of

PAGE = 50


@require_http_methods(["GET", "POST"])
def publish(request: Request, slug: str) -> HttpResponse:
    """Show what publishing would do; do it on POST."""
    permission = "matchmaking.publish" if request.method == "POST" else "matchmaking.view_draft"
    convention = convention_for(request, slug, permission=permission)
    form = PublishForm(posted(request), convention=convention, by=request.user)
    if form.is_valid() and (made := form.save()):
        messages.success(request, _("Version %(number)s is published.") % {"number": made.version})
        return redirect("organizer:publish", slug)
    draft = schedules.draft_of(convention)
    latest = schedules.published_of(convention)
    changes = schedules.changes_between(latest, draft) if draft else []
    meetings = draft.meetings.count() if draft else 0
    context = {
        "convention": convention,
        "publishing_phases": schedules.PUBLISHING_PHASES,
        "entries": 2 * meetings,
        "draft": draft,
        "latest": latest,
        "versions": convention.schedules.published().select_related("published_by"),
        "number": latest.version + 1 if latest else 1,
        "meetings": meetings,
        "nothing_new": draft is not None and schedules.says_the_same(draft, latest),
        "changed": len(changes),
        "page": Paginator(changes, PAGE).get_page(request.GET.get("page")),
        "state": check_draft(convention, draft) if draft else None,
        "active": active_run(convention),
        "may_publish": request.user.has_perm("matchmaking.publish", convention),
        "form": form,
    }
    return render(request, "scheduling/organizer/publish.html", context, status=status_of(form))
