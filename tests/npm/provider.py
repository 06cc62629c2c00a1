"""Running the provider of provider.mjs, steering it, and going through it as a browser would."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import httpx
import yaml
from joserfc.jwk import ECKey

from service.config import Settings
from tests.npm.test_spectral import required

HERE = Path(__file__).parent
NO_PROVIDER = "oidc-provider ontbreekt: voer npm ci uit in tests/npm."
SECRET = "geheim+van%de toets"


@dataclass
class RunningProvider:
    """A provider on a port of its own. `visitor` is its side of one browser."""

    issuer: str
    process: subprocess.Popen[str]
    visitor: httpx.Client = field(default_factory=httpx.Client)

    def set(self, **now: Any) -> None:
        httpx.post(f"{self.issuer}/toets", json=now).raise_for_status()

    def give(self, *values: str, subject: str = "proef-1", **claims: Any) -> None:
        """Let this person be the one who signs in, with these values in the claim of roles."""
        self.set(subject=subject, claims={"name": "Sanne Proefstra", "rollen": list(values)} | claims)
        self.visitor = httpx.Client()

    def change_keys(self) -> None:
        httpx.post(f"{self.issuer}/toets/sleutels", json={}).raise_for_status()
        self.visitor = httpx.Client()

    def walk(self, address: str, home: str) -> str:
        """Follow the provider's own redirects from its door; the address at which it sends the browser back to us."""
        for _ in range(10):
            answer = self.visitor.get(address)
            assert answer.status_code in {302, 303}, answer.text
            address = str(httpx.URL(address).join(answer.headers["Location"]))
            if address.startswith(home):
                return address
        raise AssertionError("the provider never sent the browser back")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(timeout=10)


@contextmanager
def running(home: str, jwks: dict[str, Any] | None = None) -> Iterator[RunningProvider]:
    """A provider for a service at the address `home`."""
    assert shutil.which("node"), "the provider needs Node"
    required(HERE / "node_modules" / "oidc-provider", NO_PROVIDER)
    given = {
        "redirectUri": f"{home}/aanmelden/terug", "home": f"{home}/aanmelden", "jwks": jwks or {"keys": []},
    }
    process = subprocess.Popen(
        ["node", "provider.mjs", json.dumps(given)], cwd=HERE, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    found = RunningProvider(process.stdout.readline().strip(), process)
    assert found.issuer, "the provider did not start"
    try:
        yield found
    finally:
        found.stop()


def registered(settings: Settings, provider: RunningProvider, folder: Path, rules: list[dict[str, Any]]) -> Settings:
    """These settings with a registration at the provider, by a secret."""
    secret, access = folder / "secret", folder / "toegang.yaml"
    secret.write_text(f"{SECRET}\n", "utf-8")
    access.write_text(yaml.safe_dump({"toegang": rules}), "utf-8")
    return replace(
        settings, oidc_issuer=provider.issuer, oidc_client_id="met-secret", oidc_client_secret_file=secret,
        oidc_access_file=access, oidc_roles_claim="rollen",
    )


def by_key(settings: Settings, folder: Path) -> tuple[Settings, dict[str, Any]]:
    """These settings with a key instead of a secret, and its public side for the provider."""
    key, path = ECKey.generate_key("P-256"), folder / "sleutel.pem"
    path.write_bytes(key.as_pem(private=True))
    public = {**key.as_dict(private=False), "kid": key.thumbprint(), "use": "sig", "alg": "ES256"}
    changed = replace(settings, oidc_client_id="met-sleutel", oidc_client_secret_file=None, oidc_client_key_file=path)
    return changed, {"keys": [public]}


def tampered(address: str, **changes: str) -> str:
    """The address with other values in it, as somebody in between could make it."""
    parts = urlsplit(address)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()} | changes
    return urlunsplit(parts._replace(query=urlencode(asked)))


def asked_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


