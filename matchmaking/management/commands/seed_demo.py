import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from matchmaking.demo.loader import SLUGS, seed


class Command(BaseCommand):
    help = (
        "Makes the demo conventions: fictional, the same each time. What is there stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "convention", nargs="*", metavar="CONVENTION", help=f"of {', '.join(SLUGS)}; none: all"
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        unknown = [slug for slug in options["convention"] if slug not in SLUGS]
        if unknown:
            self.stderr.write(f"No demo is called {unknown[0]!r}. Choose of: {', '.join(SLUGS)}.")
            raise SystemExit(1)
        slugs = options["convention"] or SLUGS
        made = seed(slugs, today=timezone.localdate())
        if options["json"]:
            self.stdout.write(json.dumps({"made": made}))
        else:
            self.stdout.write(
                f"Made: {', '.join(made)}." if made else "Everything is there already."
            )
