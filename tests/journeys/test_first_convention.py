"""The whole story, in three languages: from an empty page to agendas on paper."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect
from pypdf import PdfReader

from conventions.models import Convention, Delegate
from matchmaking.printing.models import PrintJob
from matchmaking.scheduling.models import Meeting, Run, Schedule, Seat
from matchmaking.wishes.models import Wish
from tests.journeys.conftest import OWNER, speaks
from tests.journeys.lists import PARTICIPANT, SECRET, languages, small_workbook
from tests.journeys.reader import Reader

pytestmark = [pytest.mark.browser, pytest.mark.worker]

SLUG = "first"
ORGANIZE = f"/c/{SLUG}/organize"
MY = f"/c/{SLUG}/my"
NAMES = {"fr": "Rencontres du Val", "de": "Taltreffen", "en": "Valley Meetings"}
# Laundry, in a language that is not the reader's.
LAUNDRY = {"fr": "Wäscherei", "de": "blanchisserie", "en": "blanchisserie"}
DESK = "Entrée A"
RUN_SECONDS = 2


ONCE = pytest.mark.once  # the words are another, the questions to the database the same


@pytest.mark.parametrize(
    "language", ["fr", pytest.param("de", marks=ONCE), pytest.param("en", marks=ONCE)]
)
def test_from_nothing_to_agendas_on_paper(language, reads, owner, start_worker, tmp_path):
    start_worker(JOB_HEARTBEAT_SECONDS=0.5)
    speaks(owner, language)
    organizer: Reader = reads(language)
    organizer.sign_in(OWNER)
    creates_the_convention(organizer)
    imports_the_lists(organizer)
    organizer.move_to(SLUG, "registration", "Registration")
    organizer.move_to(SLUG, "wishes", "Wishes")

    participant: Reader = reads(language, width=390)
    participant.sign_in(PARTICIPANT)
    wishes_by_searching_in_another_language(participant)
    answers_a_received_wish(participant)

    organizer.move_to(SLUG, "scheduling", "Scheduling")
    watches_a_run_to_its_end(organizer)
    looks_at_the_grid(organizer)
    publishes(organizer)

    reads_the_agenda(participant)
    prints_all_agendas(organizer, tmp_path / "agendas.pdf")


def creates_the_convention(organizer: Reader) -> None:
    page = organizer.page
    organizer.link("New convention").click()
    page.wait_for_url("**/c/new/")
    organizer.look()
    for code, name in NAMES.items():
        page.locator(f"[name=name_{code}]").fill(name)
    for field, value in {
        "town": "Metz", "starts_on": "2030-03-14", "ends_on": "2030-03-14",
        "wishes_close_at": "2030-02-14T18:00", "answers_close_at": "2030-02-21T18:00",
        "desk_note_fr": DESK, "slug": SLUG,
    }.items():  # fmt: skip
        page.locator(f"[name={field}]").fill(value)
    organizer.button("Create the draft").click()
    page.wait_for_url(f"**{ORGANIZE}/settings/")
    organizer.look()

    for field, value in {"slot_count": "4", "tables": "3", "chairs": "6"}.items():
        page.locator(f"[name={field}]").fill(value)
    organizer.sees("Not saved yet: this is what it would be.")
    organizer.button("Save").click()
    expect(page.locator(".saved")).to_be_visible()
    organizer.look()

    made = Convention.objects.get(slug=SLUG)
    assert {code: getattr(made, f"name_{code}") for code in NAMES} == NAMES
    assert (made.slots.count(), made.tables.count(), made.chairs) == (4, 3, 6)
    assert page.locator(".place").inner_text() == NAMES[organizer.language]


def imports_the_lists(organizer: Reader) -> None:
    page = organizer.page
    organizer.link("Import", "rail").click()
    page.wait_for_url("**/import/")
    organizer.look()
    content = small_workbook(organizer.language)
    page.set_input_files(
        "input[type=file]", {"name": "liste.xlsx", "mimeType": "", "buffer": content}
    )
    organizer.button("Check the file").click()
    page.wait_for_url(re.compile(r"/import/\d+/$"))
    organizer.look()
    assert page.locator(".error").count() == 0
    assert Convention.objects.get(slug=SLUG).registrations.count() == 0

    page.locator("form[action$='/confirm/'] button").click()
    expect(page.locator("#import-done")).to_be_visible()
    organizer.look()
    made = Convention.objects.get(slug=SLUG)
    assert (made.registrations.count(), made.delegates.count()) == (6, 9)


def wishes_by_searching_in_another_language(participant: Reader) -> None:
    page = participant.page
    participant.go(f"{MY}/")
    participant.go(f"{MY}/catalogue/")
    page.locator("[name=q]").press_sequentially(LAUNDRY[participant.language])
    expect(page.locator(".offer h3")).to_have_text(["Werkstatt Saartal", "Commune de Belvaux"])
    card = page.locator(".offer").first
    card.locator("button[name=rank][value='1']").click()
    participant.sees("on your list")
    card.locator("[name=note]").fill("Linge de nos hébergements, “chaque semaine”")
    expect(card.locator(".saved")).to_have_attribute("data-state", "saved")
    participant.look()

    wish = Wish.objects.get(requester__reference="V001")
    assert (wish.target.reference, wish.rank) == ("V002", 1)
    assert wish.note == "Linge de nos hébergements, “chaque semaine”"


def answers_a_received_wish(participant: Reader) -> None:
    page = participant.page
    participant.go(f"{MY}/wishes/")
    participant.button("Accept %(name)s", name="Commune de Belvaux").click()
    participant.sees("You accepted")
    participant.look()

    wish = Wish.objects.get(requester__reference="V003", target__reference="V001")
    assert wish.answer == Wish.Answer.ACCEPTED
    assert page.locator(".card", has_text=SECRET).count() == 0  # never the others' notes


def watches_a_run_to_its_end(organizer: Reader) -> None:
    page = organizer.page
    organizer.go(f"{ORGANIZE}/scheduling/")
    page.locator("[name=seconds]").fill(str(RUN_SECONDS))
    organizer.button("Start the run").click()
    expect(page.locator("#run-card")).to_be_visible()
    organizer.look()

    # The page follows by itself; nobody reloads it.
    expect(organizer.link("Look at the grid")).to_be_visible(timeout=60_000)
    organizer.look()
    run = Run.objects.get()
    assert (run.state, run.attempt) == (Run.State.SUCCEEDED, 1)
    draft = Schedule.objects.drafts().get()
    assert Meeting.objects.filter(schedule=draft).count() == run.result["placed"] == 6


def looks_at_the_grid(organizer: Reader) -> None:
    page = organizer.page
    organizer.link("Look at the grid").click()
    page.wait_for_url("**/grid/")
    organizer.look()
    expect(page.locator(".grid-count b").first).to_have_text("6")
    for view in ("person", "organization"):
        organizer.go(f"{ORGANIZE}/grid/?view={view}")


def publishes(organizer: Reader) -> None:
    page = organizer.page
    organizer.go(f"{ORGANIZE}/publish/")
    organizer.button("Publish version %(number)s", number=1).click()
    organizer.sees("Version %(number)s is published.", number=1)
    organizer.look()
    assert page.url.endswith("/publish/")
    assert Convention.objects.get(slug=SLUG).phase == "published"


def reads_the_agenda(participant: Reader) -> None:
    page = participant.page
    participant.go(f"{MY}/")
    participant.go(f"{MY}/agenda/")
    version = Schedule.objects.published().get()
    seats = Seat.objects.filter(schedule=version, delegate__last_name="Marchal")
    rows = page.locator(".agenda-row:not(.gap)")
    expect(rows).to_have_count(seats.count())
    rows.first.locator("summary").click()
    participant.look()


def prints_all_agendas(organizer: Reader, file: Path) -> None:
    page = organizer.page
    meeting = Delegate.objects.filter(seats__schedule__version=1).distinct()
    people = sorted(meeting, key=lambda person: (person.last_name, person.first_name))
    organizer.go(f"{ORGANIZE}/prints/")
    organizer.button("All agendas (%(shown)s)", shown=len(people)).click()
    download = page.locator("a[href$='/file/']")
    expect(download).to_be_visible(timeout=60_000)
    organizer.look()
    with page.expect_download() as started:
        download.click()
    started.value.save_as(file)
    default_storage.delete(PrintJob.objects.get().file.name)

    sheets = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(file).pages]
    assert [language_of(sheet) for sheet in sheets] == [
        languages(organizer.language)[person.full_name] for person in people
    ]
    assert [person.full_name in sheet for sheet, person in zip(sheets, people, strict=True)] == [
        True
    ] * len(people)


def language_of(sheet: str) -> str:
    """Return the language of a printed sheet, by a sentence that stands at its foot."""
    words = "Without a telephone: the welcome desk, %(desk)s."
    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            if " ".join((gettext(words) % {"desk": DESK}).split()) in sheet:
                found.append(code)
    assert len(found) == 1, sheet
    return found[0]
