"""Registrations and delegates: entered, judged, refused with words."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from conventions.models import Delegate, Phase, Registration
from conventions.services.registrations import (
    register_organization,
    remove_delegate,
    save_delegate,
    set_status,
    update_registration,
)
from organizations.models import Membership, User
from tests.conventions.words import codes
from tests.factories.conventions import (
    ConventionFactory,
    DelegateFactory,
    RegistrationFactory,
    TableFactory,
)
from tests.factories.matchmaking import MeetingFactory, SeatFactory
from tests.factories.organizations import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
Status = Registration.Status


@pytest.fixture
def convention():
    return ConventionFactory()


def person(**fields):
    return {"first_name": "Chloé", "last_name": "Martin", "email": "chloe@atelier.example"} | fields


def seat_of(registration, *, locked=False):
    delegate = DelegateFactory(registration=registration)
    meeting = MeetingFactory(schedule__convention=registration.convention, locked=locked)
    return SeatFactory(meeting=meeting, delegate=delegate)


@pytest.mark.django_db(transaction=True)
def test_who_enters_an_address_at_the_same_moment_reads_that_it_is_taken():
    convention = ConventionFactory()
    one, two = RegistrationFactory.create_batch(2, convention=convention)
    found: list[str | None] = []

    def enter():
        try:
            save_delegate(registration=two, **person())
        except ValidationError as refusal:
            found.extend(codes(refusal))
        finally:
            connection.close()

    other = threading.Thread(target=enter)
    with transaction.atomic():
        save_delegate(registration=one, **person())
        other.start()
        other.join(timeout=0.5)  # it waits for the convention, or for the whole database
    other.join()

    assert found == ["delegate_exists"]


def test_a_registration_gets_the_next_free_reference(convention):
    RegistrationFactory(convention=convention, reference="A002")

    registration = register_organization(convention=convention, organization=OrganizationFactory())

    assert (registration.reference, registration.status) == ("A003", Status.PENDING)


def test_an_organisation_registers_once(convention):
    registration = RegistrationFactory(convention=convention)

    with pytest.raises(ValidationError) as error:
        register_organization(convention=convention, organization=registration.organization)

    assert codes(error.value) == ["registration_exists"]


def test_a_reference_is_given_once(convention):
    RegistrationFactory(convention=convention, reference="X1")

    with pytest.raises(ValidationError) as error:
        register_organization(
            convention=convention, organization=OrganizationFactory(), reference="X1"
        )

    assert codes(error.value) == ["reference_taken"]


def test_the_most_meetings_are_not_fewer_than_the_least(convention):
    with pytest.raises(ValidationError) as error:
        update_registration(
            registration=RegistrationFactory(convention=convention),
            reference="A1",
            direction="both",
            min_meetings=5,
            max_meetings=4,
        )

    assert codes(error.value) == ["max_below_min"]


@pytest.mark.parametrize("status", Status.values)
def test_a_registration_takes_each_status(convention, status):
    registration = RegistrationFactory(convention=convention, status=Status.PENDING)

    set_status(registration=registration, status=status)

    registration.refresh_from_db()
    assert registration.status == status


def test_an_unknown_status_is_refused(convention):
    with pytest.raises(ValidationError) as error:
        set_status(registration=RegistrationFactory(convention=convention), status="maybe")

    assert codes(error.value) == ["status_unknown"]


def test_who_withdraws_hosts_no_table(convention):
    registration = RegistrationFactory(convention=convention)
    table = TableFactory(convention=convention, host=registration)

    set_status(registration=registration, status=Status.WITHDRAWN)

    table.refresh_from_db()
    assert table.host is None


def test_a_registration_with_locked_meetings_stays_validated(convention):
    registration = RegistrationFactory(convention=convention)
    seat_of(registration, locked=True)

    with pytest.raises(ValidationError) as error:
        set_status(registration=registration, status=Status.WITHDRAWN)

    assert codes(error.value) == ["meetings_locked"]
    registration.refresh_from_db()
    assert registration.status == Status.VALIDATED


def test_a_delegate_with_an_address_may_sign_in_and_acts_for_the_organisation(convention):
    registration = RegistrationFactory(convention=convention)

    first = save_delegate(registration=registration, **person(email="Chloe@Atelier.example"))
    second = save_delegate(registration=registration, **person(email="max@atelier.example"))

    assert (first.email, first.user.email) == ("chloe@atelier.example", "chloe@atelier.example")
    assert [
        (membership.user, membership.role)
        for membership in registration.organization.memberships.order_by("pk")
    ] == [(first.user, Membership.Role.MANAGER), (second.user, Membership.Role.MEMBER)]


def test_a_delegate_is_linked_to_the_person_who_is_already_there(convention):
    user = UserFactory(email="chloe@atelier.example", language="fr")

    delegate = save_delegate(
        registration=RegistrationFactory(convention=convention), **person(language="de")
    )

    user.refresh_from_db()
    assert (delegate.user, user.language, User.objects.count()) == (user, "fr", 1)


def test_a_delegate_without_an_address_does_not_sign_in(convention):
    delegate = save_delegate(
        registration=RegistrationFactory(convention=convention), **person(email="")
    )

    assert (delegate.user, User.objects.count()) == (None, 0)


def test_languages_are_replaced(convention):
    registration = RegistrationFactory(convention=convention)
    delegate = save_delegate(registration=registration, languages={"fr": "negotiates"}, **person())

    save_delegate(registration=registration, delegate=delegate, languages={"de": "follows"})

    assert list(delegate.languages.values_list("language", "level")) == [("de", "follows")]


def test_a_language_that_is_not_listed_is_refused_and_nothing_is_written(convention):
    with pytest.raises(ValidationError) as error:
        save_delegate(
            registration=RegistrationFactory(convention=convention),
            languages={"xx": "negotiates"},
            **person(),
        )

    assert codes(error.value) == ["language_unknown"]
    assert Delegate.objects.count() == 0


def test_one_address_is_one_delegate_of_a_convention(convention):
    DelegateFactory(registration__convention=convention, email="chloe@atelier.example")

    with pytest.raises(ValidationError) as error:
        save_delegate(registration=RegistrationFactory(convention=convention), **person())

    assert codes(error.value) == ["delegate_exists"]


def test_only_a_delegates_own_fields_are_written(convention):
    with pytest.raises(TypeError):
        save_delegate(registration=RegistrationFactory(convention=convention), **person(user_id=1))


def test_a_delegate_with_a_meeting_is_not_removed(convention):
    seat = seat_of(RegistrationFactory(convention=convention))

    with pytest.raises(ValidationError) as error:
        remove_delegate(delegate=seat.delegate)

    assert codes(error.value) == ["delegate_in_use"]
    seat.delete()
    remove_delegate(delegate=seat.delegate)
    assert not Delegate.objects.filter(pk=seat.delegate.pk).exists()


def test_nothing_changes_in_an_archived_convention(convention):
    registration = RegistrationFactory(convention=convention)
    convention.phase = Phase.ARCHIVED
    convention.save()
    registration.refresh_from_db()

    for write in (
        lambda: register_organization(convention=convention, organization=OrganizationFactory()),
        lambda: set_status(registration=registration, status=Status.REFUSED),
        lambda: save_delegate(registration=registration, **person()),
        lambda: update_registration(registration=registration, reference="A", direction="both"),
    ):
        with pytest.raises(ValidationError) as error:
            write()
        assert codes(error.value) == ["convention_archived"]
