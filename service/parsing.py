"""One setting from its text, in the words of the operator guide. A `ValueError` says in Dutch what was expected."""

import base64
import binascii
import re
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

_PEOPLE = frozenset({"behandelaar", "teamleider", "beheerder", "manager", "corporatie", "partner"})


def database_url(text: str) -> str:
    if not text.startswith(("postgresql://", "postgresql+psycopg://")):
        raise ValueError("verwacht postgresql://gebruiker:wachtwoord@host/naam")
    return text.replace("postgresql://", "postgresql+psycopg://", 1)


def redis_url(text: str) -> str:
    if not text.startswith(("redis://", "rediss://")):
        raise ValueError("verwacht redis://host:poort/0")
    return text


def key(text: str) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("geen geldige base64") from None
    if len(found) != 32:
        raise ValueError("verwacht 32 bytes, base64")
    return found


def keys(text: str) -> tuple[tuple[int, bytes], ...]:
    pairs = [item.strip().partition(":") for item in text.split(",")]
    found = tuple((int(number), key(value)) for number, _, value in pairs)
    if any(not 0 < number < 256 for number, _ in found) or len({n for n, _ in found}) != len(found):
        raise ValueError("sleutelnummers zijn 1 tot en met 255 en komen een keer voor")
    return found


def flag(text: str) -> bool:
    if text.lower() not in {"0", "1", "true", "false", "ja", "nee"}:
        raise ValueError("verwacht ja of nee")
    return text.lower() in {"1", "true", "ja"}


def uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise ValueError("verwacht een id, zoals f33517ff-2a88-4f6e-b855-c550268ce08a") from None


def web_address(text: str) -> str:
    """HTTPS, or plain HTTP on the own machine for trying."""
    found = urlsplit(text)
    own = found.scheme == "http" and found.hostname in {"127.0.0.1", "localhost"}
    if not found.hostname or not (found.scheme == "https" or own):
        raise ValueError("verwacht een adres dat met https:// begint")
    return text.rstrip("/")


def urn(text: str) -> str:
    if not re.fullmatch(r"urn:nld:[A-Za-z0-9().,:=@;$_!*'%/?#+-]+", text):
        raise ValueError("verwacht urn:nld:oin:NUMMER:systeem:NAAM")
    return text


def file(text: str) -> str:
    if not Path(text).is_file():
        raise ValueError("dit bestand is er niet")
    return text


def positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise ValueError("verwacht een positief geheel getal")
    return number


def kinds(text: str) -> frozenset[str]:
    """Kinds of people, with commas between; `geen` for nobody."""
    found = frozenset(part.strip() for part in text.split(",")) - {"", "geen"}
    if not found <= _PEOPLE:
        raise ValueError(f"kies uit {', '.join(sorted(_PEOPLE))}, met komma's ertussen, of geen")
    return found


def issuer(text: str) -> str:
    """An address over TLS; without it only on the own machine."""
    parts = urlsplit(text)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost"}:
        raise ValueError("verwacht een adres dat met https:// begint")
    return text


def security(text: str) -> str:
    """How the connection to the mail server is kept private."""
    if text not in {"starttls", "tls", "geen"}:
        raise ValueError("kies uit starttls, tls of geen")
    return text


def mail_address(text: str) -> str:
    """An address that can stand in a header."""
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", text):
        raise ValueError("verwacht een e-mailadres")
    return text
