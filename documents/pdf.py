"""The one way to a PDF: markup in, tagged pages out; nothing is fetched from anywhere.

WeasyPrint lays out one sheet at a time, so each counts its own pages and a bad one fails alone;
a batch of sheets is written together. Nothing of Django is needed here: the typesetters run it in
processes of its own.
"""

import atexit
import gc
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

VARIANT = "pdf/ua-1"

logger = logging.getLogger(__name__)
# Subsetting and the steps of a layout are no news.
for _name in ("fontTools", "weasyprint.progress"):
    logging.getLogger(_name).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one reader gets: markup in one language, one or more pages; `name` says whose."""

    name: str
    language: str
    html: str


@dataclass(frozen=True, slots=True)
class Printed:
    """What came out: each sheet's name with its first page, how many pages, and who failed."""

    sheets: tuple[tuple[str, int], ...]
    pages: int
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How sheets look: their style sheet, and the folders of styles and fonts it may load."""

    styles: Path
    readable: tuple[Path, ...]


class Refused(ValueError):
    """A sheet asked for something that is not one of our style sheets and fonts."""


def readable_path(url: str, look: Look) -> Path:
    """Return the file of ours that `url` names; raises Refused for everything else."""
    parts = urlsplit(url)
    path = Path(unquote(parts.path)).resolve()
    ours = any(path.is_relative_to(folder) for folder in look.readable)
    if parts.scheme != "file" or parts.netloc or not ours:
        raise Refused("Sheets load our own style sheets and fonts, and nothing else.")
    return path


@dataclass(frozen=True, slots=True)
class _Engine:
    """WeasyPrint with the fonts and styles of one look, loaded once for each process."""

    html: Any
    fetcher: Any
    fonts: Any
    styles: Any


@cache
def _engine(look: Look) -> _Engine:
    # Imported here: it costs seconds, and a web process never prints.
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- slow import
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- slow import
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- slow import

    class OwnFilesOnly(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            return URLFetcherResponse(url, readable_path(url, look).read_bytes())

    fonts = FontConfiguration()
    fetcher = OwnFilesOnly()
    styles = CSS(
        string=look.styles.read_text(encoding="utf-8"),
        base_url=look.styles.as_uri(),
        font_config=fonts,
        url_fetcher=fetcher,
    )
    # The fonts' temporary files are removed while there is still a library to do it.
    atexit.register(_engine.cache_clear)
    return _Engine(HTML, fetcher, fonts, styles)


def render_pdf(sheets: Sequence[Sheet], target: Path, *, look: Look, part: int = 0) -> Printed:
    """Write `sheets` to `target` as one tagged PDF; a sheet that fails is named and left out.

    `part` keeps the names inside the structure apart from those of other parts; it is how many
    sheets come before. Without a page there is no file, but the library is loaded. Raises OSError
    where the disk refuses.
    """
    with _uninterrupted():
        return _render(sheets, target, look, part)


def _render(sheets: Sequence[Sheet], target: Path, look: Look, part: int) -> Printed:
    pages: list[Any] = []
    languages: list[str] = []
    done, failed = [], []
    first = None
    engine = _engine(look)
    for number, sheet in enumerate(sheets, 1):
        try:
            document = _laid_out(sheet, engine)
        except OSError:
            raise
        except Exception:
            logger.exception("Sheet %s failed", part + number)
            failed.append(sheet.name)
            continue
        first = first or document
        done.append((sheet.name, len(pages)))
        pages += document.pages
        languages += [sheet.language] * len(document.pages)
    if first is not None:
        with target.open("wb") as file:
            first.copy(pages).write_pdf(
                file,
                pdf_variant=VARIANT,
                finisher=lambda _document, pdf: _finish(pdf, languages, part),
            )
    return Printed(tuple(done), len(pages), tuple(failed))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Collect garbage once, after a batch: looking for it all the time costs a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        gc.collect()


def _laid_out(sheet: Sheet, engine: _Engine) -> Any:
    html = engine.html(string=sheet.html, url_fetcher=engine.fetcher)
    return html.render(stylesheets=[engine.styles], font_config=engine.fonts)


def _finish(pdf: Any, languages: Sequence[str], part: int) -> None:
    """Name the language of each page's contents, and keep the heads of tables apart."""
    import pydyf  # noqa: PLC0415 -- comes with the slow import

    def apart(name: Any) -> Any:
        return pydyf.String(f"{part}-{name.string}")

    page_of = {reference: number for number, reference in enumerate(pdf.page_references)}
    for element in pdf.objects:
        if not isinstance(element, pydyf.Dictionary) or element.get("Type") != "/StructElem":
            continue
        if "ID" in element:
            element["ID"] = apart(element["ID"])
        if "Headers" in element.get("A", ()):
            element["A"]["Headers"] = pydyf.Array(map(apart, element["A"]["Headers"]))
        if element["S"] == "/Document":
            for reference in element["K"]:
                child = pdf.objects[int(reference.split()[0])]
                child["Lang"] = pydyf.String(languages[page_of[child["Pg"]]])
