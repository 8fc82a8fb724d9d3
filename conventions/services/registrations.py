"""Registrations and their delegates."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conventions.models import Convention, Delegate, DelegateLanguage, Registration
from conventions.services.placed import placements
from conventions.services.refusals import refuse_archived
from conventions.services.tables import free_tables
from organizations.models import Organization, User
from organizations.services.people import join_organizations, people_with_emails


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
    free_tables(convention=registration.convention)
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

    `fields` are those of `Delegate.PERSON`; arrival and departure are `set_attendance`. Somebody
    with an e-mail address may sign in and acts for the organisation. Raises ValidationError
    `delegate_exists`, `language_unknown` or `convention_archived`, or a field's own code.
    """
    refuse_archived(registration.convention)
    _one_at_a_time(registration.convention)
    delegate = delegate or Delegate()
    delegate.registration = registration
    delegate.convention = registration.convention
    for name, value in fields.items():
        if name not in Delegate.PERSON:
            raise TypeError(f"save_delegate() does not write {name!r}")
        setattr(delegate, name, value)
    delegate.email = delegate.email.strip().lower()
    delegate.full_clean(exclude=["user"])
    give_logins(delegates=[delegate])
    delegate.save()
    if languages is not None:
        _save_languages(delegate, languages)
    return delegate


@transaction.atomic(savepoint=False)
def give_logins(*, delegates: Sequence[Delegate]) -> None:
    """Let whoever has an e-mail address sign in and act for the organisation.

    Sets each one's `user`, None without an address, and leaves the saving to the caller.
    """
    users = people_with_emails(
        people=[
            User(email=person.email, name=person.full_name, language=person.language)
            for person in delegates
            if person.email
        ]
    )
    for person in delegates:
        person.user = users.get(person.email)
    join_organizations(
        joining=[
            (person.user_id, person.registration.organization_id)
            for person in delegates
            if person.user_id is not None
        ]
    )


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
