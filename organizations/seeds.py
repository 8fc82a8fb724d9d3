"""What a new database holds: regions, categories, themes and units of capacity, from data/.

`seed` adds the rows that are missing and leaves those that are there: what the operator has
changed stays. It follows each `migrate`, and each emptying of a test database.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.utils.translation import override

from organizations.models import CapacityUnit, Category, Region, Theme
from ui.languages import site_languages

Rows = Callable[[], Iterator[dict[str, Any]]]
DATA = Path(__file__).parent / "data"


def seed(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Add every row that is missing; nothing where the tables are gone, as after `migrate zero`."""
    there = set(connections[using].introspection.table_names())
    with override("en"):  # the language of the untranslated column
        for model, key, rows in SEEDS:
            if model._meta.db_table in there:
                _add(model.objects.using(using), key, rows)


def _add(there: "QuerySet[Any]", key: str, rows: Rows) -> None:
    known = set(there.values_list(key, flat=True))
    there.bulk_create(there.model(**row) for row in rows() if row[key] not in known)


def _categories() -> Iterator[dict[str, Any]]:
    for position, row in _read("categories.csv"):
        yield {"slug": row["slug"], "cpv": row["cpv"], "position": position} | _names(row)


def _themes() -> Iterator[dict[str, Any]]:
    for position, row in _read("themes.csv"):
        yield {"slug": row["slug"], "position": position} | _names(row)


def _regions() -> Iterator[dict[str, Any]]:
    for position, row in _read("regions.csv"):
        yield {
            "code": row["code"],
            "country": row["country"],
            "in_greater_region": row["greater_region"] == "yes",
            "position": position,
        } | _names(row)


def _units() -> Iterator[dict[str, Any]]:
    for position, row in _read("units.csv"):
        of_one = {
            f"name_of_one_{code}": row[f"{code}_one"]
            for code in site_languages()
            if f"{code}_one" in row
        }
        yield (
            {"code": row["code"], "position": position, "name_of_one": row["en_one"]}
            | of_one
            | _names(row)
        )


def _names(row: dict[str, str]) -> dict[str, str]:
    names = {f"name_{code}": row[code] for code in site_languages() if code in row}
    return names | {"name": row["en"]}


def _read(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from enumerate(csv.DictReader(file), start=1)


SEEDS: tuple[tuple[Any, str, Rows], ...] = (
    (Category, "slug", _categories),
    (Theme, "slug", _themes),
    (Region, "code", _regions),
    (CapacityUnit, "code", _units),
)
