"""Sessions make slots, at the time on the hall's clocks, and leave placed meetings alone."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from conventions.models import Absence, Phase, Slot
from conventions.services.attendance import set_attendance
from conventions.services.sessions import delete_session, save_session
from tests.conventions.words import codes, wall
from tests.factories.conventions import ConventionFactory, DelegateFactory
from tests.factories.matchmaking import MeetingFactory

pytestmark = pytest.mark.django_db

AT_14 = wall(2027, 3, 18, 14)


@pytest.fixture
def convention():
    return ConventionFactory(starts_on=date(2027, 3, 18), ends_on=date(2027, 3, 18))


def starts(convention):
    return [f"{slot.starts_at:%H:%M}" for slot in convention.slots.all()]


def code_of(error):
    return codes(error.value)


def hold(slot):
    """Place a meeting of the draft in `slot`."""
    return MeetingFactory(
        schedule__convention=slot.convention, slot=slot, table__convention=slot.convention
    )


def test_nine_slots_of_twenty_minutes_fill_three_hours(convention):
    session = save_session(convention=convention, starts=AT_14, slot_count=9)

    slots = list(convention.slots.all())
    # 14:00 in Paris is 13:00 in UTC in winter.
    assert slots[0].starts_at == datetime(2027, 3, 18, 13, tzinfo=UTC)
    assert slots[-1].ends_at == datetime(2027, 3, 18, 16, tzinfo=UTC)
    assert session.ends_at == slots[-1].ends_at
    assert [slot.position for slot in slots] == list(range(1, 10))
    assert {slot.block for slot in slots} == {0}


def test_a_changeover_may_be_half_a_minute_fine(convention):
    save_session(
        convention=convention, starts=AT_14, slot_count=3, changeover_minutes=Decimal("2.5")
    )

    first = convention.slots.first().starts_at
    assert [slot.starts_at - first for slot in convention.slots.all()] == [
        timedelta(0), timedelta(minutes=22, seconds=30), timedelta(minutes=45)
    ]  # fmt: skip


def test_a_pause_takes_the_place_of_the_changeover_and_starts_a_new_block(convention):
    save_session(
        convention=convention, starts=AT_14, slot_count=4, changeover_minutes=5, pauses={2: 20}
    )

    assert starts(convention) == ["13:00", "13:25", "14:05", "14:30"]
    assert [slot.block for slot in convention.slots.all()] == [0, 0, 1, 1]


def test_blocks_are_counted_over_the_whole_convention(convention):
    save_session(convention=convention, starts=AT_14, slot_count=2)
    save_session(
        convention=convention,
        starts=wall(2027, 3, 18, 9),
        slot_count=3,
        pauses={1: 10},
    )

    assert [slot.block for slot in convention.slots.all()] == [0, 1, 1, 2, 2]


def test_sessions_that_overlap_are_refused_naming_both(convention):
    save_session(convention=convention, starts=AT_14, slot_count=9)

    with pytest.raises(ValidationError) as error:
        save_session(convention=convention, starts=wall(2027, 3, 18, 16, 40), slot_count=2)

    assert code_of(error) == ["slot_overlap"]
    assert error.value.messages == [
        "The session of 18 March 2027, 16:40 to 17:20 overlaps the session of 18 March 2027, "
        "14:00 to 17:00. Start it later or give it fewer slots."
    ]
    assert convention.slots.count() == 9


def test_a_session_may_start_when_the_one_before_ends(convention):
    save_session(convention=convention, starts=AT_14, slot_count=3)
    save_session(convention=convention, starts=wall(2027, 3, 18, 15), slot_count=3)

    assert [slot.block for slot in convention.slots.all()] == [0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("wall", "code", "words"),
    [
        (
            wall(2027, 3, 28, 2, 30),
            "hour_missing",
            "On 28 March 2027 the clocks jump over 02:30. Choose an earlier or a later time.",
        ),
        (
            wall(2027, 10, 31, 2, 30),
            "hour_ambiguous",
            "On 31 October 2027 the clocks show 02:30 twice. Choose a time before or after that "
            "hour.",
        ),
    ],
)
def test_an_hour_the_clocks_skip_or_repeat_is_refused(wall, code, words):
    convention = ConventionFactory(starts_on=wall.date(), ends_on=wall.date())

    with pytest.raises(ValidationError) as error:
        save_session(convention=convention, starts=wall, slot_count=2)

    assert (code_of(error), error.value.messages) == ([code], [words])


def test_slots_last_real_minutes_through_a_change_of_the_clocks():
    convention = ConventionFactory(starts_on=date(2027, 3, 28), ends_on=date(2027, 3, 28))

    save_session(convention=convention, starts=wall(2027, 3, 28, 1, 40), slot_count=2)

    assert starts(convention) == ["00:40", "01:00"]  # 01:40 and 03:00 on the clocks of Paris


def test_a_session_outside_the_days_is_refused(convention):
    with pytest.raises(ValidationError) as error:
        save_session(convention=convention, starts=wall(2027, 3, 19, 14), slot_count=2)

    assert code_of(error) == ["session_outside_dates"]


def test_a_pause_after_the_last_slot_is_refused(convention):
    with pytest.raises(ValidationError) as error:
        save_session(convention=convention, starts=AT_14, slot_count=3, pauses={3: 10})

    assert code_of(error) == ["pause_beyond_end"]


def test_a_changeover_of_a_third_of_a_minute_is_refused(convention):
    with pytest.raises(ValidationError) as error:
        save_session(
            convention=convention, starts=AT_14, slot_count=3, changeover_minutes=Decimal("2.3")
        )

    assert code_of(error) == ["changeover_halves"]


@pytest.mark.parametrize(("count", "code"), [(0, "min_value"), (41, "max_value")])
def test_an_impossible_number_of_slots_is_refused(convention, count, code):
    with pytest.raises(ValidationError) as error:
        save_session(convention=convention, starts=AT_14, slot_count=count)

    assert code_of(error) == [code]


def test_more_slots_leave_the_placed_meetings_alone(convention):
    session = save_session(convention=convention, starts=AT_14, slot_count=3)
    meeting = hold(convention.slots.all()[1])

    save_session(convention=convention, session=session, starts=AT_14, slot_count=5)

    meeting.slot.refresh_from_db()
    assert f"{meeting.slot.starts_at:%H:%M}" == "13:20"
    assert convention.slots.count() == 5


def test_starting_one_slot_earlier_keeps_the_slots_that_keep_their_time(convention):
    session = save_session(convention=convention, starts=AT_14, slot_count=3)
    meeting = hold(convention.slots.first())

    save_session(
        convention=convention, session=session, starts=AT_14 - timedelta(minutes=20), slot_count=4
    )

    meeting.slot.refresh_from_db()
    assert (meeting.slot.position, f"{meeting.slot.starts_at:%H:%M}") == (2, "13:00")


@pytest.mark.parametrize("values", [{"slot_count": 2}, {"slot_count": 3, "meeting_minutes": 15}])
def test_a_slot_that_holds_a_meeting_is_neither_removed_nor_moved(convention, values):
    session = save_session(convention=convention, starts=AT_14, slot_count=3)
    hold(convention.slots.last())
    before = list(Slot.objects.values_list("pk", "starts_at", "position"))

    with pytest.raises(ValidationError) as error:
        save_session(convention=convention, session=session, starts=AT_14, **values)

    assert code_of(error) == ["slots_in_use"]
    assert error.value.messages[0].startswith("1 meeting stands in the slots")
    assert list(Slot.objects.values_list("pk", "starts_at", "position")) == before


def test_a_session_that_holds_meetings_is_not_deleted(convention):
    session = save_session(convention=convention, starts=AT_14, slot_count=3)
    meeting = hold(convention.slots.last())

    with pytest.raises(ValidationError) as error:
        delete_session(session=session)

    assert code_of(error) == ["slots_in_use"]
    meeting.delete()
    delete_session(session=session)
    assert convention.slots.count() == 0


def test_nothing_moves_in_an_archived_convention(convention):
    convention.phase = Phase.ARCHIVED
    convention.save()

    with pytest.raises(ValidationError) as error:
        save_session(convention=convention, starts=AT_14, slot_count=3)

    assert code_of(error) == ["convention_archived"]


def test_who_cannot_come_to_the_first_slot_can_come_to_a_new_last_one(convention):
    session = save_session(convention=convention, starts=AT_14, slot_count=3)
    delegate = DelegateFactory(registration__convention=convention)
    set_attendance(delegate=delegate, absent_slots=[convention.slots.get(position=1)])

    save_session(
        convention=convention, session=session, starts=AT_14 + timedelta(minutes=20), slot_count=3
    )

    assert list(delegate.absences.values_list("slot__position")) == []


def test_travel_absences_follow_the_slots_and_declared_ones_stay(convention):
    session = save_session(convention=convention, starts=AT_14, slot_count=3)
    delegate = DelegateFactory(registration__convention=convention)
    late = datetime(2027, 3, 18, 13, 10, tzinfo=UTC)
    set_attendance(
        delegate=delegate, arrives_at=late, absent_slots=[convention.slots.get(position=3)]
    )
    assert list(delegate.absences.order_by("slot").values_list("slot__position", "cause")) == [
        (1, Absence.Cause.TRAVEL), (3, Absence.Cause.DECLARED)
    ]  # fmt: skip

    save_session(
        convention=convention, session=session, starts=AT_14 - timedelta(minutes=20), slot_count=4
    )

    absences = delegate.absences.order_by("slot__position")
    assert list(absences.values_list("slot__position", "cause")) == [
        (1, Absence.Cause.TRAVEL), (2, Absence.Cause.TRAVEL), (4, Absence.Cause.DECLARED)
    ]  # fmt: skip


def test_who_leaves_as_a_slot_ends_attends_it(convention):
    save_session(convention=convention, starts=AT_14, slot_count=3)
    delegate = DelegateFactory(registration__convention=convention)

    set_attendance(
        delegate=delegate,
        arrives_at=datetime(2027, 3, 18, 13, 0, tzinfo=UTC),
        leaves_at=datetime(2027, 3, 18, 13, 40, tzinfo=UTC),
    )

    assert list(delegate.absences.values_list("slot__position", flat=True)) == [3]


def test_leaving_before_arriving_is_refused(convention):
    delegate = DelegateFactory(registration__convention=convention)

    with pytest.raises(ValidationError) as error:
        set_attendance(
            delegate=delegate,
            arrives_at=datetime(2027, 3, 18, 15, tzinfo=UTC),
            leaves_at=datetime(2027, 3, 18, 14, tzinfo=UTC),
        )

    assert code_of(error) == ["leaves_before_arriving"]


def test_an_absence_in_another_convention_is_refused(convention):
    other = ConventionFactory()
    save_session(convention=other, starts=AT_14, slot_count=1)
    delegate = DelegateFactory(registration__convention=convention)

    with pytest.raises(ValidationError) as error:
        set_attendance(delegate=delegate, absent_slots=list(other.slots.all()))

    assert code_of(error) == ["slot_elsewhere"]
