"""Signing in: a code by e-mail, the same answer to everybody, and nothing else."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from organizations.models import User

pytestmark = pytest.mark.django_db

CODE = re.compile(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4}|[A-Z0-9]{4,10})\s*$", re.MULTILINE)


@pytest.fixture(autouse=True)
def no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@example.org", name="Ada", language="de")


def ask(client: Client, email: str) -> HttpResponse:
    return client.post("/sign-in/", {"email": email})


def mailed_code() -> str:
    match = CODE.search(str(mail.outbox[-1].body))
    assert match is not None, mail.outbox[-1].body
    return match.group(1)


def answer(client: Client, code: str) -> HttpResponse:
    return client.post("/sign-in/code/", {"action": "confirm", "code": code})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_mailed_code_signs_in(client: Client, ada: User) -> None:
    ask(client, "ada@example.org")

    response = answer(client, mailed_code())

    assert response.status_code == HTTPStatus.FOUND
    assert is_signed_in(client) is True


def test_the_mail_speaks_the_language_of_the_person(client: Client, ada: User) -> None:
    ask(client, "ada@example.org")
    german = mail.outbox[-1].subject
    User.objects.filter(pk=ada.pk).update(language="fr")
    ask(Client(), "ada@example.org")
    french = mail.outbox[-1].subject

    assert german != french
    assert mail.outbox[-1].to == ["ada@example.org"]


def test_an_unknown_address_is_answered_like_a_known_one(ada: User) -> None:
    known = ask(Client(), "ada@example.org")
    unknown = ask(Client(), "nobody@example.org")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [["ada@example.org"], ["nobody@example.org"]]
    assert User.objects.count() == 1


@pytest.mark.usefixtures("ada")
def test_the_page_after_asking_is_the_same_for_known_and_unknown() -> None:
    pages = []
    for email in ("ada@example.org", "bob@example.org"):
        client = Client()
        ask(client, email)
        page = client.get("/sign-in/code/").content.decode()
        page = re.sub(r'value="[^"]{64}"|nonce="[^"]+"|"[A-Za-z0-9]{64}"', "", page)
        pages.append(page.replace(email, "address"))

    assert pages[0] == pages[1]


def test_a_code_works_once(client: Client, ada: User) -> None:
    ask(client, "ada@example.org")
    code = mailed_code()
    answer(client, code)
    client.logout()

    answer(client, code)

    assert is_signed_in(client) is False


def test_a_code_works_only_in_the_browser_that_asked(ada: User) -> None:
    ask(Client(), "ada@example.org")
    other = Client()
    ask(other, "bob@example.org")

    answer(other, mailed_code_to("ada@example.org"))

    assert is_signed_in(other) is False


def mailed_code_to(address: str) -> str:
    bodies = [str(message.body) for message in mail.outbox if message.to == [address]]
    match = CODE.search(bodies[-1])
    assert match is not None
    return match.group(1)


def test_the_third_wrong_code_ends_the_attempt(client: Client, ada: User) -> None:
    ask(client, "ada@example.org")
    code = mailed_code()
    for _ in range(settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS):
        answer(client, "WRONG-CODE")

    answer(client, code)

    assert is_signed_in(client) is False


def test_a_code_expires_after_three_minutes(client: Client, ada: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        ask(client, "ada@example.org")
    with time_machine.travel(now + timedelta(seconds=181), tick=False):
        answer(client, mailed_code())

    assert is_signed_in(client) is False


@pytest.mark.usefixtures("ada")
def test_a_mailbox_gets_at_most_five_codes_in_five_minutes() -> None:
    for _ in range(6):
        ask(Client(), "ada@example.org")

    assert len(mail.outbox) == 5


def test_nobody_signs_up_or_sets_a_password(client: Client) -> None:
    assert client.get("/sign-in/new/")["Location"] == "/sign-in/"
    for path in ("signup", "password/reset", "password/set", "email", "login"):
        assert client.get(f"/accounts/{path}/").status_code == HTTPStatus.NOT_FOUND


def test_mail_links_to_the_site_whatever_the_request_calls_its_host(ada: User) -> None:
    response = Client(headers={"host": "evil.example"}).post(
        "/sign-in/", {"email": "ada@example.org"}
    )

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert mail.outbox == []


def test_after_signing_in_the_pages_speak_the_language_of_the_person(
    client: Client, ada: User
) -> None:
    ask(client, "ada@example.org")

    response = answer(client, mailed_code())

    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "de"
