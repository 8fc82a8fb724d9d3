"""Where code lives, whom it may know, and what it may never do."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

APPS = ("config", "matchmaking", "conventions", "organizations", "documents", "jobs", "ui")
SLOW_IMPORTS = ("ortools", "weasyprint")


def sources() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def templates() -> list[Path]:
    ours = (settings.BASE_DIR / "templates").rglob("*.html")
    # Django's own form templates print help texts, which are ours, as markup.
    return sorted(path for path in ours if "django" not in path.parts)


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    """Return `file:line: text` for each line that matches."""
    expression = re.compile(pattern)
    return [
        f"{path.relative_to(settings.BASE_DIR)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if expression.search(line)
    ]


def imported(path: Path) -> set[str]:
    """Return the modules a file imports, wherever in the file."""
    tree = ast.parse(path.read_text())
    named = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    return named | {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }


def test_imports_point_down() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    result = subprocess.run(
        [linter, "--no-cache"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout + result.stderr


def test_the_scheduler_knows_the_standard_library_and_ortools_only() -> None:
    allowed = {*sys.stdlib_module_names, "ortools", "matchmaking"}

    strangers = {
        f"{path.name}: {module}"
        for path in (settings.BASE_DIR / "matchmaking" / "scheduler").rglob("*.py")
        for module in imported(path)
        if module.split(".")[0] not in allowed
        or (module.startswith("matchmaking") and not module.startswith("matchmaking.scheduler"))
    }

    assert strangers == set()


def test_no_module_of_the_scheduler_imports_itself_by_way_of_others() -> None:
    """The linter passes over what is imported for types alone; here that counts, too."""
    root = settings.BASE_DIR / "matchmaking" / "scheduler"
    knows = {
        ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts): imported(path)
        for path in root.rglob("*.py")
    }

    TopologicalSorter(knows).prepare()  # refuses a circle, and names it


def test_a_web_process_never_loads_the_solver_or_the_printer() -> None:
    script = (
        "import sys; from config.wsgi import application; from django.urls import get_resolver;"
        "get_resolver().url_patterns;"
        f"print([name for name in {SLOW_IMPORTS} if name in sys.modules])"
    )

    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.strip() == "[]"


def test_tasks_start_after_commit() -> None:
    assert lines_with(r"\.(delay|apply_async)\(", list(sources())) == []


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"mark_safe\(", "texts are escaped; format_html puts markup together"),
        (r"@receiver\(|\.save\(\)\s*#\s*signal", "signals are no control flow"),
        (r"objects\.(raw|extra)\(", "queries are queryset words"),
        (r"\bTODO\b|\bFIXME\b|\bXXX\b", "what is not finished is left out"),
    ],
)
def test_source_avoids(pattern: str, why: str) -> None:
    assert lines_with(pattern, list(sources())) == [], why


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"\|\s*safe\b|autoescape off", "texts are escaped"),
        (r"\sstyle=", "looks are CSS, and the content security policy refuses them inline"),
        (r"\son[a-z]+=\"", "scripts are modules"),
        (r"<script(?![^>]*(src=|json))(?![^>]*nonce)", "an inline script needs the nonce"),
        (r"https?://(?!www\.w3\.org|\{\{)", "pages load nothing from elsewhere"),
        (r"#[0-9a-fA-F]{6}\b", "colours are tokens"),
    ],
)
def test_templates_avoid(pattern: str, why: str) -> None:
    assert lines_with(pattern, templates()) == [], why
