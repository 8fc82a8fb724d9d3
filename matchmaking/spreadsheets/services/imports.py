"""Imports of the four lists: check a file, preview it, apply it once."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from conventions.models import Convention, TeamMember
from conventions.services.refusals import refuse_archived
from documents.lists.problems import LISTED, Problem
from documents.lists.reading import read
from matchmaking.spreadsheets.models import ImportUpload
from matchmaking.spreadsheets.services import sentences  # noqa: F401 -- adds its sentences
from matchmaking.spreadsheets.services.amounts import amounts
from matchmaking.spreadsheets.services.applying import write
from matchmaking.spreadsheets.services.checking import Cleaned, clean
from matchmaking.spreadsheets.services.columns import COLUMNS, KIND_NAMES, Kind, is_known_name
from matchmaking.spreadsheets.services.matching import changes_of
from matchmaking.spreadsheets.services.matching.changes import Changes, Counts
from organizations.models import Organization, User

logger = logging.getLogger(__name__)
WAITS_FOR = timedelta(days=1)  # an upload that nobody confirms


@dataclass(frozen=True)
class Change:
    """A new or changed row; `fields` are the names of the columns that change something."""

    row: int
    label: str
    is_new: bool
    fields: tuple[str, ...]


@dataclass(frozen=True)
class SheetPreview:
    """What one list would do. `changes` are its first new or changed rows, never of wishes."""

    kind: Kind
    counts: Counts
    changes: tuple[Change, ...]
    problem_count: int

    @property
    def name(self) -> str:
        return str(KIND_NAMES[self.kind])

    @property
    def more(self) -> int:
        """New or changed rows beyond those listed."""
        return self.counts.written - len(self.changes)


@dataclass(frozen=True)
class Preview:
    """What an upload would do now. `problems` and `warnings` hold the first 200 of each."""

    sheets: tuple[SheetPreview, ...]
    problems: tuple[Problem, ...]
    problem_count: int
    warnings: tuple[Problem, ...]
    warning_count: int
    fingerprint: str

    @property
    def written(self) -> dict[Kind, int]:
        """Rows to write per list: new or changed."""
        return {sheet.kind: sheet.counts.written for sheet in self.sheets}

    @property
    def written_in_words(self) -> str:
        return amounts(self.written)

    @property
    def is_blocked(self) -> bool:
        return self.problem_count > 0

    @property
    def can_apply(self) -> bool:
        return not self.problem_count and any(self.written.values())


SHOWN_CHANGES = 20


@transaction.atomic
def check_file(
    *,
    convention: Convention,
    uploaded_by: User | None,
    file_name: str,
    content: bytes,
    kind: Kind | None = None,
) -> ImportUpload:
    """Read and check a file and keep its cleaned rows; the file itself is dropped.

    `kind` says what a file with one list holds; without it the header tells. What is wrong with
    rows is kept too. Raises FileRefused where the file as a whole cannot be read, and
    ValidationError `convention_archived`.
    """
    refuse_archived(convention)
    cleaned = clean(read(content, is_known_name), convention, kind)
    # A file that waits holds wishes and addresses: the next one replaces it.
    convention.imports.filter(uploaded_by=uploaded_by, applied_at=None).delete()
    return ImportUpload.objects.create(
        convention=convention,
        uploaded_by=uploaded_by,
        file_name=_safe_name(file_name),
        rows=_as_data(cleaned),
    )


def forget_old_uploads() -> int:
    """Drop what was uploaded and never confirmed: it holds wishes and addresses. Says how many."""
    old = ImportUpload.objects.filter(applied_at=None, uploaded_at__lt=timezone.now() - WAITS_FOR)
    count, _rows = old.delete()
    return count


def preview_import(*, upload: ImportUpload) -> Preview:
    """Hold a waiting upload against the data of this moment; writes nothing."""
    return _preview(_plan(upload))


def apply_import(*, upload: ImportUpload, fingerprint: str) -> dict[str, Any]:
    """Apply a waiting upload, once, in one transaction; return its counts per list.

    `fingerprint` is the one of the preview that was confirmed. Raises ValidationError
    `import_applied`, `import_stale` (the data has changed since the preview),
    `import_has_errors`, `import_conflict` or `convention_archived`.
    """
    try:
        with transaction.atomic():
            return _apply(upload, fingerprint)
    except IntegrityError as error:
        raise ValidationError(
            _("Somebody changed the same data at this very moment. Look at the preview again."),
            code="import_conflict",
        ) from error


def _apply(upload: ImportUpload, fingerprint: str) -> dict[str, Any]:
    # Compare and set: of two confirmations only one finds the row still waiting.
    waiting = ImportUpload.objects.filter(pk=upload.pk, applied_at=None)
    if waiting.update(applied_at=timezone.now()) != 1:
        raise ValidationError(_("This file is already imported."), code="import_applied")
    convention = Convention.objects.select_for_update().get(pk=upload.convention_id)
    refuse_archived(convention)
    result = _plan(upload, convention)
    preview = _preview(result)
    if preview.problem_count:
        raise ValidationError(
            _("The file has errors. Correct them and upload it again."), code="import_has_errors"
        )
    if preview.fingerprint != fingerprint:
        raise ValidationError(
            _("The data has changed since this preview. Look at the numbers again."),
            code="import_stale",
        )
    write(result)
    done = {
        sheet.kind.value: {
            "new": sheet.counts.new,
            "changed": sheet.counts.changed,
            "unchanged": sheet.counts.unchanged,
        }
        for sheet in preview.sheets
    }
    # What was imported stands in its own tables now; only the counts stay here.
    ImportUpload.objects.filter(pk=upload.pk).update(rows={"result": done})
    logger.info("import %s applied to convention %s: %s", upload.pk, convention.pk, done)
    return done


def reachable_organizations(*, convention: Convention, user: User | None) -> QuerySet[Organization]:
    """Return the organisations that an import may reuse by name and country.

    Those of this convention and of conventions that the same person owns: importing the name of
    somebody else's organisation must neither change it nor open its doors, nor tell that it
    exists.
    """
    owned = Q(registrations__convention=convention)
    if user is not None:
        conventions = Convention.objects.filter(team__user=user, team__role=TeamMember.Role.OWNER)
        owned |= Q(registrations__convention__in=conventions)
    return Organization.objects.filter(owned).distinct()


def _plan(upload: ImportUpload, convention: Convention | None = None) -> Changes:
    convention = convention or upload.convention
    reachable = reachable_organizations(convention=convention, user=upload.uploaded_by)
    return changes_of(convention, _from_data(upload.rows), reachable)


def _preview(result: Changes) -> Preview:
    cleaned = result.cleaned
    problems = _in_order(cleaned.problems + result.problems, cleaned)
    warnings = cleaned.warnings + result.warnings
    counts = result.counts()
    sheets = tuple(
        SheetPreview(
            kind,
            counts[kind],
            _changes(result, kind),
            sum(problem.sheet == cleaned.sheets[kind] for problem in problems),
        )
        for kind in Kind
        if kind in counts
    )
    return Preview(
        sheets,
        tuple(problems[:LISTED]),
        len(problems),
        tuple(warnings[:LISTED]),
        len(warnings),
        result.fingerprint,
    )


def _in_order(problems: list[Problem], cleaned: Cleaned) -> list[Problem]:
    """Sort by sheet and row, as one goes through the file."""
    sheets = [cleaned.sheets[kind] for kind in Kind if kind in cleaned.sheets]

    def place(problem: Problem) -> tuple[int, int]:
        known = problem.sheet in sheets
        return (sheets.index(problem.sheet) if known else len(sheets), problem.row or 0)

    return sorted(problems, key=place)


def _changes(result: Changes, kind: Kind) -> tuple[Change, ...]:
    if kind is Kind.WISHES:
        return ()  # wishes are secret: they are counted, not laid open on one more page
    names = {column.key: str(column.name) for column in COLUMNS[kind]}
    written = [step for step in result.steps(kind) if step.state != "unchanged"]
    return tuple(
        Change(step.row, step.label, step.is_new, tuple(names[key] for key in step.fields))
        for step in written[:SHOWN_CHANGES]
    )


# --- The upload's JSON ----------------------------------------------------------------------------


def _safe_name(name: str) -> str:
    """Return a name for the screen only: the file is never stored under it."""
    plain = "".join(letter for letter in name if letter.isprintable())
    return plain.replace("\\", "/").rpartition("/")[2][-120:]


def _as_data(cleaned: Cleaned) -> dict[str, Any]:
    return {
        "rows": {kind.value: rows for kind, rows in cleaned.rows.items()},
        "sheets": {kind.value: name for kind, name in cleaned.sheets.items()},
        "places": {kind.value: places for kind, places in cleaned.places.items()},
        "spared": cleaned.spared,
        "problems": [problem.as_data() for problem in cleaned.problems],
        "warnings": [warning.as_data() for warning in cleaned.warnings],
    }


def _from_data(data: dict[str, Any]) -> Cleaned:
    return Cleaned(
        rows={Kind(kind): rows for kind, rows in data["rows"].items()},
        sheets={Kind(kind): name for kind, name in data["sheets"].items()},
        places={
            Kind(kind): {key: (letter, name) for key, (letter, name) in places.items()}
            for kind, places in data["places"].items()
        },
        spared=list(data["spared"]),
        problems=[Problem(**problem) for problem in data["problems"]],
        warnings=[Problem(**warning) for warning in data["warnings"]],
    )
