"""The look holds: no raw value in a template, the pages stand the checkers, from 320 px up."""

import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from playwright.sync_api import Page

pytestmark = pytest.mark.once

TEMPLATES = settings.BASE_DIR / "templates"
STYLES = settings.BASE_DIR / "ui" / "static" / "css"
RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![\"'\s-])|rgba?\(|hsla?\(|oklch\(")
INLINE = re.compile(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\ssrc=)")


def relative(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


def test_no_template_has_an_inline_style_or_script() -> None:
    found = [relative(p) for p in TEMPLATES.rglob("*.html") if INLINE.search(p.read_text())]

    assert found == []


def test_colours_are_written_in_the_tokens_only() -> None:
    tokens = {STYLES / "tokens.css", STYLES / "print.css"}
    found = [
        relative(p)
        for p in STYLES.rglob("*.css")
        if p not in tokens and RAW_COLOUR.search(p.read_text())
    ]

    assert found == []


def test_every_style_sheet_of_the_parts_is_loaded() -> None:
    html = render_to_string("components/stylesheets.html")
    names = {path.name for path in STYLES.glob("*.css")} - {"print.css"}

    assert set(re.findall(r"css/([\w-]+\.css)", html)) == names


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_errors_without_a_request_need_nothing(name: str) -> None:
    assert '<html lang="en">' in render_to_string(name)


@pytest.mark.django_db
def test_an_address_that_does_not_exist_says_so_in_the_readers_language(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"

    response = client.get("/nowhere/")

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "Diese Seite gibt es für Sie nicht" in response.content.decode()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 390), ("de", 320)])
@pytest.mark.parametrize("address", ["/styleguide/", "/sign-in/"])
def test_pages_are_accessible_and_fit(
    open_page: Callable[..., Page],
    accessible: Callable[[Page], None],
    address: str,
    language: str,
    width: int,
    scheme: str,
) -> None:
    page = open_page(language=language, width=width, color_scheme=scheme)
    page.goto(address)

    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


@pytest.mark.browser
def test_a_stepper_counts_within_its_limits(page: Page) -> None:
    page.goto("/styleguide/")

    page.get_by_role("button", name="More: Tables").click()
    tables = page.get_by_label("Tables", exact=True)

    assert tables.input_value() == "71"


@pytest.mark.browser
def test_colours_change_at_once_and_stay(page: Page) -> None:
    page.goto("/styleguide/")
    page.get_by_role("button", name="Dark").click()
    at_once = page.evaluate("document.documentElement.dataset.theme")
    page.reload()

    assert (at_once, page.evaluate("document.documentElement.dataset.theme")) == ("dark", "dark")


@pytest.mark.browser
def test_a_destructive_step_asks_first_and_escape_leads_back(page: Page) -> None:
    page.goto("/styleguide/")
    page.get_by_role("link", name="Cancel 14 meetings").click()
    asked = page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")

    assert (asked, page.get_by_role("dialog").count()) == (True, 0)


@pytest.mark.browser
def test_autosave_says_what_happened(page: Page) -> None:
    page.goto("/styleguide/")
    states = page.evaluate(
        """async () => {
            const { autosave } = await import("/static/js/autosave.js");
            const status = document.querySelector(".saved[data-state=waiting]");
            const form = document.querySelector("main form.form");
            let network = true;
            const send = async () => { if (!network) throw new Error("no network"); };
            const save = autosave(form, status, { send });
            const states = [];
            await save(); states.push(status.dataset.state);
            network = false;
            await save(); states.push(status.dataset.state);
            network = true;
            dispatchEvent(new Event("online"));
            await new Promise((done) => setTimeout(done, 50)); states.push(status.dataset.state);
            return [...states, /^\\d\\d:\\d\\d$/.test(status.querySelector("time").textContent)];
        }"""
    )

    assert states == ["saved", "not-saved", "saved", True]
