"""Passwords and client secrets of one demonstration: random, kept beside its data, printed at every start."""

import json
import secrets
from pathlib import Path

from service import config

_FILE = "demonstratie.json"
_NAMES = ("wachtwoord", "de-voorbeeldhof", "nergenshuizen", "voorbeeldstad")


def kept() -> dict[str, str]:
    """Name -> secret; made the first time."""
    path = config.state_dir() / _FILE
    if path.exists():
        found: dict[str, str] = json.loads(path.read_text("utf-8"))
        return found
    made = {name: secrets.token_urlsafe(18) for name in _NAMES}
    _write(path, made)
    return made


def _write(path: Path, made: dict[str, str]) -> None:
    path.touch(0o600)
    path.write_text(json.dumps(made), "utf-8")
