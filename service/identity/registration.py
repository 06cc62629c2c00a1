"""How this service is registered at an OpenID Connect provider: read from the settings and the files they name."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from service.config import Settings
from service.errors import BadSettings
from service.identity.claims import Rule
from service.partners.enrol import ROLES
from service.partners.tables import CORPORATION, MUNICIPALITY

_ORGANISATIONS = {MUNICIPALITY: "gemeente", CORPORATION: "corporatie"}
_FIELDS = {"waarde", "gemeente", "corporatie", "rollen", "teams"}
RETURN_PATH = "/aanmelden/terug"
Key = RSAKey | ECKey


@dataclass(frozen=True, slots=True)
class Registration:
    """One client at one provider. It proves itself by a secret, or by a key of its own (`private_key_jwt`)."""

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    key: Key | None = field(repr=False)
    roles_claim: str
    rules: tuple[Rule, ...]
    leeway_seconds: int
    service_url: str

    @property
    def return_address(self) -> str:
        return f"{self.service_url}{RETURN_PATH}"


def registration_of(settings: Settings) -> Registration | None:
    """The registration, or None without a provider. Raises `BadSettings` for a file that does not say what it must."""
    if settings.oidc_issuer is None:
        return None
    assert settings.oidc_client_id is not None, "checked by service.config"
    assert settings.oidc_access_file is not None, "checked by service.config"
    secret, key = settings.oidc_client_secret_file, settings.oidc_client_key_file
    return Registration(
        settings.oidc_issuer, settings.oidc_client_id, _read("OIDC_CLIENT_SECRET_FILE", secret).strip(),
        _key(_read("OIDC_CLIENT_KEY_FILE", key)) if key else None, settings.oidc_roles_claim,
        rules_of(_read("OIDC_ACCESS_FILE", settings.oidc_access_file)), settings.oidc_leeway_seconds,
        settings.service_url,
    )


def rules_of(text: str) -> tuple[Rule, ...]:
    """The list of who may do what. Raises `BadSettings` with everything that is wrong with it."""
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError:
        raise BadSettings("OIDC_ACCESS_FILE: dit is geen YAML.") from None
    listed = document.get("toegang") if isinstance(document, dict) else None
    if not isinstance(listed, list) or not listed:
        raise BadSettings("OIDC_ACCESS_FILE: verwacht een lijst onder toegang.")
    problems = [f"regel {number}: {wrong}" for number, entry in enumerate(listed, 1) if (wrong := _wrong_with(entry))]
    if problems:
        raise BadSettings("OIDC_ACCESS_FILE: " + "; ".join(problems))
    return tuple(_rule(entry) for entry in listed)


def _rule(entry: dict[str, Any]) -> Rule:
    organisation = entry.get("gemeente") or str(UUID(entry["corporatie"]))
    return Rule(entry["waarde"], organisation, tuple(entry["rollen"]), tuple(entry.get("teams", [])))


def _wrong_with(entry: Any) -> str:
    """The first thing that is wrong with an entry, or nothing."""
    if not isinstance(entry, dict) or set(entry) - _FIELDS:
        return f"gebruik alleen {', '.join(sorted(_FIELDS))}"
    if not _is_text(entry.get("waarde")):
        return "waarde ontbreekt of is geen tekst"
    kinds = [kind for kind, name in _ORGANISATIONS.items() if name in entry]
    if len(kinds) != 1:
        return "noem precies een gemeente of een corporatie"
    roles, teams = entry.get("rollen"), entry.get("teams", [])
    if not isinstance(roles, list) or not roles or not all(role in ROLES[kinds[0]] for role in roles):
        return f"rollen: kies uit {', '.join(sorted(ROLES[kinds[0]]))}"
    if not isinstance(teams, list) or not all(_is_text(team) for team in teams):
        return "teams is geen lijst van teksten"
    return _wrong_with_organisation(kinds[0], entry[_ORGANISATIONS[kinds[0]]])


def _wrong_with_organisation(kind: str, given: Any) -> str:
    if kind == MUNICIPALITY:
        good = _is_text(given) and len(given) == 4 and given.isascii() and given.isdigit()
        return "" if good else "gemeente: vier cijfers, tussen aanhalingstekens"
    try:
        UUID(given)
    except (ValueError, AttributeError, TypeError):
        return "corporatie: verwacht een id, zie voordeur partner lijst"
    return ""


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _key(pem: str) -> Key:
    for kind in (ECKey, RSAKey):
        try:
            key = kind.import_key(pem)
        except (JoseError, ValueError, TypeError):
            continue
        if key.is_private:
            return key
    raise BadSettings("OIDC_CLIENT_KEY_FILE: verwacht een geheime sleutel in PEM, RSA of P-256.")


def _read(name: str, path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadSettings(f"{name}: het bestand {path} is niet te lezen.") from None
