"""The organiser's import pages."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from conventions.models import Registration
from matchmaking.spreadsheets.models import ImportUpload
from organizations.models import Organization
from tests.corpus import workbooks
from tests.factories import TeamMemberFactory

pytestmark = pytest.mark.django_db

POLYGLOT = "\"'><script>alert(1)</script>{{7*7}}{x.__init__}"


@pytest.fixture
def page(client, convention, owner):
    """Ask one of the import pages as the owner."""
    client.force_login(owner)

    def page(name: str = "import", *arguments, **data):
        address = reverse(f"organizer:{name}", args=[convention.slug, *arguments])
        return client.post(address, data, follow=True) if data else client.get(address)

    return page


def upload(content: bytes, name: str = "list.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_page_documents_every_column_and_offers_samples(page):
    html = page().content.decode()

    assert html.count('scope="row"') == 19 + 20 + 14 + 4 + 24 + 31
    assert html.count("/organize/import/sample/") == 5


def test_a_file_is_checked_then_confirmed_then_its_result_is_shown(page, convention):
    checked = page(file=upload(workbooks.wishes(["A001", "A002", 1, ""])))
    waiting = ImportUpload.objects.get()
    html = checked.content.decode()

    assert checked.redirect_chain == [
        (reverse("organizer:import_preview", args=["here", waiting.pk]), 302)
    ]
    assert "Import 2 organisations and 1 wish" in html
    assert Organization.objects.count() == 0

    done = page(
        "import_confirm", waiting.pk, fingerprint=checked.context["preview"].fingerprint
    ).content.decode()

    assert "Written: 2 organisations and 1 wish" in done
    assert Registration.objects.in_convention(convention).count() == 2


def test_the_button_counts_in_the_readers_language(page, client):
    html = {}
    for language in ("fr", "de"):
        client.cookies["django_language"] = language
        html[language] = page(
            file=upload(workbooks.wishes(["A001", "A002", 1, ""]))
        ).content.decode()

    assert "Importer 2 organisations et 1 souhait" in html["fr"]
    assert "2 Organisationen und 1 Wunsch importieren" in html["de"]


def test_errors_are_listed_with_their_place_and_nothing_can_be_confirmed(page):
    html = page(file=upload(workbooks.organizations(["A001", "X", "??", "S"]))).content.decode()

    assert '<tr data-code="country_unknown">' in html
    assert "<b>C</b> <bdi>country</bdi>" in html
    assert (
        "There is no country of this name. Enter its name or code, for example France or FR."
        in html
    )
    assert "import_confirm" not in html
    assert "/confirm/" not in html


def test_the_same_file_twice_says_so(page):
    for _ in range(2):
        checked = page(file=upload(workbooks.organizations(workbooks.ORGANIZATION)))
        if checked.context["preview"].can_apply:
            page(
                "import_confirm",
                ImportUpload.objects.get().pk,
                fingerprint=checked.context["preview"].fingerprint,
            )

    assert "0 new, 0 changed: everything in this file is already there." in checked.content.decode()


def test_a_refused_file_is_told_beside_the_field(page):
    answer = page(file=upload(workbooks.pdf(), "list.xlsx"))

    assert answer.context["form"].errors == {
        "file": [
            "This is PDF, not an Excel workbook (.xlsx) or a CSV file. "
            "Save it as .xlsx or as CSV UTF-8."
        ]
    }
    assert ImportUpload.objects.count() == 0


def test_a_file_over_5_mb_is_refused_before_it_is_read(page):
    answer = page(file=upload(b"x" * (5 * 1024 * 1024 + 1)))

    assert answer.context["form"].errors == {
        "file": ["The file has 5.0 MB; the limit is 5 MB. Split it into several files."]
    }


def test_a_stale_confirmation_is_told_on_the_new_preview(page):
    page(file=upload(workbooks.organizations(workbooks.ORGANIZATION)))

    answer = page("import_confirm", ImportUpload.objects.get().pk, fingerprint="0" * 32)

    assert "The data has changed since this preview." in answer.content.decode()
    assert Organization.objects.count() == 0


def test_names_from_a_file_are_text_on_every_page(page):
    content = workbooks.delegates(["A001", POLYGLOT[:80], "Martin", POLYGLOT], header=None)
    pages = [
        page(file=upload(content, f"{POLYGLOT}.xlsx")),
        page(file=upload(workbooks.organizations(["A001", POLYGLOT, "FR", "S"]))),
        page(file=upload(workbooks.organizations(["A001", "X", POLYGLOT, "S"]))),
        page(
            file=upload(
                workbooks.organizations(
                    [*workbooks.ORGANIZATION, "x"],
                    header=[*workbooks.ORGANIZATION_HEADER, POLYGLOT],
                )
            )
        ),
    ]

    assert ["<script>alert" in answer.content.decode() for answer in pages] == [False] * 4
    assert ["{{7*7}}" in answer.content.decode() for answer in pages] == [True] * 4


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_samples_are_in_the_readers_language_and_inert(page, client, language):
    client.cookies["django_language"] = language
    answer = page("import_sample", "workbook")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    with translation.override(language):
        titles = [
            translation.gettext(name)
            for name in ("Organisations", "Activities", "Delegates", "Wishes")
        ]

    assert answer["Content-Disposition"] == 'attachment; filename="entente-import.xlsx"'
    assert book.sheetnames == titles
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}
    assert page("import_sample", "wishes").content.startswith(b"\xef\xbb\xbf")


def test_an_unknown_sample_is_not_found(page):
    assert page("import_sample", "vetoes").status_code == 404


def test_an_upload_of_another_convention_is_not_found(page, convention, client):
    page(file=upload(workbooks.organizations(workbooks.ORGANIZATION)))
    other = TeamMemberFactory()
    client.force_login(other.user)
    waiting = ImportUpload.objects.get()
    slug = other.convention.slug

    answers = [
        client.get(reverse("organizer:import_preview", args=[slug, waiting.pk])),
        client.post(reverse("organizer:import_confirm", args=[slug, waiting.pk])),
        client.get(reverse("organizer:import_preview", args=["here", waiting.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_a_fixed_number_of_times(page, count, django_assert_num_queries):
    rows = [[f"A{n}", f"Organisation {n}", "FR", "S"] for n in range(count)]
    page(file=upload(workbooks.organizations(*rows)))
    pk = ImportUpload.objects.get().pk

    with django_assert_num_queries(12):
        page("import_preview", pk)
