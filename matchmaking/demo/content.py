"""What a visitor of the demo sees first: fictional organisations, people, texts; read and checked.

The files under `data/` are written by hand. This module turns them into frozen rows and refuses
them with `ContentError` when they break the demo's rules. It knows neither Django nor a database.

Text in three languages is a mapping ``{"fr": …, "de": …, "en": …}``. Dates are given in months
from the convention's day, negative before it, so that the demo never grows old.
"""

import csv
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from ui.languages import site_languages

DATA = Path(__file__).parent / "data"
COUNTRIES = ("FR", "LU", "BE", "DE")
FAMILIES = ("social-economy", "committed", "public", "support")
DIRECTIONS = ("sells", "buys", "both")
SIZES = ("micro", "small", "medium", "large")
LEVELS = ("negotiates", "follows")

Direction = Literal["sells", "buys"]
Text = Mapping[str, str]


class ContentError(ValueError):
    """A data file breaks a rule of the demo; the message names the row and the rule."""


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region that the demo's organisations come from: slug, country code, name in each language.

    `language` is the one its inhabitants name it in; `grand-est` is the rest of Grand Est.
    """

    slug: str
    country: str
    language: str
    name: Text

    @property
    def local_name(self) -> str:
        return self.name[self.language]


@dataclass(frozen=True, slots=True)
class ActivityRecord:
    """What an organisation sells or buys; the words are in the organisation's own language.

    The area is `regions` (slugs), the whole Greater Region or a radius around its town; `capacity`
    counts `unit` per `period`, `free` of it as confirmed `confirmed_days` before the demo is
    loaded. What the fields do not say stands in the notes.
    """

    category: str
    direction: Direction
    text: str
    regions: tuple[str, ...] = ()
    greater_region: bool = False
    radius_km: int | None = None
    area_note: str = ""
    capacity: Decimal | None = None
    unit: str = ""
    period: str = ""
    free: Decimal | None = None
    confirmed_days: int | None = None
    capacity_note: str = ""
    nature: str = ""
    intent: str = ""
    keywords: str = ""
    lead_time: int | None = None
    lead_time_unit: str = ""
    themes: tuple[str, ...] = ()

    @property
    def area_kind(self) -> str:
        """How the area is said; empty where only the note says it."""
        if self.greater_region:
            return "greater_region"
        return "regions" if self.regions else "radius" if self.radius_km else ""


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A named person of an organisation; `email` lies under the organisation's domain.

    `title` ("Dr") belongs in front of the first name on badges and agendas, and may be empty.
    """

    first_name: str
    last_name: str
    function: str
    email: str
    title: str = ""

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label held by an organisation; months from the convention's day, expired if negative."""

    name: str
    issuer: str
    granted_months: int
    expires_months: int

    @property
    def expired(self) -> bool:
        return self.expires_months < 0


@dataclass(frozen=True, slots=True)
class OrganizationRecord:
    """One fictional organisation.

    `kind` counts in the demo's tables (``esat``, ``commune``, ``company`` …). `status` is the
    accreditation granted by an authority, or empty. `region` is a slug, `region_name` what its
    inhabitants call it. `language` is the language of the activities and functions. `languages`
    maps a language code to ``negotiates`` or ``follows``.
    """

    reference: str
    slug: str
    name: str
    country: str
    region: str
    town: str
    family: str
    kind: str
    status: str
    legal_form: str
    size: str
    direction: str
    language: str
    languages: Mapping[str, str]
    description: Text
    activities: tuple[ActivityRecord, ...]
    people: tuple[PersonRecord, ...]
    labels: tuple[LabelRow, ...]
    region_name: str

    @property
    def domain(self) -> str:
        return f"{self.slug}.example"

    @property
    def website(self) -> str:
        return f"https://{self.domain}/"

    @property
    def sells(self) -> tuple[ActivityRecord, ...]:
        return tuple(a for a in self.activities if a.direction == "sells")

    @property
    def buys(self) -> tuple[ActivityRecord, ...]:
        return tuple(a for a in self.activities if a.direction == "buys")


@dataclass(frozen=True, slots=True)
class TeamRecord:
    """Somebody who works for the conventions: owner, scheduler, desk or observer."""

    first_name: str
    last_name: str
    email: str
    role: str
    language: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class InterpreterRecord:
    """An interpreter and language pairs without direction; ``fsl`` is French Sign Language."""

    first_name: str
    last_name: str
    email: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class PartnerRecord:
    """A partner of the conventions: kind, name, mention in three languages."""

    kind: str
    name: str
    website: str
    mention: Text


@dataclass(frozen=True, slots=True)
class ZoneRecord:
    """A zone of the hall: its letter and its name in three languages."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class ConventionRecord:
    """The texts of one convention."""

    slug: str
    town: str
    country: str
    name: Text
    theme: Text
    description: Text
    venue: Text
    access_notes: Text


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A wish note: what the requester says to the organiser, for a wish in this category.

    `direction` is the requester's side: ``buys`` looks for the category, ``sells`` offers it.
    """

    language: str
    direction: Direction
    category: str
    text: str


@dataclass(frozen=True)
class Content:
    """Everything the demo is made of; `guests` take part in the next edition alone."""

    regions: tuple[RegionRow, ...]
    organizations: tuple[OrganizationRecord, ...]
    guests: tuple[OrganizationRecord, ...]
    team: tuple[TeamRecord, ...]
    interpreters: tuple[InterpreterRecord, ...]
    partners: tuple[PartnerRecord, ...]
    zones: tuple[ZoneRecord, ...]
    conventions: tuple[ConventionRecord, ...]
    notes: tuple[NoteRow, ...]

    def convention(self, slug: str) -> ConventionRecord:
        """Return the texts of the convention `slug`. Raises KeyError."""
        return {row.slug: row for row in self.conventions}[slug]


def email_local(first_name: str, last_name: str) -> str:
    """Return ``first.last`` in ASCII: ``Lena Groß`` gives ``lena.gross``."""
    joined = f"{first_name}.{last_name}".lower()
    for letter, spelt in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ı", "i")):
        joined = joined.replace(letter, spelt)
    plain = unicodedata.normalize("NFKD", joined)
    return "".join(c if c.isascii() and (c.isalnum() or c == ".") else _dash(c) for c in plain)


def _dash(character: str) -> str:
    return "" if unicodedata.combining(character) else "-"


def load(data: Path = DATA) -> Content:
    """Read and check every file under `data`. Raises ContentError."""
    convention = _toml(data / "convention.toml")
    regions = tuple(_region(row) for row in _csv(data / "regions.csv"))
    names = {region.slug: region.local_name for region in regions}
    content = Content(
        regions=regions,
        organizations=tuple(
            row for country in COUNTRIES for row in _file(data, country.lower(), names)
        ),
        guests=_file(data, "guests", names),
        team=tuple(TeamRecord(**raw) for raw in convention["team"]),
        interpreters=tuple(
            InterpreterRecord(**{**raw, "pairs": tuple((a, b) for a, b in raw["pairs"])})
            for raw in convention["interpreter"]
        ),
        partners=tuple(PartnerRecord(**raw) for raw in convention["partner"]),
        zones=tuple(ZoneRecord(**raw) for raw in convention["zone"]),
        conventions=tuple(ConventionRecord(**raw) for raw in convention["convention"]),
        notes=tuple(_note(row) for row in _csv(data / "wish_notes.csv")),
    )
    _check(content)
    return content


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _region(row: Mapping[str, str]) -> RegionRow:
    name = {code: row[code] for code in site_languages() if code in row}
    return RegionRow(row["slug"], row["country"], row["language"], name)


def _note(row: Mapping[str, str]) -> NoteRow:
    direction: Direction = "buys" if row["direction"] == "buys" else "sells"
    return NoteRow(row["language"], direction, row["category"], row["text"])


def _file(data: Path, name: str, region_names: Mapping[str, str]) -> tuple[OrganizationRecord, ...]:
    raws = _toml(data / "organizations" / f"{name}.toml")["organization"]
    return tuple(_organization(raw, region_names) for raw in raws)


def _organization(raw: dict[str, Any], region_names: Mapping[str, str]) -> OrganizationRecord:
    fields = dict(raw)
    domain = f"{fields['slug']}.example"
    activities = tuple(
        [_activity(a, "sells") for a in fields.pop("sells", ())]
        + [_activity(a, "buys") for a in fields.pop("buys", ())]
    )
    people = tuple(
        PersonRecord(
            **person, email=f"{email_local(person['first_name'], person['last_name'])}@{domain}"
        )
        for person in fields.pop("people")
    )
    labels = tuple(LabelRow(**label) for label in fields.pop("labels", ()))
    fields.setdefault("status", "")
    return OrganizationRecord(
        **fields,
        activities=activities,
        people=people,
        labels=labels,
        region_name=region_names.get(fields["region"], ""),
    )


def _activity(raw: Mapping[str, Any], direction: Direction) -> ActivityRecord:
    fields = dict(raw)
    for name in ("regions", "themes"):
        fields[name] = tuple(fields.get(name, ()))
    for name in ("capacity", "free"):
        if name in fields:
            fields[name] = Decimal(str(fields[name]))
    return ActivityRecord(direction=direction, **fields)


def _check(content: Content) -> None:
    regions = {region.slug: region.country for region in content.regions}
    rows = (*content.organizations, *content.guests)
    for row in rows:
        for broken in _broken_rules(row, regions):
            raise ContentError(f"{row.reference} {row.name}: {broken}")
    everybody = [person for row in rows for person in row.people]
    emails = [person.email for person in everybody]
    emails += [member.email for member in content.team]
    emails += [interpreter.email for interpreter in content.interpreters]
    for what, values in (
        ("reference", [row.reference for row in rows]),
        ("slug", [row.slug for row in rows]),
        ("name", [row.name for row in rows]),
        ("person", [person.name for person in everybody]),
        ("e-mail", emails),
    ):
        _require_unique(what, values)


def _require_unique(what: str, values: list[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ContentError(f"{what} given twice: {value}")
        seen.add(value)


def _broken_rules(row: OrganizationRecord, regions: Mapping[str, str]) -> Iterable[str]:
    for value, allowed in (
        (row.family, FAMILIES),
        (row.size, SIZES),
        (row.direction, DIRECTIONS),
        *((level, LEVELS) for level in row.languages.values()),
        *((code, site_languages()) for code in row.description),
    ):
        if value not in allowed:
            yield f"{value!r} is none of {', '.join(allowed)}"
    if regions.get(row.region) != row.country:
        yield f"region {row.region} is not in {row.country}"
    if row.languages.get(row.language) != "negotiates" or row.language not in row.description:
        yield f"its own language {row.language} is not negotiated or not described"
    if len(row.people) < 2:
        yield "fewer than two people"
    yield from _broken_activity_rules(row)


def _broken_activity_rules(row: OrganizationRecord) -> Iterable[str]:
    sold, bought = ({a.category for a in side} for side in (row.sells, row.buys))
    if (len(sold), len(bought)) != (len(row.sells), len(row.buys)) or sold & bought:
        yield "a category stands twice"
    if not (1 <= len(sold) <= 3 if row.direction != "buys" else not sold):
        yield f"{row.direction} but sells {len(sold)} categories"
    if not (2 <= len(bought) <= 8 if row.direction != "sells" else not bought):
        yield f"{row.direction} but buys {len(bought)} categories"
