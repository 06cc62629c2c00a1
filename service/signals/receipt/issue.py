"""Issuing a receipt: read what is kept of the signal, and write down that a receipt was given."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from joserfc.jwk import ECKey, RSAKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Corporation
from service.db import new_id
from service.errors import NotAllowed
from service.identity.keys import RECEIPT, signing_key
from service.journal import Entry, record
from service.partners.tables import Organisation
from service.signals.amend import AMENDMENT, AMOUNT_BEFORE
from service.signals.receipt.content import Amendment, Case, Course, Issue, content_of
from service.signals.status import SignalStatus
from service.signals.store import own_signal
from service.signals.tables import Feedback, Signal, SignalChange
from service.vault import Vault

ISSUED = "ontvangstbewijs-uitgegeven"


@dataclass(frozen=True, slots=True)
class Issued:
    """The content of a receipt with the key that has to sign it."""

    content: dict[str, Any]
    key: ECKey | RSAKey
    at: datetime


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues: the vault that holds the keys, and the public address where a receipt can be verified."""

    vault: Vault
    service_url: str


def issue_receipt(session: Session, signal_id: UUID, issuer: Issuer, actor: Corporation, now: datetime) -> Issued:
    """A receipt of the corporation's own signal as it stands now. Raises `NotAllowed`, `NotFound`."""
    if not actor.may_read_signals():
        raise NotAllowed("Dit token mag geen signalen lezen. Vraag de scope signalen:lezen aan.")
    signal = own_signal(session, signal_id, actor)
    key = signing_key(session, issuer.vault, RECEIPT)
    issue = Issue(new_id(), now, str(key.kid), issuer.service_url.rstrip("/"))
    content = content_of(case_of(session, signal), issue)
    detail = {"bewijsnummer": str(issue.number), "sleutel": issue.key}
    record(session, [Entry(ISSUED, signal_id, signal.decision["regelversie"], detail)], actor, now)
    return Issued(content, key, now)


def case_of(session: Session, signal: Signal) -> Case:
    """What a receipt may tell of a signal; the sealed person is not among it."""
    return Case(
        signal.id, signal.reference, signal.kind, signal.signal_date, signal.received_at, signal.received_on,
        _municipality(session, signal.municipality_code), _corporation(session, signal.corporation_id),
        signal.amount_cents, signal.facts, signal.judgement, _amendments(session, signal.id), _course(session, signal),
    )


def _municipality(session: Session, code: str) -> tuple[str, str]:
    found = session.scalar(select(Organisation.name).where(Organisation.municipality_code == code))
    return code, found or f"Gemeente {code}"


def _corporation(session: Session, organisation_id: UUID) -> str:
    return session.scalar(select(Organisation.name).where(Organisation.id == organisation_id)) or "Onbekend"


def _amendments(session: Session, signal_id: UUID) -> tuple[Amendment, ...]:
    query = select(SignalChange).where(SignalChange.signal_id == signal_id, SignalChange.kind == AMENDMENT)
    return tuple(
        Amendment(row.at, row.detail.get(AMOUNT_BEFORE), row.detail["bedragInCenten"])
        for row in session.scalars(query.order_by(SignalChange.id))
    )


def _course(session: Session, signal: Signal) -> Course:
    closed, declined, withdrawn = signal.closed_at, None, None
    if signal.status == SignalStatus.NOT_TAKEN_UP:
        # What municipal policy declined was declined at the moment it came in.
        closed, declined = None, signal.closed_at or signal.received_at
    elif signal.status == SignalStatus.WITHDRAWN:
        withdrawn = signal.closed_at
        closed = _last_told(session, signal.id, SignalStatus.CLOSED)
        declined = _last_told(session, signal.id, SignalStatus.NOT_TAKEN_UP)
    elif signal.status != SignalStatus.CLOSED:
        closed = None
    return Course(signal.status, signal.taken_up_at, closed, declined, withdrawn, signal.feedback_reason)


def _last_told(session: Session, signal_id: UUID, status: SignalStatus) -> datetime | None:
    """When the corporation heard this, before it withdrew the signal."""
    query = select(Feedback.at).where(
        Feedback.signal_id == signal_id, Feedback.status == status,
        # An entry that tells a fact repeats a status that was told before.
        Feedback.debt_help.is_(None), Feedback.pause_from.is_(None),
    )
    return session.scalars(query.order_by(Feedback.id.desc())).first()
