"""`manage.py export_schedule CONVENTION -o FILE`: the draft or a version, without names."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser

from matchmaking.management.conventions import (
    ConventionCommand,
    convention_named,
    refused,
    write_text,
)
from matchmaking.scheduling.services.exchange import schedule_text


class Command(ConventionCommand):
    help = "Write the draft, or a published version, in the exchange format; no names enter it."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Let --version mean ours: Django's, which prints its own version, gives way."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("-o", "--output", required=True, type=Path, help="file to write")
        parser.add_argument(
            "--version",
            dest="number",
            type=int,
            metavar="N",
            help="a published version (default: the draft)",
        )

    def handle(self, *, convention: str, output: Path, number: int | None, **options: Any) -> None:
        """Write the file."""
        try:
            text, count = schedule_text(convention_named(convention), version=number)
        except ValidationError as error:
            raise refused(error) from error
        write_text(output, text)
        self.answer(
            f"{output}: {count} meetings.",
            {"output": str(output), "meetings": count, "version": number},
            as_json=options["json"],
        )
