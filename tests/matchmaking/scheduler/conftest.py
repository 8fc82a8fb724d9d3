"""The example of the exchange format, and how to vary it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

EXAMPLE: dict[str, Any] = json.loads("""
{"format": "entente-problem/1", "name": "example",
 "slots":   [{"id": 0, "session": 0}, {"id": 1, "session": 0}, {"id": 2, "session": 1}],
 "tables":  [{"id": 0, "slots": [0, 1], "host": 7, "step_free": true}, {"id": 4}],
 "parties": [{"id": 7, "min_meetings": 1, "max_meetings": 1,
              "delegates": [{"id": 70, "absent": [0], "negotiates": ["fr", "de"],
                             "follows": ["en"], "max_in_a_row": 5, "step_free": true}]},
             {"id": 9, "delegates": [{"id": 90, "negotiates": ["fr"]},
                                     {"id": 91, "negotiates": ["de"]}]},
             {"id": 11, "delegates": [{"id": 110, "negotiates": ["en"], "follows": ["fr"]}]}],
 "interpreters": [{"id": 0, "pairs": [["fr", "de"]], "absent": [], "max_in_a_row": 3}],
 "meetings": [{"id": 0, "parties": [7, 9], "value": 9, "slots": [0, 1, 2],
               "delegates": {"9": [91]}, "locked": {"slot": 1, "table": 0}},
              {"id": 5, "parties": [7, 11], "value": 2},
              {"id": 12, "parties": [9, 11], "value": 4, "after": [0]}],
 "rules": {"place_all": false, "max_break_spread": null, "absence_counts_as_break": false,
           "chairs": 4},
 "objective": ["minimum", "value", "changes", "breaks", "table_changes", "follows"],
 "previous": {"meetings": [{"id": 0, "slot": 1, "table": 0, "delegates": {"7": 70, "9": 91},
                            "interpreter": null}]}}
""")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all of this folder: the scheduler knows of no database."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("once")


@pytest.fixture
def example() -> dict[str, Any]:
    """The example as a document that a test may change."""
    return copy.deepcopy(EXAMPLE)
