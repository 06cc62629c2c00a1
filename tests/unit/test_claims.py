"""What the claims of a provider give, and the operator's list that says so."""

from pathlib import Path

import pytest

from service import config
from service.errors import BadSettings
from service.identity.claims import Granted, Rule, SeveralOrganisations, granted, name_of, values_of
from service.identity.registration import registration_of, rules_of
from service.identity.second_factor import _step

CORPORATION = "3f2b1c9e-0000-4000-8000-000000000001"
RULES = (
    Rule("noord", "9901", ("behandelaar:schuldhulp",), ("schuldhulp-noord",)),
    Rule("zuid", "9901", ("behandelaar:schuldhulp", "manager"), ("schuldhulp-zuid",)),
    Rule("wonen", CORPORATION, ("corporatie",)),
)
KEY = "A" * 43 + "="
SETTINGS = {
    "DATABASE_URL": "postgresql://x@y/z", "REDIS_URL": "redis://y", "ENCRYPTION_KEYS": f"1:{KEY}", "INDEX_KEY": KEY,
}
OIDC = {
    "OIDC_ISSUER": "https://aanmelden.example", "OIDC_CLIENT_ID": "voordeur", "OIDC_ACCESS_FILE": "/nergens/a.yaml",
    "OIDC_CLIENT_SECRET_FILE": "/nergens/secret",
}


def test_values_add_up_within_one_organisation():
    assert granted(RULES, frozenset({"noord", "zuid", "onbekend"})) == Granted(
        "9901", ("behandelaar:schuldhulp", "manager"), ("schuldhulp-noord", "schuldhulp-zuid"),
    )


@pytest.mark.parametrize("values", [set(), {"onbekend"}, {"Noord"}, {"noord "}])
def test_what_is_not_in_the_list_gives_nothing(values: set[str]) -> None:
    assert granted(RULES, frozenset(values)) is None


def test_two_organisations_are_too_many():
    with pytest.raises(SeveralOrganisations):
        granted(RULES, frozenset({"noord", "wonen"}))


@pytest.mark.parametrize(("claims", "path", "values"), [
    ({"roles": ["a", "b"]}, "roles", {"a", "b"}),
    ({"roles": "a"}, "roles", {"a"}),
    ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", {"a"}),
    ({"https://x.example/roles": ["a"]}, "https://x.example/roles", {"a"}),
    ({"realm_access.roles": ["a"], "realm_access": {"roles": ["b"]}}, "realm_access.roles", {"a"}),
    ({"roles": {"a": 1}}, "roles", set()), ({"roles": [1, None, "", {"a": "b"}]}, "roles", set()),
    ({}, "roles", set()), ({"realm_access": ["roles"]}, "realm_access.roles", set()),
])
def test_values_are_read_from_a_claim_or_step_by_step(claims: dict[str, object], path: str, values: set[str]) -> None:
    assert values_of(claims, path) == values


@pytest.mark.parametrize(("claims", "name"), [
    ({"name": "Sanne Proefstra", "preferred_username": "sanne"}, "Sanne Proefstra"),
    ({"name": " ", "preferred_username": "sanne"}, "sanne"), ({"name": "Sanne\u202eProef"}, "Medewerker zonder naam"),
    ({"name": ["Sanne"]}, "Medewerker zonder naam"), ({"name": "x" * 300}, "x" * 200), ({}, "Medewerker zonder naam"),
])
def test_a_name_is_printable_words(claims: dict[str, object], name: str) -> None:
    assert name_of(claims) == name


def test_the_list_of_the_operator_is_read():
    text = f"""
    toegang:
    - waarde: noord
      gemeente: '9901'
      rollen: [behandelaar:schuldhulp]
      teams: [schuldhulp-noord]
    - waarde: wonen
      corporatie: {CORPORATION.upper()}
      rollen: [corporatie]
    """
    assert rules_of(text) == (RULES[0], RULES[2])


@pytest.mark.parametrize(("entry", "told"), [
    ("{waarde: a, gemeente: 9901, rollen: [manager]}", "tussen aanhalingstekens"),
    ("{waarde: a, gemeente: '99', rollen: [manager]}", "vier cijfers"),
    ("{waarde: a, gemeente: '9901', rollen: [baas]}", "rollen: kies uit"),
    ("{waarde: a, gemeente: '9901', rollen: [corporatie]}", "rollen: kies uit"),
    ("{waarde: a, gemeente: '9901', rollen: []}", "rollen: kies uit"),
    ("{waarde: a, corporatie: wonen, rollen: [corporatie]}", "verwacht een id"),
    ("{waarde: a, rollen: [manager]}", "precies een gemeente of een corporatie"),
    ("{gemeente: '9901', rollen: [manager]}", "waarde ontbreekt"),
    ("{waarde: a, gemeente: '9901', rollen: [manager], rol: x}", "gebruik alleen"),
    ("{waarde: a, gemeente: '9901', rollen: [manager], teams: noord}", "teams is geen lijst"),
    ("noord", "gebruik alleen"),
])
def test_what_is_wrong_with_the_list_is_told_with_its_place(entry: str, told: str) -> None:
    with pytest.raises(BadSettings, match=f"regel 2: .*{told}"):
        rules_of(f"toegang:\n- {{waarde: goed, gemeente: '9901', rollen: [manager]}}\n- {entry}\n")


@pytest.mark.parametrize("text", ["", "toegang: []", "- a", "toegang: {", "toegang: !!python/object:os.system x"])
def test_no_list_is_an_error(text: str) -> None:
    with pytest.raises(BadSettings):
        rules_of(text)


@pytest.mark.parametrize(("changes", "told"), [
    ({"OIDC_ISSUER": "http://aanmelden.example"}, "https://"), ({"OIDC_CLIENT_ID": None}, "OIDC_CLIENT_ID ontbreekt"),
    ({"OIDC_ACCESS_FILE": None}, "OIDC_ACCESS_FILE ontbreekt"), ({"OIDC_CLIENT_SECRET_FILE": None}, "precies een"),
    ({"OIDC_CLIENT_KEY_FILE": "/k"}, "precies een"), ({"OIDC_ISSUER": None, "LOCAL_ACCOUNTS": "nee"}, "LOCAL_ACCOUNTS"),
    ({"TOTP_REQUIRED_FOR": "baas"}, "TOTP_REQUIRED_FOR"),
])
def test_half_a_registration_is_refused_at_the_start(changes: dict[str, str | None], told: str) -> None:
    given = {name: value for name, value in (SETTINGS | OIDC | changes).items() if value is not None}
    with pytest.raises(BadSettings, match=told):
        config.from_mapping(given)


def test_a_file_that_is_not_there_is_told_at_the_start(tmp_path: Path) -> None:
    settings = config.from_mapping(SETTINGS | OIDC)
    with pytest.raises(BadSettings, match="OIDC_CLIENT_SECRET_FILE: het bestand"):
        registration_of(settings)
    assert registration_of(config.from_mapping(SETTINGS)) is None


def test_whom_an_app_is_required_of():
    assert config.from_mapping(SETTINGS).totp_required_for == {"behandelaar", "beheerder", "partner"}
    assert config.from_mapping(SETTINGS | {"TOTP_REQUIRED_FOR": "geen"}).totp_required_for == frozenset()


@pytest.mark.parametrize(("seconds", "code"), [
    (59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037"),
])
def test_the_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    """Appendix B, with the last six of its eight digits; the secret is that of the RFC in base32."""
    from datetime import UTC, datetime

    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert _step(secret, code, datetime.fromtimestamp(seconds, UTC)) == seconds // 30
    assert _step(secret, code, datetime.fromtimestamp(seconds + 90, UTC)) is None
