"""The organiser's list of registrations, and one of them with its people."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conventions.forms.registration import RegistrationForm
from conventions.models import Convention, Registration
from conventions.scope import Request, convention_for
from conventions.services.activities import shown_of
from conventions.services.overview import status_counts
from conventions.services.placed import placements
from conventions.services.registrations import set_status
from conventions.services.search import RegistrationFilter, narrowed
from organizations.models import Family
from ui.countries import in_order
from ui.formatting import country_name
from ui.forms import posted
from ui.refusals import refusal_of, say, status_of

PAGES = "conventions/organizer"
MAX_ON_A_PAGE = 50


@require_GET
def registrations(request: Request, slug: str) -> HttpResponse:
    convention = convention_for(request, slug, permission="conventions.view_registrations")
    by = RegistrationFilter(
        **{
            name: request.GET.get(name, "")
            for name in ("status", "country", "family", "missing", "text")
        }
    )
    found = narrowed(convention, by)
    if by.status in Registration.Status.values:
        found = found.filter(status=by.status)
    context = {
        "convention": convention,
        "page": Paginator(found, MAX_ON_A_PAGE).get_page(request.GET.get("page")),
        "by": by,
        "states": _states(request, convention, by),
        "countries": _countries(convention),
        "families": Family.values,
        "rail_counts": {"registrations": sum(status_counts(convention).values())},
    }
    page = f"{PAGES}/registrations.html"
    return render(request, f"{page}#list" if request.htmx else page, context)


def _countries(convention: Convention) -> list[tuple[str, str]]:
    """Return (code, name) of the countries that registrations come from."""
    codes = convention.registrations.order_by().values_list("organization__country", flat=True)
    return [(code, country_name(code)) for code in in_order(codes.distinct())]


def _states(
    request: Request, convention: Convention, by: RegistrationFilter
) -> list[tuple[str, str, int, str]]:
    """(value, name, count, address) of each tab; the other filters of the address stay."""
    rows = narrowed(convention, by).values_list("status", flat=True)
    all_states = list(rows)
    tabs = [("", _("All")), *Registration.Status.choices]
    made = []
    for value, name in tabs:
        query = request.GET.copy()
        query.pop("page", None)
        query["status"] = value
        count = all_states.count(value) if value else len(all_states)
        made.append((value, capfirst(str(name)), count, f"?{query.urlencode()}"))
    return made


def registration_of(convention: Convention, pk: int) -> Registration:
    """Return a registration of this convention, or raise Http404."""
    rows = Registration.objects.in_convention(convention).select_related(
        "organization", "convention"
    )
    return get_object_or_404(rows, pk=pk)


@require_GET
def registration(request: Request, slug: str, pk: int) -> HttpResponse:
    convention = convention_for(request, slug, permission="conventions.view_registrations")
    found = registration_of(convention, pk)
    context = {
        "convention": convention,
        "registration": found,
        "delegates": found.delegates.prefetch_related("languages", "absences__slot"),
        "activities": shown_of(found),
        "hosted": found.hosted_tables.first(),
        "meetings": placements().of(found),
        "may_change": request.user.has_perm("conventions.change_registrations", convention),
        "statuses": Registration.Status.choices,
    }
    return render(request, f"{PAGES}/registration.html", context)


@require_http_methods(["GET", "POST"])
def registration_edit(request: Request, slug: str, pk: int) -> HttpResponse:
    convention = convention_for(request, slug, permission="conventions.change_registrations")
    found = registration_of(convention, pk)
    form = RegistrationForm(posted(request), registration=found)
    if form.is_valid() and form.save():
        return redirect("organizer:registration", slug, pk)
    context = {"convention": convention, "registration": found, "form": form}
    return render(request, f"{PAGES}/registration_edit.html", context, status=status_of(form))


@require_POST
def registration_status(request: Request, slug: str, pk: int) -> HttpResponse:
    convention = convention_for(request, slug, permission="conventions.change_registrations")
    found = registration_of(convention, pk)
    status = request.POST.get("status", "")
    say(request, refusal_of(lambda: set_status(registration=found, status=status)))
    return redirect("organizer:registration", slug, pk)
