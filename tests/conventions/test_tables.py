"""The hall: tables, chairs, zones and hosts."""

import pytest
from django.core.exceptions import ValidationError

from conventions.models import Registration
from conventions.services.tables import delete_zone, save_zone, set_chairs, set_table, set_tables
from tests.conventions.words import codes
from tests.factories.conventions import (
    ConventionFactory,
    DelegateFactory,
    RegistrationFactory,
    TableFactory,
    ZoneFactory,
)
from tests.factories.matchmaking import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def convention():
    return ConventionFactory()


def numbers(convention):
    return list(convention.tables.values_list("number", flat=True))


def test_tables_are_numbered_from_one(convention):
    set_tables(convention=convention, count=3)

    assert numbers(convention) == [1, 2, 3]


def test_fewer_tables_take_the_last_ones_away(convention):
    set_tables(convention=convention, count=5)
    set_tables(convention=convention, count=2)

    assert numbers(convention) == [1, 2]


def test_a_table_with_meetings_is_not_removed(convention):
    set_tables(convention=convention, count=3)
    MeetingFactory(schedule__convention=convention, table=convention.tables.get(number=2))
    MeetingFactory()  # of another convention

    with pytest.raises(ValidationError) as error:
        set_tables(convention=convention, count=1)

    assert codes(error.value) == ["tables_in_use"]
    assert error.value.messages[0].startswith("1 meeting stands at the tables")
    assert numbers(convention) == [1, 2, 3]


@pytest.mark.parametrize("count", [-1, 501])
def test_an_impossible_number_of_tables_is_refused(convention, count):
    with pytest.raises(ValidationError) as error:
        set_tables(convention=convention, count=count)

    assert codes(error.value) == ["tables_out_of_range"]


def test_an_impossible_number_of_chairs_is_refused(convention):
    with pytest.raises(ValidationError) as error:
        set_chairs(convention=convention, count=5001)

    assert codes(error.value) == ["max_value"]


def test_a_zone_gets_exactly_its_tables(convention):
    set_tables(convention=convention, count=6)
    zone = save_zone(
        convention=convention,
        letter="a",
        names={"en": "Entrance", "fr": "Entrée"},
        first_table=1,
        last_table=4,
    )

    save_zone(convention=convention, zone=zone, letter="A", first_table=3, last_table=6)

    assert (zone.letter, zone.name_fr) == ("A", "Entrée")
    assert list(zone.tables.values_list("number", flat=True)) == [3, 4, 5, 6]


@pytest.mark.parametrize(("first", "last"), [(4, 2), (None, 3), (2, None)])
def test_a_zone_from_a_later_to_an_earlier_table_is_refused(convention, first, last):
    with pytest.raises(ValidationError) as error:
        save_zone(convention=convention, letter="A", first_table=first, last_table=last)

    assert codes(error.value) == ["zone_range_invalid"]


def test_two_zones_with_one_letter_are_refused(convention):
    ZoneFactory(convention=convention, letter="A")

    with pytest.raises(ValidationError) as error:
        save_zone(convention=convention, letter="a")

    assert codes(error.value) == ["zone_exists"]


def test_tables_outlive_their_zone(convention):
    zone = ZoneFactory(convention=convention)
    table = TableFactory(convention=convention, zone=zone)

    delete_zone(zone=zone)

    table.refresh_from_db()
    assert table.zone is None


def test_a_host_sits_at_one_table(convention):
    host = DelegateFactory(registration__convention=convention).registration
    table = TableFactory(convention=convention)

    set_table(table=table, host=host, step_free=True)

    table.refresh_from_db()
    assert (table.host, table.step_free) == (host, True)


def test_a_second_table_for_a_host_is_refused(convention):
    host = DelegateFactory(registration__convention=convention).registration
    set_table(table=TableFactory(convention=convention), host=host)

    with pytest.raises(ValidationError) as error:
        set_table(table=TableFactory(convention=convention), host=host)

    assert codes(error.value) == ["host_has_table"]
    assert error.value.messages == ["This organisation already hosts table 1."]


def test_a_host_with_two_people_who_meet_is_refused(convention):
    host = DelegateFactory(registration__convention=convention).registration
    DelegateFactory(registration=host)

    with pytest.raises(ValidationError) as error:
        set_table(table=TableFactory(convention=convention), host=host)

    assert codes(error.value) == ["host_several_delegates"]


@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_host_of_another_convention_or_not_validated_is_refused(convention, elsewhere):
    home = ConventionFactory() if elsewhere else convention
    status = Registration.Status.VALIDATED if elsewhere else Registration.Status.PENDING
    host = RegistrationFactory(convention=home, status=status)

    with pytest.raises(ValidationError) as error:
        set_table(table=TableFactory(convention=convention), host=host)

    assert codes(error.value) == ["host_not_validated"]


def test_a_zone_of_another_convention_is_refused(convention):
    with pytest.raises(ValidationError) as error:
        set_table(table=TableFactory(convention=convention), zone=ZoneFactory())

    assert codes(error.value) == ["zone_elsewhere"]
