"""Signed-in people: a row per session, a random cookie whose hash is the row's key, and forms that belong to it."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.config import Settings
from service.identity.accounts import Person
from service.identity.tables import WebSession
from service.journal import Entry, record
from service.partners.tables import Account, Organisation
from service.vault import Vault

_FORM = "form"
_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lives: without use, and at most."""

    idle: timedelta
    whole: timedelta


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that is valid now; `key` is its row's key, never the cookie."""

    key: bytes
    person: Person


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who just signed in; the cookie goes to the browser and is not kept."""

    cookie: str = field(repr=False)
    person: Person


def limits_of(settings: Settings) -> Limits:
    return Limits(timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours))


def new_cookie() -> str:
    """256 random bits, in letters that a cookie may have."""
    return secrets.token_urlsafe(32)


def key_of(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode()).digest()


def enter(session: Session, account_id: UUID, old_cookie: str, now: datetime) -> Entered | None:
    """Sign a proven account in under a new cookie: the old one ends. None for an account that has no task here."""
    close_session(session, old_cookie)
    query = select(Account, Organisation).join(Organisation, Organisation.id == Account.organisation_id)
    account, organisation = session.execute(query.where(Account.id == account_id)).one()
    person = person_of(account, organisation)
    actor = person.actor()
    if actor is None:
        return None
    record(session, [Entry("aangemeld", account_id, "toegangsbeheer")], actor, now)
    return Entered(open_session(session, account_id, now), person)


def open_session(session: Session, account_id: UUID, now: datetime) -> str:
    """Start a session under a fresh cookie value, which is returned and not kept."""
    cookie = new_cookie()
    session.add(WebSession(id=key_of(cookie), account_id=account_id, created_at=now, seen_at=now))
    session.flush()
    return cookie


def find_session(session: Session, cookie: str, limits: Limits, now: datetime) -> SignedIn | None:
    """The session of a cookie, when it is not over and its account is still active. Marks it as used."""
    query = (
        select(WebSession, Account, Organisation)
        .join(Account, Account.id == WebSession.account_id)
        .join(Organisation, Organisation.id == Account.organisation_id)
        .where(WebSession.id == key_of(cookie), Account.active)
    )
    found = session.execute(query).first()
    if found is None:
        return None
    row, account, organisation = found
    if now - row.created_at >= limits.whole or now - row.seen_at >= limits.idle:
        session.execute(delete(WebSession).where(WebSession.id == row.id))
        return None
    if now - row.seen_at >= _SEEN_EVERY:
        session.execute(update(WebSession).where(WebSession.id == row.id).values(seen_at=now))
    return SignedIn(row.id, person_of(account, organisation))


def close_session(session: Session, cookie: str) -> None:
    session.execute(delete(WebSession).where(WebSession.id == key_of(cookie)))


def person_of(account: Account, organisation: Organisation) -> Person:
    return Person(
        account.id, account.name, organisation.id, organisation.name, organisation.kind,
        organisation.municipality_code, frozenset(account.roles), frozenset(account.teams),
    )


def form_token(vault: Vault, key: bytes) -> str:
    """The hidden field that proves a form was made for this session and not on another site."""
    return vault.index(_FORM, key.hex()).hex()


def is_own_form(vault: Vault, key: bytes, given: str) -> bool:
    return hmac.compare_digest(form_token(vault, key).encode(), given.encode())
