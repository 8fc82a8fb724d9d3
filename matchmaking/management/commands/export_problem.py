"""`manage.py export_problem CONVENTION -o FILE`: the scheduler's problem, without names."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from matchmaking.management.conventions import ConventionCommand, convention_named, write_text
from matchmaking.scheduling.models import Run
from matchmaking.scheduling.services.exchange import problem_text
from matchmaking.wishes.services.rules import rules_of


class Command(ConventionCommand):
    help = "Write the convention’s scheduling problem in the exchange format; no names enter it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("-o", "--output", required=True, type=Path, help="file to write")
        parser.add_argument(
            "--objective",
            choices=Run.Objective.values,
            help="what comes first (default: the convention’s own)",
        )

    def handle(
        self, *, convention: str, output: Path, objective: str | None, **options: Any
    ) -> None:
        """Write the file."""
        chosen = convention_named(convention)
        text, count = problem_text(chosen, objective=objective or rules_of(chosen).objective)
        write_text(output, text)
        self.answer(
            f"{output}: {count} pairings.",
            {"output": str(output), "pairings": count},
            as_json=options["json"],
        )
