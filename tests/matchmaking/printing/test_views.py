"""The print room, and a delegate's own sheet."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from conventions.models import TeamMember
from matchmaking.printing.models import PrintJob
from matchmaking.printing.services.print_jobs import execute_print, request_print
from tests.factories import TeamMemberFactory, UserFactory
from tests.factories.clients import signed_in
from tests.matchmaking.printing.conftest import Afternoon

pytestmark = pytest.mark.django_db
ROOM = "/c/here/organize/prints/"


@pytest.fixture
def owner(afternoon):
    return TeamMemberFactory(convention=afternoon.convention, role="owner").user


@pytest.fixture
def desk(afternoon):
    return TeamMemberFactory(convention=afternoon.convention, role="desk").user


def job_of(afternoon: Afternoon, **fields) -> PrintJob:
    return request_print(
        **{"convention": afternoon.convention, "document": "agendas", "language": "fr", "by": None}
        | fields
    )


def printed(afternoon: Afternoon, **fields) -> PrintJob:
    job = job_of(afternoon, **fields)
    execute_print(job.pk)
    job.refresh_from_db()
    return job


def file_url(job: PrintJob) -> str:
    return f"{ROOM}{job.pk}/file/"


def test_the_room_says_what_would_be_printed(afternoon, owner):
    page = signed_in(owner).get(ROOM).content.decode()

    assert [words in page for words in ("All agendas (3)", "All table schedules (3)")] == [
        True,
        True,
    ]


def test_before_publication_the_room_says_what_comes_here(draft):
    owner = TeamMemberFactory(convention=draft.convention, role="owner").user

    page = signed_in(owner).get(ROOM).content.decode()

    assert "Nothing to print yet" in page
    assert "All agendas" not in page


def test_printing_the_draft_is_refused_with_the_reason(draft):
    owner = TeamMemberFactory(convention=draft.convention, role="owner").user

    answer = signed_in(owner).post(f"{ROOM}start/", {"document": "agendas"})

    assert answer.status_code == 422
    assert "Publish the draft first." in answer.content.decode()


def test_two_posts_are_one_job(afternoon, desk):
    client = signed_in(desk)

    answers = [client.post(f"{ROOM}start/", {"document": "agendas"}) for _click in range(2)]

    assert [answer.url for answer in answers] == [ROOM, ROOM]
    assert PrintJob.objects.count() == 1


def test_tables_are_printed_in_the_chosen_language(afternoon, owner):
    signed_in(owner).post(f"{ROOM}start/", {"document": "tables", "language": "de"})

    assert PrintJob.objects.get().language == "de"


def test_the_desk_prints_one_person_and_lands_at_the_job(afternoon, desk):
    bob = afternoon.people["Bob"]

    answer = signed_in(desk).post(f"{ROOM}start/", {"document": "agendas", "delegate": bob.pk})

    job = PrintJob.objects.get()
    assert (job.delegate_id, answer.url) == (bob.pk, f"{ROOM}{job.pk}/")


def test_a_person_of_another_convention_cannot_be_printed(afternoon, desk):
    from tests.factories import DelegateFactory  # noqa: PLC0415 -- for this test alone

    answer = signed_in(desk).post(
        f"{ROOM}start/", {"document": "agendas", "delegate": DelegateFactory().pk}
    )

    assert (answer.status_code, PrintJob.objects.count()) == (422, 0)


def test_the_card_polls_itself_until_the_job_is_over(afternoon, owner):
    job, client = job_of(afternoon), signed_in(owner)
    url = f"{ROOM}{job.pk}/"

    waiting = client.get(url, headers={"HX-Request": "true"}).content.decode()
    execute_print(job.pk)
    over = client.get(url, headers={"HX-Request": "true"}).content.decode()

    assert ("hx-get" in waiting, "<html" in waiting) == (True, False)
    assert ("hx-get" in over, file_url(job) in over) == (False, True)


def test_a_job_is_stopped_by_a_button(afternoon, owner):
    job = job_of(afternoon)

    answer = signed_in(owner).post(f"{ROOM}{job.pk}/stop/")

    job.refresh_from_db()
    assert (answer.url, job.state) == (ROOM, "stopped")


def test_a_file_is_handed_out_under_a_clean_name_and_never_stored(afternoon, desk):
    job = printed(afternoon)

    answer = signed_in(desk).get(file_url(job))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="here-agendas-v2.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content) == Path(job.file.path).read_bytes()


def test_the_role_is_checked_again_on_each_download(afternoon, desk):
    job, client = printed(afternoon), signed_in(desk)
    assert b"".join(client.get(file_url(job)).streaming_content).startswith(b"%PDF")

    TeamMember.objects.filter(user=desk).delete()

    assert client.get(file_url(job)).status_code == 404


def test_a_stranger_with_the_exact_address_finds_nothing(afternoon):
    job = printed(afternoon)

    assert signed_in(UserFactory()).get(file_url(job)).status_code == 404


def test_a_job_of_another_convention_finds_nothing(afternoon):
    other = TeamMemberFactory(role="owner")
    job = printed(afternoon)

    url = reverse("organizer:print_file", args=[other.convention.slug, job.pk])

    assert signed_in(other.user).get(url).status_code == 404


def test_there_is_no_direct_address_to_the_files(afternoon, owner):
    job = printed(afternoon)

    client = signed_in(owner)

    assert [
        client.get(f"/{prefix}{job.file.name}").status_code for prefix in ("", "media/", "files/")
    ] == [404, 404, 404]


def test_an_expired_file_is_gone(afternoon, owner):
    job = printed(afternoon)
    PrintJob.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    answer = signed_in(owner).get(file_url(job))

    assert answer.status_code == 410
    assert "This file is no longer kept." in answer.content.decode()


def test_a_job_without_a_file_yet_finds_nothing(afternoon, owner):
    assert signed_in(owner).get(file_url(job_of(afternoon))).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_room_costs_the_same_queries_for_one_job_and_for_three(
    afternoon, owner, django_assert_num_queries, count
):
    for _number in range(count):
        job = job_of(afternoon)
        PrintJob.objects.filter(pk=job.pk).update(state="stopped")
    client = signed_in(owner)

    with django_assert_num_queries(10):
        client.get(ROOM)


def test_a_job_says_what_is_missing_and_that_a_newer_version_holds(afternoon, owner):
    from matchmaking.scheduling.models import Schedule  # noqa: PLC0415 -- for this test alone

    printed(afternoon)
    PrintJob.objects.update(left_out=["Bob Adams"])
    Schedule.objects.create(convention=afternoon.convention, version=3, frozen_at=timezone.now())

    page = signed_in(owner).get(ROOM).content.decode()

    assert "Could not be printed and is missing: Bob Adams." in page
    assert "Replaced by version 3" in page


# --- a delegate ----------------------------------------------------------------------------------


@pytest.fixture
def bob(afternoon):
    delegate = afternoon.people["Bob"]
    delegate.user = UserFactory()
    delegate.save()
    return delegate


def test_a_delegate_prints_the_own_agenda_and_downloads_it(afternoon, bob):
    client = signed_in(bob.user)

    answer = client.post(f"/c/here/my/agenda/{bob.pk}/print/")
    job = PrintJob.objects.get()
    waiting = client.get(answer.url).content.decode()
    execute_print(job.pk)
    ready = client.get(answer.url, headers={"HX-Request": "true"}).content.decode()
    file = client.get(f"/c/here/my/agenda/{bob.pk}/print/{job.pk}/file/")

    assert answer.url == f"/c/here/my/agenda/{bob.pk}/print/{job.pk}/"
    assert ("hx-get" in waiting, "hx-get" in ready, "<html" in ready) == (True, False, False)
    assert file["Content-Disposition"] == 'attachment; filename="here-agenda-bob-adams-v2.pdf"'
    assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_somebody_elses_agenda_is_not_printed(afternoon, bob):
    client, elodie = signed_in(bob.user), afternoon.people["Élodie"]
    job = printed(afternoon, delegate=elodie)

    assert client.post(f"/c/here/my/agenda/{elodie.pk}/print/").status_code == 404
    assert client.get(f"/c/here/my/agenda/{elodie.pk}/print/{job.pk}/file/").status_code == 404
    assert client.get(f"/c/here/my/agenda/{bob.pk}/print/{job.pk}/file/").status_code == 404


def test_before_publication_the_delegate_reads_why_nothing_is_printed(draft):
    delegate = draft.people["Bob"]
    delegate.user = UserFactory()
    delegate.save()

    answer = signed_in(delegate.user).post(f"/c/here/my/agenda/{delegate.pk}/print/", follow=True)

    assert answer.redirect_chain == [(f"/c/here/my/agenda/{delegate.pk}/", 302)]
    assert "Nothing is published yet, so there is nothing to print." in answer.content.decode()


def test_an_expired_own_file_is_gone(afternoon, bob):
    job = printed(afternoon, delegate=bob)
    PrintJob.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    answer = signed_in(bob.user).get(f"/c/here/my/agenda/{bob.pk}/print/{job.pk}/file/")

    assert answer.status_code == 410
