"""What the commands share: a convention by its slug, and answers for people and programs."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from conventions.models import Convention


class ConventionCommand(BaseCommand):
    """A command about one convention, with an answer in words or, with --json, as JSON."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add CONVENTION and --json."""
        parser.add_argument("convention", metavar="CONVENTION", help="slug of the convention")
        parser.add_argument("--json", action="store_true", help="answer as one line of JSON")

    def answer(self, words: str, facts: dict[str, Any], *, as_json: bool) -> None:
        """Write the answer to standard output."""
        self.stdout.write(json.dumps(facts, ensure_ascii=False) if as_json else words)


def convention_named(slug: str) -> Convention:
    """Return the convention; CommandError if there is none."""
    convention = Convention.objects.filter(slug=slug).first()
    if convention is None:
        raise CommandError(f"There is no convention “{slug}”.")
    return convention


def refused(error: ValidationError) -> CommandError:
    """Return a service's refusal as a sentence on standard error, exit status 1."""
    return CommandError(" ".join(error.messages))


def write_text(path: Path, text: str) -> None:
    """Write a file, whole or not at all."""
    scratch = path.with_name(f"{path.name}.part")
    try:
        scratch.write_text(text, encoding="utf-8")
        scratch.replace(path)
    except OSError as error:
        raise CommandError(f"{path} could not be written: {error.strerror}.") from error
