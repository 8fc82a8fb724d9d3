import pytest
from django.test import Client
from django.urls import reverse

from conventions.models import Phase
from matchmaking.scheduling.models import Run, Schedule
from matchmaking.scheduling.services.scheduler_input import build_problem
from matchmaking.scheduling.services.schedules import publish
from tests.factories import (
    DelegateFactory,
    RegistrationFactory,
    RunFactory,
    SlotFactory,
    TeamMemberFactory,
    UnplacedFactory,
)
from tests.factories.halls import Hall, make_hall

pytestmark = pytest.mark.django_db
OPTIONS = {"objective": "as_many", "seconds": "5"}


@pytest.fixture
def hall() -> Hall:
    return make_hall(slug="here")


@pytest.fixture
def planner(hall: Hall, client: Client) -> Client:
    member = TeamMemberFactory(convention=hall.convention, role="owner")
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, **arguments: object) -> str:
    return reverse(f"organizer:{name}", kwargs={"slug": "here"} | arguments)


def text(response) -> str:
    return " ".join(response.content.decode().split())


# --- the console ---------------------------------------------------------------------------------


def test_before_the_first_run_the_console_offers_one(planner):
    page = text(planner.get(url("scheduling")))

    assert "Start the run" in page
    assert "Runs compared" not in page


def test_starting_redirects_to_the_console_which_shows_the_run(planner):
    response = planner.post(url("run_start"), OPTIONS)

    assert (response.status_code, response["Location"]) == (302, url("scheduling"))
    run = Run.objects.get()
    assert (run.objective, run.seconds, run.state) == ("as_many", 5, "queued")
    assert f'hx-get="{url("run", number=1)}"' in text(planner.get(url("scheduling")))


def test_a_second_click_lands_at_the_same_run(planner):
    planner.post(url("run_start"), OPTIONS)

    response = planner.post(url("run_start"), OPTIONS)

    assert (response.status_code, Run.objects.count()) == (302, 1)


def test_a_refusal_stands_above_the_form(planner, hall):
    hall.convention.tables.all().delete()

    response = planner.post(url("run_start"), OPTIONS)

    assert response.status_code == 422
    assert "There is no table yet. Say in the settings how many there are." in text(response)


@pytest.mark.parametrize("seconds", ["0", "601", "soon", ""])
def test_a_time_limit_that_is_none_is_refused(planner, seconds):
    response = planner.post(url("run_start"), OPTIONS | {"seconds": seconds})

    assert (response.status_code, Run.objects.count()) == (422, 0)


def test_few_changes_is_offered_once_something_is_published(planner, hall):
    assert 'value="few_changes"' not in text(planner.get(url("scheduling")))

    hall.meeting(0, 1)
    publish(convention=hall.convention, by=None, confirmed=True)
    assert 'value="few_changes"' in text(planner.get(url("scheduling")))


def test_outside_its_phases_the_console_says_so(planner, hall):
    hall.convention.phase = Phase.WISHES
    hall.convention.save()

    page = text(planner.get(url("scheduling")))

    assert "The convention stands in the phase “Wishes”." in page
    assert "Start the run" not in page


def test_a_draft_of_older_data_says_so(planner, hall):
    Schedule.objects.filter(pk=hall.meeting(0, 1).schedule_id).update(input_hash="older")

    assert "Wishes, people or tables have changed since" in text(planner.get(url("scheduling")))


def test_a_draft_of_locked_meetings_alone_is_no_result(planner, hall):
    hall.meeting(0, 1, locked=True)

    page = text(planner.get(url("scheduling")))

    assert "2 pairings wait for their places" in page
    assert "Every pairing has its meeting" not in page
    assert "Unplaced" not in page


def test_a_run_under_way_is_compared_when_it_is_over(planner, hall):
    RunFactory(convention=hall.convention, state=Run.State.RUNNING, attempt=1)

    assert "Runs compared" not in text(planner.get(url("scheduling")))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_console_takes_a_fixed_number_of_queries(
    planner, hall, rows, django_assert_num_queries
):
    draft = hall.meeting(0, 1).schedule
    Schedule.objects.filter(pk=draft.pk).update(input_hash="older")
    for other in RegistrationFactory.create_batch(rows, convention=hall.convention):
        UnplacedFactory(schedule=draft, first=hall.parties[0], second=other)
        RunFactory(convention=hall.convention, state=Run.State.SUCCEEDED)

    with django_assert_num_queries(37):
        planner.get(url("scheduling"))


# --- a run ---------------------------------------------------------------------------------------


def test_htmx_gets_the_card_alone_and_asks_on_while_the_run_goes(planner, hall):
    RunFactory(convention=hall.convention, state=Run.State.RUNNING, attempt=1)

    response = planner.get(url("run", number=1), headers={"hx-request": "true"})

    assert response.content.startswith(b"\n") or response.content.startswith(b"<section")
    assert b"<html" not in response.content
    assert b'hx-trigger="every 1s"' in response.content
    assert "HX-Refresh" not in response


def test_when_the_run_is_over_the_page_is_loaded_anew_and_polls_no_more(planner, hall):
    RunFactory(convention=hall.convention, state=Run.State.SUCCEEDED)

    response = planner.get(url("run", number=1), headers={"hx-request": "true"})

    assert response["HX-Refresh"] == "true"
    assert b"hx-trigger" not in response.content


def test_without_javascript_the_page_comes_again_by_itself(planner, hall):
    RunFactory(convention=hall.convention, state=Run.State.RUNNING, attempt=1)

    for page in (url("scheduling"), url("run", number=1)):
        assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in text(
            planner.get(page)
        )


def test_a_restart_is_told(planner, hall):
    RunFactory(convention=hall.convention, state=Run.State.RUNNING, attempt=2)

    assert "Restarted once: the first worker ended without an answer." in text(
        planner.get(url("run", number=1))
    )


def test_a_failure_is_told_in_words(planner, hall):
    RunFactory(convention=hall.convention, state=Run.State.FAILED, error_code="crashed")

    page = text(planner.get(url("run", number=1)))

    assert "The draft is as it was. Try a shorter time." in page
    assert "Look at the grid" not in page


def test_a_run_of_another_convention_is_not_there(planner):
    RunFactory(number=4)

    assert planner.get(url("run", number=4)).status_code == 404


def test_stopping_asks_the_worker(planner, hall):
    RunFactory(convention=hall.convention, state=Run.State.RUNNING, attempt=1)

    response = planner.post(url("run_stop", number=1))

    assert (response.status_code, response["Location"]) == (302, url("scheduling"))
    assert Run.objects.get().cancel_requested is True


@pytest.mark.parametrize("runs", [1, 3])
def test_a_card_takes_four_queries(planner, hall, runs, django_assert_num_queries):
    for _ in range(runs):
        RunFactory(convention=hall.convention, state=Run.State.SUCCEEDED)
    path = url("run", number=1)

    # session, user, convention with roles, the run
    with django_assert_num_queries(6):
        planner.get(path, headers={"hx-request": "true"})


# --- publishing ----------------------------------------------------------------------------------


def test_without_a_meeting_there_is_nothing_to_publish(planner):
    assert "Nothing to publish yet" in text(planner.get(url("publish")))


def fresh(hall: Hall) -> None:
    """Say that the draft is made of the data of now."""
    built = build_problem(hall.convention, objective=Run.Objective.AS_MANY)
    Schedule.objects.drafts().update(input_hash=built.input_hash)


def test_publishing_says_what_will_happen_and_does_it(planner, hall):
    hall.meeting(0, 1)
    fresh(hall)
    page = text(planner.get(url("publish")))
    assert "people with a first agenda</dt><dd><b>2</b>" in page
    assert "Publish version 1" in page

    response = planner.post(url("publish"))

    assert (response.status_code, response["Location"]) == (302, url("publish"))
    page = text(planner.get(url("publish")))
    assert "Version 1 is published." in page
    assert "Version 1 already says the same. Change the draft first." in page


def test_an_outdated_draft_asks_for_a_tick(planner, hall):
    hall.meeting(0, 1)

    assert 'name="confirmed"' in text(planner.get(url("publish")))
    assert planner.post(url("publish")).status_code == 422
    assert Schedule.objects.published().count() == 0
    assert planner.post(url("publish"), {"confirmed": "yes"}).status_code == 302


def test_a_broken_draft_cannot_be_published(planner, hall):
    hall.meeting(0, 1)
    DelegateFactory(registration=hall.parties[0])
    hall.people[0].meets = False
    hall.people[0].save()

    page = text(planner.get(url("publish")))

    assert "1 seat is given to somebody who no longer comes." in page
    assert "Publish version 1" not in page


def test_the_list_says_who_changes_and_how(planner, hall):
    meeting = hall.meeting(0, 1)
    publish(convention=hall.convention, by=None, confirmed=True)
    meeting.table = hall.tables[1]
    meeting.save()
    Schedule.objects.drafts().update(revision=1)

    page = text(planner.get(url("publish")))

    assert "2 agendas change" in page
    assert page.count('<span class="was">14:00 · table 1</span>') == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_that_publishes_takes_a_fixed_number_of_queries(
    planner, hall, rows, django_assert_num_queries
):
    meeting = hall.meeting(0, 1)
    publish(convention=hall.convention, by=None, confirmed=True)
    for _ in range(rows):
        slot = SlotFactory(session=hall.slots[0].session)
        hall.meeting(1, 2, schedule=meeting.schedule, slot=slot)

    with django_assert_num_queries(40):
        planner.get(url("publish"))
