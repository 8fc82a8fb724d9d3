"""Every text a user writes, hostile: each page shows it as text, and nothing runs."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import models
from django.utils.http import urlencode
from playwright.sync_api import Dialog, Page, expect

from conventions.models import Convention, Phase
from tests.corpus.workbooks import DELEGATE_HEADER, ORGANIZATION_HEADER, workbook
from tests.house.permissions_matrix import MATRIX
from tests.house.test_permissions_matrix import sign_in as client_of
from tests.house.world import World
from tests.journeys.furnished import address, furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Breaks out of text, of an attribute in either quotes, of a script and of a comment; a short
# field takes its beginning, which is enough.
POLYGLOT = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>--></title>{{ 7|add:7 }}"
LINK = "javascript:alert(3)"
# Texts that nobody writes freely: codes, keys, zones, addresses of mail.
OURS = {
    "slug", "cpv", "country", "time_zone", "input_hash", "error_code", "language", "password",
    "first", "second", "left_out",
}  # fmt: skip
RAN = "img[src='x'], [onerror], script:not([src]), a[href^='javascript:']"


def free_texts(model: type[models.Model]) -> list[models.Field]:
    """Return the fields of a model that hold what somebody has typed, each language its own."""
    names = {field.name for field in model._meta.concrete_fields}
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.EmailField | models.SlugField)
        and not field.choices
        and field.name not in OURS
        and f"{field.name}_en" not in names
    ]


def make_hostile() -> None:
    """Write the polyglot into every free text of every row."""
    for label in ("organizations", "conventions", "matchmaking"):
        for model in apps.get_app_config(label).get_models():
            if fields := free_texts(model):
                for row in model._base_manager.all():
                    values = {
                        field.name: hostile(field, row.pk)
                        for field in fields
                        if not chosen(row, field.name)
                    }
                    model._base_manager.filter(pk=row.pk).update(**values)


def chosen(row: models.Model, name: str) -> bool:
    """Return whether a word of a list stands where `name` would be written freely."""
    return name.endswith("_other") and getattr(row, f"{name.removesuffix('_other')}_id") is not None


def hostile(field: models.Field, pk: int) -> str:
    """Return the polyglot, short enough, and different in each row where there is room."""
    if isinstance(field, models.URLField):
        return LINK
    room = field.max_length or 2000
    return f"{pk}{POLYGLOT}"[:room] if room > 2 else f"{pk % 10}<"


@pytest.fixture
def world(transactional_db: None) -> World:
    world = furnish()
    make_hostile()
    world.convention.refresh_from_db()
    assert POLYGLOT in world.convention.name_en
    return world


@pytest.fixture
def innocent(open_page: Callable[..., Page]) -> Callable[[], Page]:
    """Return a function that opens a page on which a dialog is a fault."""

    def open_() -> Page:
        page = open_page()
        page.on("dialog", refuse)
        return page

    return open_


def refuse(dialog: Dialog) -> None:
    dialog.dismiss()
    pytest.fail(f"A script ran: {dialog.message}")


def ran(page: Page) -> list[str]:
    """Return what has become markup on this page."""
    found = page.locator(RAN).evaluate_all("all => all.map(one => one.outerHTML)")
    return [f"{page.url}: {markup}" for markup in found]


@pytest.mark.once
def test_these_tests_would_see_it(open_page):
    page = open_page(java_script_enabled=False)
    page.set_content(f"<p title='{POLYGLOT}'><a href='{LINK}'>link</a>")

    assert len(ran(page)) == 3


@pytest.mark.once
@pytest.mark.parametrize("actor", ["owner", "scheduler", "desk", "participant", "anonymous"])
def test_hostile_text_stays_text(actor, world, innocent, sign_in):
    page = innocent()
    if actor != "anonymous":
        sign_in(page, world.people[actor])
    faults: list[str] = []
    for name, line in sorted(MATRIX.items()):
        if line[actor].get("GET") != 200 or name in {"admin:index", "healthz", "styleguide"}:
            continue
        where = address(name, world)
        if "text/html" in client_of(world, actor).get(where)["Content-Type"]:
            page.goto(where)
            faults += ran(page)
    assert faults == []


def test_hostile_words_in_an_address_stay_text(world, innocent, sign_in):
    page = innocent()
    faults: list[str] = []
    for actor, where, key in (
        ("participant", "/c/here/my/catalogue/", "q"),
        ("owner", "/c/here/organize/registrations/", "text"),
        ("owner", "/c/here/organize/grid/", "q"),
        ("owner", "/c/here/organize/grid/?view=person&", "q"),
        ("desk", "/c/here/desk/", "text"),
        ("owner", "/sign-out/", "next"),
    ):
        sign_in(page, world.people[actor])
        join = "" if where.endswith("&") else "?"
        page.goto(f"{where}{join}{urlencode({key: POLYGLOT})}")
        faults += ran(page)
    assert faults == []


@pytest.mark.once
def test_what_a_script_brings_in_stays_text_too(world, innocent, sign_in):
    Convention.objects.update(phase=Phase.WISHES)
    page = innocent()
    sign_in(page, world.people["participant"])
    page.goto("/c/here/my/catalogue/")
    card = page.locator(".offer").first
    card.locator("button[name=rank][value='2']").click()
    expect(card.locator("button[name=rank][value='2']")).to_have_attribute("aria-pressed", "true")
    page.locator("[name=q]").fill("onerror")
    page.wait_for_url("**q=onerror**")

    assert ran(page) == []


@pytest.mark.once
def test_a_hostile_file_is_shown_as_text(world, innocent, sign_in):
    header = [*ORGANIZATION_HEADER, POLYGLOT]
    content = workbook(
        {
            "Organisations": [header, ["B1", POLYGLOT, "FR", "S", "x"], ["B2", "B", POLYGLOT, "S"]],
            "Delegates": [DELEGATE_HEADER, ["B1", POLYGLOT, POLYGLOT, POLYGLOT]],
            POLYGLOT.translate(str.maketrans("", "", "[]:*?/\\'"))[:31]: [["a"], [POLYGLOT]],
        }
    )
    page = innocent()
    sign_in(page, world.people["owner"])
    page.goto("/c/here/organize/import/")
    page.set_input_files(
        "input[type=file]", {"name": f"{POLYGLOT}.xlsx", "mimeType": "", "buffer": content}
    )
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("heading", name="Errors")).to_be_visible()

    assert ran(page) == []
