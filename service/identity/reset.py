"""Helping a colleague who cannot get in: a new first password, or without the app. Every session of theirs ends."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Actor
from service.errors import Conflict, NotFound
from service.identity.passwords import give_password
from service.identity.second_factor import unlink
from service.identity.sessions import close_sessions
from service.journal import Entry, record
from service.partners.tables import Account


def reset_password(session: Session, account_id: UUID, actor: Actor, now: datetime) -> str:
    """A new first password, returned once. Raises `NotFound`, or `Conflict` for an account of a provider."""
    row = _local(session, account_id)
    close_sessions(session, row.id)
    return give_password(session, row.id, actor, now)


def reset_app(session: Session, account_id: UUID, actor: Actor, now: datetime) -> None:
    """Unlink the app of somebody who lost the phone. Raises `NotFound`, or `Conflict` for an account of a provider."""
    row = _local(session, account_id)
    unlink(session, row.id)
    close_sessions(session, row.id)
    record(session, [Entry("app-losgekoppeld", row.id, "toegangsbeheer")], actor, now)


def _local(session: Session, account_id: UUID) -> Account:
    row = session.scalar(select(Account).where(Account.id == account_id, Account.active))
    if row is None:
        raise NotFound("Dit account is er niet.")
    if row.issuer is not None:
        raise Conflict("Dit is een werkaccount. Wachtwoord en app regelt uw eigen organisatie.")
    return row
