"""Samples to download: a workbook with the four lists, and each list as CSV."""

from documents.lists import writing
from matchmaking.spreadsheets.services.columns import COLUMNS, KIND_NAMES, Kind
from ui.languages import translated

ROWS: dict[Kind, list[dict[str, str]]] = {
    Kind.ORGANIZATIONS: [
        {},
        {
            "reference": "A002", "name": "Werkstatt Saartal", "country": "DE", "region": "Saarland",
            "town": "Saarbrücken", "legal_form": "gGmbH", "status": "WfbM", "size": "120",
            "website": "www.werkstatt-saartal.example",
            **dict.fromkeys(translated("description"), ""),
            "description_de": "Wäscherei und Verpackung.", "sells": "laundry; packaging",
            "buys": "furniture", "min_meetings": "", "max_meetings": "10",
        },
    ],
    Kind.ACTIVITIES: [
        {},
        {
            "organization": "A002", "category": "laundry", "text_fr": "",
            "text_de": "Wäscherei für Heime und Hotels.", "text_en": "", "area": "80 km",
            "area_note": "", "capacity": "2500", "unit": "kg", "free": "", "confirmed_on": "",
            "capacity_note": "", "intent": "", "keywords": "Flachwäsche, Bettwäsche",
            "lead_time": "2 Wochen", "themes": "", "prefers": "",
        },
    ],
    Kind.DELEGATES: [
        {},
        {
            "organization": "A002", "first_name": "Jonas", "last_name": "Weber",
            "email": "jonas.weber@mail.example", "function": "Werkstattleiter",
            "phone": "+49 681 000000", "language": "de", "negotiates": "de", "follows": "fr; en",
            "arrives": "", "leaves": "", "absent_slots": "",
        },
    ],
    Kind.WISHES: [{}, {"requester": "A002", "target": "A001", "rank": "2", "note": ""}],
}  # fmt: skip
# The first row's times would need sessions that a new convention does not have yet.
WITHOUT = {"arrives": "", "leaves": "", "absent_slots": ""}


def table(kind: Kind) -> list[list[str]]:
    """Return a list's header and sample rows, in the reader's language."""
    columns = COLUMNS[kind]
    rows = [[str(column.name) for column in columns]]
    for sample in ROWS[kind]:
        values = {column.key: str(column.example) for column in columns} | WITHOUT | sample
        rows.append([values[column.key] for column in columns])
    return rows


def as_xlsx() -> bytes:
    """Return a workbook with a sheet per list."""
    return writing.as_xlsx(writing.Table(str(KIND_NAMES[kind]), table(kind)) for kind in Kind)


def as_csv(kind: Kind) -> bytes:
    """Return one list as CSV."""
    return writing.as_csv(table(kind))


def file_name(kind: Kind | None) -> str:
    """Return the name of a sample's file."""
    if kind is None:
        return "entente-import.xlsx"
    return f"entente-import-{kind.value}.csv"
