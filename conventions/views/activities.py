"""What the registered organisations sell and buy, for the owner to correct."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from conventions.forms.activity import ActivityForm
from conventions.models import Registration
from conventions.scope import Request, convention_for
from conventions.services.activities import (
    activities_of,
    drop_activity,
    shown,
    themes_shown,
)
from conventions.views.registrations import PAGES, registration_of
from organizations.models import Activity
from ui.forms import posted
from ui.refusals import refusal_of, say, status_of

PERMISSION = "conventions.change_registrations"


@require_http_methods(["GET", "POST"])
def activity_new(request: Request, slug: str, pk: int) -> HttpResponse:
    convention = convention_for(request, slug, permission=PERMISSION)
    return _activity_page(request, registration_of(convention, pk), None)


@require_http_methods(["GET", "POST"])
def activity(request: Request, slug: str, pk: int, activity: int) -> HttpResponse:
    convention = convention_for(request, slug, permission=PERMISSION)
    registration = registration_of(convention, pk)
    return _activity_page(request, registration, _activity_of(registration, activity))


def _activity_of(registration: Registration, pk: int) -> Activity:
    return get_object_or_404(activities_of(registration).prefetch_related("themes"), pk=pk)


def _activity_page(
    request: Request, registration: Registration, activity: Activity | None
) -> HttpResponse:
    form = ActivityForm(posted(request), registration=registration, activity=activity)
    convention = registration.convention
    if form.is_valid() and (saved := form.save()):
        done = _("“%(category)s” is saved.") if activity else _("“%(category)s” is added.")
        messages.success(request, done % {"category": saved.category_name})
        return redirect("organizer:registration", convention.slug, registration.pk)
    context = {
        "convention": convention,
        "registration": registration,
        "activity": activity,
        "form": form,
    }
    return render(request, f"{PAGES}/activity_edit.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def activity_remove(request: Request, slug: str, pk: int, activity: int) -> HttpResponse:
    """Say what goes, and ask; remove on POST."""
    convention = convention_for(request, slug, permission=PERMISSION)
    registration = registration_of(convention, pk)
    found = _activity_of(registration, activity)
    if request.method == "POST":
        refusal = refusal_of(lambda: drop_activity(registration=registration, activity=found))
        say(request, refusal)
        if not refusal:
            messages.success(
                request, _("“%(category)s” is removed.") % {"category": found.category_name}
            )
        return redirect("organizer:registration", slug, pk)
    context = {
        "convention": convention,
        "registration": registration,
        "activity": shown(found, themes_shown(registration)),
    }
    return render(request, f"{PAGES}/activity_remove.html", context)
