"""What impatient, late and careless people do to the site, and what it answers."""

import json
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from conventions.models import Convention, Phase
from matchmaking.scheduling.models import Run, Schedule
from matchmaking.wishes.models import Wish
from organizations.models import User
from tests.house.world import World
from tests.journeys.furnished import furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Sends the page's form as many times at once, as impatient hands and slow networks do.
POST_AT_ONCE = """async ([selector, times]) => {
  const form = document.querySelector(selector);
  const send = () => fetch(form.action, {method: 'POST', body: new FormData(form)});
  const answers = await Promise.all(Array.from({length: times}, send));
  return answers.map((answer) => answer.status);
}"""
START = "form[action$='/scheduling/runs/']"
TOO_LONG = "x" * 100_000


@pytest.fixture
def world(transactional_db) -> World:
    """A draft, not yet published."""
    return furnish(published=False)


@pytest.fixture
def tab(chromium, live_server, sign_in):
    """Return a function that opens a further tab; refusals (4xx) are no fault here."""
    contexts = []

    def tab_(person: User, where: str) -> Page:
        context = chromium.new_context(base_url=live_server.url, locale="en")
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        sign_in(page, person)
        page.goto(where)
        return page

    yield tab_
    for context in contexts:
        context.close()


# --- twice at once --------------------------------------------------------------------------------


def test_start_pressed_many_times_at_once_is_one_run(world, tab):
    before = Run.objects.count()
    page = tab(world.people["owner"], "/c/here/organize/scheduling/")

    answers = page.evaluate(POST_AT_ONCE, [START, 6])

    assert answers == [HTTPStatus.OK] * 6  # each is led to the run that is under way
    assert Run.objects.count() == before + 1
    assert Run.objects.filter(state__in=Run.ACTIVE).count() == 1


def test_a_double_click_on_start_is_one_run(world, tab):
    before = Run.objects.count()
    page = tab(world.people["owner"], "/c/here/organize/scheduling/")

    page.get_by_role("button", name="Start the run").dblclick(no_wait_after=True)

    expect(page.locator("#run-card")).to_have_attribute("data-state", "queued")
    assert Run.objects.count() == before + 1


def test_publishing_from_two_tabs_makes_one_version(world, tab):
    Wish.objects.filter(pk=world.received_wish.pk).update(answer=Wish.Answer.ACCEPTED)
    owner = world.people["owner"]
    first, second = (tab(owner, "/c/here/organize/publish/") for _tab in range(2))

    first.get_by_role("button", name="Publish version 1").click()
    expect(first.get_by_text("Version 1 is published.")).to_be_visible()
    second.get_by_role("button", name="Publish version 1").click()

    expect(second.get_by_text("Version 1 already says the same").first).to_be_visible()
    assert [one.version for one in Schedule.objects.published()] == [1]


def test_back_after_publishing_shows_what_holds(world, tab):
    Wish.objects.filter(pk=world.received_wish.pk).update(answer=Wish.Answer.ACCEPTED)
    page = tab(world.people["owner"], "/c/here/organize/grid/")
    page.goto("/c/here/organize/publish/")
    page.get_by_role("button", name="Publish version 1").click()
    expect(page.get_by_text("Version 1 is published.")).to_be_visible()

    page.goto("/c/here/organize/grid/")
    page.go_back()

    # The page is fetched anew: there is no stale button to publish once more.
    expect(page.get_by_role("button", name="Publish version 1")).to_have_count(0)
    expect(page.get_by_text("Version 1 is published.")).to_have_count(0)
    assert Schedule.objects.published().count() == 1


# --- two tabs on the same settings ----------------------------------------------------------------


def test_two_tabs_on_the_same_hall_do_not_overwrite_each_other_unseen(world, tab):
    owner = world.people["owner"]
    Schedule.objects.all().delete()  # so that slots may change
    first, second = (tab(owner, "/c/here/organize/settings/") for _tab in range(2))
    first.locator("[name=tables]").fill("9")
    first.get_by_role("button", name="Save").click()
    expect(first.locator(".saved")).to_be_visible()

    second.locator("[name=chairs]").fill("44")
    second.get_by_role("button", name="Save").click()

    expect(second.get_by_text("These settings were saved elsewhere")).to_be_visible()
    hall = Convention.objects.get(pk=world.convention.pk)
    assert (hall.tables.count(), hall.chairs) == (9, 100)
    expect(second.locator("[name=chairs]")).to_have_value("44")

    second.get_by_role("button", name="Save").click()
    expect(second.locator(".saved")).to_be_visible()
    hall.refresh_from_db()
    assert (hall.tables.count(), hall.chairs) == (4, 44)


def test_two_tabs_on_the_same_texts_do_not_overwrite_each_other_unseen(world, tab):
    owner = world.people["owner"]
    first, second = (tab(owner, "/c/here/organize/settings/texts/") for _tab in range(2))
    first.locator("[name=town]").fill("Metz")
    first.get_by_role("button", name="Save").click()
    expect(first.locator(".saved")).to_be_visible()

    second.locator("[name=desk_note_en]").fill("Entrance A")
    second.get_by_role("button", name="Save").click()

    expect(second.get_by_text("These settings were saved elsewhere")).to_be_visible()
    stored = Convention.objects.get(pk=world.convention.pk)
    assert (stored.town, stored.desk_note_en) == ("Metz", None)


# --- too late -------------------------------------------------------------------------------------


def test_a_wish_after_the_deadline_is_refused_in_words(world, tab):
    hall = Convention.objects.filter(pk=world.convention.pk)
    hall.update(phase=Phase.WISHES)
    page = tab(world.people["participant"], "/c/here/my/catalogue/")
    before = Wish.objects.count()
    hall.update(wishes_close_at=timezone.now() - timedelta(seconds=1))

    card = page.locator(".offer", has_text="Werkstatt Saartal")
    card.locator("button[name=rank][value='1']").click()

    expect(card.get_by_role("alert")).to_have_text(
        "Wishes are closed. Ask the organiser if a meeting is missing."
    )
    assert Wish.objects.count() == before


def test_a_note_after_the_deadline_is_not_said_to_be_saved(world, tab):
    hall = Convention.objects.filter(pk=world.convention.pk)
    hall.update(phase=Phase.WISHES)
    page = tab(world.people["participant"], "/c/here/my/wishes/")
    hall.update(wishes_close_at=timezone.now() - timedelta(seconds=1))

    page.locator("form.note [name=note]").fill("One more word")

    expect(page.locator("form.note .saved")).to_have_attribute("data-state", "not-saved")
    expect(page.locator("form.note .saved .no")).to_be_visible()
    assert Wish.objects.get(pk=world.wish.pk).note == ""


# --- too much -------------------------------------------------------------------------------------


@pytest.fixture
def client_of(world):
    """Return a function that signs in without a browser, for what no browser would send."""

    def client_of_(actor: str) -> Client:
        client = Client(raise_request_exception=False)
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(world.people[actor], backend=backend)
        return client

    return client_of_


def test_a_note_of_any_length_is_refused_not_cut(world, client_of):
    Convention.objects.filter(pk=world.convention.pk).update(phase=Phase.WISHES)
    answer = client_of("participant").post(
        f"/c/here/my/wishes/{world.other_registration.pk}/",
        {"rank": "1", "note": TOO_LONG},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Wish.objects.get(pk=world.wish.pk).note == ""


@pytest.mark.parametrize(
    ("actor", "where"),
    [
        ("participant", f"/c/here/my/catalogue/?q={'x' * 5000}"),
        ("participant", "/c/here/my/catalogue/?page=99999999999999999999"),
        ("participant", "/c/here/my/catalogue/?page_size=99999999999999999999"),
        ("participant", "/c/here/my/catalogue/?page=-1&category=%00&country=ZZ"),
        ("participant", "/c/here/my/catalogue/?q=%00"),
        ("owner", f"/c/here/organize/grid/?q={'x' * 5000}"),
        ("owner", "/c/here/organize/grid/?q=%00"),
        ("owner", "/c/here/organize/registrations/?text=%00&page=x"),
        ("desk", f"/c/here/desk/?text={'%00' * 50}"),
        ("owner", "/c/here/organize/settings/?saved=9999999999"),
    ],
)
def test_odd_addresses_are_answered(client_of, actor, where):
    assert client_of(actor).get(where).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("actor", "where"),
    [
        ("owner", "/c/here/organize/grid/?version=99999999999999999999"),
        ("owner", "/c/here/organize/grid/?who=d99999999999999999999"),
        ("owner", "/c/here/organize/settings/?session=99999999999999999999"),
        ("owner", "/c/here/organize/scheduling/runs/99999999999999999999/"),
        ("owner", "/c/here/organize/registrations/99999999999999999999/"),
        ("desk", "/c/here/desk/?person=99999999999999999999"),
        ("participant", "/c/here/my/agenda/99999999999999999999/"),
    ],
)
def test_keys_no_database_holds_are_not_found(client_of, actor, where):
    assert client_of(actor).get(where).status_code in {HTTPStatus.OK, HTTPStatus.NOT_FOUND}


@pytest.mark.parametrize("name", ["name_en", "description_fr", "town"])
def test_a_text_that_is_too_long_is_an_error_of_its_field(world, client_of, name):
    answer = client_of("owner").post(
        "/c/here/organize/settings/texts/",
        {"name_en": "A", "starts_on": "2027-03-18", "ends_on": "2027-03-18", "country": "FR",
         "time_zone": "Europe/Paris", name: TOO_LONG},
    )  # fmt: skip

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(answer.context["form"].errors) == [name]


@pytest.mark.parametrize(
    "data",
    [{"note": "x" * 7_000_000}, {f"field{number}": "" for number in range(2_001)}],
    ids=["7 MB", "2001 fields"],
)
def test_a_body_without_measure_is_refused(world, client_of, data):
    answer = client_of("participant").post(
        f"/c/here/my/wishes/{world.other_registration.pk}/", data
    )

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "<h1" in answer.content.decode()


def test_a_file_that_is_too_large_is_refused_in_words(client_of):
    large = SimpleUploadedFile("liste.xlsx", b"PK\x03\x04" + b"\0" * (5 * 1024 * 1024))
    answer = client_of("owner").post("/c/here/organize/import/", {"file": large})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(answer.context["form"].errors) == ["file"]


def test_json_and_nonsense_in_a_form_are_refused(world, client_of):
    client = client_of("owner")
    for where in ("scheduling/runs/", "prints/start/", "wishes/"):
        answer = client.post(
            f"/c/here/organize/{where}", json.dumps({"a": 1}), content_type="application/json"
        )
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, where
