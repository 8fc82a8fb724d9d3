"""One cell of the list of activities → one clean value that JSON can hold."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from documents.lists.book import Value
from documents.text import compact
from matchmaking.spreadsheets.services.cell_texts import CellError, Context, plain, text_of
from organizations.models.activity import MAX_CAPACITY, MAX_LEAD_TIME, MAX_RADIUS
from organizations.services.activities import keywords_in
from organizations.services.areas import read_area
from ui.days import FIRST_YEAR, LAST_YEAR, is_near
from ui.formatting import read_number

MAX_NOTE = 120
MAX_KEYWORDS = 300
SEVERAL = re.compile(r"[;|\n]")
ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
LOCAL_DAY = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$")
LEAD_TIME = re.compile(
    r"^(\d{1,3})\s*(?:(days?|d|jours?|j|tagen?|tage?|t)|(weeks?|w|semaines?|sem|wochen?|wo))?\.?$",
    re.IGNORECASE,
)


def words_of(**words: str) -> dict[str, str]:
    """Return folded word → value of `value="word, other word"`."""
    return {compact(word): value for value, several in words.items() for word in several.split(",")}


SIDES = words_of(
    sells="offers, sell, offer, propose, offre, vendre, vend, bietet, verkauft, Angebot",
    buys="seeks, buy, need, recherche, besoin, acheter, achète, sucht, kauft, Bedarf",
)
PERIODS = words_of(
    day="day, daily, jour, Tag, am Tag, je Tag, täglich",
    week="week, weekly, semaine, Woche, in der Woche, je Woche, wöchentlich",
    month="month, monthly, mois, Monat, im Monat, je Monat, monatlich",
    season="season, saison, Saison, je Saison",
    year="year, yearly, an, année, Jahr, im Jahr, je Jahr, jährlich",
    in_all="all, total, tout, insgesamt, gesamt",
)
NATURES = words_of(
    supplies="supply, goods, fourniture, Lieferung, Lieferungen",
    services="service, Dienstleistung, Dienstleistungen",
    works="work, travail, Bauleistung, Bauleistungen",
)
INTENTS = words_of(
    subcontract="subcontract, sous-traiter, Unterauftrag",
    co_bid="joint bid, co-bid, réponse conjointe, Bietergemeinschaft",
    co_develop="develop, co-develop, développer, Entwicklung",
    site="site, Standort",
    distribute="distribute, distribuer, Vertrieb",
    finance="finance, financer, Finanzierung",
)


def area(value: Value, context: Context) -> dict[str, Any]:
    """Read regions, the Greater Region or a radius; what is none of them is kept as written."""
    text = plain(value, context, lines=True).replace("\n", "; ")
    found = read_area(text, context.regions)
    if found.radius_km is not None and not 1 <= found.radius_km <= MAX_RADIUS:
        raise CellError("radius_invalid", most=MAX_RADIUS)
    if len(found.note) > MAX_NOTE:
        raise CellError("too_long", count=len(found.note), limit=MAX_NOTE)
    if found.note and not found.radius_km:
        context.warnings.append("area_partly" if found.kind else "area_unknown")
    return {
        "kind": str(found.kind),
        "regions": list(found.regions),
        "radius_km": found.radius_km,
        "note": found.note,
    }


def amount(value: Value, context: Context) -> str:
    """Read a number with two decimals at most, in whatever country's writing: 1 200, 1.200, 1,5."""
    if isinstance(value, bool):
        raise CellError("amount_invalid")
    if isinstance(value, int | float):  # Excel's own numbers have a point for decimals only
        number = Decimal(str(value)) if isfinite(value) else None
    else:
        number = read_number(plain(value, context))
    if number is None or not 0 <= number <= MAX_CAPACITY:
        raise CellError("amount_invalid")
    return str(round(number, 2))


def unit(value: Value, context: Context) -> str:
    try:
        return context.units[compact(plain(value, context))]
    except KeyError:
        shown = ", ".join(dict.fromkeys(context.units.values()))
        raise CellError("unit_unknown", choices=shown) from None


def themes(value: Value, context: Context) -> list[str]:
    found: list[str] = []
    for part in SEVERAL.split(plain(value, context, lines=True)):
        if not part.strip():
            continue
        if compact(part) not in context.themes:
            raise CellError("theme_unknown", part=part.strip()[:40])
        found.append(context.themes[compact(part)])
    return list(dict.fromkeys(found))


def day(value: Value, context: Context) -> str:
    """Read a date; of two short numbers the first is the day."""
    found = _day(value, context)
    if found is None:
        raise CellError("day_invalid")
    if not is_near(found):
        raise CellError("day_far_off", first=FIRST_YEAR, last=LAST_YEAR)
    return found.isoformat()


def _day(value: Value, context: Context) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = plain(value, context)
    try:
        if match := ISO_DAY.match(text):
            year, month, number = (int(part) for part in match.groups())
            return date(year, month, number)
        if match := LOCAL_DAY.match(text):
            number, month, year = (int(part) for part in match.groups())
            return date(year, month, number)
    except ValueError:
        pass
    return None


def lead_time(value: Value, context: Context) -> dict[str, Any]:
    """Read `2 weeks`, `10 jours`; a number alone counts days."""
    text = re.sub(r"[.,]0+$", "", plain(value, context))
    match = LEAD_TIME.match(text)
    if isinstance(value, bool) or not match or not 1 <= int(match.group(1)) <= MAX_LEAD_TIME:
        raise CellError("lead_time_invalid")
    return {"count": int(match.group(1)), "unit": "weeks" if match.group(3) else "days"}


def keywords(value: Value, context: Context) -> str:
    text = ", ".join(keywords_in(plain(value, context, lines=True)))
    if len(text) > MAX_KEYWORDS:
        raise CellError("too_long", count=len(text), limit=MAX_KEYWORDS)
    return text


READERS: dict[str, Callable[..., Any]] = {
    "text_fr": text_of(300),
    "text_de": text_of(300),
    "text_en": text_of(300),
    "area": area,
    "area_note": text_of(MAX_NOTE),
    "capacity": amount,
    "unit": unit,
    "free": amount,
    "confirmed_on": day,
    "capacity_note": text_of(MAX_NOTE),
    "keywords": keywords,
    "themes": themes,
    "lead_time": lead_time,
    "prefers": text_of(200),
}
