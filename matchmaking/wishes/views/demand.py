"""The organiser's page of wishes: owner and scheduler only, and each opening is logged."""

import logging

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from conventions.models import Convention
from conventions.scope import Request, convention_for
from matchmaking.wishes.forms import ProposalForm
from matchmaking.wishes.models import Wish
from matchmaking.wishes.services.demand import demand_of, proposal_lines, veto_lines, wish_lines
from matchmaking.wishes.services.proposals import withdraw_proposal
from ui.forms import posted
from ui.refusals import refusal_of, say, status_of

PAGE_SIZE = 50
# Who read secrets, and when: keys only, never a name.
opened = logging.getLogger("entente.secrets")


@require_http_methods(["GET", "POST"])
def wishes(request: Request, slug: str) -> HttpResponse:
    """Show demand against capacity, all wishes, to the scheduler the vetoes; propose on POST."""
    convention = convention_for(request, slug, permission="matchmaking.view_wishes")
    if request.method == "POST":
        convention_for(request, slug, permission="matchmaking.change_proposals")
    form = ProposalForm(posted(request), convention=convention, by=request.user)
    if form.is_valid() and form.save():
        return redirect("organizer:wishes", slug)
    _log("wishes_opened", request, convention)
    sees_vetoes = request.user.has_perm("matchmaking.view_vetoes", convention)
    if sees_vetoes:
        _log("vetoes_opened", request, convention)
    words, answer = request.GET.get("q", "")[:200], request.GET.get("answer", "")
    found = wish_lines(convention, words=words, answer=answer)
    context = {
        "convention": convention,
        "demand": demand_of(convention),
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page", 1)),
        "words": words,
        "answer": answer,
        "answers": Wish.Answer.choices,
        "proposals": proposal_lines(convention),
        "form": form,
        "sees_vetoes": sees_vetoes,
        "vetoes": veto_lines(convention) if sees_vetoes else [],
    }
    return render(request, "wishes/organizer/wishes.html", context, status=status_of(form))


def _log(event: str, request: Request, convention: Convention) -> None:
    opened.info("%s user=%s convention=%s", event, request.user.pk, convention.pk)


@require_POST
def withdraw(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take a proposal back."""
    convention = convention_for(request, slug, permission="matchmaking.change_proposals")
    say(request, refusal_of(lambda: withdraw_proposal(convention=convention, proposal_id=pk)))
    return redirect("organizer:wishes", slug)
