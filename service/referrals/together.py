"""One thing for several light cases at once: looked at first, then done one by one, each with its own guard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.db import Database
from service.errors import DomainError, NotFound
from service.referrals.deadlines import THREATENING
from service.referrals.follow_up import Attempt, part_of_day, record_attempt
from service.referrals.pick_up import pick_up
from service.referrals.read import own_referral
from service.referrals.status import ContactKind, ReferralStatus
from service.referrals.tables import Referral
from service.referrals.worklist import PAGE

MOST = PAGE


class Together(StrEnum):
    """What may be done for several at once: nothing that needs a look at the person."""

    TAKE = "oppakken"
    LETTER = "brief"


@dataclass(frozen=True, slots=True)
class Batch:
    """Open cases of one tray, and what to do with each."""

    ids: tuple[UUID, ...]
    tray: str
    action: Together


@dataclass(frozen=True, slots=True)
class Line:
    """One of a batch: `refusal` says in Dutch why nothing is done with it, and is empty when it is done."""

    id: UUID
    refusal: str


def preview(session: Session, batch: Batch, actor: Caseworker) -> list[Line]:
    """What would be done now. Changes nothing."""
    return [_looked_at(session, one, batch, actor) for one in _ids(batch)]


def carry_out(database: Database, batch: Batch, actor: Caseworker, now: datetime) -> list[Line]:
    """Do it, each in a transaction of its own: what one refuses, holds back no other."""
    return [_done(database, one, batch, actor, now) for one in _ids(batch)]


def _ids(batch: Batch) -> Iterable[UUID]:
    return tuple(dict.fromkeys(batch.ids))[:MOST]


def _looked_at(session: Session, referral_id: UUID, batch: Batch, actor: Caseworker) -> Line:
    try:
        return Line(referral_id, _refusal(own_referral(session, referral_id, actor), batch))
    except NotFound as missing:
        return Line(referral_id, missing.detail)


def _done(database: Database, referral_id: UUID, batch: Batch, actor: Caseworker, now: datetime) -> Line:
    try:
        with database.transaction() as session:
            refusal = _refusal(own_referral(session, referral_id, actor, lock=True), batch)
            if not refusal:
                _do(session, referral_id, batch.action, actor, now)
    except DomainError as refused:
        return Line(referral_id, refused.detail)
    return Line(referral_id, refusal)


def _do(session: Session, referral_id: UUID, action: Together, actor: Caseworker, now: datetime) -> None:
    pick_up(session, referral_id, actor, now)
    if action is Together.LETTER:
        letter = Attempt(ContactKind.LETTER, clock.day_of(now), part_of_day(now), reached=False)
        record_attempt(session, referral_id, letter, actor, now)


def _refusal(referral: Referral, batch: Batch) -> str:
    if referral.status == ReferralStatus.CLOSED:
        return "Deze verwijzing is afgesloten."
    if referral.status == ReferralStatus.PICKED_UP:
        return f"Deze verwijzing is al opgepakt door {referral.assigned_name}."
    if referral.urgency == THREATENING:
        return "De situatie is bedreigend. Open deze verwijzing en pak haar apart op."
    if referral.tray != batch.tray:
        return "Deze verwijzing staat in een andere bak."
    return ""
