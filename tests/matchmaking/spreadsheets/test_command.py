"""`manage.py import_data`."""

import json

import pytest
from django.core.management import CommandError, call_command

from matchmaking.spreadsheets.models import ImportUpload
from organizations.models import Organization
from tests.corpus import workbooks

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    def file(content: bytes):
        path = tmp_path / "list.xlsx"
        path.write_bytes(content)
        return path

    return file


def test_the_command_imports_and_says_what_it_did(convention, file, capsys):
    call_command("import_data", "here", file(workbooks.organizations(workbooks.ORGANIZATION)))

    assert capsys.readouterr().out == "organizations: 1 new, 0 changed, 0 unchanged\n"
    assert convention.registrations.count() == 1


def test_a_dry_run_writes_nothing(convention, file, capsys):
    path = file(workbooks.organizations(workbooks.ORGANIZATION))
    call_command("import_data", "here", path, "--dry-run", "--json")

    assert json.loads(capsys.readouterr().out) == {
        "applied": False,
        "counts": {"organizations": {"new": 1, "changed": 0, "unchanged": 0}},
        "errors": [],
        "warnings": [],
    }
    assert (Organization.objects.count(), ImportUpload.objects.count()) == (0, 0)


def test_errors_are_listed_and_nothing_is_imported(convention, file, capsys):
    path = file(workbooks.organizations(["A001", "X", "??", "S"]))

    with pytest.raises(CommandError, match=r"^1 errors: nothing is imported\.$"):
        call_command("import_data", "here", path)

    assert capsys.readouterr().out.splitlines()[1] == (
        "error: Organisations C2: There is no country of this name. Enter its name or code, for "
        "example France or FR."
    )


def test_a_missing_or_foreign_file_is_one_sentence(convention, file, tmp_path):
    with pytest.raises(CommandError, match=r"^There is no file "):
        call_command("import_data", "here", tmp_path / "none.xlsx")
    with pytest.raises(CommandError, match=r"^This is PDF, not an Excel workbook"):
        call_command("import_data", "here", file(workbooks.pdf()))
