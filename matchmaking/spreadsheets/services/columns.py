"""The four lists: their columns, the names accepted in a header, and what each cell holds."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from documents.lists.book import Row, Sheet, Value, is_blank, letter
from documents.lists.problems import Problem, shortened
from documents.text import compact
from ui.languages import later_name, site_languages


class Kind(StrEnum):
    ORGANIZATIONS = "organizations"
    ACTIVITIES = "activities"
    DELEGATES = "delegates"
    WISHES = "wishes"


KIND_NAMES = {
    Kind.ORGANIZATIONS: _("Organisations"),
    Kind.ACTIVITIES: _("Activities"),
    Kind.DELEGATES: _("Delegates"),
    Kind.WISHES: _("Wishes"),
}


@dataclass(frozen=True)
class Column:
    """`key` is the cleaned row's key; `aliases` are further names, in any language.

    A file without its list's `telling` column is no such list, whatever else it has.
    """

    key: str
    name: str | Promise
    help: str | Promise
    example: str | Promise
    required: bool = False
    aliases: tuple[str, ...] = ()
    telling: bool = False

    @property
    def names(self) -> dict[str, str]:
        """The name in each language."""
        found = {}
        for language in site_languages():
            with override(language):
                found[language] = str(self.name)
        return found


JOINERY = {"fr": "Atelier de menuiserie.", "de": "Tischlerei.", "en": "Joinery workshop."}


def _description(code: str) -> Column:
    return Column(
        f"description_{code}",
        format_lazy(pgettext_lazy("column of an import", "description ({code})"), code=code),
        format_lazy(_("Up to 2,000 characters ({language})."), language=later_name(code)),
        JOINERY.get(code, ""),
        aliases=("Beschreibung",) if code == "de" else (),
    )


ORGANIZATIONS = (
    Column(
        "reference",
        pgettext_lazy("column of an import", "reference"),
        _("Your own mark for this organisation; the other lists refer to it."),
        "A001", required=True, aliases=("ref", "id", "numéro", "Nummer", "Kennung"),
    ),
    Column(
        "name",
        pgettext_lazy("column of an import", "name"),
        _("As it stands on badges and agendas."),
        "Ateliers du Val", required=True,
        aliases=("organisation", "organization", "raison sociale", "entreprise", "Firma"),
    ),
    Column(
        "country",
        pgettext_lazy("column of an import", "country"),
        _("The country’s name or its code."),
        "FR", required=True,
    ),
    Column(
        "family",
        pgettext_lazy("column of an import", "family"),
        _("social economy; committed company; public buyer; network or support (or S, E, P, N)."),
        _("social economy"), required=True,
    ),
    Column("region", pgettext_lazy("column of an import", "region"),
           _("In any of the three languages; one that the list does not know is kept as written."),
           "Moselle"),
    Column("town", pgettext_lazy("column of an import", "town"), _("As you write it."), "Metz",
           aliases=("city", "commune", "Stadt")),
    Column("legal_form", pgettext_lazy("column of an import", "legal form"),
           _("As you write it."), "SCIC"),
    Column("status", pgettext_lazy("column of an import", "status"),
           _("Granted by an authority, for example ESAT, SIS or Inklusionsbetrieb."), "ESAT",
           aliases=("agrément",)),
    Column("size", pgettext_lazy("column of an import", "size"),
           _("micro, small, medium or large, or the number of people."), "42",
           aliases=("people", "effectif", "Beschäftigte")),
    Column("website", pgettext_lazy("column of an import", "website"),
           _("The web address."), "www.ateliers-du-val.example", aliases=("web", "url")),
    Column("direction", pgettext_lazy("column of an import", "direction"),
           _("buys, sells or both; left empty for a new organisation: both."), _("both")),
    *(_description(code) for code in site_languages()),
    Column("sells", pgettext_lazy("column of an import", "sells"),
           _("Categories, separated by semicolons: their short or their full names. One that the "
             "list does not have: “other: …”."),
           "furniture; packaging", aliases=("offer", "offre", "Angebot")),
    Column("buys", pgettext_lazy("column of an import", "buys"),
           _("Categories, separated by semicolons: their short or their full names. One that the "
             "list does not have: “other: …”."),
           "catering", aliases=("need", "besoin", "Bedarf")),
    Column("min_meetings", pgettext_lazy("column of an import", "min meetings"),
           _("A whole number from 0 to 200."), "2"),
    Column("max_meetings", pgettext_lazy("column of an import", "max meetings"),
           _("A whole number from 1 to 200."), "12"),
    Column("registration", pgettext_lazy("column of an import", "registration"),
           _("pending, validated, waiting, refused or withdrawn; left empty for a new "
             "organisation: validated."), _("validated")),
)  # fmt: skip

ACTIVITIES = (
    Column("organization", pgettext_lazy("column of an import", "organisation"),
           _("The reference of the organisation."), "A001", required=True,
           aliases=("organization", "reference", "référence", "Referenz", "entreprise", "Firma")),
    Column("side", pgettext_lazy("column of an import", "direction"),
           _("offers or seeks."), _("sells"), required=True,
           aliases=("sells or buys", "offers or seeks", "offre ou demande",
                    "Angebot oder Bedarf")),
    Column("category", pgettext_lazy("column of an import", "category"),
           _("One category: its short or its full name, or “other: …”."), "packaging",
           required=True, telling=True),
    Column("text_fr", pgettext_lazy("column of an import", "text (fr)"),
           _("Up to 300 characters, in French."), "Mise sous pli et étiquetage."),
    Column("text_de", pgettext_lazy("column of an import", "text (de)"),
           _("Up to 300 characters, in German."), "Kuvertieren und Etikettieren.",
           aliases=("Text",)),
    Column("text_en", pgettext_lazy("column of an import", "text (en)"),
           _("Up to 300 characters, in English."), "Mailing and labelling."),
    Column("area", pgettext_lazy("column of an import", "area"),
           _("Regions separated by semicolons, “Greater Region”, or a radius around the "
             "organisation’s town such as 80 km."), "Moselle; Luxembourg",
           aliases=("area served", "zone desservie", "secteur", "Liefergebiet", "Gebiet")),
    Column("area_note", pgettext_lazy("column of an import", "more about the area"),
           _("What the area does not say, in your own words."), ""),
    Column("capacity", pgettext_lazy("column of an import", "capacity"),
           _("The whole capacity, as a number."), "25000"),
    Column("unit", pgettext_lazy("column of an import", "unit"),
           _("A unit of the list on this page, by its short name or its name."), "letters"),
    Column("period", pgettext_lazy("column of an import", "period"),
           _("day, week, month, season, year or in all; left empty: in all."), _("month"),
           aliases=("per", "par", "pro")),
    Column("free", pgettext_lazy("column of an import", "free"),
           _("Spare capacity, in figures."), "6000",
           aliases=("free capacity", "capacité libre", "dont libre", "freie Kapazität",
                    "davon frei")),
    Column("confirmed_on", pgettext_lazy("column of an import", "confirmed on"),
           _("The day on which the capacity was confirmed."), "2026-03-03"),
    Column("capacity_note", pgettext_lazy("column of an import", "more about the capacity"),
           _("What the numbers do not say, in your own words."), ""),
    Column("nature", pgettext_lazy("column of an import", "nature"),
           _("supplies, services or works."),
           pgettext_lazy("nature of a purchase", "services")),
    Column("intent", pgettext_lazy("column of an import", "also looks for"),
           _("Partners for: subcontracting, bidding together, developing together, finding a "
             "site, distribution or financing."), _("joint bid"), aliases=("intent",)),
    Column("keywords", pgettext_lazy("column of an import", "keywords"),
           _("Up to ten, separated by commas, in the language people search in."),
           "mailing, étiquetage"),
    Column("lead_time", pgettext_lazy("column of an import", "lead time"),
           _("In days or weeks: 10 days, 2 weeks."), "2 weeks"),
    Column("themes", pgettext_lazy("column of an import", "themes"),
           _("Themes of this convention, separated by semicolons: their short or full names."),
           "inclusion; zero-waste"),
    Column("prefers", pgettext_lazy("column of an import", "preferred statuses"),
           _("Statuses or labels it prefers in partners."), "ESAT, EMAS"),
)  # fmt: skip

DELEGATES = (
    Column("organization", pgettext_lazy("column of an import", "organisation"),
           _("The reference of the organisation."), "A001", required=True,
           aliases=("organization", "reference", "référence", "Referenz", "entreprise", "Firma")),
    Column("first_name", pgettext_lazy("column of an import", "first name"),
           _("Up to 80 characters."), "Élodie", required=True),
    Column("last_name", pgettext_lazy("column of an import", "last name"),
           _("Up to 80 characters."), "Marchal", required=True, aliases=("surname",)),
    Column("email", pgettext_lazy("column of an import", "e-mail"),
           _("With it the person can sign in."), "elodie.marchal@mail.example",
           aliases=("mail", "email", "courriel", "adresse e-mail", "E-Mail-Adresse")),
    Column("function", pgettext_lazy("column of an import", "function"),
           _("As it stands on the badge."), "Directrice commerciale", aliases=("job", "poste")),
    Column("phone", pgettext_lazy("column of an import", "phone"),
           _("With the country’s code; format the column as text."), "+33 3 87 00 00 00",
           aliases=("téléphone", "mobile", "tel", "Telefonnummer")),
    Column("language", pgettext_lazy("column of an import", "language"),
           _("Of mails and paper: fr, de or en."), "fr"),
    Column("negotiates", pgettext_lazy("column of an import", "negotiates"),
           _("Languages the person negotiates in, as codes separated by semicolons."), "fr; de"),
    Column("follows", pgettext_lazy("column of an import", "follows"),
           _("Languages the person follows, as codes separated by semicolons."), "en"),
    Column("meets", pgettext_lazy("column of an import", "meets"),
           _("no for press and speakers: a badge but no meetings; left empty: yes."), _("yes")),
    Column("arrives", pgettext_lazy("column of an import", "arrives"),
           _("Only for late arrivals: 14:30, or day and time, in the convention’s zone."),
           "14:30"),
    Column("leaves", pgettext_lazy("column of an import", "leaves"),
           _("Only for early departures: 16:00, or day and time, in the convention’s zone."),
           "16:00"),
    Column("absent_slots", pgettext_lazy("column of an import", "absent slots"),
           _("Numbers of slots, counted from 1, separated by semicolons, or from–to."), "1;4-5",
           aliases=("absences",)),
    Column("step_free", pgettext_lazy("column of an import", "step-free"),
           _("yes, if the person needs a step-free table."), _("no")),
)  # fmt: skip

WISHES = (
    Column("requester", pgettext_lazy("column of an import", "from"),
           _("The reference of the organisation that wishes."), "A001", required=True,
           aliases=("requester", "demandeur")),
    Column("target", pgettext_lazy("column of an import", "to"),
           _("The reference of the organisation it would like to meet."), "A002", required=True,
           aliases=("target", "cible", "souhaite rencontrer")),
    Column("rank", pgettext_lazy("column of an import", "rank"),
           _("1 (must), 2 (good) or 3 (nice); left empty for a new wish: 2."), "1",
           aliases=("priority", "priorité", "Priorität")),
    Column("note", pgettext_lazy("column of an import", "note"),
           _("Up to 300 characters; never shown to the other side."), "Mobilier de bureau",
           aliases=("remark", "remarque", "Bemerkung")),
)  # fmt: skip

COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.ORGANIZATIONS: ORGANIZATIONS,
    Kind.ACTIVITIES: ACTIVITIES,
    Kind.DELEGATES: DELEGATES,
    Kind.WISHES: WISHES,
}


@cache
def names_of(column: Column) -> frozenset[str]:
    """Return every compact name that a header may have for `column`."""
    names = (column.key, *column.names.values(), *column.aliases)
    return frozenset(compact(name) for name in names)


@cache
def header_names(kind: Kind) -> dict[str, Column]:
    """Return compact name → column. A column's own names win over another's alias."""
    found: dict[str, Column] = {}
    for column in COLUMNS[kind]:
        for alias in column.aliases:
            found[compact(alias)] = column
    for column in COLUMNS[kind]:
        for name in (column.key, *column.names.values()):
            found[compact(name)] = column
    return found


def is_known_name(text: str) -> bool:
    """Whether any of the four lists has a column of this name."""
    return any(compact(text) in header_names(kind) for kind in Kind)


@dataclass
class Mapped:
    """A sheet whose header is understood: key → column of the sheet, counted from 0."""

    kind: Kind
    sheet: Sheet
    places: dict[str, int]
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def cell(self, row: Row, key: str) -> Value:
        place = self.places.get(key)
        return row.cells[place] if place is not None and place < len(row.cells) else None

    def header(self, key: str) -> str:
        place = self.places[key]
        return str(self.sheet.header.cells[place] or "")


def kind_of(sheet: Sheet) -> Kind | None:
    """Tell a sheet's list by its own name, else by its header.

    A list fits when every required column is there; else the one with at least half of them.
    """
    for kind in Kind:
        if compact(sheet.name) in _sheet_names(kind):
            return kind
    header = {compact(cell) for cell in sheet.header.cells if not is_blank(cell)}
    fits: dict[Kind, tuple[float, int]] = {}
    for kind in Kind:
        if any(column.telling and not names_of(column) & header for column in COLUMNS[kind]):
            continue
        required = [bool(names_of(c) & header) for c in COLUMNS[kind] if c.required]
        share = sum(required) / len(required)
        if share >= 0.5:
            fits[kind] = (share, sum(name in header_names(kind) for name in header))
    return max(fits, key=lambda kind: fits[kind]) if fits else None


def _sheet_names(kind: Kind) -> set[str]:
    names = {compact(kind)}
    for language in site_languages():
        with override(language):
            names.add(compact(KIND_NAMES[kind]))
    return names


def map_sheet(sheet: Sheet, kind: Kind) -> Mapped:
    """Find each column's place; missing, doubled and unknown ones are said."""
    mapped = Mapped(kind, sheet, {})
    names = header_names(kind)
    unknown: list[int] = []
    for place, cell in enumerate(sheet.header.cells):
        column = names.get(compact(cell)) if not is_blank(cell) else None
        if column is None:
            unknown.append(place)
        elif column.key in mapped.places:
            _double(mapped, column, place)
        else:
            mapped.places[column.key] = place
    for column in COLUMNS[kind]:
        if column.required and column.key not in mapped.places:
            mapped.problems.append(
                Problem(
                    "header_missing",
                    sheet=sheet.name,
                    row=sheet.header.number,
                    params={"name": column.names["en"]},
                )
            )
    _unknown(mapped, unknown)
    return mapped


def _double(mapped: Mapped, column: Column, place: int) -> None:
    mapped.problems.append(
        Problem(
            "header_duplicate",
            sheet=mapped.sheet.name,
            row=mapped.sheet.header.number,
            column=letter(place),
            params={
                "first": letter(mapped.places[column.key]),
                "second": letter(place),
                "name": shortened(mapped.header(column.key)),
            },
        )
    )


def _unknown(mapped: Mapped, places: Iterable[int]) -> None:
    free = {
        compact(name): name
        for column in COLUMNS[mapped.kind]
        if column.key not in mapped.places
        for name in column.names.values()
    }
    names: list[str] = []
    sheet = mapped.sheet
    for place in places:
        cell = sheet.header.cells[place]
        if is_blank(cell):
            if any(len(row.cells) > place and not is_blank(row.cells[place]) for row in sheet.rows):
                mapped.warnings.append(
                    Problem("column_nameless", sheet=sheet.name, column=letter(place))
                )
            continue
        near = difflib.get_close_matches(compact(cell), list(free), n=1, cutoff=0.75)
        if near:
            mapped.warnings.append(
                Problem(
                    "columns_unknown.near",
                    sheet=sheet.name,
                    column=letter(place),
                    params={"name": shortened(cell), "near": free[near[0]]},
                )
            )
        else:
            names.append(shortened(cell))
    if names:
        mapped.warnings.append(
            Problem("columns_unknown", sheet=sheet.name, params={"names": ", ".join(names)})
        )
