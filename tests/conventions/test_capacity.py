"""The ceilings of the first convention, and what a change would do to them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from conventions.models import Delegate, Registration
from conventions.services.attendance import renew_travel_absences
from conventions.services.capacity import (
    Limit,
    Verdict,
    afternoon_of,
    capacity,
    change,
    usual_questions,
)
from conventions.services.sessions import save_session
from conventions.services.tables import set_tables
from tests.conventions.words import wall
from tests.factories.conventions import (
    ConventionFactory,
    DelegateFactory,
    OrganizationFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


def first_convention():
    """93 registrations, 142 people, 9 × 20 minutes, 70 tables, 140 chairs, 1,180 entries at most.

    12 arrive late (4 of them miss two slots), 8 leave before the last slot.
    """
    convention = ConventionFactory(
        starts_on=date(2027, 3, 18), ends_on=date(2027, 3, 18), chairs=140
    )
    session = save_session(
        convention=convention,
        starts=wall(2027, 3, 18, 14),
        slot_count=9,
    )
    set_tables(convention=convention, count=70)
    # 49 × 16 + 44 × 9 = 1,180; the first 49 registrations bring two people.
    registrations = [
        RegistrationFactory(convention=convention, max_meetings=16 if n < 49 else 9)
        for n in range(93)
    ]
    for registration in [*registrations, *registrations[:49]]:
        DelegateFactory(registration=registration)
    people = list(Delegate.objects.order_by("-pk"))[:20]  # second people of registrations
    start = session.starts_at
    for number, person in enumerate(people):
        if number < 12:
            person.arrives_at = start + timedelta(minutes=40 if number < 4 else 15)
        else:
            person.leaves_at = start + timedelta(minutes=165)
        person.save()
    renew_travel_absences(convention=convention)
    return convention


@pytest.fixture
def convention():
    return first_convention()


def test_the_first_convention_carries_621_meetings_and_wants_590(convention):
    found = capacity(convention)

    assert [slot.ceiling for slot in found.slots] == [65, 69, 70, 70, 70, 70, 70, 70, 67]
    assert [slot.limit for slot in found.slots] == [
        Limit.DELEGATES, Limit.DELEGATES, *[Limit.TABLES] * 6, Limit.DELEGATES
    ]  # fmt: skip
    assert [slot.late for slot in found.slots] == [12, 4, 0, 0, 0, 0, 0, 0, 0]
    assert [slot.left for slot in found.slots] == [0, 0, 0, 0, 0, 0, 0, 0, 8]
    assert (found.total, found.people, found.tables, found.chairs) == (621, 142, 70, 140)
    assert (found.wanted, found.agenda_entries, found.margin) == (590, 1180, 31)
    assert (found.need_per_slot, found.verdict) == (66, Verdict.POSSIBLE)
    assert found.bound_by == {Limit.DELEGATES: 3, Limit.TABLES: 6}
    assert found.tightest == found.slots[0]


def test_what_if_says_which_limit_binds_and_how_many_are_missing(convention):
    changeover = change(afternoon_of(convention), changeover_minutes=5)
    chairs = change(afternoon_of(convention), chairs=100)
    tables = change(afternoon_of(convention), tables=66)

    assert [
        (row.slots, row.ceiling, row.limit, row.capacity.verdict, row.capacity.margin)
        for row in (changeover, chairs, tables)
    ] == [
        (7, 481, Limit.TIME, Verdict.IMPOSSIBLE, -109),
        (9, 450, Limit.CHAIRS, Verdict.IMPOSSIBLE, -140),
        (9, 593, Limit.TABLES, Verdict.TIGHT, 3),
    ]
    assert (changeover.fewer_slots, chairs.at_once) == (2, 50)


def test_the_usual_questions_are_a_changeover_fewer_chairs_and_the_fewest_tables(convention):
    rows = usual_questions(afternoon_of(convention))

    assert [(row.changeover_minutes, row.chairs, row.tables) for row in rows] == [
        (Decimal(5), None, None), (None, 100, None), (None, None, 66)
    ]  # fmt: skip


def test_an_empty_hall_is_not_asked_about_fewer_chairs_than_none():
    convention = ConventionFactory(chairs=0)
    save_session(convention=convention, starts=wall(2027, 3, 18, 14), slot_count=2)

    assert [row.chairs for row in usual_questions(afternoon_of(convention)) if row.chairs] == []


def test_a_changeover_keeps_the_length_of_the_afternoon_and_its_pauses():
    convention = ConventionFactory()
    save_session(
        convention=convention,
        starts=wall(2027, 3, 18, 14),
        slot_count=8,
        pauses={5: 20},
    )

    # 14:00 to 17:00 with a pause of 20 minutes: 5 × 25 + 20 − 5 + 25 + 20 = 185 is too long.
    assert change(afternoon_of(convention), changeover_minutes=5).slots == 6


def test_only_validated_people_who_meet_count():
    convention = ConventionFactory(chairs=10)
    save_session(convention=convention, starts=wall(2027, 3, 18, 14), slot_count=1)
    set_tables(convention=convention, count=5)
    for status in Registration.Status.values:
        registration = RegistrationFactory(convention=convention, status=status)
        DelegateFactory(registration=registration)
        DelegateFactory(registration=registration, meets=False)
    DelegateFactory(registration__convention=convention)
    DelegateFactory()  # of another convention

    found = capacity(convention)

    assert (found.people, found.total, found.wanted) == (2, 1, 1)


def test_without_slots_nothing_is_possible_and_nothing_is_asked():
    found = capacity(ConventionFactory())

    assert (found.total, found.wanted, found.main_limit, found.need_per_slot) == (0, 0, None, 0)


@pytest.mark.parametrize("registrations", [1, 3])
def test_the_arithmetic_takes_seven_queries(registrations, django_assert_num_queries):
    convention = ConventionFactory()
    save_session(convention=convention, starts=wall(2027, 3, 18, 14), slot_count=3)
    for _number in range(registrations):
        DelegateFactory(
            registration=RegistrationFactory(
                convention=convention, organization=OrganizationFactory()
            )
        )

    with django_assert_num_queries(7):
        capacity(convention)
