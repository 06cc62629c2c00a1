"""Proving with a name, a password and a code who somebody is."""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.actors import Robot
from service.db import Database
from service.identity.hashing import HASHER
from service.identity.second_factor import Shown, accept, read_code
from service.identity.tries import PAIR, Counted, Held, Try, count, forgive, keys_of
from service.journal import Entry, record
from service.partners.tables import Account
from service.vault import Vault

DOOR = Robot("aanmelden")
"""Who notes what happened at the door while nobody is known yet."""
_GROUND = "toegangsbeheer"
_LONGEST = 200

# A hash that no password has, of the same cost as a real one: an unknown name takes as long to refuse as a known one.
_NOBODYS_HASH = "$argon2id$v=19$m={},t={},p={}${}${}".format(
    HASHER.memory_cost, HASHER.time_cost, HASHER.parallelism,
    *(b64encode(bytes(length)).decode().rstrip("=") for length in (HASHER.salt_len, HASHER.hash_len)),
)
# What is written about a wrong try need not survive a crash, and waiting for the disk would hold up a door at which
# somebody keeps knocking.
_HASTE = text("SET LOCAL synchronous_commit = off")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody typed at the door, and from which address; the code is empty without an app."""

    username: str = field(repr=False)
    password: str = field(repr=False)
    code: str = field(default="", repr=False)
    address: str = field(default="", repr=False)


def prove(database: Database, vault: Vault, given: Credentials, now: datetime) -> UUID | Held | None:
    """The account that the credentials prove; `Held` after too many wrong tries; None without saying what was wrong.

    No connection is held while the password is hashed.
    """
    username = given.username.strip().replace("\0", "")[:_LONGEST]
    with database.transaction() as session:
        session.execute(_HASTE)
        made = count(session, keys_of(vault, username, given.address), now)
        found = session.scalar(select(Account).where(Account.username == username, Account.active))
    if isinstance(made, Held):
        return made
    right = fits(found.password_hash if found else None, given.password)
    shown = read_code(vault, found, given.code, now) if found else None
    with database.transaction() as session:
        if found and right and shown is not None and accept(session, found.id, shown, now):
            _let_in(session, found.id, shown, made, now)
            return found.id
        refuse(session, found.id if found else None, made.began, now)
    return None


def prove_again(database: Database, vault: Vault, account_id: UUID, password: str, now: datetime) -> bool | Held:
    """Whether somebody who is signed in knows the password: a screen left open must not be enough to change it."""
    with database.transaction() as session:
        made = count(session, {PAIR: vault.index("opnieuw bewijzen", str(account_id))}, now)
        kept = session.get_one(Account, account_id).password_hash
    if isinstance(made, Held):
        return made
    right = fits(kept, password)
    with database.transaction() as session:
        if right:
            forgive(session, made, now)
        else:
            refuse(session, account_id, made.began, now)
    return right


def fits(password_hash: str | None, password: str) -> bool:
    """Whether this password has this hash; without a hash nothing fits, and that takes as long."""
    try:
        return HASHER.verify(password_hash or _NOBODYS_HASH, password)
    except (VerificationError, InvalidHashError):
        return False


def refuse(
    session: Session, account_id: UUID | None, began: tuple[Counted, ...], now: datetime, reason: str = "onjuist"
) -> None:
    """Note a refusal in the journal: with the account when there is one, never with what was typed."""
    session.execute(_HASTE)
    held = [Entry("aanmelden-opgehouden", account_id, _GROUND, {"voor": one.what}) for one in began]
    record(session, [Entry("aanmelden-geweigerd", account_id, _GROUND, {"reden": reason}), *held], DOOR, now)


def _let_in(session: Session, account_id: UUID, shown: Shown, made: Try, now: datetime) -> None:
    forgive(session, made, now)
    if isinstance(shown, bytes):
        record(session, [Entry("herstelcode-gebruikt", account_id, _GROUND)], DOOR, now)
