"""What readers set for themselves: the language and the colours."""

from http import HTTPStatus

import pytest
from django.conf import settings
from django.test import Client

from organizations.models import User

pytestmark = pytest.mark.django_db


def test_the_language_switch_keeps_the_page(client: Client) -> None:
    response = client.post("/language/", {"language": "de", "next": "/styleguide/?page=2"})

    assert (response.status_code, response["Location"]) == (
        HTTPStatus.FOUND,
        "/styleguide/?page=2",
    )
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "de"
    assert '<html lang="de"' in client.get("/styleguide/").content.decode()


def test_a_signed_in_person_keeps_the_language(client: Client) -> None:
    ada = User.objects.create_user("ada@example.org", name="Ada", language="fr")
    client.force_login(ada)

    client.post("/language/", {"language": "de", "next": "/"})

    ada.refresh_from_db()
    assert ada.language == "de"


@pytest.mark.parametrize("language", ["", "xx", "../../etc"])
def test_an_unknown_language_changes_nothing(client: Client, language: str) -> None:
    ada = User.objects.create_user("ada@example.org", name="Ada", language="fr")
    client.force_login(ada)

    client.post("/language/", {"language": language, "next": "/"})

    ada.refresh_from_db()
    assert ada.language == "fr"


@pytest.mark.parametrize("address", ["/language/", "/theme/"])
def test_a_switch_leads_nowhere_else(client: Client, address: str) -> None:
    response = client.post(
        address, {"language": "de", "theme": "dark", "next": "https://evil.example/"}
    )

    assert response["Location"] == "/"


@pytest.mark.parametrize("address", ["/language/", "/theme/"])
def test_looking_at_a_switch_changes_nothing(client: Client, address: str) -> None:
    assert client.get(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_theme_is_remembered_and_forgotten(client: Client) -> None:
    client.post("/theme/", {"theme": "dark", "next": "/styleguide/"})
    dark = '<html lang="en" data-theme="dark">' in client.get("/styleguide/").content.decode()
    client.post("/theme/", {"theme": "", "next": "/styleguide/"})
    plain = '<html lang="en">' in client.get("/styleguide/").content.decode()

    assert (dark, plain) == (True, True)


def test_an_invented_theme_is_not_written_into_the_page(client: Client) -> None:
    client.cookies["theme"] = '"><script>'

    assert '<html lang="en">' in client.get("/styleguide/").content.decode()
