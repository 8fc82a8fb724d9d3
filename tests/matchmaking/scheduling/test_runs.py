from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ValidationError
from django.db import connection

from conventions.models import Convention, Phase, Registration
from jobs import services as jobs
from matchmaking.scheduler import data, schedule_json, solve
from matchmaking.scheduling.models import Meeting, Run, Schedule
from matchmaking.scheduling.services import runs
from matchmaking.scheduling.services.runs import (
    Recorder,
    active_run,
    execute_run,
    request_run,
    stop_run,
    thinned,
)
from matchmaking.scheduling.services.scheduler_input import build_problem
from matchmaking.scheduling.services.schedules import publish
from tests.factories import (
    AbsenceFactory,
    RegistrationFactory,
    RunFactory,
    UserFactory,
    VetoFactory,
)
from tests.factories.halls import Hall, make_hall, placed

State = Run.State
LOCKED = "A locked meeting can no longer be held: table 1 at 14:00. Unlock it first."


@pytest.fixture
def hall(db: None) -> Hall:
    return make_hall()


def ask(convention: Convention, **options: object) -> Run:
    given = {"by": None, "objective": "as_many", "seconds": 5, "in_process": True} | options
    return request_run(convention=convention, **given)


def refusal(convention: Convention, **options: object) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        ask(convention, **options)
    return caught.value.code, caught.value.messages[0]


# --- asking --------------------------------------------------------------------------------------


def test_a_run_waits_in_the_queue_with_its_options(hall):
    owner = UserFactory()

    run = ask(hall.convention, by=owner, objective="most_wanted", seconds=7, seed=3)

    assert (run.number, run.state, run.objective) == (1, State.QUEUED, "most_wanted")
    assert (run.seconds, run.seed, run.requested_by) == (7, 3, owner)


def test_runs_are_counted_within_their_convention(hall):
    RunFactory(number=7)
    RunFactory(convention=hall.convention, number=4, state=State.FAILED)

    assert ask(hall.convention).number == 5


def test_a_second_run_waits_for_the_first(hall):
    first = ask(hall.convention)

    assert refusal(hall.convention) == (
        "run_active",
        "A run is already under way. Wait for it, or stop it first.",
    )
    assert active_run(hall.convention) == first


@pytest.mark.parametrize("phase", ["draft", "registration", "wishes"])
def test_nothing_is_scheduled_while_wishes_may_change(hall, phase):
    Convention.objects.update(phase=phase)

    assert refusal(hall.convention) == (
        "phase_closed",
        "The scheduler runs from the phase “Scheduling” on: wishes may still change. "
        "Move the convention there first.",
    )


@pytest.mark.parametrize("phase", ["follow-up", "archived"])
def test_nothing_is_scheduled_when_it_is_over(hall, phase):
    Convention.objects.update(phase=phase)

    assert refusal(hall.convention) == (
        "phase_closed",
        "The convention is over: nothing is scheduled any more.",
    )


@pytest.mark.parametrize("seconds", [0, 601])
def test_the_time_limit_has_limits(hall, seconds):
    assert refusal(hall.convention, seconds=seconds) == (
        "seconds_invalid",
        "Give the run a whole number of seconds from 1 to 600.",
    )


def test_an_unknown_aim_is_refused(hall):
    assert refusal(hall.convention, objective="luck")[0] == "objective_unknown"


def test_before_anything_is_published_there_are_no_changes_to_keep_few(hall):
    assert refusal(hall.convention, objective="few_changes") == (
        "nothing_published",
        "Nothing is published yet, so there is nothing to keep. Choose another aim.",
    )


def without_slots(hall: Hall) -> None:
    hall.convention.slots.all().delete()


def without_tables(hall: Hall) -> None:
    hall.convention.tables.all().delete()


def without_chairs(hall: Hall) -> None:
    Convention.objects.update(chairs=0)


def without_pairings(hall: Hall) -> None:
    hall.convention.proposals.all().delete()


def without_people(hall: Hall) -> None:
    hall.convention.delegates.update(meets=False)


NOBODY = (
    "Nobody may meet yet: there are no accepted wishes and no proposals between validated "
    "registrations with delegates."
)


@pytest.mark.parametrize(
    ("take_away", "code", "sentence"),
    [
        (without_slots, "no_slots", "There is no slot yet. Add a session in the settings."),
        (
            without_tables,
            "no_tables",
            "There is no table yet. Say in the settings how many there are.",
        ),
        (
            without_chairs,
            "no_chairs",
            "There are no chairs yet. Say in the settings how many the hall has.",
        ),
        (without_pairings, "no_pairings", NOBODY),
        (without_people, "no_pairings", NOBODY),
    ],
)
def test_what_a_run_needs_is_named_before_it_starts(hall, take_away, code, sentence):
    take_away(hall)

    assert refusal(hall.convention) == (code, sentence)


def test_contradicting_locks_are_named_before_the_solve(hall):
    hall.meeting(0, 1, locked=True)
    VetoFactory(author=hall.parties[0], target=hall.parties[1])

    assert refusal(hall.convention) == ("locks_contradict", LOCKED)
    assert Run.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_double_click_starts_one_run():
    convention = make_hall().convention
    barrier = Barrier(8)

    def click(_number: int) -> str:
        barrier.wait()
        try:
            ask(convention)
        except ValidationError as error:
            return str(error.code)
        finally:
            connection.close()
        return "started"

    with ThreadPoolExecutor(8) as threads:
        answers = sorted(threads.map(click, range(8)))
    assert answers == ["run_active"] * 7 + ["started"]
    assert Run.objects.count() == 1


def test_the_database_itself_refuses_two_active_runs(hall, monkeypatch):
    """The check before is courtesy; the constraint is the judge."""
    RunFactory(convention=hall.convention, number=9)
    monkeypatch.setattr(runs, "active_run", lambda _convention: None)

    assert refusal(hall.convention)[0] == "run_active"


# --- executing -----------------------------------------------------------------------------------


def done(run: Run) -> Run:
    execute_run(run.pk)
    run.refresh_from_db()
    return run


@pytest.fixture
def real_hall(transactional_db: None) -> Hall:
    """Its rows are seen by the thread that beats."""
    return make_hall()


def test_a_run_fills_the_draft_and_says_what_it_came_to(real_hall):
    run = done(ask(real_hall.convention))

    assert (run.state, run.attempt, run.error_code) == (State.SUCCEEDED, 1, "")
    assert {key: run.result[key] for key in ("status", "placed", "pairings", "breaks")} == {
        "status": "optimal",
        "placed": 2,
        "pairings": 2,
        "breaks": 0,
    }
    assert run.result["data_changed"] is False
    assert (run.progress["phase"], run.incumbent) == ("done", None)
    draft = real_hall.draft
    assert (draft.run, draft.input_hash, draft.revision) == (run, run.input_hash, 1)
    assert draft.meetings.count() == 2


def test_a_run_that_somebody_has_is_left_alone(real_hall):
    run = ask(real_hall.convention)
    jobs.claim(Run, run.pk)

    assert done(run).state == State.RUNNING
    assert Schedule.objects.count() == 0


def test_a_run_that_is_over_is_not_done_again(real_hall):
    run = done(ask(real_hall.convention))
    ended = run.finished_at

    assert (done(run).state, run.finished_at) == (State.SUCCEEDED, ended)
    assert real_hall.draft.revision == 1


def test_a_locked_meeting_stays_as_it_is(real_hall):
    locked = real_hall.meeting(
        1, 2, slot=real_hall.slots[1], table=real_hall.tables[1], locked=True
    )
    where = placed(locked.schedule)

    done(ask(real_hall.convention))

    assert placed(real_hall.draft)[-1:] == where
    assert [meeting.locked for meeting in real_hall.draft.meetings.all()] == [False, True]


def test_what_cannot_be_is_infeasible_and_leaves_the_draft(real_hall):
    for first, second in ((0, 1), (1, 2)):
        real_hall.meeting(
            first, second, slot=real_hall.slots[first], table=real_hall.tables[0], locked=True
        )
    before = placed(real_hall.draft)
    Registration.objects.filter(pk=real_hall.parties[1].pk).update(max_meetings=1)

    run = done(ask(real_hall.convention))

    assert (run.state, run.error_code) == (State.INFEASIBLE, "infeasible")
    assert "max_meetings" in {rule["rule"] for group in run.result["conflicts"] for rule in group}
    assert placed(real_hall.draft) == before


def test_a_run_asked_to_stop_at_once_keeps_what_it_has(real_hall):
    real_hall.meeting(0, 1)
    run = ask(real_hall.convention)
    Run.objects.update(cancel_requested=True)

    run = done(run)

    # The hall is so small that the first schedule is already proven best.
    assert (run.state, run.result["status"]) == (State.SUCCEEDED, "optimal")


def test_stopping_a_run_that_waits_ends_it(hall):
    run = ask(hall.convention)

    stop_run(run=run)

    run.refresh_from_db()
    assert (run.state, run.error_code) == (State.STOPPED, "stopped")
    assert active_run(hall.convention) is None


def during_the_solve(monkeypatch: pytest.MonkeyPatch, act) -> None:
    """Have `act` happen after the problem was built and before the answer is kept."""

    def interrupted(*args, **options):
        answer = solve(*args, **options)
        act()
        return answer

    monkeypatch.setattr(runs, "solve", interrupted)


def test_data_that_change_meanwhile_are_told_and_the_answer_is_kept(real_hall, monkeypatch):
    during_the_solve(
        monkeypatch, lambda: AbsenceFactory(delegate=real_hall.people[0], slot=real_hall.slots[0])
    )

    run = done(ask(real_hall.convention))

    assert (run.state, run.result["data_changed"]) == (State.SUCCEEDED, True)
    assert real_hall.draft.input_hash == run.input_hash


def test_a_table_that_is_gone_meanwhile_leaves_the_draft_alone(real_hall, monkeypatch):
    during_the_solve(monkeypatch, real_hall.convention.tables.all().delete)

    run = done(ask(real_hall.convention))

    assert (run.state, run.error_code) == (State.FAILED, "data_changed")
    assert Meeting.objects.count() == 0


def test_a_draft_that_somebody_changed_meanwhile_is_left_alone(real_hall, monkeypatch):
    real_hall.meeting(0, 1)
    before = placed(real_hall.draft)
    during_the_solve(monkeypatch, lambda: Schedule.objects.update(revision=5))

    run = done(ask(real_hall.convention))

    assert (run.state, run.error_code) == (State.FAILED, "draft_changed")
    assert placed(real_hall.draft) == before


def test_a_run_writes_no_draft_once_the_phase_has_closed(real_hall, monkeypatch):
    during_the_solve(monkeypatch, lambda: Convention.objects.update(phase=Phase.WISHES))

    run = done(ask(real_hall.convention))

    assert (run.state, run.error_code) == (State.FAILED, "phase_closed")
    assert Meeting.objects.count() == 0


def test_whoever_was_overtaken_stores_nothing(real_hall, monkeypatch):
    during_the_solve(monkeypatch, lambda: Run.objects.update(attempt=2))

    run = done(ask(real_hall.convention))

    assert (run.state, run.attempt) == (State.RUNNING, 2)
    assert Meeting.objects.count() == 0


def test_a_fault_of_ours_ends_the_run_in_words(real_hall, monkeypatch):
    def broken() -> None:
        raise RuntimeError("a bug")

    during_the_solve(monkeypatch, broken)

    run = done(ask(real_hall.convention))

    assert (run.state, run.error_code, run.log) == (State.FAILED, "error", "RuntimeError: a bug")


def test_a_solver_that_ignores_its_limit_is_interrupted_and_its_best_kept(real_hall, monkeypatch):
    def endless(*args, on_progress, **options):
        answer = solve(*args, on_progress=on_progress, **options)
        on_progress(data.Progress("improve", 2, 2, 2, 0, 90.0, best=answer))
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(runs, "solve", endless)

    run = done(ask(real_hall.convention))

    assert (run.state, run.result["placed"]) == (State.SUCCEEDED, 2)


def test_a_schedule_that_breaks_a_rule_is_refused(real_hall, monkeypatch):
    def cheating(*args, **options):
        answer = solve(*args, **options)
        return replace(answer, meetings=answer.meetings[:1])

    monkeypatch.setattr(runs, "solve", cheating)

    run = done(ask(real_hall.convention))

    assert (run.state, run.error_code) == (State.FAILED, "referee")
    assert Meeting.objects.count() == 0


def test_a_worker_that_must_go_gives_the_attempt_back(
    real_hall, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(
        runs,
        "solve",
        lambda *args, **options: replace(solve(*args, **options), status="feasible"),
    )
    monkeypatch.setattr(runs, "check", lambda *_args: [])
    monkeypatch.setattr(jobs, "leaving", lambda: True)

    run = ask(real_hall.convention)
    monkeypatch.setattr(jobs.Pulse, "should_stop", lambda _self: False)
    run = done(run)

    assert (run.state, run.attempt) == (State.QUEUED, 0)
    assert len(run.incumbent["meetings"]) == 2


def test_what_an_earlier_attempt_left_is_kept_if_nothing_better_comes(real_hall, monkeypatch):
    left = solve(build_problem(real_hall.convention, objective="as_many").problem, seconds=5)
    run = ask(real_hall.convention)
    Run.objects.update(incumbent=schedule_json(left), cancel_requested=True)

    run = done(run)

    assert (run.state, run.result["placed"], run.incumbent) == (State.SUCCEEDED, 2, None)
    assert real_hall.draft.meetings.count() == 2


def test_few_changes_keeps_to_the_published_version(real_hall):
    done(ask(real_hall.convention))
    version = publish(convention=real_hall.convention, by=None)
    before = placed(version)
    RegistrationFactory(convention=real_hall.convention)

    run = done(ask(real_hall.convention, objective="few_changes", seed=9))

    assert run.state == State.SUCCEEDED
    assert placed(real_hall.draft) == before
    assert Convention.objects.get().phase == Phase.PUBLISHED


# --- progress ------------------------------------------------------------------------------------


class Notes:
    """Stands where the pulse stands: keeps what it is told."""

    def __init__(self) -> None:
        self.fields: dict[str, object] = {}

    def note(self, **fields: object) -> None:
        self.fields |= fields


def test_the_way_of_a_run_is_remembered():
    notes = Notes()
    recorder = Recorder(notes)  # type: ignore[arg-type]
    for phase, breaks, seconds in (
        ("check", None, 0.0),
        ("choose", None, 0.2),
        ("place", 12, 1.5),
        ("improve", 12, 1.6),
        ("improve", 9, 4.0),
    ):
        recorder(
            data.Progress(
                phase=phase, placed=3, possible=5, bound=4, breaks=breaks, seconds=seconds
            )
        )

    progress = notes.fields["progress"]
    assert [(p["phase"], p["seconds"], p["first_breaks"]) for p in progress["phases"]] == [
        ("check", 0.2, None),
        ("choose", 1.3, None),
        ("place", 0.1, 12),
        ("improve", 2.4, 12),
    ]
    assert progress["curve"] == [(1.5, 12), (4.0, 9)]
    assert (progress["placed"], progress["possible"], progress["bound"]) == (3, 5, 4)


@pytest.mark.parametrize(("count", "kept"), [(3, 3), (60, 60), (61, 60), (500, 60)])
def test_a_long_curve_is_thinned_and_keeps_its_ends(count, kept):
    points = thinned(list(range(count)))

    assert (len(points), points[0], points[-1]) == (kept, 0, count - 1)
