"""The production composition, read as data: there may be no engine here to run it."""

import re
from typing import Any

import pytest
import yaml
from django.conf import settings

pytestmark = pytest.mark.once

COMPOSE: dict[str, Any] = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (settings.BASE_DIR / "Dockerfile").read_text()
OURS = {"migrate", "web", "worker", "solver", "printer", "beat"}
LASTING = sorted(set(SERVICES) - {"migrate"})


def test_every_part_of_the_installation_is_there() -> None:
    assert set(SERVICES) == OURS | {"proxy", "postgres", "redis", "cache"}


def test_only_the_proxy_publishes_a_port() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


@pytest.mark.parametrize("name", LASTING)
def test_every_lasting_service_has_a_health_check_and_time_to_stop(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert SERVICES[name]["stop_grace_period"] == "60s"
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", sorted(OURS))
def test_our_processes_have_no_more_rights_than_they_need(name: str) -> None:
    service = SERVICES[name]

    assert (service["cap_drop"], service["read_only"]) == (["ALL"], True)
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service


def test_the_image_does_not_run_as_root() -> None:
    users = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)

    assert users == ["entente"]
    assert DOCKERFILE.index("USER entente") < DOCKERFILE.index("CMD [")


def test_secrets_reach_the_processes_as_files_only() -> None:
    environment = SERVICES["web"]["environment"]
    named = {f"/run/secrets/{name}" for name in SERVICES["web"]["secrets"]}

    assert {value for key, value in environment.items() if key.endswith("_FILE")} == named
    assert not {"SECRET_KEY", "DATABASE_URL", "BROKER_URL", "CACHE_URL", "EMAIL_URL"} & set(
        environment
    )
    used = {name for service in SERVICES.values() for name in service.get("secrets", ())}
    assert used == set(COMPOSE["secrets"])


def test_the_broker_has_a_password_and_forgets_nothing() -> None:
    command = " ".join(SERVICES["redis"]["command"])

    assert '--requirepass "$$(cat /run/secrets/redis_password)"' in command
    assert "--maxmemory-policy noeviction" in command
    assert "--requirepass" in " ".join(SERVICES["cache"]["command"])


def test_the_services_behind_have_no_way_out() -> None:
    assert COMPOSE["networks"]["back"] == {"internal": True}
    inside = {name for name, service in SERVICES.items() if service["networks"] == ["back"]}
    assert inside == {"migrate", "solver", "printer", "beat", "postgres", "redis", "cache"}


def test_every_queue_has_a_worker() -> None:
    served = {
        queue
        for service in SERVICES.values()
        if "-Q" in (command := service.get("command", []))
        for queue in command[command.index("-Q") + 1].split(",")
    }
    wanted = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}

    assert served == wanted | {settings.CELERY_TASK_DEFAULT_QUEUE}


def test_a_stopped_worker_hands_its_run_back() -> None:
    assert SERVICES["solver"]["environment"]["REMAP_SIGTERM"] == "SIGQUIT"
