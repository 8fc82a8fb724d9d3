"""The essential steps where no script runs: forms, links and a reload do the same."""

import re

import pytest
from playwright.sync_api import Page, expect

from conventions.models import Convention
from matchmaking.scheduling.models import Run, Schedule
from matchmaking.wishes.models import Wish
from matchmaking.wishes.services.rules import set_rules
from tests.factories import ConventionFactory, SessionFactory, SlotFactory, TableFactory
from tests.factories.conventions import TeamMemberFactory
from tests.journeys.conftest import OWNER, speaks
from tests.journeys.lists import PARTICIPANT, small_workbook
from tests.journeys.reader import Reader

pytestmark = [pytest.mark.browser, pytest.mark.worker]


@pytest.fixture
def hall(owner) -> Convention:
    """Four slots and three tables, waiting for their organisations."""
    hall = ConventionFactory(slug="plain", phase="registration", chairs=6)
    set_rules(convention=hall, run_seconds=2)
    SlotFactory.create_batch(4, session=SessionFactory(convention=hall, slot_count=4))
    TableFactory.create_batch(3, convention=hall)
    TeamMemberFactory(convention=hall, user=owner)
    return hall


def test_import_wish_run_and_publish_without_a_script(hall, owner, reads, start_worker):
    start_worker(JOB_HEARTBEAT_SECONDS=0.5)
    speaks(owner, "fr")
    organizer: Reader = reads("fr", check=False, java_script_enabled=False)
    organizer.sign_in(OWNER)
    organizer.go("/c/plain/organize/import/")
    organizer.page.set_input_files(
        "input[type=file]", {"name": "liste.xlsx", "mimeType": "", "buffer": small_workbook()}
    )
    organizer.button("Check the file").click()
    organizer.page.locator("form[action$='/confirm/'] button").click()
    expect(organizer.page.locator("#import-done")).to_be_visible()
    organizer.move_to("plain", "wishes", "Wishes")

    participant: Reader = reads("fr", check=False, java_script_enabled=False, width=390)
    participant.sign_in(PARTICIPANT)
    wishes_and_answers(participant)

    organizer.move_to("plain", "scheduling", "Scheduling")
    runs_and_publishes(organizer)

    participant.go("/c/plain/my/agenda/")
    expect(participant.page.locator(".agenda-row:not(.gap) details").first).to_be_visible()


def wishes_and_answers(participant: Reader) -> None:
    page = participant.page
    participant.go("/c/plain/my/catalogue/")
    page.locator("[name=q]").fill("Wäscherei")
    page.locator("[name=q]").press("Enter")
    page.wait_for_url(re.compile(r"[?&]q=W"))
    expect(page.locator(".offer h3")).to_have_text(["Werkstatt Saartal", "Commune de Belvaux"])
    page.locator(".offer").first.locator("button[name=rank][value='1']").click()
    participant.sees("on your list")
    note = page.locator("form.note").first
    note.locator("[name=note]").fill("Linge")
    note.get_by_role("button", name=participant.says("Save the note")).click()
    expect(page.locator("form.note [name=note]").first).to_have_value("Linge")

    participant.go("/c/plain/my/wishes/")
    participant.button("Accept %(name)s", name="Commune de Belvaux").click()
    participant.sees("You accepted")
    made = Wish.objects.get(requester__reference="V001")
    assert (made.target.reference, made.rank, made.note) == ("V002", 1, "Linge")


def runs_and_publishes(organizer: Reader) -> None:
    page = organizer.page
    organizer.go("/c/plain/organize/scheduling/")
    organizer.button("Start the run").click()
    wait_by_reloading(page)
    assert Run.objects.get().state == Run.State.SUCCEEDED

    organizer.go("/c/plain/organize/grid/")
    expect(page.locator(".grid-count b").first).to_have_text("6")
    organizer.go("/c/plain/organize/publish/")
    organizer.button("Publish version %(number)s", number=1).click()
    organizer.sees("Version %(number)s is published.", number=1)
    assert Schedule.objects.published().count() == 1


def wait_by_reloading(page: Page) -> None:
    """Follow a run as its page does without a script: it loads itself again every 3 seconds."""
    assert page.locator("noscript meta[http-equiv=refresh]").count() == 1
    expect(page.locator("#run-card[data-state=succeeded]")).to_be_visible(timeout=60_000)
