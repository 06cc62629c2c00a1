"""Passwords and client secrets of one demonstration: random, kept beside its data, printed at every start."""

import json
import secrets
from pathlib import Path

from service import config

_FILE = "demonstratie.json"
_NAMES = ("wachtwoord", "de-voorbeeldhof", "nergenshuizen", "verzonnenhove", "voorbeeldstad")


def kept() -> dict[str, str]:
    """Name -> secret; each is made the first time that it is asked for."""
    path = config.state_dir() / _FILE
    found: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    made = {name: secrets.token_urlsafe(18) for name in _NAMES if name not in found}
    if made:
        _write(path, found | made)
    return found | made


def _write(path: Path, made: dict[str, str]) -> None:
    path.touch(0o600)
    path.write_text(json.dumps(made), "utf-8")
