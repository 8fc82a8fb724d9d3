"""axe on every page of the permission matrix, in all languages, both themes and two widths.

Each page is met in one combination, by rotation. `./run a11y` meets each in all of them.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from conventions.models import Convention, Phase
from organizations.models import User
from tests.factories import (
    ConventionFactory,
    MembershipFactory,
    RegistrationFactory,
    TeamMemberFactory,
)
from tests.fixtures.browser import axe_violations
from tests.house.permissions_matrix import MATRIX
from tests.house.test_permissions_matrix import sign_in as client_of
from tests.house.world import World
from tests.journeys.furnished import address, furnish
from tests.journeys.reader import OVERFLOW

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVERY_COMBINATION = os.environ.get("A11Y") == "all"
LANGUAGES = ("en", "fr", "de")
THEMES = ("light", "dark")
WIDTHS = (320, 1280)  # 320 is also 1280 at 400 %
# Who looks, if they may: the one whose page has most on it.
LOOKERS = ("owner", "participant", "scheduler", "desk", "superuser", "anonymous")
ELSEWHERE = {"admin:index", "healthz"}  # Django's own page; an answer for machines
WHILE_WISHING = ("participant:home", "participant:catalogue", "participant:wishes")
UNFOLD = "document.querySelectorAll('details:not([data-menu])').forEach(one => one.open = true)"
MENUS = "details[data-menu] > summary"


@dataclass(frozen=True)
class Visit:
    """A page, who looks at it, and how."""

    name: str
    actor: str
    theme: str
    width: int


def visits(language: str) -> list[Visit]:
    """Return the visits in one language."""
    pages = [
        (name, next(actor for actor in LOOKERS if line[actor].get("GET") == 200))
        for name, line in sorted(MATRIX.items())
        if name not in ELSEWHERE and any(line[actor].get("GET") == 200 for actor in LOOKERS)
    ]
    combinations = list(product(THEMES, WIDTHS, LANGUAGES))
    return [
        Visit(name, actor, theme, width)
        for number, (name, actor) in enumerate(pages)
        for position, (theme, width, spoken) in enumerate(combinations)
        if spoken == language and (EVERY_COMBINATION or number % len(combinations) == position)
    ]


@pytest.fixture
def world(transactional_db: None) -> World:
    return furnish()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_accessible_and_fits(language, world, open_page, sign_in):
    faults: list[str] = []
    for visit in visits(language):
        phase = Phase.WISHES if visit.name in WHILE_WISHING else Phase.PUBLISHED
        Convention.objects.filter(pk=world.convention.pk).update(phase=phase)
        where = address(visit.name, world)
        if "text/html" not in client_of(world, visit.actor).get(where)["Content-Type"]:
            continue  # a file to download
        page = open_page(language=language, width=visit.width, color_scheme=visit.theme)
        if visit.actor != "anonymous":
            sign_in(page, world.people[visit.actor])
        page.goto(where)
        faults += [f"{visit}: {fault}" for fault in faults_of(page)]
        page.context.close()
    assert faults == []


def faults_of(page: Page) -> Iterator[str]:
    """Yield what is wrong with a page, unfolded and with each of its menus open."""
    if page.evaluate(OVERFLOW):
        yield "wider than its window"
    page.evaluate(UNFOLD)
    yield from axe_violations(page)
    if page.evaluate(OVERFLOW):
        yield "unfolded, wider than its window"


def test_pages_with_nothing_on_them_are_accessible(transactional_db, open_page, sign_in):
    bare = make_bare_world()
    page = open_page(language="de", width=320, color_scheme="dark")
    faults: list[str] = []
    for actor, names in {
        "owner": (
            "overview", "registrations", "import", "wishes", "settings", "tables", "scheduling",
            "grid", "publish", "prints",
        ),
        "participant": ("home", "catalogue", "wishes", "agenda"),
        "desk": ("home",),
    }.items():  # fmt: skip
        sign_in(page, bare[actor])
        audience = {"owner": "organizer"}.get(actor, actor)
        for name in names:
            page.goto(reverse(f"{audience}:{name}", args=["bare"]))
            faults += faults_of(page)
    assert faults == []


def make_bare_world() -> dict[str, User]:
    """Make a convention nobody has filled yet; return who may look at it."""
    bare = ConventionFactory(slug="bare", phase=Phase.WISHES)
    registration = RegistrationFactory(convention=bare)
    return {
        "owner": TeamMemberFactory(convention=bare, role="owner").user,
        "desk": TeamMemberFactory(convention=bare, role="desk").user,
        "participant": MembershipFactory(organization=registration.organization).user,
    }


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("de", "dark", 320), ("fr", "light", 1280)]
)
def test_every_menu_is_accessible(language, theme, width, world, open_page, sign_in):
    faults: list[str] = []
    for actor, name in (
        ("owner", "organizer:grid"), ("participant", "participant:home"),
        ("desk", "desk:home"), ("owner", "public:start"),
    ):  # fmt: skip
        page = open_page(language=language, width=width, color_scheme=theme)
        sign_in(page, world.people[actor])
        page.goto(address(name, world))
        for summary in page.locator(MENUS).all():
            if summary.is_visible():
                summary.click()
                faults += axe_violations(page, within="details[data-menu][open]")
                faults += [f"{name}: too wide"] if page.evaluate(OVERFLOW) else []
                page.keyboard.press("Escape")
        page.context.close()
    assert faults == []


@pytest.mark.parametrize("status", [403, 404])
def test_pages_that_say_no_are_accessible(status, world, open_page, sign_in):
    where = {403: "/c/new/", 404: "/nowhere/"}[status]
    client = Client(headers={"Accept-Language": "de"})
    client.force_login(
        world.people["participant"], backend="django.contrib.auth.backends.ModelBackend"
    )
    answer = client.get(where)
    assert answer.status_code == status
    page = open_page(language="de", width=320)
    # The browser would complain about the status itself.
    page.route(
        f"**{where}",
        lambda route: route.fulfill(
            body=answer.content,
            headers={name: answer[name] for name in ("Content-Type", "Content-Security-Policy")},
        ),
    )
    page.goto(where)

    assert list(faults_of(page)) == []
