from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from conventions.models import Convention, Phase
from matchmaking.scheduler import data
from matchmaking.scheduling.models import Meeting, Run, Schedule, Seat, Unplaced
from matchmaking.scheduling.services.scheduler_input import build_problem
from matchmaking.scheduling.services.schedules import (
    apply_schedule,
    changes_between,
    draft_of,
    lock_meeting,
    publish,
    published_of,
    unlock_meeting,
)
from matchmaking.wishes.models import PairingKind
from tests.factories import (
    AbsenceFactory,
    DelegateFactory,
    ProposalFactory,
    RegistrationFactory,
    RunFactory,
    SlotFactory,
    UnplacedFactory,
    UserFactory,
    VetoFactory,
)
from tests.factories.halls import Hall, make_hall, placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def apply(hall: Hall, *meetings: data.Placement, **fields: object) -> Schedule:
    """Put an answer to the hall's problem into the draft."""
    built = build_problem(hall.convention, objective="as_many")
    answer = data.Schedule(status="feasible", meetings=meetings, **fields)
    run = RunFactory(convention=hall.convention, state=Run.State.SUCCEEDED)
    return apply_schedule(convention=hall.convention, run=run, built=built, schedule=answer)


def placement(hall: Hall, first: int, second: int, slot: int = 0, table: int = 0):
    return data.Placement(
        hall.id_of(first, second),
        hall.slots[slot].pk,
        hall.tables[table].pk,
        {hall.parties[index].pk: hall.people[index].pk for index in (first, second)},
    )


# --- the draft -----------------------------------------------------------------------------------


def test_an_answer_becomes_the_draft(hall):
    draft = apply(hall, placement(hall, 0, 1), placement(hall, 1, 2, slot=1))

    assert (draft.version, draft.revision, draft.frozen_at) == (0, 1, None)
    assert [
        (meeting.kind, meeting.value, meeting.locked, meeting.seats.count())
        for meeting in draft.meetings.all()
    ] == [(PairingKind.PROPOSAL, 2, False, 2)] * 2
    assert placed(draft)[0][:2] == (hall.slots[0].pk, hall.tables[0].pk)
    assert list(Seat.objects.order_by("slot").values_list("slot_id", flat=True).distinct()) == [
        slot.pk for slot in hall.slots
    ]


def test_the_next_answer_replaces_it_whole(hall):
    apply(hall, placement(hall, 0, 1), placement(hall, 1, 2, slot=1))

    draft = apply(hall, placement(hall, 0, 1, slot=1, table=1))

    assert (Schedule.objects.count(), Meeting.objects.count(), Seat.objects.count()) == (1, 1, 2)
    assert draft.revision == 2


def test_what_found_no_place_stands_in_the_draft_with_reason_and_lever(hall):
    lever = data.Lever("table", {"slot": hall.slots[0].pk})
    left = data.Unplaced(hall.id_of(1, 2), "no_table", lever)

    draft = apply(hall, placement(hall, 0, 1), unplaced=(left,))

    assert list(draft.unplaced.values("first", "second", "value", "reason", "lever")) == [
        {
            "first": hall.parties[1].pk,
            "second": hall.parties[2].pk,
            "value": 2,
            "reason": "no_table",
            "lever": {"kind": "table", "slot": hall.slots[0].pk},
        }
    ]


def test_a_pairing_of_somebody_who_brings_nobody_is_unplaced_too(hall):
    alone = RegistrationFactory(convention=hall.convention)
    ProposalFactory(first=hall.parties[0], second=alone)

    draft = apply(hall)

    assert list(draft.unplaced.values_list("second_id", "reason", "lever")) == [
        (alone.pk, Unplaced.Reason.NO_COMMON_SLOT, {"kind": "delegate", "party": alone.pk})
    ]


# --- locks ---------------------------------------------------------------------------------------


def test_locking_counts_as_a_change_of_the_draft(hall):
    meeting = hall.meeting(0, 1)

    assert lock_meeting(meeting=meeting, revision=0) == 1
    assert Meeting.objects.get().locked is True
    assert unlock_meeting(meeting=meeting, revision=1) == 2
    assert Meeting.objects.get().locked is False
    assert draft_of(hall.convention).revision == 2


def test_a_second_click_on_lock_changes_nothing(hall):
    meeting = hall.meeting(0, 1)
    lock_meeting(meeting=meeting, revision=0)
    again = Meeting.objects.get()

    assert lock_meeting(meeting=again, revision=0) == 1
    assert Meeting.objects.get().locked is True


def test_who_looks_at_an_old_draft_is_told(hall):
    meeting = hall.meeting(0, 1)
    Schedule.objects.update(revision=3)

    with pytest.raises(ValidationError) as caught:
        lock_meeting(meeting=meeting, revision=2)
    assert (caught.value.code, caught.value.messages) == (
        "draft_moved_on",
        ["Somebody else changed the draft in the meantime. Reload the page and try again."],
    )
    assert Meeting.objects.get().locked is False


def test_nothing_is_locked_while_a_run_is_under_way(hall):
    meeting = hall.meeting(0, 1)
    RunFactory(convention=hall.convention)

    with pytest.raises(ValidationError) as caught:
        lock_meeting(meeting=meeting, revision=0)
    assert caught.value.code == "run_active"


def test_nothing_is_locked_in_an_archive(hall):
    meeting = hall.meeting(0, 1)
    hall.convention.phase = meeting.convention.phase = Phase.ARCHIVED
    hall.convention.save()

    for act in (lock_meeting, unlock_meeting):
        with pytest.raises(ValidationError) as caught:
            act(meeting=meeting, revision=0)
        assert caught.value.code == "convention_archived"


def test_a_published_meeting_cannot_be_locked(hall):
    hall.meeting(0, 1)
    publish(convention=hall.convention, by=None, confirmed=True)
    meeting = published_of(hall.convention).meetings.get()

    with pytest.raises(ValidationError) as caught:
        lock_meeting(meeting=meeting, revision=0)
    assert caught.value.code == "not_a_draft"


# --- publishing ----------------------------------------------------------------------------------


def refusal(hall: Hall, **options: object) -> str | None:
    with pytest.raises(ValidationError) as caught:
        publish(convention=hall.convention, by=None, **options)
    return caught.value.code


def test_publishing_freezes_a_copy_and_moves_the_phase(hall):
    owner = UserFactory()
    draft = apply(hall, placement(hall, 0, 1))
    UnplacedFactory(schedule=draft, first=hall.parties[1], second=hall.parties[2])

    version = publish(convention=hall.convention, by=owner)

    assert (version.version, version.published_by, version.run) == (1, owner, draft.run)
    assert version.frozen_at is not None
    assert placed(version) == placed(draft)
    assert version.unplaced.count() == 1
    assert set(version.seats.values_list("schedule_id", flat=True)) == {version.pk}
    assert Convention.objects.get(pk=hall.convention.pk).phase == Phase.PUBLISHED


def test_the_next_version_is_counted_on(hall):
    apply(hall, placement(hall, 0, 1))
    publish(convention=hall.convention, by=None)
    apply(hall, placement(hall, 0, 1, slot=1))

    assert publish(convention=hall.convention, by=None).version == 2
    assert published_of(hall.convention).version == 2


def test_an_empty_draft_is_not_published(hall):
    assert refusal(hall) == "nothing_to_publish"

    apply(hall)
    assert refusal(hall) == "nothing_to_publish"


@pytest.mark.parametrize("phase", ["wishes", "follow-up", "archived"])
def test_nothing_is_published_outside_its_phases(hall, phase):
    apply(hall, placement(hall, 0, 1))
    Convention.objects.update(phase=phase)

    assert refusal(hall) == "publish_closed"


def test_nothing_is_published_while_a_run_is_under_way(hall):
    apply(hall, placement(hall, 0, 1))
    RunFactory(convention=hall.convention)

    assert refusal(hall) == "run_active"


def test_a_draft_of_older_data_is_published_only_if_confirmed(hall):
    apply(hall, placement(hall, 0, 1))
    DelegateFactory(registration=hall.parties[2])

    assert refusal(hall) == "draft_outdated"
    assert Schedule.objects.published().count() == 0
    assert publish(convention=hall.convention, by=None, confirmed=True).version == 1


def vetoed(hall: Hall) -> None:
    VetoFactory(author=hall.parties[1], target=hall.parties[0])


def absent(hall: Hall) -> None:
    AbsenceFactory(delegate=hall.people[0], slot=hall.slots[0])


def gone(hall: Hall) -> None:
    hall.people[0].meets = False
    hall.people[0].save()
    DelegateFactory(registration=hall.parties[0])


def crowded(hall: Hall) -> None:
    Convention.objects.update(chairs=1)


@pytest.mark.parametrize("plant", [vetoed, absent, gone, crowded])
def test_a_draft_that_breaks_a_rule_now_is_never_published(hall, plant):
    apply(hall, placement(hall, 0, 1))
    plant(hall)

    assert refusal(hall, confirmed=True) == "draft_faulty"


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_one_version():
    hall = make_hall()
    apply(hall, placement(hall, 0, 1))
    barrier = Barrier(2)

    def press(_number: int) -> str:
        barrier.wait()
        try:
            return str(publish(convention=hall.convention, by=None).version)
        except ValidationError as error:
            return error.messages[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(press, range(2))) == [
            "1",
            "Version 1 already says the same. Change the draft first.",
        ]


# --- what changes for whom -----------------------------------------------------------------------


def named(changes):
    """Return who changes and with whom, by key: names are random here."""
    return sorted(
        (
            change.delegate.pk,
            [entry.partner.pk for entry in change.added],
            [move.after.partner.pk for move in change.moved],
            [entry.partner.pk for entry in change.removed],
        )
        for change in changes
    )


def test_at_first_everybody_with_a_meeting_is_new(hall):
    draft = apply(hall, placement(hall, 0, 1))
    a, b, _c = hall.people

    assert named(changes_between(None, draft)) == [
        (a.pk, [b.registration_id], [], []),
        (b.pk, [a.registration_id], [], []),
    ]


def test_only_those_whose_agenda_differs_are_named_with_how(hall):
    late = SlotFactory(session=hall.slots[0].session)
    hall.slots.append(late)
    apply(hall, placement(hall, 0, 1), placement(hall, 1, 2, slot=1))
    version = publish(convention=hall.convention, by=None)
    draft = apply(hall, placement(hall, 1, 2, slot=2, table=1))
    a, b, c = hall.people

    changes = changes_between(version, draft)

    assert named(changes) == [
        (a.pk, [], [], [b.registration_id]),
        (b.pk, [], [c.registration_id], [a.registration_id]),
        (c.pk, [], [b.registration_id], []),
    ]
    [move] = next(change for change in changes if change.delegate == c).moved
    assert (move.before.table_number, move.after.table_number) == (1, 2)
    assert (move.before.starts_at, move.after.starts_at) == (
        hall.slots[1].starts_at,
        late.starts_at,
    )


def test_the_same_again_changes_nobody(hall):
    apply(hall, placement(hall, 0, 1))
    version = publish(convention=hall.convention, by=None)

    assert changes_between(version, draft_of(hall.convention)) == []
