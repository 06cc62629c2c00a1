"""The line to a Voordeur: verified TLS, and no other address than the one given."""

import ipaddress
import ssl
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from service.errors import BadSettings

_TIMEOUT = httpx.Timeout(120, connect=10)
_API = "/api/v1"


def connect(url: str | None, authorities: Path | None = None, *, plain: bool = False) -> httpx.Client:
    """A client of the Voordeur at this address. Raises `BadSettings` for an address or certificates that will not do.

    Redirects are not followed: a token goes nowhere else. `plain` allows http to another machine.
    """
    parts = urlsplit(url or "")
    if url is None or parts.scheme not in {"https", "http"} or not parts.hostname or parts.query or parts.username:
        raise BadSettings("Geef het adres van Voordeur zo: --url https://voordeur.example.nl")
    if parts.scheme == "http" and not plain and not _is_loopback(parts.hostname):
        raise BadSettings(
            "Over http gaan namen en adressen leesbaar over het netwerk. Gebruik https. Alleen om te proberen, met "
            "verzonnen gegevens: --toch-http."
        )
    base = url.rstrip("/").removesuffix(_API)
    return httpx.Client(base_url=base, verify=_trust(authorities), timeout=_TIMEOUT, follow_redirects=False)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _trust(authorities: Path | None) -> ssl.SSLContext:
    """What this machine trusts, and the given authorities besides."""
    context = httpx.create_ssl_context()
    if authorities is not None:
        try:
            context.load_verify_locations(authorities)
        except OSError as error:
            raise BadSettings(f"{authorities} bevat geen certificaten (PEM): {error.strerror}.") from None
    return context
