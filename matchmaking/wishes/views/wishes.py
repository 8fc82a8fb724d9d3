"""Wishes made and received, and whom one will not meet."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from conventions.models import Registration
from conventions.scope import Request, registration_for
from matchmaking.wishes.forms import AnswerForm, VetoForm, WishForm
from matchmaking.wishes.models import Wish
from matchmaking.wishes.services.catalogue import Catalogue
from matchmaking.wishes.services.vetoes import lift_veto
from matchmaking.wishes.services.wishes import withdraw_wish
from matchmaking.wishes.services.wishlist import made_wishes, received_wishes, vetoes_of
from matchmaking.wishes.views.shell import PAGES, asked_for, part, participant_page
from ui.forms import posted
from ui.refusals import REFUSED, refusal_of, say, words_of


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
    form = WishForm(posted(request), requester=registration, target=chosen)
    if form.is_valid():
        form.save()
    return _after_wish(request, registration, chosen, words_of(form))


@require_POST
def withdraw(request: Request, slug: str, target: int) -> HttpResponse:
    """Take a wish back."""
    registration = registration_for(request, slug, manage=True)
    chosen = _chosen_before(registration, target)
    refusal = refusal_of(lambda: withdraw_wish(requester=registration, target=chosen))
    return _after_wish(request, registration, chosen, refusal)


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
    say(request, refusal)
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
    form = AnswerForm(posted(request), target=registration)
    if form.is_valid() and (count := form.save()):
        messages.success(request, _said(form.cleaned_data["answer"], count))
    return _back(request, registration, words_of(form))


def _said(answer: str, count: int) -> str:
    """Return the sentence that confirms answers."""
    if answer == Wish.Answer.ACCEPTED:
        said = ngettext("%(count)d wish accepted.", "%(count)d wishes accepted.", count)
    else:
        said = ngettext("%(count)d wish declined.", "%(count)d wishes declined.", count)
    return said % {"count": count}


@require_POST
def veto(request: Request, slug: str) -> HttpResponse:
    """Say that one will not meet an organisation."""
    registration = registration_for(request, slug, manage=True)
    form = VetoForm(posted(request), author=registration)
    if form.is_valid():
        form.save()
    return _back(request, registration, words_of(form))


@require_POST
def lift(request: Request, slug: str, target: int) -> HttpResponse:
    """Take a veto back."""
    registration = registration_for(request, slug, manage=True)
    chosen = _chosen_before(registration, target)
    refusal = refusal_of(lambda: lift_veto(author=registration, target=chosen))
    return _back(request, registration, refusal)
