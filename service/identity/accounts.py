"""Accounts of people at work: proving who somebody is, and as whom they may then act."""

import hmac
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pyotp
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.actors import READ_SIGNALS, Actor, Administrator, Caseworker, Corporation, Manager
from service.db import Database
from service.errors import NotAllowed
from service.identity.hashing import HASHER
from service.identity.tables import UsedAssertion
from service.partners.tables import CORPORATION, MUNICIPALITY, Account
from service.vault import Vault

WRONG_TRIES = 5
_HANDLES = f"{Caseworker.kind}:"
LOCKED = timedelta(minutes=15)
_LONGEST = 200

# A hash that no password has, of the same cost as a real one: an unknown name takes as long to refuse as a known one.
_NOBODYS_HASH = "$argon2id$v=19$m={},t={},p={}${}${}".format(
    HASHER.memory_cost, HASHER.time_cost, HASHER.parallelism,
    *(b64encode(bytes(length)).decode().rstrip("=") for length in (HASHER.salt_len, HASHER.hash_len)),
)

# The try is counted before it is judged, so that many tries at once are no more than five either. A locked account is
# not found, as if it did not exist. The count need not survive a crash, and waiting for the disk would show in the
# time it takes which names exist.
_HASTE = text("SET LOCAL synchronous_commit = off")
_COUNT_TRY = text("""
    UPDATE account a
       SET failed_attempts = n.tries, locked_until = CASE WHEN n.tries >= :most THEN cast(:until AS timestamptz) END
      FROM (SELECT id, CASE WHEN locked_until IS NULL THEN failed_attempts + 1 ELSE 1 END AS tries
              FROM account
             WHERE username = :username AND active AND (locked_until IS NULL OR locked_until <= :now) FOR UPDATE) n
     WHERE a.id = n.id
    RETURNING a.id, a.password_hash, a.totp_secret
""")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody typed at the door; the code is empty without a one-time-password app."""

    username: str = field(repr=False)
    password: str = field(repr=False)
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work with an account: the roles decide as whom this person may act."""

    id: UUID
    name: str
    organisation_id: UUID
    organisation: str
    organisation_kind: str
    municipality_code: str | None
    roles: frozenset[str]
    teams: frozenset[str]

    @property
    def kinds(self) -> frozenset[str]:
        """As what this person may act: the roles without their worklists, where they fit the organisation."""
        fitting = {
            CORPORATION: {Corporation.kind}, MUNICIPALITY: {Caseworker.kind, Manager.kind, Administrator.kind},
        }
        asked = {role.partition(":")[0] for role in self.roles}
        return frozenset(asked & fitting.get(self.organisation_kind, set()))

    def actor(self) -> Actor | None:
        """As whom to record what is nobody's task in particular; None without any task."""
        ways: dict[str, Callable[[], Actor]] = {
            Caseworker.kind: self.caseworker, Manager.kind: self.manager, Administrator.kind: self.administrator,
            Corporation.kind: self.corporation,
        }
        return next((act() for kind, act in ways.items() if kind in self.kinds), None)

    def caseworker(self) -> Caseworker:
        code = self._municipality(Caseworker.kind)
        worklists = frozenset(role.removeprefix(_HANDLES) for role in self.roles if role.startswith(_HANDLES))
        return Caseworker(self.id, self.organisation_id, self.name, code, worklists, self.teams)

    def manager(self) -> Manager:
        return Manager(self.id, self.organisation_id, self.name, self._municipality(Manager.kind))

    def administrator(self) -> Administrator:
        return Administrator(self.id, self.organisation_id, self.name, self._municipality(Administrator.kind))

    def corporation(self) -> Corporation:
        self._require(Corporation.kind)
        return Corporation(self.id, self.organisation_id, self.organisation, frozenset({READ_SIGNALS}))

    def _municipality(self, kind: str) -> str:
        self._require(kind)
        assert self.municipality_code is not None, "a municipality has a code"
        return self.municipality_code

    def _require(self, kind: str) -> None:
        if kind not in self.kinds:
            raise NotAllowed("Dit hoort niet bij uw taak. Vraag uw beheerder om toegang als u die nodig hebt.")


def prove(database: Database, vault: Vault, given: Credentials, now: datetime) -> UUID | None:
    """The account that the credentials prove, or None: nobody hears which part was wrong, or that it is locked.

    No connection is held while the password is hashed.
    """
    with database.transaction() as session:
        session.execute(_HASTE)
        found = session.execute(_COUNT_TRY, {
            "username": given.username.strip().replace("\0", "")[:_LONGEST], "most": WRONG_TRIES,
            "until": now + LOCKED, "now": now,
        }).first()
    right = _fits(found.password_hash if found else _NOBODYS_HASH, given.password)
    step = _step(vault, found.id, found.totp_secret, given.code, now) if found else None
    if found is None or not right or step is None:
        return None
    with database.transaction() as session:
        return _accept(session, found.id, step, now)


def seal_totp(vault: Vault, account_id: UUID, secret: str) -> bytes:
    """The one-time-password secret (base32) of an account, as it is stored. Raises `ValueError` for one too short."""
    pyotp.TOTP(secret)
    return vault.seal_bytes(secret.encode(), _totp_context(account_id))


def _fits(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _step(vault: Vault, account_id: UUID, sealed: bytes | None, code: str, now: datetime) -> int | None:
    """The half minute that a code belongs to (one early or late is allowed), 0 without an app, None when wrong."""
    if sealed is None:
        return 0
    totp = pyotp.TOTP(vault.open_bytes(sealed, _totp_context(account_id)).decode())
    typed = "".join(code.split()).encode()[:10]
    current: int = totp.timecode(now)
    fitting = [step for step in (current - 1, current, current + 1)
               if hmac.compare_digest(totp.generate_otp(step).encode(), typed)]
    return fitting[0] if fitting else None


def _accept(session: Session, account_id: UUID, step: int, now: datetime) -> UUID | None:
    """Forget the wrong tries; a code counts once, also when it is overheard within its minute (RFC 6238, 5.2)."""
    if step:
        values: dict[str, Any] = {
            "client_id": _totp_context(account_id), "jti": str(step), "expires_at": now + timedelta(minutes=3),
        }
        used = insert(UsedAssertion).values(values).on_conflict_do_nothing().returning(UsedAssertion.jti)
        if session.execute(used).first() is None:
            return None
    session.execute(update(Account).where(Account.id == account_id).values(failed_attempts=0, locked_until=None))
    return account_id


def _totp_context(account_id: UUID) -> str:
    return f"totp:{account_id}"
