"""The account of somebody whom a provider vouches for: made at the first sign-in, and following the claims at each.

An account belongs to an issuer and a subject, and never to an e-mail address: an address can be given to somebody else.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from service.db import new_id
from service.identity.claims import Granted
from service.identity.prove import DOOR
from service.identity.sessions import close_sessions
from service.journal import Entry, record
from service.partners.tables import Account, Organisation

_GROUND = "toegangsbeheer"


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the provider vouches for, and what the claims give; `given` is None when they give nothing."""

    issuer: str
    subject: str
    name: str
    given: Granted | None


def admit(session: Session, who: Vouched, now: datetime) -> UUID | None:
    """The account to sign in, with the roles of now. None for who may do nothing here (any more).

    Somebody who moves to another organisation gets an account there; that of before keeps its history, without roles.
    """
    organisation_id = _organisation(session, who.given)
    # Two windows may come back from the provider at once; the second waits for what the first made.
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"{who.issuer} {who.subject}", 0))))
    accounts = session.scalars(
        select(Account).where(Account.issuer == who.issuer, Account.subject == who.subject)
    ).all()
    for one in accounts:
        if one.organisation_id != organisation_id:
            _follow(session, one, (), (), now)
    if organisation_id is None or who.given is None:
        return None
    account = next((one for one in accounts if one.organisation_id == organisation_id), None)
    account = account or _add(session, who, organisation_id, now)
    if not account.active:
        return None
    account.name = who.name
    _follow(session, account, who.given.roles, who.given.teams, now)
    return account.id


def _organisation(session: Session, given: Granted | None) -> UUID | None:
    if given is None:
        return None
    wanted = [Organisation.municipality_code == given.organisation]
    if len(given.organisation) > 4:
        wanted = [Organisation.id == UUID(given.organisation)]
    return session.scalar(select(Organisation.id).where(or_(*wanted)))


def _add(session: Session, who: Vouched, organisation_id: UUID, now: datetime) -> Account:
    account_id = new_id()
    # Nobody types this name: it keeps the column unique, and tells nothing.
    row = Account(
        id=account_id, organisation_id=organisation_id, username=f"werkaccount-{account_id}", name=who.name,
        issuer=who.issuer, subject=who.subject, roles=[], teams=[], active=True, recovery_codes=[],
    )
    session.add(row)
    session.flush()
    record(session, [Entry("account-toegevoegd", account_id, _GROUND, {"door": "werkaccount"})], DOOR, now)
    return row


def _follow(session: Session, row: Account, roles: tuple[str, ...], teams: tuple[str, ...], now: datetime) -> None:
    """Give the roles and teams of now. Sessions with other roles end."""
    if (tuple(row.roles), tuple(row.teams)) == (roles, teams):
        return
    detail = {"van": row.roles, "naar": list(roles)}
    row.roles, row.teams = list(roles), list(teams)
    close_sessions(session, row.id)
    record(session, [Entry("rollen-gewijzigd", row.id, _GROUND, detail)], DOOR, now)
