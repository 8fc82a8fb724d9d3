import pytest

from conventions.models import Phase
from matchmaking.scheduler import breaks_per_delegate, data
from matchmaking.scheduling.models import Run
from matchmaking.scheduling.services.figures import Honoured, Spread
from matchmaking.scheduling.services.results import Column, Help, UnplacedGroup, result_sheet
from matchmaking.scheduling.services.run_cards import as_clock, failure_words, run_card, run_rows
from matchmaking.scheduling.services.schedules import draft_of
from matchmaking.wishes.models import PairingKind, Wish
from organizations.models import Organization
from tests.factories import (
    RegistrationFactory,
    RunFactory,
    SlotFactory,
    UnplacedFactory,
    WishFactory,
)
from tests.factories.halls import Hall, make_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall(phase=Phase.SCHEDULING)


def sheet_of(hall: Hall):
    return result_sheet(hall.convention, draft_of(hall.convention))


def test_a_sheet_counts_meetings_and_agenda_entries(hall):
    hall.meeting(0, 1)

    figures = sheet_of(hall).figures

    assert (figures.meetings, figures.agenda_entries, figures.pairings) == (1, 2, 2)
    assert figures.placed_by_kind == {
        PairingKind.RECIPROCAL: (0, 0),
        PairingKind.ACCEPTED: (0, 0),
        PairingKind.PROPOSAL: (1, 2),
    }
    assert figures.per_organization == Spread(0, 2 / 3, 1)


def test_wishes_are_honoured_by_rank_whatever_became_of_the_answer(hall):
    hall.meeting(0, 1)
    a, b, c = hall.parties
    WishFactory(requester=a, target=b, rank=1)
    WishFactory(requester=a, target=c, rank=1, answer=Wish.Answer.DECLINED)
    WishFactory(requester=b, target=a, rank=3)

    figures = sheet_of(hall).figures

    assert figures.ranks == (Honoured(1, 1, 2), Honoured(2, 0, 0), Honoured(3, 1, 1))
    assert [row.share for row in figures.ranks] == [0.5, 0.0, 1.0]
    assert figures.wishes == 3


def test_a_meeting_across_the_border_counts(hall):
    hall.meeting(0, 1)
    assert sheet_of(hall).figures.cross_border == 0

    Organization.objects.filter(pk=hall.parties[0].organization_id).update(country="LU")
    figures = sheet_of(hall).figures
    assert (figures.cross_border, figures.cross_border_share) == (1, 1.0)


def test_tables_are_counted_in_every_slot(hall):
    hall.meeting(0, 1)

    sheet = sheet_of(hall)

    assert sheet.tables_used == (Column("14:00", 1, "soft"), Column("14:20", 0, "soft"))
    assert (sheet.tables, sheet.most_tables) == (2, 1)


def test_a_break_is_a_run_of_idle_slots_between_meetings_that_the_person_attends():
    slots = tuple(data.Slot(number) for number in range(6))
    people = (data.Delegate(1), data.Delegate(2, absent=frozenset({1, 2})))
    problem = data.Problem(
        slots, (data.Table(0),), tuple(data.Party(p.id, (p,)) for p in people), ()
    )
    meetings = [
        data.Placement(number, slot, 0, {1: 1, 2: 2}) for number, slot in enumerate((0, 3, 5))
    ]

    # Both idle at 4; 1–2 is one break for the one, none for the other, who is away then.
    assert breaks_per_delegate(problem, meetings) == {1: 2, 2: 1}


def test_people_are_counted_by_their_breaks(hall):
    hall.slots.append(SlotFactory(session=hall.slots[0].session))
    hall.meeting(0, 1)
    hall.meeting(1, 2, slot=hall.slots[2])

    sheet = sheet_of(hall)

    assert [(column.label, column.value) for column in sheet.breaks] == [
        ("none", 2),
        ("1", 1),
        ("2", 0),
        ("3 or more", 0),
    ]
    assert (sheet.figures.breaks, sheet.figures.people) == (1, 3)


def test_what_found_no_place_is_grouped_with_what_would_help(hall):
    meeting = hall.meeting(0, 1)
    others = RegistrationFactory.create_batch(3, convention=hall.convention)
    for other in others:
        UnplacedFactory(
            schedule=meeting.schedule,
            first=hall.parties[0],
            second=other,
            reason="party_full",
            lever={"kind": "max_meetings", "party": other.pk},
        )
    UnplacedFactory(
        schedule=meeting.schedule,
        first=hall.parties[1],
        second=hall.parties[2],
        reason="no_common_language",
        lever={
            "kind": "interpreter",
            "slot": hall.slots[1].pk,
            "languages": ["de", "fr"],
        },
    )

    assert sheet_of(hall).unplaced == (
        UnplacedGroup(
            "party_full",
            "Organisation’s maximum reached",
            3,
            (Help("One more meeting each for 3 organisations", 3),),
        ),
        UnplacedGroup(
            "no_common_language",
            "No shared language, no interpreter free",
            1,
            (Help("An interpreter de–fr at 14:20", 1),),
        ),
    )


@pytest.mark.parametrize(
    ("lever", "words"),
    [
        ({"kind": "table", "slot": 0}, "One more table at 14:00"),
        ({"kind": "chairs", "slot": 1}, "Two more chairs at 14:20"),
        ({"kind": "slot", "slot": 1}, "This meeting allowed at 14:20"),
        ({"kind": "unlock", "meeting": 9}, "A locked meeting unlocked"),
        ({"kind": "delegate", "party": 0}, "One more delegate for {party}"),
        ({"kind": "max_meetings", "party": 0}, "One more meeting for {party}"),
        ({"kind": "presence", "delegate": 0, "slot": 0}, "{person} present at 14:00"),
    ],
)
def test_each_lever_has_its_words(hall, lever, words):
    meeting = hall.meeting(0, 1)
    keys = {"slot": hall.slots, "party": hall.parties, "delegate": hall.people}
    stored = {
        name: keys[name][value].pk if name in keys else value for name, value in lever.items()
    }
    UnplacedFactory(
        schedule=meeting.schedule, first=hall.parties[1], second=hall.parties[2], lever=stored
    )

    [group] = sheet_of(hall).unplaced

    party, person = hall.parties[0].organization.name, hall.people[0].full_name
    assert group.helps == (Help(words.format(party=party, person=person), 1),)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_sheet_takes_a_fixed_number_of_queries(hall, rows, django_assert_num_queries):
    draft = hall.meeting(0, 1).schedule
    for other in RegistrationFactory.create_batch(rows, convention=hall.convention):
        UnplacedFactory(
            schedule=draft,
            first=hall.parties[0],
            second=other,
            lever={"kind": "max_meetings", "party": other.pk},
        )

    with django_assert_num_queries(21):
        result_sheet(hall.convention, draft)


# --- the console ---------------------------------------------------------------------------------


def test_a_card_shows_how_far_a_run_is():
    run = RunFactory(
        state=Run.State.RUNNING,
        attempt=2,
        seconds=120,
        progress={
            "phase": "improve",
            "placed": 590,
            "possible": 821,
            "bound": 590,
            "breaks": 58,
            "breaks_bound": 49,
            "phases": [
                {"phase": "check", "from": 0.0, "seconds": 0.1, "first_breaks": None},
                {"phase": "improve", "from": 0.1, "seconds": 38.2, "first_breaks": 91,
                 "breaks": 58, "placed": 590},
            ],
            "curve": [[1.0, 91], [30.0, 58]],
        },
    )  # fmt: skip

    card = run_card(run)

    assert (card.placed, card.bound, card.proven, card.restarted) == (590, 590, True, True)
    assert (card.breaks, card.breaks_bound, card.limit) == (58, 49, "2:00")
    assert [(stop.state, stop.note) for stop in card.stops] == [
        ("done", "0.1 s"),
        ("later", ""),
        ("later", ""),
        ("later", ""),
        ("now", "38.2 s · from 91 to 58"),
        ("later", ""),
    ]
    assert card.curve == ((1.0, 91.0), (30.0, 58.0))


def test_a_card_of_a_failure_says_it_in_words():
    card = run_card(RunFactory(state=Run.State.FAILED, error_code="crashed"))

    assert card.failure == (
        "The program that was solving this ended twice without an answer; often the machine has "
        "too little memory. The draft is as it was. Try a shorter time."
    )
    assert card.keeps_result is False


def test_an_unknown_code_still_has_words():
    assert failure_words("no such code") == failure_words("error")


def test_a_card_names_the_rules_that_cannot_hold_together():
    run = RunFactory(
        state=Run.State.INFEASIBLE,
        error_code="infeasible",
        result={
            "placed": 0,
            "conflicts": [[{"rule": "locked", "ids": [1]}, {"rule": "max_meetings", "ids": [2]}]],
        },
    )

    assert run_card(run).conflicts == ("locked meetings + the most meetings of an organisation",)


def test_runs_stand_side_by_side():
    kept = RunFactory(
        state=Run.State.SUCCEEDED,
        result={"placed": 10, "breaks": 2, "cross_border": 5, "ranks": {"1": [3, 4]}},
    )
    failed = RunFactory(state=Run.State.FAILED)

    rows = run_rows([kept, failed])

    assert [
        (row.meetings, row.agenda_entries, row.rank_1, row.breaks, row.cross_border_share)
        for row in rows
    ] == [(10, 20, 0.75, 2, 0.5), (None, None, None, None, None)]


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (42, "0:42"), (120, "2:00")])
def test_a_time_is_written_like_a_clock(seconds, words):
    assert as_clock(seconds) == words
