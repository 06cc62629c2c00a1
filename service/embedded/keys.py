"""The secrets of one state folder: passwords of its servers, keys of its data. Made once, kept, for our eyes only."""

import base64
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path

_FILE = "secrets.json"


def _password() -> str:
    return secrets.token_urlsafe(24)


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode("ascii")


_MADE: dict[str, Callable[[], str]] = {
    "postgres": _password,
    "database": _password,
    "redis": _password,
    "ENCRYPTION_KEYS": lambda: f"1:{_key()}",
    "INDEX_KEY": _key,
}


def kept_secrets(state: Path) -> dict[str, str]:
    """Read the folder's secrets, making what is not there yet. Without this file stored person data is unreadable."""
    path = state / _FILE
    known: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    missing = {name: make() for name, make in _MADE.items() if name not in known}
    if missing:
        known |= missing
        write_private(path, json.dumps(known, indent=1))
    return known


def write_private(path: Path, text: str) -> None:
    """Write whole or not at all, and never readable by others, not even for a moment."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    half.unlink(missing_ok=True)
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
