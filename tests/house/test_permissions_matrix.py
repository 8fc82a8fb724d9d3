"""Asks every address as everybody, and compares with `permissions_matrix`."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories.clients import signed_in
from tests.house.permissions_matrix import ARGUMENTS, MATRIX, POSTED
from tests.house.world import ACTORS, ANONYMOUS, World, make_world

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
ASIDE = "django_session"  # the login session is no part of a page
# A machine asks for the one; after the other nobody is signed in any more.
NOBODYS = {"healthz", "account_logout"}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield (full name, pattern) of each address; the operator's admin counts as one."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", pattern
        elif pattern.namespace == "admin":
            index = next(p for p in pattern.url_patterns if getattr(p, "name", "") == "index")
            yield "admin:index", index
        else:
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from patterns(pattern, inner)


ADDRESSES = dict(patterns(get_resolver(settings.ROOT_URLCONF)))
ON_A_CONVENTION = ("organizer:", "participant:", "desk:")


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    assert sorted(MATRIX) == sorted(ADDRESSES)


def test_every_line_speaks_of_every_actor() -> None:
    assert {name: sorted(line) for name, line in MATRIX.items()} == dict.fromkeys(
        MATRIX, sorted(ACTORS)
    )


def test_each_page_of_a_convention_hangs_under_its_slug() -> None:
    named = [n for n, p in ADDRESSES.items() if n.startswith(ON_A_CONVENTION)]

    assert [n for n in named if "slug" not in reverse_arguments(n)] == []


def reverse_arguments(name: str) -> set[str]:
    """Return the names of an address's arguments."""
    candidates = get_resolver(settings.ROOT_URLCONF)
    for part in name.split(":")[:-1]:
        candidates = candidates.namespace_dict[part][1]
    possibilities = candidates.reverse_dict.getlist(name.rsplit(":", maxsplit=1)[-1])
    own = {parameter for forms, *_rest in possibilities for _path, ps in forms for parameter in ps}
    return own | ({"slug"} if name.startswith(ON_A_CONVENTION) else set())


def url_of(name: str, world: World) -> str:
    """Return the address's path in `world`."""
    arguments = ARGUMENTS[name](world) if name in ARGUMENTS else {}
    if "slug" in reverse_arguments(name):
        arguments = {"slug": world.convention.slug} | arguments
    return reverse(name, kwargs=arguments)


def sign_in(world: World, actor: str) -> Client:
    return Client() if actor == ANONYMOUS else signed_in(world.people[actor])


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(MATRIX))
def test_an_address_answers_each_actor_as_the_matrix_says(name: str) -> None:
    world = make_world()
    url = url_of(name, world)
    data = POSTED[name](world) if name in POSTED else {}
    answers: dict[str, dict[str, int]] = {}
    faults: list[str] = []

    for actor, outcomes in MATRIX[name].items():
        for method in outcomes:
            with transaction.atomic():
                client = sign_in(world, actor)
                with CaptureQueriesContext(connection) as queries:
                    response = client.post(url, data) if method == "POST" else client.get(url)
                transaction.set_rollback(True)
            answers.setdefault(actor, {})[method] = response.status_code
            found = list(header_faults(name, actor, response))
            if method == "GET":
                found += [f"writes: {sql}" for sql in written(queries)]
            faults += [f"{method} as {actor}: {fault}" for fault in found]

    assert answers == MATRIX[name]
    assert faults == []


def header_faults(name: str, actor: str, response: HttpResponse) -> Iterator[str]:
    """Yield what an answer lacks: a policy for scripts, and privacy behind sign-in."""
    if "Content-Security-Policy" not in response:
        yield "no Content-Security-Policy"
    if actor == ANONYMOUS or name in NOBODYS:
        return
    cache = {word.strip() for word in response.get("Cache-Control", "").split(",")}
    if not {"private", "no-store"} <= cache:
        yield f"Cache-Control: {response.get('Cache-Control', '')}"
    if "Cookie" not in response.get("Vary", ""):
        yield f"Vary: {response.get('Vary', '')}"


def written(queries: CaptureQueriesContext) -> list[str]:
    """Return the statements that change something."""
    statements = [query["sql"] for query in queries.captured_queries]
    return [sql for sql in statements if sql.lstrip().startswith(WRITES) and ASIDE not in sql]
