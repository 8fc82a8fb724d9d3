"""Wishes made and received, and whom one will not meet."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from conventions.models import Registration
from conventions.scope import Request, registration_for
from conventions.services.finding import key_in
from matchmaking.wishes.forms import AnswerForm, WishForm
from matchmaking.wishes.models import Wish
from matchmaking.wishes.services.catalogue import Catalogue
from matchmaking.wishes.services.vetoes import lift_veto, place_veto
from matchmaking.wishes.services.wishes import answer_wishes, submit_wish, withdraw_wish
from matchmaking.wishes.services.wishlist import made_wishes, received_wishes, vetoes_of
from matchmaking.wishes.views.shell import PAGES, asked_for, part, participant_page

REFUSED = 422


@require_GET
def wishes(request: Request, slug: str) -> HttpResponse:
    """Show one's own wishes by rank, those received, and whom one will not meet."""
    return _wishes_page(request, registration_for(request, slug))


def _wishes_page(request: Request, registration: Registration, refusal: str = "") -> HttpResponse:
    found = Catalogue(registration)
    context = participant_page(
        request,
        registration,
        own=made_wishes(registration, found),
        received=received_wishes(registration, found),
        vetoes=vetoes_of(registration),
        others=found.names(),
        answers_open=registration.convention.accepts_answers(),
        refusal=refusal,
    )
    template = part(request, "wishes.html", {"wish-page": "page"})
    return render(request, template, context, status=REFUSED if refusal else 200)


def _target(registration: Registration, pk: int) -> Registration:
    """Return another registration of the same convention; 404 for any that may not be seen."""
    others = Registration.objects.in_convention(registration.convention).validated()
    return get_object_or_404(others.exclude(pk=registration.pk), pk=pk)


def _chosen_before(registration: Registration, pk: int) -> Registration:
    """Return one whom the registration wished for or will not meet, also when it has left."""
    parties = Registration.objects.in_convention(registration.convention)
    chosen = Q(wishes_received__requester=registration) | Q(vetoes_received__author=registration)
    left = parties.filter(chosen, pk=pk).distinct().first()
    return left or _target(registration, pk)


@require_POST
def wish(request: Request, slug: str, target: int) -> HttpResponse:
    """Make a wish, or change its rank or note."""
    registration = registration_for(request, slug, manage=True)
    chosen = _target(registration, target)
    form = WishForm(request.POST)
    refusal = ""
    if form.is_valid():
        try:
            submit_wish(requester=registration, target=chosen, **form.cleaned_data)
        except ValidationError as error:
            refusal = " ".join(error.messages)
    else:
        refusal = _("Nothing was saved. Choose a rank; a note has at most 300 characters.")
    return _after_wish(request, registration, chosen, refusal)


@require_POST
def withdraw(request: Request, slug: str, target: int) -> HttpResponse:
    """Take a wish back."""
    registration = registration_for(request, slug, manage=True)
    chosen = _chosen_before(registration, target)
    refusal = _try(lambda: withdraw_wish(requester=registration, target=chosen))
    return _after_wish(request, registration, chosen, refusal)


def _try(service: Any) -> str:
    """Call a service; return the words with which it refuses, or nothing."""
    try:
        service()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _after_wish(
    request: Request, registration: Registration, target: Registration, refusal: str
) -> HttpResponse:
    """Answer with the card, with the page's part, with nothing, or by going back."""
    place = asked_for(request)
    if place is None:
        return _back(request, registration, refusal)
    if place == f"card-{target.pk}":
        return _card(request, registration, target, refusal)
    if place == "wish-page":
        return _wishes_page(request, registration, refusal)
    return HttpResponse(refusal, status=REFUSED if refusal else 204)


def _card(
    request: Request, registration: Registration, target: Registration, refusal: str
) -> HttpResponse:
    found = Catalogue(registration)
    card = found.card(target.pk)
    if card is None:
        raise Http404
    context = participant_page(
        request,
        registration,
        card=card,
        own=made_wishes(registration, found),
        refusal=refusal,
        back=reverse("participant:catalogue", args=[registration.convention.slug]),
    )
    status = REFUSED if refusal else 200
    return render(request, f"{PAGES}/catalogue.html#changed", context, status=status)


def _back(request: Request, registration: Registration, refusal: str) -> HttpResponse:
    """Go back to where the form stood, with the refusal above the page."""
    if refusal:
        messages.error(request, refusal)
    following = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        following, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return redirect(following)
    return redirect("participant:wishes", registration.convention.slug)


@require_POST
def answer(request: Request, slug: str) -> HttpResponse:
    """Accept or decline received wishes, one or several."""
    registration = registration_for(request, slug, manage=True)
    received = Wish.objects.received_by(registration).values_list("pk", flat=True)
    form = AnswerForm(request.POST, wishes=received)
    if not form.is_valid():
        return _back(request, registration, _("Nothing was chosen. Tick the organisations first."))
    given = form.cleaned_data["answer"]
    refusal = _try(
        lambda: answer_wishes(target=registration, wish_ids=form.cleaned_data["wish"], answer=given)
    )
    if not refusal:
        messages.success(request, _said(given, len(form.cleaned_data["wish"])))
    return _back(request, registration, refusal)


def _said(answer: str, count: int) -> str:
    """Return the sentence that confirms answers."""
    if answer == Wish.Answer.ACCEPTED:
        said = ngettext("%(count)d wish accepted.", "%(count)d wishes accepted.", count)
    else:
        said = ngettext("%(count)d wish declined.", "%(count)d wishes declined.", count)
    return said % {"count": count}


@require_POST
def veto(request: Request, slug: str, target: int) -> HttpResponse:
    """Say that one will not meet an organisation."""
    registration = registration_for(request, slug, manage=True)
    chosen = _target(registration, target)
    refusal = _try(lambda: place_veto(author=registration, target=chosen))
    return _back(request, registration, refusal)


@require_POST
def veto_chosen(request: Request, slug: str) -> HttpResponse:
    """The same for the organisation chosen from a list."""
    chosen = key_in(request.POST.get("target", ""))
    if chosen is not None:
        return veto(request, slug, chosen)
    registration = registration_for(request, slug, manage=True)
    return _back(request, registration, _("Choose an organisation first."))


@require_POST
def lift(request: Request, slug: str, target: int) -> HttpResponse:
    """Take a veto back."""
    registration = registration_for(request, slug, manage=True)
    chosen = _chosen_before(registration, target)
    refusal = _try(lambda: lift_veto(author=registration, target=chosen))
    return _back(request, registration, refusal)
