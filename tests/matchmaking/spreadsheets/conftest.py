from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from conventions.models import Convention
from matchmaking.spreadsheets.models import ImportUpload
from matchmaking.spreadsheets.services.columns import Kind
from matchmaking.spreadsheets.services.imports import (
    Preview,
    apply_import,
    check_file,
    preview_import,
)
from organizations.models import User
from tests.factories import ConventionFactory, SessionFactory, SlotFactory, TeamMemberFactory


@pytest.fixture
def convention(db) -> Convention:
    """One afternoon of nine slots, from 14:00 to 17:00 in Paris."""
    convention = ConventionFactory(slug="here")
    session = SessionFactory(convention=convention)
    for _ in range(9):
        SlotFactory(session=session)
    return convention


@pytest.fixture
def owner(convention) -> User:
    return TeamMemberFactory(convention=convention).user


@pytest.fixture
def check(convention, owner) -> Callable[..., ImportUpload]:
    def check(content: bytes, kind: Kind | None = None) -> ImportUpload:
        return check_file(
            convention=convention,
            uploaded_by=owner,
            file_name="list.xlsx",
            content=content,
            kind=kind,
        )

    return check


@pytest.fixture
def preview(check) -> Callable[..., Preview]:
    def preview(content: bytes, kind: Kind | None = None) -> Preview:
        return preview_import(upload=check(content, kind))

    return preview


@pytest.fixture
def codes(preview) -> Callable[..., tuple[list[str], list[str]]]:
    """Error codes and warning codes of a file, each in the order they are shown."""

    def codes(content: bytes, kind: Kind | None = None) -> tuple[list[str], list[str]]:
        try:
            seen = preview(content, kind)
        except ValidationError as error:
            return [error.code or ""], []
        # Every one of them can be put into words.
        assert all(problem.text for problem in seen.problems + seen.warnings)
        return [p.code for p in seen.problems], [p.code for p in seen.warnings]

    return codes


@pytest.fixture
def load(check) -> Callable[..., dict[str, dict[str, int]]]:
    """Check, confirm and apply a file without errors."""

    def load(content: bytes, kind: Kind | None = None) -> dict[str, dict[str, int]]:
        upload = check(content, kind)
        seen = preview_import(upload=upload)
        assert [problem.text for problem in seen.problems] == []
        return apply_import(upload=upload, fingerprint=seen.fingerprint)

    return load
