"""How long all agendas of a demo take to print, and how much memory; printed, not asserted."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.fixtures.worker import database_url

DEMO = "mont-saint-martin"
SETTINGS = "config.settings.test"
SOLVE_SECONDS = 30


def printed_in_a_process_of_its_own(document: str, target: Path) -> tuple[dict, int]:
    """Return the command's answer and the peak memory of its process, in MB."""
    command = [sys.executable, "manage.py", "print_documents", DEMO, document, "-o", str(target)]
    environment = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": SETTINGS}
    process = subprocess.Popen(
        [*command, "--json"],
        cwd=settings.BASE_DIR,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process.stdout as output:
        answer = output.read()
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return json.loads(answer), used.ru_maxrss // 1024


@pytest.mark.django_db(transaction=True)
def test_all_agendas_and_table_schedules(tmp_path: Path) -> None:
    call_command("seed_demo", DEMO)
    call_command("schedule", DEMO, now=True, seconds=SOLVE_SECONDS)
    call_command("publish", DEMO)

    print("\ngoal: 142 agendas in 30 s and under 400 MB")
    for document in ("agendas", "tables"):
        answer, peak = printed_in_a_process_of_its_own(document, tmp_path / "out.pdf")
        size = (tmp_path / "out.pdf").stat().st_size / 1e6
        print(
            f"\n{document}: {answer['sheets']} sheets, {answer['pages']} pages, {size:.1f} MB "
            f"in {answer['seconds']} s, peak {peak} MB"
        )
