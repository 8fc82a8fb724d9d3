"""Fetch and authorise in one step: what a person may not see does not exist (404)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django_htmx.middleware import HtmxDetails

from conventions.models import Convention, Delegate, Registration
from conventions.rules import roles_of
from organizations.models import Membership, User
from ui import families


class Request(HttpRequest):
    """A request as views read it: who asks, once scope has let them in, and what htmx wants."""

    user: User
    htmx: HtmxDetails


class SignInRequired(Exception):
    """Nobody is signed in; the middleware answers with the way to the sign-in page."""


def signed_in(request: HttpRequest) -> User:
    """Return the user; raises SignInRequired where nobody is signed in."""
    if not request.user.is_authenticated:
        raise SignInRequired
    return request.user


def convention_for(request: HttpRequest, slug: str, *, permission: str) -> Convention:
    """Return the convention at `slug`, for a member of its team who holds `permission`.

    Raises SignInRequired for an anonymous visitor, Http404 for anybody outside the team (the
    convention does not exist for them) and PermissionDenied for a team member whose role does
    not allow it.
    """
    user = signed_in(request)
    convention = Convention.objects.filter(slug=slug).first()
    if convention is None or not roles_of(user, convention):
        raise Http404
    if not user.has_perm(permission, convention):
        raise PermissionDenied
    families.activate(convention.family_names)
    return convention


def registration_for(request: HttpRequest, slug: str, *, manage: bool = False) -> Registration:
    """Return the validated registration that the user acts for in the convention at `slug`.

    Membership is read on every request, so a former colleague sees nothing any more. Somebody
    who acts for several organisations acts for the first by name. With `manage` the user must be
    its manager: a plain member reads, but does not write. Raises SignInRequired, Http404 or
    PermissionDenied.
    """
    user = signed_in(request)
    registration = (
        Registration.objects.validated()
        .represented_by(user)
        .filter(convention__slug=slug)
        .select_related("convention", "organization")
        .order_by("organization__name", "pk")
        .first()
    )
    if registration is None:
        raise Http404
    if manage and not manages(user, registration):
        raise PermissionDenied
    families.activate(registration.convention.family_names)
    return registration


def manages(user: User, registration: Registration) -> bool:
    """Return whether the user writes for the registration's organisation."""
    return Membership.objects.filter(
        user=user, organization=registration.organization_id, role=Membership.Role.MANAGER
    ).exists()


def delegates_for(request: HttpRequest, slug: str) -> list[Delegate]:
    """Return the delegates whose agendas the user may read in the convention at `slug`.

    These are all delegates of a validated registration, for those who act for its organisation
    and for its delegates, with or without membership; the user's own agenda comes first. The list
    is empty for a member whose registration has no delegate yet. Raises SignInRequired or
    Http404.
    """
    user = signed_in(request)
    registrations = (
        Registration.objects.validated().filter(convention__slug=slug).select_related("convention")
    )
    # A person sees one registration's agendas, as on the other pages: that of the membership.
    registration = (
        registrations.represented_by(user).order_by("organization__name", "pk").first()
        or registrations.filter(delegates__user=user).order_by("pk").first()
    )
    if registration is None:
        raise Http404
    families.activate(registration.convention.family_names)
    delegates = list(
        Delegate.objects.filter(registration=registration)
        .select_related("convention", "registration__organization", "registration__convention")
        .order_by("last_name", "first_name", "pk")
    )
    return sorted(delegates, key=lambda delegate: delegate.user_id != user.pk)


def delegate_for(request: HttpRequest, slug: str, pk: int | None = None) -> Delegate:
    """Return the user's own delegate, or that of a colleague by its key.

    Raises SignInRequired, or Http404 where there is none or the agenda is somebody else's.
    """
    return delegate_among(delegates_for(request, slug), pk)


def delegate_among(delegates: list[Delegate], pk: int | None) -> Delegate:
    """Return the first delegate, or the one with this key; Http404 for anybody else's."""
    for delegate in delegates:
        if pk in (None, delegate.pk):
            return delegate
    raise Http404
