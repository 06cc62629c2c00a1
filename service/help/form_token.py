"""The token in the form that nobody signs in for: made here, for this municipality, not just now and not long ago.

It needs no script and no third party. Who fills in a form takes some seconds; a program that only posts takes none.
"""

from datetime import datetime, timedelta
from enum import Enum, auto
from uuid import UUID

from service.db import new_id
from service.messages.public import REQUEST, marked, read_marked
from service.vault import Vault

SOONEST, LONGEST = timedelta(seconds=4), timedelta(hours=12)


class Stale(Enum):
    """Why a form is not taken as it is."""

    NOT_OURS = auto()
    TOO_SOON = auto()
    TOO_LATE = auto()


def new_token(vault: Vault, code: str, now: datetime) -> str:
    return marked(vault, _purpose(code), new_id(), now)


def read_token(vault: Vault, code: str, token: str, now: datetime) -> UUID | Stale:
    """What tells this form from another."""
    found = read_marked(vault, _purpose(code), token)
    if found is None:
        return Stale.NOT_OURS
    key, made = found
    if now - made < SOONEST:
        return Stale.TOO_SOON
    return key if now - made < LONGEST else Stale.TOO_LATE


def _purpose(code: str) -> str:
    return f"{REQUEST} {code}"
