"""What a new database holds: regions, categories, themes and units of capacity, from data/.

`seed` adds the rows that are missing and leaves those that are there: what the operator has
changed stays. A migration calls it, and whoever has emptied the tables may call it again.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps as installed
from django.utils.translation import override

DATA = Path(__file__).parent / "data"


def seed(apps: Any = installed) -> None:
    """Add every row that is missing; `apps` are the models of the moment, in a migration."""
    with override("en"):  # the language of the untranslated column
        for model, key, rows in (
            ("Category", "slug", _categories),
            ("Theme", "slug", _themes),
            ("Region", "code", _regions),
            ("CapacityUnit", "code", _units),
        ):
            _add(apps.get_model("organizations", model), key, rows)


def _add(model: Any, key: str, rows: Callable[[], Iterator[dict[str, Any]]]) -> None:
    known = set(model.objects.values_list(key, flat=True))
    model.objects.bulk_create(model(**row) for row in rows() if row[key] not in known)


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
        of_one = {f"name_of_one_{code}": row[f"{code}_one"] for code in ("en", "fr", "de")}
        yield (
            {"code": row["code"], "position": position, "name_of_one": row["en_one"]}
            | of_one
            | _names(row)
        )


def _names(row: dict[str, str]) -> dict[str, str]:
    names = {f"name_{language}": row[language] for language in ("en", "fr", "de")}
    return names | {"name": row["en"]}


def _read(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from enumerate(csv.DictReader(file), start=1)
