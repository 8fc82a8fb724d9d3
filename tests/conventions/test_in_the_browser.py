"""Setting up a convention in a real browser: live, without JavaScript, for everybody."""

import pytest
from playwright.sync_api import expect

from conventions.models import Phase
from conventions.services.sessions import save_session
from conventions.services.tables import set_tables
from tests.conventions.words import wall
from tests.factories.conventions import (
    ConventionFactory,
    DelegateFactory,
    RegistrationFactory,
    TeamMemberFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def owner():
    return TeamMemberFactory(
        convention=ConventionFactory(slug="hall", phase=Phase.WISHES), role="owner"
    ).user


@pytest.fixture
def hall(owner):
    convention = owner.team_roles.get().convention
    save_session(convention=convention, starts=wall(2027, 3, 18, 14), slot_count=3)
    set_tables(convention=convention, count=2)
    for number in range(8):
        registration = RegistrationFactory(convention=convention)
        DelegateFactory(registration=registration, last_name=f"Marchal {number}")
    return convention


def test_the_picture_follows_the_steppers_and_nothing_is_stored(page, sign_in, owner, hall):
    sign_in(page, owner)
    page.goto("/c/hall/organize/settings/")
    ceiling = page.locator("#afternoon .sum b").first
    expect(ceiling).to_have_text("6")

    page.get_by_role("button", name="More: Tables").click()
    expect(ceiling).to_have_text("9")
    page.get_by_role("button", name="More: Number of slots").click()
    expect(ceiling).to_have_text("12")
    expect(page.get_by_text("Not saved yet: this is what it would be.")).to_be_visible()
    assert (hall.tables.count(), hall.slots.count()) == (2, 3)

    page.get_by_role("button", name="Save").click()
    expect(page.locator(".saved")).to_be_visible()
    assert (hall.tables.count(), hall.slots.count()) == (3, 4)


def test_without_javascript_a_button_recalculates_and_another_saves(
    open_page, sign_in, owner, hall
):
    page = open_page(java_script_enabled=False)
    sign_in(page, owner)
    page.goto("/c/hall/organize/settings/")

    page.get_by_label("Tables").fill("4")
    page.get_by_role("button", name="Recalculate").click()
    expect(page.locator("#afternoon .sum b").first).to_have_text("12")
    assert hall.tables.count() == 2

    page.get_by_role("button", name="Save").click()
    expect(page.locator(".saved")).to_be_visible()
    assert hall.tables.count() == 4


def test_the_desk_finds_while_typing(page, sign_in, owner, hall):
    sign_in(page, owner)
    page.goto("/c/hall/desk/")

    page.get_by_role("searchbox").press_sequentially("marchal 3")
    page.get_by_role("link", name="Marchal 3").click()

    expect(page.get_by_role("heading", name="Chloé Marchal 3")).to_be_visible()


@pytest.mark.once
@pytest.mark.parametrize(
    ("language", "width", "scheme", "turn"),
    [("en", 1280, "dark", 0), ("fr", 390, "light", 1), ("de", 320, "light", 2)],
)
def test_every_page_is_accessible_and_fits(
    open_page, sign_in, accessible, owner, hall, language, width, scheme, turn
):
    # Each page in one of the three; `./run a11y` meets all pages in all combinations.
    page = open_page(language=language, width=width, color_scheme=scheme)
    sign_in(page, owner)
    registration = hall.registrations.first()

    addresses = (
        "/", "/c/hall/", "/c/new/", "/c/hall/desk/?text=mar",
        "/c/hall/organize/", "/c/hall/organize/phase/scheduling/", "/c/hall/organize/copy/",
        "/c/hall/organize/settings/", "/c/hall/organize/settings/tables/",
        "/c/hall/organize/settings/tables/1/", "/c/hall/organize/settings/zones/",
        "/c/hall/organize/settings/texts/", "/c/hall/organize/settings/rules/",
        "/c/hall/organize/registrations/",
        f"/c/hall/organize/registrations/{registration.pk}/",
        f"/c/hall/organize/registrations/{registration.pk}/edit/",
        f"/c/hall/organize/registrations/{registration.pk}/delegates/",
    )  # fmt: skip
    for address in addresses[turn::3]:
        page.goto(address)
        accessible(page)
        wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert (address, wider) == (address, False)
