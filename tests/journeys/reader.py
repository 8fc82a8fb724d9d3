"""A person in front of a browser, who reads the site in one language."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.core import mail
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext
from playwright.sync_api import Locator, Page, expect

CODE = re.compile(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4}|[A-Z0-9]{4,10})\s*$", re.MULTILINE)
PATIENCE = 15  # seconds for what a busy machine does at once
OVERFLOW = "document.documentElement.scrollWidth > window.innerWidth"


def exactly(words: str) -> re.Pattern[str]:
    """Return the pattern of these words, whichever white space stands between them."""
    return re.compile(r"^\s*" + r"\s+".join(re.escape(word) for word in words.split()) + r"\s*$")


def mailed_code(address: str) -> str:
    """Return the newest code in somebody's mailbox."""
    bodies = [str(message.body) for message in mail.outbox if message.to == [address]]
    found = CODE.search(bodies[-1])
    assert found is not None, bodies[-1]
    return found.group(1)


@dataclass
class Reader:
    """Finds buttons by their English words and presses what stands there in `language`.

    `check` is an assertion about a page: that axe finds nothing.
    """

    page: Page
    language: str
    check: Callable[[Page], None]

    def says(self, words: str, context: str | None = None, **values: object) -> str:
        """Return what stands on the page in the reader's language for `words` of the source."""
        with translation.override(self.language):
            said = pgettext(context, words) if context else gettext(words)
        return said % values if values else said

    def counts(self, one: str, many: str, count: int, **values: object) -> str:
        """Return the words for a number of things."""
        with translation.override(self.language):
            return ngettext(one, many, count) % values

    def go(self, address: str) -> None:
        """Open a page by its address and look at it."""
        answer = self.page.goto(address)
        assert answer is not None
        assert (address, answer.status) == (address, 200)
        self.look()

    def look(self) -> None:
        """See that the page speaks the language, fits its width, and that axe finds nothing."""
        assert self.page.locator("html").get_attribute("lang") == self.language
        assert (self.page.url, self.page.evaluate(OVERFLOW)) == (self.page.url, False)
        self.check(self.page)

    def button(self, words: str, context: str | None = None, **values: object) -> Locator:
        """Return the one button that is named by `words`."""
        return self.page.get_by_role("button", name=exactly(self.says(words, context, **values)))

    def link(self, words: str, context: str | None = None, **values: object) -> Locator:
        """Return the one link that is named by `words`."""
        return self.page.get_by_role("link", name=exactly(self.says(words, context, **values)))

    def sees(self, words: str, context: str | None = None, **values: object) -> None:
        """Wait until `words` stand somewhere on the page."""
        pattern = re.compile(
            r"\s+".join(map(re.escape, self.says(words, context, **values).split()))
        )
        expect(self.page.get_by_text(pattern).first).to_be_visible(timeout=PATIENCE * 1000)

    def sign_in(self, address: str) -> None:
        """Sign in as everybody does: by the code that the mail brings."""
        self.go("/sign-in/")
        self.page.locator("[name=email]").fill(address)
        self.button("Send me the code").click()
        self.page.wait_for_url("**/sign-in/code/")
        self.look()
        self.page.locator("[name=code]").fill(mailed_code(address))
        self.button("Sign in").click()
        self.page.wait_for_url(re.compile(r"/$"))
        expect(self.page.locator("h1")).to_have_text(exactly(self.says("Your conventions")))
        self.look()

    def move_to(self, slug: str, phase: str, label: str) -> None:
        """Move the convention to its next phase, as the owner does."""
        name = self.says(label)
        self.go(f"/c/{slug}/organize/")
        self.link("On to “%(phase)s”", phase=name).click()
        self.page.wait_for_url(f"**/phase/{phase}/")
        self.look()
        self.button("Move to “%(phase)s”", phase=name).click()
        self.page.wait_for_url(f"**/c/{slug}/organize/")


def wait_until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Return once `condition` holds; fail with `what` did not happen."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)
