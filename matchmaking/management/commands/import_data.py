"""`manage.py import_data CONVENTION FILE`: bring organisations, delegates and wishes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from documents.lists.problems import Problem
from documents.lists.reading import check_size
from matchmaking.management.conventions import ConventionCommand, convention_named, refused
from matchmaking.spreadsheets.models import ImportUpload
from matchmaking.spreadsheets.services.columns import Kind
from matchmaking.spreadsheets.services.imports import (
    Preview,
    apply_import,
    check_file,
    preview_import,
)


class Command(ConventionCommand):
    help = "Import organisations, delegates and wishes from an Excel workbook or a CSV file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="an .xlsx workbook or a .csv file")
        parser.add_argument(
            "--kind", type=Kind, choices=list(Kind), help="what a file with one list holds"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, write nothing"
        )

    def handle(
        self, *, convention: str, file: Path, kind: Kind | None, dry_run: bool, **options: Any
    ) -> None:
        """Check the file, then apply it unless it has errors."""
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            check_size(file.stat().st_size)
            upload = check_file(
                convention=convention_named(convention),
                uploaded_by=None,
                file_name=file.name,
                content=file.read_bytes(),
                kind=kind,
            )
            preview = self.previewed(upload, dry_run=dry_run)
        except ValidationError as error:
            raise refused(error) from error
        lines = [
            f"{sheet.kind}: {sheet.counts.new} new, {sheet.counts.changed} changed, "
                 f"{sheet.counts.unchanged} unchanged" for sheet in preview.sheets]  # fmt: skip
        lines += [f"error: {in_words(problem)}" for problem in preview.problems]
        lines += [f"warning: {in_words(warning)}" for warning in preview.warnings]
        self.answer("\n".join(lines), self.data(preview, dry_run), as_json=options["json"])
        if preview.is_blocked:
            raise CommandError(f"{preview.problem_count} errors: nothing is imported.")

    def previewed(self, upload: ImportUpload, *, dry_run: bool) -> Preview:
        """Return the preview; apply it where it may be."""
        preview = preview_import(upload=upload)
        if preview.can_apply and not dry_run:
            apply_import(upload=upload, fingerprint=preview.fingerprint)
        else:
            upload.delete()
        return preview

    def data(self, preview: Preview, dry_run: bool) -> dict[str, Any]:
        counts = {
            sheet.kind.value: {
                "new": sheet.counts.new,
                "changed": sheet.counts.changed,
                "unchanged": sheet.counts.unchanged,
            }
            for sheet in preview.sheets
        }
        return {
            "applied": preview.can_apply and not dry_run,
            "counts": counts,
            "errors": [as_data(problem) for problem in preview.problems],
            "warnings": [as_data(warning) for warning in preview.warnings],
        }


def as_data(problem: Problem) -> dict[str, Any]:
    """Return a problem for programs: its code, place and sentence."""
    return problem.as_data() | {"code": problem.code, "text": problem.text}


def in_words(problem: Problem) -> str:
    """Return a problem's place and sentence on one line."""
    place = " ".join(
        part for part in (problem.sheet, f"{problem.column}{problem.row or ''}") if part
    )
    return f"{place}: {problem.text}" if place else problem.text
