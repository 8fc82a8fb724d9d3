"""`manage.py print_documents CONVENTION agendas|tables -o FILE`: paper without a browser."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from matchmaking.management.conventions import ConventionCommand, convention_named
from matchmaking.printing.models import PrintJob
from matchmaking.printing.services.print_jobs import NothingPrinted, write_document
from matchmaking.scheduling.services.schedules import published_of
from ui.languages import site_languages


class Command(ConventionCommand):
    help = (
        "Print all agendas, each in its delegate’s language, or all table schedules of the "
        "published version as one PDF; in this process, no worker."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("document", choices=PrintJob.Document.values, help="what to print")
        parser.add_argument("-o", "--output", required=True, type=Path, help="file to write")
        parser.add_argument(
            "--language",
            choices=site_languages(),
            default="fr",
            help="of the table schedules and of the file’s title (default: fr)",
        )

    def handle(
        self, *, convention: str, document: str, output: Path, language: str, **options: Any
    ) -> None:
        """Write the file."""
        schedule = published_of(convention_named(convention))
        if schedule is None:
            raise CommandError(f"Nothing of “{convention}” is published yet: publish it first.")
        start = time.monotonic()
        try:
            made = write_document(
                output.absolute(), schedule=schedule, document=document, language=language
            )
        except NothingPrinted:
            raise CommandError("The published version has nothing to print.") from None
        except OSError as error:
            raise CommandError(f"{output} could not be written: {error.strerror}.") from error
        seconds = round(time.monotonic() - start, 1)
        left_out = f" Left out: {', '.join(made.left_out)}." if made.left_out else ""
        self.answer(
            f"{output}: {made.sheets} sheets on {made.pages} pages, version {schedule.version}, "
            f"in {seconds} s.{left_out}",
            {
                "output": str(output),
                "document": document,
                "version": schedule.version,
                "sheets": made.sheets,
                "pages": made.pages,
                "left_out": made.left_out,
                "seconds": seconds,
            },
            as_json=options["json"],
        )
