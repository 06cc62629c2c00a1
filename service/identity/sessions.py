"""Signed-in people: a row per session, a random cookie whose hash is the row's key, and forms that belong to it."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.actors import Actor
from service.config import Settings
from service.errors import NotAllowed
from service.identity.accounts import Person
from service.identity.tables import WebSession
from service.journal import Entry, record
from service.partners.tables import Account, Organisation
from service.vault import Vault

_FORM = "form"
_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lives: without use, and at most; and by which ways people may have come in."""

    idle: timedelta
    whole: timedelta
    issuer: str | None = None
    local: bool = True

    def is_over(self, row: WebSession, now: datetime) -> bool:
        return now - row.created_at >= self.whole or now - row.seen_at >= self.idle

    def admits(self, account: Account) -> bool:
        return self.local if account.issuer is None else account.issuer == self.issuer


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that is valid now; `key` is its row's key, never the cookie."""

    key: bytes
    person: Person
    username: str
    by_provider: bool
    first_password: bool
    has_app: bool
    recovery_codes_left: int

    def actor(self) -> Actor:
        """As whom to record what somebody does to the own account. Raises `NotAllowed` without any task."""
        found = self.person.actor()
        if found is None:
            raise NotAllowed("Uw account heeft geen taak meer in Voordeur. Vraag uw beheerder om hulp.")
        return found


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of somebody's sessions, as they may see it."""

    began: datetime
    seen: datetime
    is_this_one: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who just signed in; the cookie goes to the browser and is not kept."""

    cookie: str = field(repr=False)
    person: Person


def limits_of(settings: Settings) -> Limits:
    idle, whole = timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours)
    return Limits(idle, whole, settings.oidc_issuer, settings.local_accounts)


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
    return _open(session, account_id, began=now, now=now)


def renew_session(session: Session, here: SignedIn, now: datetime) -> str:
    """After something that gives or guards access changed: a fresh cookie here, and every other session ends.

    The session is not made longer by it.
    """
    began = session.get_one(WebSession, here.key).created_at
    close_sessions(session, here.person.id)
    return _open(session, here.person.id, began=began, now=now)


def _open(session: Session, account_id: UUID, *, began: datetime, now: datetime) -> str:
    cookie = new_cookie()
    session.add(WebSession(id=key_of(cookie), account_id=account_id, created_at=began, seen_at=now))
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
    if limits.is_over(row, now) or not limits.admits(account):
        session.execute(delete(WebSession).where(WebSession.id == row.id))
        return None
    if now - row.seen_at >= _SEEN_EVERY:
        session.execute(update(WebSession).where(WebSession.id == row.id).values(seen_at=now))
    return SignedIn(
        row.id, person_of(account, organisation), account.username, account.issuer is not None,
        account.password_temporary, account.totp_secret is not None, len(account.recovery_codes),
    )


def sessions_of(session: Session, here: SignedIn, limits: Limits, now: datetime) -> list[OpenSession]:
    """The sessions of somebody that are not over: the one asked from first, then the one used last."""
    rows = session.scalars(
        select(WebSession).where(WebSession.account_id == here.person.id).order_by(WebSession.seen_at.desc())
    )
    alive = (row for row in rows if not limits.is_over(row, now))
    found = [OpenSession(row.created_at, row.seen_at, row.id == here.key) for row in alive]
    return sorted(found, key=lambda one: not one.is_this_one)


def close_other_sessions(session: Session, here: SignedIn, now: datetime) -> None:
    """End every session of somebody but the one this is asked from."""
    close_sessions(session, here.person.id, here.key)
    record(session, [Entry("elders-afgemeld", here.person.id, "toegangsbeheer")], here.actor(), now)


def close_session(session: Session, cookie: str) -> None:
    session.execute(delete(WebSession).where(WebSession.id == key_of(cookie)))


def close_sessions(session: Session, account_id: UUID, but: bytes = b"") -> None:
    """End the sessions of an account, but for the one with this key."""
    session.execute(delete(WebSession).where(WebSession.account_id == account_id, WebSession.id != but))


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
