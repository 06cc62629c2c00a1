"""docker-compose.yml: valid, complete, and speaking of no setting that the program does not know."""

import re
import shlex
from itertools import pairwise
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

from service import config
from service.embedded.postgres import PRIVATE_LOGGING

TEXT = (config.ROOT / "docker-compose.yml").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {"migrate", "api", "worker", "beat"}
SECRETS = {"POSTGRES_PASSWORD", "REDIS_PASSWORD", "ENCRYPTION_KEYS", "INDEX_KEY"}


def test_is_valid_by_the_compose_specification():
    # Dumped first: the specification's parser does not expand YAML merges.
    PyCompose.from_yaml(yaml.safe_dump(COMPOSE))


def test_a_misspelt_key_would_be_seen():
    broken = yaml.safe_load(TEXT)
    broken["services"]["api"]["helthcheck"] = broken["services"]["api"].pop("healthcheck")
    with pytest.raises(Exception, match="helthcheck"):
        PyCompose.from_yaml(yaml.safe_dump(broken))


def test_has_no_top_level_name_so_that_older_compose_reads_it_too():
    assert "name" not in COMPOSE


def test_every_process_is_there():
    assert set(SERVICES) == OURS | {"postgres", "redis"}
    commands = {name: SERVICES[name]["command"] for name in OURS}
    assert commands == {
        "migrate": ["voordeur", "migrate"], "api": ["voordeur", "serve"],
        "worker": ["voordeur", "worker"], "beat": ["voordeur", "beat"],
    }


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_setting_is_one_the_program_knows(name):
    assert set(SERVICES[name]["environment"]) <= config.NAMES


def test_the_images_own_settings_are_theirs():
    assert all(name.startswith("POSTGRES_") for name in SERVICES["postgres"]["environment"])
    assert set(SERVICES["redis"]["environment"]) == {"REDISCLI_AUTH"}


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_settings_make_a_service_that_can_start(name):
    given = {key: _filled_in(str(value)) for key, value in SERVICES[name]["environment"].items()}
    settings = config.from_mapping(given)
    assert settings.database_url.endswith("@postgres:5432/voordeur")
    assert settings.redis_url.endswith("@redis:6379/0")


def test_no_secret_has_a_default():
    used = set(re.findall(r"\$\{(\w+)([^}]*)\}", TEXT))
    secret = [(name, rest) for name, rest in used if name in SECRETS]
    assert {name for name, _ in secret} == SECRETS
    assert all(rest.startswith(":?") for _, rest in secret)


@pytest.mark.parametrize("name", ["postgres", "redis", "api", "worker"])
def test_health_is_checked(name):
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", ["api", "worker", "beat"])
def test_nothing_starts_before_the_tables_are_there(name):
    assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_only_the_api_is_published_and_only_to_this_machine():
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"api": ["127.0.0.1:8000:8000"]}


def test_postgresql_keeps_person_data_out_of_its_log_as_the_embedded_one_does():
    flags = dict(part.split("=", 1) for part in SERVICES["postgres"]["command"] if "=" in part)
    assert flags | PRIVATE_LOGGING == flags


def test_redis_is_durable_and_forgets_nothing():
    words = shlex.split(SERVICES["redis"]["command"][-1])
    assert {("--appendonly", "yes"), ("--maxmemory-policy", "noeviction")} <= set(pairwise(words))


def test_the_image_runs_as_an_ordinary_user_and_installs_by_hash():
    lines = (config.ROOT / "Dockerfile").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER 10001"]
    assert sum("--require-hashes" in line for line in lines) == 2


def test_the_builder_sees_no_secrets():
    allowed = [line for line in (config.ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")]
    assert "*" in (config.ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert not any(line.startswith("!.") for line in allowed)


def _filled_in(value: str) -> str:
    """As compose would, with an example for what must be given."""
    key = "A" * 43 + "="
    examples = {"ENCRYPTION_KEYS": f"1:{key}", "INDEX_KEY": key, "SERVICE_URL": "https://voordeur.example.nl"}
    filled = re.sub(r"\$\{(\w+):\?[^}]*\}", lambda found: examples.get(found[1], "geheim"), value)
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", filled)
