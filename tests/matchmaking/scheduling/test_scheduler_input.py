import pytest

from conventions.models import Delegate, InterpreterPair, Registration
from matchmaking.scheduler import data, read_problem, write_problem
from matchmaking.scheduling.models import Run
from matchmaking.scheduling.services.scheduler_input import build_problem
from tests.factories import (
    AbsenceFactory,
    DelegateFactory,
    DelegateLanguageFactory,
    InterpreterFactory,
    ProposalFactory,
    RegistrationFactory,
    SlotFactory,
    VetoFactory,
)
from tests.factories.halls import Hall, make_hall

pytestmark = pytest.mark.django_db
AS_MANY = Run.Objective.AS_MANY


@pytest.fixture
def hall() -> Hall:
    return make_hall(chairs=7)


def test_a_problem_holds_the_convention_s_keys_and_no_names(hall):
    built = build_problem(hall.convention, objective=AS_MANY)

    assert built.problem == data.Problem(
        name=hall.convention.slug,
        slots=tuple(data.Slot(slot.pk, 0) for slot in hall.slots),
        tables=tuple(data.Table(table.pk) for table in hall.tables),
        parties=tuple(
            data.Party(party.pk, (data.Delegate(person.pk),))
            for party, person in zip(hall.parties, hall.people, strict=True)
        ),
        meetings=tuple(
            data.MeetingWanted(
                hall.id_of(*pair), tuple(hall.parties[index].pk for index in pair), 2
            )
            for pair in ((0, 1), (1, 2))
        ),
        rules=data.Rules(chairs=7),
        objective=(
            "minimum", "placed", "value", "changes", "breaks", "table_changes", "follows",
        ),
    )  # fmt: skip
    assert sorted(built.pairings) == [hall.id_of(0, 1), hall.id_of(1, 2)]


def test_people_tables_and_interpreters_come_with_their_conditions(hall):
    person: Delegate = hall.people[0]
    person.step_free, person.max_in_a_row = True, 4
    person.save()
    AbsenceFactory(delegate=person, slot=hall.slots[1])
    DelegateLanguageFactory(delegate=person, language="fr")
    DelegateLanguageFactory(delegate=person, language="de", level="follows")
    Registration.objects.filter(pk=hall.parties[0].pk).update(min_meetings=1, max_meetings=3)
    hall.tables[1].host, hall.tables[1].step_free = hall.parties[2], True
    hall.tables[1].save()
    interpreter = InterpreterFactory(convention=hall.convention, max_in_a_row=2)
    InterpreterPair.objects.create(interpreter=interpreter, first="de", second="fr")
    interpreter.absences.create(slot=hall.slots[0])

    problem = build_problem(hall.convention, objective=AS_MANY).problem

    assert problem.parties[0] == data.Party(
        hall.parties[0].pk,
        (
            data.Delegate(
                person.pk,
                frozenset({hall.slots[1].pk}),
                frozenset({"fr"}),
                frozenset({"de"}),
                4,
                True,
            ),
        ),
        1,
        3,
    )
    assert problem.tables[1] == data.Table(
        hall.tables[1].pk, host=hall.parties[2].pk, step_free=True
    )
    assert problem.interpreters == (
        data.Interpreter(interpreter.pk, (("de", "fr"),), frozenset({hall.slots[0].pk}), 2),
    )


def test_the_objective_says_what_comes_first(hall):
    orders = {
        objective: build_problem(hall.convention, objective=objective).problem.objective[:3]
        for objective in Run.Objective
    }

    assert orders == {
        Run.Objective.AS_MANY: ("minimum", "placed", "value"),
        Run.Objective.MOST_WANTED: ("minimum", "value", "changes"),
        Run.Objective.FEW_CHANGES: ("minimum", "changes", "placed"),
    }


def test_a_registration_without_people_who_meet_is_no_party(hall):
    hall.people[0].meets = False
    hall.people[0].save()

    built = build_problem(hall.convention, objective=AS_MANY)

    assert [party.id for party in built.problem.parties] == [p.pk for p in hall.parties[1:]]
    assert [p.pair for p in built.without_people] == [(hall.parties[0].pk, hall.parties[1].pk)]
    assert list(built.pairings) == [hall.id_of(1, 2)]


def test_a_vetoed_pairing_is_not_in_the_problem(hall):
    VetoFactory(author=hall.parties[2], target=hall.parties[1])

    assert list(build_problem(hall.convention, objective=AS_MANY).pairings) == [hall.id_of(0, 1)]


def test_a_locked_meeting_keeps_slot_table_and_people(hall):
    hall.meeting(0, 1, locked=True)
    hall.meeting(1, 2, slot=hall.slots[1])

    built = build_problem(hall.convention, objective=AS_MANY)

    assert [meeting.locked for meeting in built.problem.meetings] == [
        data.Lock(hall.slots[0].pk, hall.tables[0].pk),
        None,
    ]
    assert built.problem.meetings[0].delegates == {
        hall.parties[0].pk: frozenset({hall.people[0].pk}),
        hall.parties[1].pk: frozenset({hall.people[1].pk}),
    }
    assert built.lost_locks == ()


def planted_veto(hall: Hall) -> None:
    VetoFactory(author=hall.parties[0], target=hall.parties[1])


def planted_absence(hall: Hall) -> None:
    AbsenceFactory(delegate=hall.people[1], slot=hall.slots[0])


def planted_departure(hall: Hall) -> None:
    Delegate.objects.filter(pk=hall.people[0].pk).update(meets=False)
    DelegateFactory(registration=hall.parties[0])


def planted_host(hall: Hall) -> None:
    hall.tables[0].host = hall.parties[2]
    hall.tables[0].save()


def planted_host_elsewhere(hall: Hall) -> None:
    hall.tables[1].host = hall.parties[0]
    hall.tables[1].save()


@pytest.mark.parametrize(
    "plant",
    [planted_veto, planted_absence, planted_departure, planted_host, planted_host_elsewhere],
)
def test_a_lock_that_cannot_be_held_is_named_instead_of_handed_on(hall, plant):
    meeting = hall.meeting(0, 1, locked=True)
    plant(hall)

    built = build_problem(hall.convention, objective=AS_MANY)

    assert built.lost_locks == (meeting,)
    assert [wanted.locked for wanted in built.problem.meetings if wanted.locked] == []


def test_the_hash_tells_data_from_data_and_nothing_else(hall):
    def input_hash() -> str:
        return build_problem(hall.convention, objective=AS_MANY).input_hash

    before = input_hash()
    hall.meeting(0, 1, locked=True)
    assert build_problem(hall.convention, objective="most_wanted").input_hash == before

    absence = AbsenceFactory(delegate=hall.people[0], slot=hall.slots[0])
    assert input_hash() != before

    absence.delete()
    assert input_hash() == before


def test_a_problem_survives_the_exchange_format(hall):
    hall.meeting(0, 1, locked=True)
    problem = build_problem(hall.convention, objective=AS_MANY).problem

    assert read_problem(write_problem(problem)) == problem


@pytest.mark.parametrize("rows", [1, 3])
def test_building_a_problem_takes_a_fixed_number_of_queries(hall, rows, django_assert_num_queries):
    hall.meeting(0, 1, locked=True)
    for _ in range(rows):
        InterpreterFactory(convention=hall.convention)
        AbsenceFactory(delegate=hall.people[2], slot=SlotFactory(session=hall.slots[0].session))
        ProposalFactory(
            first=hall.parties[0], second=RegistrationFactory(convention=hall.convention)
        )

    with django_assert_num_queries(17):
        build_problem(hall.convention, objective=AS_MANY)
