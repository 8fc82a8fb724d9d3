import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from matchmaking.scheduler import check, read_problem, read_schedule
from matchmaking.scheduling.models import Run, Schedule
from matchmaking.wishes.services.rules import set_rules
from tests.factories import RunFactory, VetoFactory
from tests.factories.halls import Hall, make_hall

COMMANDS = ("schedule", "export_problem", "export_schedule", "publish")


@pytest.fixture
def hall(transactional_db: None) -> Hall:
    hall = make_hall(slug="here")
    set_rules(convention=hall.convention, run_seconds=5)
    return hall


def said(*arguments: object) -> str:
    output = StringIO()
    call_command(*[str(argument) for argument in arguments], stdout=output)
    return output.getvalue()


def facts(*arguments: object) -> dict:
    return json.loads(said(*arguments, "--json"))


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_convention_is_named(db, command, tmp_path):
    more = ["-o", str(tmp_path / "x.json")] if command.startswith("export") else []

    with pytest.raises(CommandError, match=r"^There is no convention “nowhere”\.$"):
        call_command(command, "nowhere", *more)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as end:
        call_command(command, "--help")
    assert end.value.code == 0
    assert "--json" in capsys.readouterr().out


def test_schedule_now_needs_no_worker(hall):
    answer = facts("schedule", "here", "--now")

    assert {key: answer[key] for key in ("run", "state", "error", "status", "placed")} == {
        "run": 1,
        "state": "succeeded",
        "error": None,
        "status": "optimal",
        "placed": 2,
    }
    assert Run.objects.get().seconds == 5


def test_schedule_says_it_for_people_too(hall):
    assert said("schedule", "here", "--now", "--seconds", 3).startswith(
        "Run 1: 2 meetings of 2 pairings, 0 breaks, in "
    )


def test_schedule_without_more_only_queues(hall):
    assert said("schedule", "here") == "Run 1 is queued.\n"
    assert said("schedule", "here") == "Run 1 is queued.\n"
    assert Run.objects.count() == 1


def test_schedule_now_does_not_take_over_what_a_worker_has(hall):
    RunFactory(convention=hall.convention, state=Run.State.RUNNING, heartbeat_at=timezone.now())

    with pytest.raises(CommandError, match=r"^A run is already under way\."):
        call_command("schedule", "here", "--now")


def test_schedule_now_takes_what_a_dead_worker_left(hall):
    RunFactory(
        convention=hall.convention,
        state=Run.State.RUNNING,
        attempt=1,
        heartbeat_at=timezone.now() - timedelta(minutes=5),
    )

    assert (facts("schedule", "here", "--now")["state"], Run.objects.get().attempt) == (
        "succeeded",
        2,
    )


def test_schedule_says_why_not(hall):
    hall.convention.tables.all().delete()

    with pytest.raises(CommandError, match=r"^There is no table yet\."):
        call_command("schedule", "here", "--now")


def test_what_is_exported_answers_what_is_exported(hall, tmp_path):
    said("schedule", "here", "--now")

    assert facts("export_problem", "here", "-o", tmp_path / "p.json")["pairings"] == 2
    assert facts("export_schedule", "here", "-o", tmp_path / "s.json")["meetings"] == 2
    problem = read_problem((tmp_path / "p.json").read_text())
    schedule = read_schedule((tmp_path / "s.json").read_text())
    assert check(problem, schedule) == []
    assert schedule.status == "optimal"


def test_no_name_leaves_the_house(hall, tmp_path):
    said("schedule", "here", "--now")
    said("export_problem", "here", "-o", tmp_path / "p.json")
    said("export_schedule", "here", "-o", tmp_path / "s.json")
    text = (tmp_path / "p.json").read_text() + (tmp_path / "s.json").read_text()

    names = [p.organization.name for p in hall.parties] + [p.last_name for p in hall.people]
    assert [name for name in names if name in text] == []


def test_a_published_version_is_exported_by_its_number(hall, tmp_path):
    said("schedule", "here", "--now")
    assert facts("publish", "here") == {"version": 1, "meetings": 2, "agenda_entries": 4}
    VetoFactory(author=hall.parties[0], target=hall.parties[1])

    answer = facts("export_schedule", "here", "-o", tmp_path / "s.json", "--version", 1)

    assert (answer["meetings"], answer["version"]) == (2, 1)


def test_a_version_that_is_not_there_is_named(hall, tmp_path):
    for arguments, sentence in (
        ((), r"^There is no draft yet\. Start a run first\.$"),
        (("--version", "3"), r"^There is no version 3\.$"),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command("export_schedule", "here", "-o", str(tmp_path / "s.json"), *arguments)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_named(hall, tmp_path):
    with pytest.raises(CommandError, match=r"could not be written: No such file or directory\.$"):
        call_command("export_problem", "here", "-o", str(tmp_path / "missing" / "p.json"))


def test_publish_says_why_not(hall):
    with pytest.raises(CommandError, match=r"^There is no meeting to publish yet\."):
        call_command("publish", "here")
    assert Schedule.objects.count() == 0


def test_publish_asks_for_a_confirmation_when_data_changed(hall):
    said("schedule", "here", "--now")
    hall.parties[2].max_meetings = 8
    hall.parties[2].save()

    with pytest.raises(CommandError, match=r"^Wishes, people or tables have changed"):
        call_command("publish", "here")
    assert facts("publish", "here", "--confirm")["version"] == 1
