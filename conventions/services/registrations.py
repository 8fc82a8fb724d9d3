"""Registrations and their delegates."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conventions.models import Convention, Delegate, DelegateLanguage, Registration
from conventions.services.placed import placements
from conventions.services.refusals import refuse_archived
from organizations.models import Organization
from organizations.services.people import join_organization, person_with_email

GONE = (Registration.Status.WAITING, Registration.Status.REFUSED, Registration.Status.WITHDRAWN)


def next_reference(convention: Convention) -> str:
    """Return the first free reference of the form A001."""
    taken = set(convention.registrations.values_list("reference", flat=True))
    number = convention.registrations.count() + 1
    while f"A{number:03}" in taken:
        number += 1
    return f"A{number:03}"


def _one_at_a_time(convention: Convention) -> None:
    """Wait for others who write references or addresses: what is taken is then seen, in words."""
    Convention.objects.select_for_update().get(pk=convention.pk)


@transaction.atomic
def register_organization(
    *,
    convention: Convention,
    organization: Organization,
    reference: str = "",
    direction: str = Registration.Direction.BOTH,
    min_meetings: int = 0,
    max_meetings: int | None = None,
    status: str = Registration.Status.PENDING,
) -> Registration:
    """Register an organisation; without a reference it gets the next free one.

    Raises ValidationError `registration_exists`, `reference_taken`, `max_below_min` or
    `convention_archived`.
    """
    refuse_archived(convention)
    _one_at_a_time(convention)
    registration = Registration(
        convention=convention,
        organization=organization,
        reference=reference or next_reference(convention),
        direction=direction,
        min_meetings=min_meetings,
        max_meetings=max_meetings,
        status=status,
    )
    registration.full_clean()
    registration.save()
    return registration


@transaction.atomic
def update_registration(
    *,
    registration: Registration,
    reference: str,
    direction: str,
    min_meetings: int = 0,
    max_meetings: int | None = None,
) -> Registration:
    """Change what an organisation's part in a convention is; refuses as registering does."""
    refuse_archived(registration.convention)
    _one_at_a_time(registration.convention)
    registration.reference = reference
    registration.direction = direction
    registration.min_meetings = min_meetings
    registration.max_meetings = max_meetings
    registration.full_clean()
    registration.save()
    return registration


@transaction.atomic
def set_status(*, registration: Registration, status: str) -> Registration:
    """Validate, put on the waiting list, refuse or withdraw a registration.

    Raises ValidationError `status_unknown`, `meetings_locked` (the draft holds locked meetings
    of this organisation) or `convention_archived`.
    """
    refuse_archived(registration.convention)
    if status not in Registration.Status.values:
        raise ValidationError(_("Choose one of the listed states."), code="status_unknown")
    locked = 0 if status == Registration.Status.VALIDATED else placements().locked_of(registration)
    if locked:
        raise ValidationError(
            ngettext(
                "%(count)d locked meeting of this organisation stands in the draft. Unlock it "
                "first.",
                "%(count)d locked meetings of this organisation stand in the draft. Unlock them "
                "first.",
                locked,
            )
            % {"count": locked},
            code="meetings_locked",
        )
    registration.status = status
    registration.save(update_fields=["status"])
    if status in GONE:
        registration.hosted_tables.update(host=None)
    return registration


@transaction.atomic
def save_delegate(
    *,
    registration: Registration,
    delegate: Delegate | None = None,
    languages: Mapping[str, str] | None = None,
    **fields: Any,
) -> Delegate:
    """Create or change a delegate; `languages` maps a language to its level.

    `fields` are the delegate's own: names, function, e-mail, phone, language, meets, step_free,
    max_in_a_row. Somebody with an e-mail address may sign in and acts for the organisation.
    Arrival and departure are `set_attendance`. Raises ValidationError `delegate_exists`,
    `language_unknown` or `convention_archived`, or a field's own code.
    """
    refuse_archived(registration.convention)
    _one_at_a_time(registration.convention)
    delegate = delegate or Delegate()
    delegate.registration = registration
    delegate.convention = registration.convention
    for name, value in fields.items():
        if name not in EDITABLE:
            raise TypeError(f"save_delegate() does not write {name!r}")
        setattr(delegate, name, value)
    delegate.email = delegate.email.strip().lower()
    delegate.full_clean(exclude=["user"])
    delegate.user = _login_of(delegate, registration.organization)
    delegate.save()
    if languages is not None:
        _save_languages(delegate, languages)
    return delegate


EDITABLE = frozenset(
    {
        "first_name", "last_name", "function", "email", "phone", "language", "meets", "step_free",
        "max_in_a_row",
    }
)  # fmt: skip


def _login_of(delegate: Delegate, organization: Organization) -> Any:
    if not delegate.email:
        return None
    user = person_with_email(
        email=delegate.email, name=delegate.full_name, language=delegate.language
    )
    join_organization(user=user, organization=organization)
    return user


def _save_languages(delegate: Delegate, languages: Mapping[str, str]) -> None:
    delegate.languages.all().delete()
    for language, level in languages.items():
        spoken = DelegateLanguage(delegate=delegate, language=language, level=level)
        try:
            spoken.clean_fields()
        except ValidationError as error:
            raise ValidationError(
                _("Choose the language and its level from the lists."), code="language_unknown"
            ) from error
        spoken.save()


@transaction.atomic
def remove_delegate(*, delegate: Delegate) -> None:
    """Remove a delegate; refuses `delegate_in_use` while they have meetings."""
    refuse_archived(delegate.convention)
    if held := placements().of(delegate):
        raise ValidationError(
            ngettext(
                "%(name)s has %(count)d meeting. Take it out of the draft first; somebody on a "
                "published agenda stays and no longer meets.",
                "%(name)s has %(count)d meetings. Take them out of the draft first; somebody on "
                "a published agenda stays and no longer meets.",
                held,
            )
            % {"name": delegate.full_name, "count": held},
            code="delegate_in_use",
        )
    delegate.delete()
