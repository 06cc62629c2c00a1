"""Passwords of local accounts: what a new one must be, and changing it. Length counts, kinds of characters do not."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from service.actors import Actor
from service.identity.hashing import HASHER
from service.journal import Entry, record
from service.partners.tables import Account

SHORTEST, LONGEST = 12, 200
_GROUND = "toegangsbeheer"


def wrong_with(password: str, old: str) -> str:
    """Why this cannot be the new password, and what to do; empty when it can (NIST SP 800-63B, section 3.1.1.2)."""
    if len(password) < SHORTEST:
        return f"Kies een wachtwoord van ten minste {SHORTEST} tekens. Een zin van vier woorden is goed te onthouden."
    if len(password) > LONGEST:
        return f"Kies een wachtwoord van ten hoogste {LONGEST} tekens."
    if password == old:
        return "Kies een ander wachtwoord dan het oude."
    return ""


def change_password(session: Session, account_id: UUID, password: str, actor: Actor, now: datetime) -> None:
    """Set the password that somebody chose."""
    _set(session, account_id, password, temporary=False)
    record(session, [Entry("wachtwoord-gewijzigd", account_id, _GROUND)], actor, now)


def give_password(session: Session, account_id: UUID, actor: Actor, now: datetime) -> str:
    """A new first password, returned once: whoever gets it must choose another one before anything else."""
    password = secrets.token_urlsafe(15)
    _set(session, account_id, password, temporary=True)
    record(session, [Entry("wachtwoord-gegeven", account_id, _GROUND)], actor, now)
    return password


def _set(session: Session, account_id: UUID, password: str, *, temporary: bool) -> None:
    values = {"password_hash": HASHER.hash(password), "password_temporary": temporary}
    session.execute(update(Account).where(Account.id == account_id).values(values))
