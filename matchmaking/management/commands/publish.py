"""`manage.py publish CONVENTION`: freeze the draft as the next version."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError

from matchmaking.management.conventions import ConventionCommand, convention_named, refused
from matchmaking.scheduling.services.schedules import publish


class Command(ConventionCommand):
    help = "Publish the draft as the next version. From then on it never changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--confirm",
            action="store_true",
            help="publish even though data changed since the draft was made",
        )

    def handle(self, *, convention: str, confirm: bool, **options: Any) -> None:
        """Publish."""
        try:
            version = publish(convention=convention_named(convention), by=None, confirmed=confirm)
        except ValidationError as error:
            raise refused(error) from error
        meetings = version.meetings.count()
        self.answer(
            f"Version {version.version} is published: {meetings} meetings, "
            f"{2 * meetings} agenda entries.",
            {
                "version": version.version,
                "meetings": meetings,
                "agenda_entries": 2 * meetings,
            },
            as_json=options["json"],
        )
