"""The import in a real browser: readable by everybody, and without scripts."""

import re

import pytest

from tests.corpus import workbooks
from tests.factories import ConventionFactory, TeamMemberFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOOD = workbooks.wishes(["A001", "A002", 1, "Wood"])
BAD = workbooks.organizations(["A001", "X", "Atlantis", "S"], ["A001", "Y\u200b", "FR", "S"])
WORDS = {
    "en": ("Check the file", "Import 2 organisations and 1 wish"),
    "fr": ("Vérifier le fichier", "Importer 2 organisations et 1 souhait"),
    "de": ("Datei prüfen", "2 Organisationen und 1 Wunsch importieren"),
}


@pytest.fixture
def owner():
    return TeamMemberFactory(convention=ConventionFactory(slug="here")).user


def choose(page, content, button):
    page.goto("/c/here/organize/import/")
    page.set_input_files(
        "input[type=file]", {"name": "list.xlsx", "mimeType": "", "buffer": content}
    )
    page.get_by_role("button", name=button).click()
    page.wait_for_url(re.compile(r"/import/\d+/$"))


@pytest.mark.once
@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("en", 1280, "dark"), ("fr", 390, "light"), ("de", 320, "dark")],
)
def test_the_pages_of_an_import_are_accessible(
    open_page, sign_in, accessible, owner, language, width, scheme
):
    page = open_page(language=language, width=width, color_scheme=scheme)
    sign_in(page, owner)
    check, confirm = WORDS[language]

    page.goto("/c/here/organize/import/")
    accessible(page)
    choose(page, BAD, check)
    accessible(page)
    choose(page, GOOD, check)
    accessible(page)
    page.get_by_role("button", name=confirm).click()
    page.wait_for_load_state()
    accessible(page)


def test_an_import_works_without_scripts(open_page, sign_in, owner):
    page = open_page(java_script_enabled=False)
    sign_in(page, owner)

    choose(page, GOOD, "Check the file")
    page.get_by_role("button", name="Import 2 organisations and 1 wish").click()

    assert page.locator("h2").first.inner_text() == "Written: 2 organisations and 1 wish"
