"""Linking an app to one's own account, and fresh recovery codes. Both are told once, and noted in the journal."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from service.identity.second_factor import App, link, new_recovery_codes
from service.identity.sessions import SignedIn, renew_session
from service.journal import Entry, record
from service.vault import Vault

_GROUND = "toegangsbeheer"


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret that was offered to somebody, and the code that the app made of it."""

    secret: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Linked:
    """The recovery codes to show once, and the cookie of the renewed session."""

    codes: tuple[str, ...] = field(repr=False)
    cookie: str = field(repr=False)


def link_app(session: Session, vault: Vault, here: SignedIn, offer: Offer, now: datetime) -> Linked | None:
    """From now on this account asks a code of this app; None when the code is not of it. Other sessions end."""
    account_id = here.person.id
    if not link(session, vault, App(account_id, offer.secret), offer.code, now):
        return None
    codes = new_recovery_codes(session, vault, account_id)
    record(session, [Entry("app-gekoppeld", account_id, _GROUND)], here.actor(), now)
    return Linked(codes, renew_session(session, here, now))


def renew_recovery_codes(session: Session, vault: Vault, here: SignedIn, now: datetime) -> tuple[str, ...]:
    """Ten fresh codes; those of before no longer count."""
    record(session, [Entry("herstelcodes-vernieuwd", here.person.id, _GROUND)], here.actor(), now)
    return new_recovery_codes(session, vault, here.person.id)
