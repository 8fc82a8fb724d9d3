"""The organiser's overview and registrations."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conventions.forms.registration import DelegateForm, RegistrationForm
from conventions.models import Convention, Delegate, Phase, Registration
from conventions.next_steps import next_step
from conventions.scope import Request, convention_for
from conventions.services.activities import shown_of
from conventions.services.conventions import move_phase
from conventions.services.overview import overview_of, status_counts
from conventions.services.phases import consequences, possible_steps
from conventions.services.placed import placements
from conventions.services.registrations import remove_delegate, set_status
from conventions.services.search import RegistrationFilter, narrowed
from organizations.models import Family
from ui.countries import in_order
from ui.formatting import country_name
from ui.forms import posted
from ui.refusals import refusal_of, say, status_of

PER_PAGE = 50
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
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
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


@require_http_methods(["GET", "POST"])
def delegate_new(request: Request, slug: str, pk: int) -> HttpResponse:
    convention = convention_for(request, slug, permission="conventions.change_registrations")
    return _delegate_page(request, registration_of(convention, pk), None)


@require_http_methods(["GET", "POST"])
def delegate(request: Request, slug: str, pk: int) -> HttpResponse:
    convention = convention_for(request, slug, permission="conventions.change_registrations")
    person = _delegate_of(convention, pk)
    return _delegate_page(request, registration_of(convention, person.registration_id), person)


def _delegate_of(convention: Convention, pk: int) -> Delegate:
    people = Delegate.objects.in_convention(convention).select_related("convention")
    return get_object_or_404(people, pk=pk)


def _delegate_page(
    request: Request, registration: Registration, person: Delegate | None
) -> HttpResponse:
    form = DelegateForm(posted(request), registration=registration, delegate=person)
    convention = registration.convention
    if form.is_valid() and form.save():
        return redirect("organizer:registration", convention.slug, registration.pk)
    context = {
        "convention": convention,
        "registration": registration,
        "delegate": person,
        "form": form,
        "held": placements().of(person) if person else 0,
    }
    return render(request, f"{PAGES}/delegate_edit.html", context, status=status_of(form))


@require_POST
def delegate_remove(request: Request, slug: str, pk: int) -> HttpResponse:
    convention = convention_for(request, slug, permission="conventions.change_registrations")
    person = _delegate_of(convention, pk)
    if refusal := refusal_of(lambda: remove_delegate(delegate=person)):
        say(request, refusal)
        return redirect("organizer:delegate", slug, pk)
    return redirect("organizer:registration", slug, person.registration_id)
