"""The people of a registration."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conventions.forms.registration import DelegateForm
from conventions.models import Convention, Delegate, Registration
from conventions.scope import Request, convention_for
from conventions.services.placed import placements
from conventions.services.registrations import remove_delegate
from conventions.views.registrations import registration_of
from ui.forms import posted
from ui.refusals import refusal_of, say, status_of

PAGES = "conventions/organizer"


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
