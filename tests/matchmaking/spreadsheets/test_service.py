"""Check, confirm, apply: once, whole, and on the data of that moment."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone, translation

from conventions.models import Phase
from documents.lists.problems import SENTENCES, SHOWN_CHARACTERS
from matchmaking.spreadsheets.models import ImportUpload
from matchmaking.spreadsheets.services.columns import Kind
from matchmaking.spreadsheets.services.imports import apply_import, check_file, preview_import
from matchmaking.spreadsheets.tasks import forget_old_uploads
from organizations.models import Membership, Organization
from tests.corpus import workbooks
from tests.factories import ConventionFactory, RegistrationFactory, TeamMemberFactory

pytestmark = pytest.mark.django_db

CONTENT = workbooks.organizations(workbooks.ORGANIZATION)


def confirm(upload):
    return apply_import(upload=upload, fingerprint=preview_import(upload=upload).fingerprint)


def code_of(call):
    with pytest.raises(ValidationError) as refusal:
        call()
    return refusal.value.code


def test_nothing_is_written_before_it_is_confirmed(check, convention):
    upload = check(CONTENT)
    preview_import(upload=upload)

    assert (Organization.objects.count(), upload.applied_at) == (0, None)


def test_an_upload_is_applied_once(check, convention):
    upload = check(CONTENT)
    fingerprint = preview_import(upload=upload).fingerprint
    apply_import(upload=upload, fingerprint=fingerprint)

    assert code_of(lambda: apply_import(upload=upload, fingerprint=fingerprint)) == "import_applied"
    assert convention.registrations.count() == 1


def test_only_the_counts_of_an_applied_upload_are_kept(check):
    upload = check(workbooks.wishes(["A001", "A002", 1, "secret"]))
    confirm(upload)

    upload.refresh_from_db()

    assert upload.rows == {
        "result": {
            "organizations": {"new": 2, "changed": 0, "unchanged": 0},
            "wishes": {"new": 1, "changed": 0, "unchanged": 0},
        }
    }


def test_data_that_changed_after_the_preview_is_asked_about(check, convention, owner):
    upload = check(CONTENT)
    fingerprint = preview_import(upload=upload).fingerprint
    RegistrationFactory(
        convention=convention, reference="A001", organization__name="Ateliers du Val"
    )

    assert code_of(lambda: apply_import(upload=upload, fingerprint=fingerprint)) == "import_stale"

    upload.refresh_from_db()
    assert upload.applied_at is None


def test_what_nobody_confirms_is_forgotten_after_a_day(check, convention):
    upload = check(workbooks.wishes(["A001", "A002", 1, "secret"]))
    applied = ImportUpload.objects.create(
        convention=convention, file_name="done.xlsx", applied_at=timezone.now()
    )
    ImportUpload.objects.update(uploaded_at=timezone.now() - timedelta(hours=23, minutes=59))
    forget_old_uploads()
    waiting = set(ImportUpload.objects.all())
    ImportUpload.objects.update(uploaded_at=timezone.now() - timedelta(days=1, seconds=1))
    forget_old_uploads()

    assert waiting == {upload, applied}
    assert list(ImportUpload.objects.all()) == [applied]


def test_slots_that_went_after_the_preview_are_named(check, convention):
    header = ["organization", "first name", "last name", "absent slots"]
    upload = check(workbooks.delegates(["A001", "Ana", "Lux", "9"], header=header))
    convention.slots.last().delete()

    seen = preview_import(upload=upload)

    assert [problem.code for problem in seen.problems] == ["slot_unknown"]
    assert code_of(lambda: confirm(upload)) == "import_has_errors"


def test_a_file_with_errors_is_never_applied(check):
    upload = check(workbooks.organizations(["A001", "X", "??", "S"], workbooks.OTHER))

    assert code_of(lambda: confirm(upload)) == "import_has_errors"
    assert Organization.objects.count() == 0


def test_a_failure_in_the_middle_leaves_nothing_and_can_be_tried_again(
    check, monkeypatch, convention
):
    upload = check(workbooks.delegates(["A001", "Chloé", "Martin", "chloe@mail.example"]))

    def fail(*_args, **_kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(Membership.objects, "bulk_create", fail)
        with pytest.raises(RuntimeError):
            confirm(upload)

    assert Organization.objects.count() == 0
    assert ImportUpload.objects.get().applied_at is None
    assert confirm(upload)["delegates"] == {"new": 1, "changed": 0, "unchanged": 0}


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_import_once():
    convention = ConventionFactory()
    owner = TeamMemberFactory(convention=convention).user
    upload = check_file(
        convention=convention, uploaded_by=owner, file_name="a.xlsx", content=CONTENT
    )
    fingerprint = preview_import(upload=upload).fingerprint
    barrier = threading.Barrier(4)
    results: list[str] = []

    def run() -> None:
        barrier.wait()
        try:
            apply_import(upload=upload, fingerprint=fingerprint)
            results.append("applied")
        except ValidationError as error:
            results.append(error.code or "")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["applied", *["import_applied"] * 3]
    assert convention.registrations.count() == 1


def test_an_archived_convention_takes_no_files(check, convention):
    upload = check(CONTENT)
    convention.phase = Phase.ARCHIVED
    convention.save()

    assert code_of(lambda: check(CONTENT)) == "convention_archived"
    assert code_of(lambda: confirm(upload)) == "convention_archived"


def test_a_new_file_replaces_the_one_that_waits(check, convention):
    check(CONTENT)
    second = check(CONTENT)

    assert list(convention.imports.all()) == [second]


def test_the_first_200_errors_are_listed_and_all_are_counted(preview):
    rows = [[f"A{number}", "X", "??", "S"] for number in range(250)]

    seen = preview(workbooks.organizations(*rows))

    assert (len(seen.problems), seen.problem_count) == (200, 250)


def test_a_long_value_is_shown_short_and_on_one_line(preview):
    seen = preview(workbooks.organizations(["A001", "x\n" * 200, "FR", "S"], workbooks.OTHER))

    assert len(seen.problems[0].value) == SHOWN_CHARACTERS
    assert seen.problems[0].value.endswith("…")
    assert seen.problems[0].text == "399 characters; the limit is 160. Shorten it."


def test_wishes_are_counted_but_not_listed(preview):
    seen = preview(workbooks.wishes(["A001", "A002", 1, "secret"]))

    assert {sheet.kind: len(sheet.changes) for sheet in seen.sheets} == {
        Kind.ORGANIZATIONS: 2,
        Kind.WISHES: 0,
    }
    assert seen.written_in_words == "2 organisations and 1 wish"


def test_a_file_name_is_for_the_screen_only(convention, owner):
    upload = check_file(
        convention=convention,
        uploaded_by=owner,
        file_name="..\\..\\etc/pass\x00wd\u202e.xlsx",
        content=CONTENT,
    )

    assert upload.file_name == "passwd.xlsx"


def many(count):
    return workbooks.workbook(
        {
            "Organisations": [
                workbooks.ORGANIZATION_HEADER,
                *([f"A{n}", f"Organisation {n}", "FR", "S"] for n in range(count)),
            ],
            "Delegates": [
                workbooks.DELEGATE_HEADER,
                *([f"A{n}", "Ann", f"Person {n}", f"p{n}@mail.example"] for n in range(count)),
            ],
            "Wishes": [
                workbooks.WISH_HEADER,
                *([f"A{n}", f"A{(n + 1) % count}", 1, ""] for n in range(count)),
            ],
        }
    )


@pytest.mark.parametrize("count", [2, 20])
def test_queries_do_not_grow_with_the_rows(check, convention, count, django_assert_num_queries):
    upload = check(many(count))
    with django_assert_num_queries(10):
        fingerprint = preview_import(upload=upload).fingerprint

    with django_assert_num_queries(25):
        apply_import(upload=upload, fingerprint=fingerprint)


def test_every_sentence_names_its_placeholders_in_each_language():
    names = {"count", "limit", "name", "first", "second", "reference", "row", "rows", "line",
             "found", "why", "range", "choices", "least", "most", "address", "part", "example",
             "slot", "separator", "names", "near", "other", "size", "last"}  # fmt: skip
    values = dict.fromkeys(names, "x")

    for language in ("en", "fr", "de"):
        with translation.override(language):
            assert all(str(text) % values for text in SENTENCES.values())
