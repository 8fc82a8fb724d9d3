"""Signing in, wishing and publishing with the keyboard alone; one always sees where one is."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from conventions.models import Convention, Phase
from matchmaking.scheduling.models import Schedule
from matchmaking.wishes.models import Wish
from tests.journeys.furnished import furnish
from tests.journeys.reader import Reader, mailed_code

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MAX_STEPS = 120
# What the focused element looks like: is it drawn with a ring, and does anything lie over it?
FOCUS = """() => {
  const one = document.activeElement;
  let ringed = [one, one.parentElement, one.closest('label')];
  if (one.labels) ringed.push(...one.labels);
  const ring = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    || style.boxShadow !== 'none';
  const box = (one.labels?.[0]?.contains(one) ? one.labels[0] : one).getBoundingClientRect();
  const x = box.x + box.width / 2, y = box.y + Math.min(box.height / 2, 20);
  const top = document.elementFromPoint(x, y);
  return {
    ring: ringed.some((each) => each && ring(getComputedStyle(each))),
    inside: x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight,
    covered: !(top && (one.contains(top) || top.contains(one) || one.labels?.[0]?.contains(top))),
    what: one.outerHTML.slice(0, 120),
  };
}"""


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus; each stop on the way is visible."""
    expect(target).to_be_visible()
    for _step in range(MAX_STEPS):
        page.keyboard.press("Tab")
        state = page.evaluate(FOCUS)
        what = state.pop("what")
        assert (what, state) == (what, {"ring": True, "inside": True, "covered": False})
        if target.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"The keyboard never reaches {target}.")


@pytest.fixture
def world(transactional_db):
    return furnish(published=False)


@pytest.mark.parametrize("width", [1280, 390])
def test_signing_in_and_wishing_with_the_keyboard(world, reads, width):
    Convention.objects.filter(pk=world.convention.pk).update(phase=Phase.WISHES)
    reader: Reader = reads("en", check=False, width=width)
    page = reader.page
    participant = world.people["participant"]

    page.goto("/sign-in/")
    tab_to(page, page.locator("[name=email]"))
    page.keyboard.type(participant.email)
    page.keyboard.press("Enter")
    page.wait_for_url("**/code/")
    tab_to(page, page.locator("[name=code]"))
    page.keyboard.type(mailed_code(participant.email))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r":\d+/$"))

    tab_to(page, page.locator("a[href$='/my/']"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/my/")
    page.goto("/c/here/my/catalogue/")
    page.locator("body").focus()
    skips_to_the_content(page)
    card = page.locator(".offer", has_text="Werkstatt Saartal")
    rank = card.locator("button[name=rank][value='2']")
    tab_to(page, rank)
    page.keyboard.press("Space")
    expect(rank).to_have_attribute("aria-pressed", "true")
    # The card came anew; the keyboard stays where it was.
    expect(rank).to_be_focused()
    tab_to(page, card.locator("[name=note]"))
    page.keyboard.type("Laundry")
    expect(card.locator(".saved")).to_have_attribute("data-state", "saved")

    wish = Wish.objects.get(requester=world.registration, target__reference="V002")
    assert (wish.rank, wish.note) == (2, "Laundry")


def skips_to_the_content(page: Page) -> None:
    """Take the first link of the page."""
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_publishing_with_the_keyboard(world, reads, sign_in):
    reader: Reader = reads("en", check=False)
    page = reader.page
    sign_in(page, world.people["owner"])

    page.goto("/c/here/organize/")
    tab_to(page, page.locator("nav.rail a[href$='/publish/']").last)
    page.keyboard.press("Enter")
    page.wait_for_url("**/publish/")
    if (confirm := page.locator("[name=confirmed]")).count():
        tab_to(page, confirm)
        page.keyboard.press("Space")
    tab_to(page, reader.button("Publish version %(number)s", number=1))
    page.keyboard.press("Enter")
    reader.sees("Version %(number)s is published.", number=1)

    assert Schedule.objects.published().count() == 1


def test_a_menu_opens_and_closes_with_the_keyboard(world, reads, sign_in):
    page = reads("en", check=False).page
    sign_in(page, world.people["owner"])
    page.goto("/c/here/organize/")

    summary = page.locator(".menu > summary")
    tab_to(page, summary)
    page.keyboard.press("Enter")
    expect(page.locator(".menu[open]")).to_be_visible()
    tab_to(page, page.locator(".menu button.entry"))
    page.keyboard.press("Escape")
    expect(page.locator(".menu[open]")).to_have_count(0)
    expect(summary).to_be_focused()
