"""Stopping a notice before it goes, and holding it back where telling is dangerous: then a second person decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import By, Caseworker
from service.errors import Conflict, NotFound
from service.journal import Entry, record
from service.referrals.notices.read import notices_of
from service.referrals.notices.record import basis_of, stop
from service.referrals.notices.status import NoticeKind, NoticeState, NoticeStop, goes_at
from service.referrals.notices.tables import DebtHelpNotice
from service.referrals.read import own_referral

HELD, DECIDED = "schuldhulpmelding-aangehouden", "schuldhulpmelding-beslist"


@dataclass(frozen=True, slots=True)
class NoticeKey:
    """Which notice: the last one of a signal, as its referral shows it."""

    referral_id: UUID
    signal_id: UUID


def stop_notice(
    session: Session, key: NoticeKey, reason: NoticeStop, actor: Caseworker, now: datetime
) -> DebtHelpNotice:
    """Stop what has not gone, for a reason that may be chosen; any caseworker of the desk. Again changes nothing.

    Raises `NotFound`, or `Conflict` when the corporation has heard it.
    """
    found = _last(session, key, actor)
    if found.state == NoticeState.SENT:
        raise Conflict("De corporatie heeft dit al gehoord. Dat is niet terug te nemen.")
    stop(session, [found], reason, By(actor, now))
    return found


def hold_notice(session: Session, key: NoticeKey, actor: Caseworker, now: datetime) -> DebtHelpNotice:
    """Hold back what has not gone, because telling is dangerous; it waits for a decision of somebody else."""
    found = _last(session, key, actor)
    if found.state == NoticeState.HELD:
        return found
    if found.state != NoticeState.WAITING:
        raise Conflict("Deze melding wacht niet meer, dus aanhouden kan niet.")
    found.state, found.held_by, found.settled_by, found.settled_at = NoticeState.HELD, actor.id, None, None
    _note(session, found, HELD, {}, By(actor, now))
    return found


def decide_notice(session: Session, key: NoticeKey, actor: Caseworker, now: datetime, *, tell: bool) -> DebtHelpNotice:
    """Decide about what was held back: tell, again with time to take it back, or not.

    Raises `Conflict` for who held it back, and when nothing is held back.
    """
    found = _last(session, key, actor)
    if found.state != NoticeState.HELD:
        raise Conflict("Deze melding is niet aangehouden, dus er is niets te beslissen.")
    if found.held_by == actor.id:
        raise Conflict("U hield deze melding zelf aan. Een tweede collega beslist of de corporatie dit hoort.")
    if tell:
        found.state, found.goes_at = NoticeState.WAITING, goes_at(now)
        found.settled_by, found.settled_at = actor.id, now
    else:
        stop(session, [found], NoticeStop.UNSAFE, By(actor, now))
    _note(session, found, DECIDED, {"antwoord": "vertellen" if tell else "nietVertellen"}, By(actor, now))
    return found


def stop_withdrawn(session: Session, signal_ids: Iterable[UUID], by: By) -> None:
    """A signal that was taken back is nobody's ground to be told any more: its notices that wait stop by themselves."""
    waiting = select(DebtHelpNotice).where(
        DebtHelpNotice.signal_id.in_(list(signal_ids)),
        DebtHelpNotice.state.in_([NoticeState.WAITING, NoticeState.HELD]), DebtHelpNotice.kind == NoticeKind.RECEIVES,
    )
    stop(session, session.scalars(waiting.with_for_update()).all(), NoticeStop.SIGNAL_WITHDRAWN, by)


def _last(session: Session, key: NoticeKey, actor: Caseworker) -> DebtHelpNotice:
    own_referral(session, key.referral_id, actor, lock=True)
    found = [one for one in notices_of(session, key.referral_id, lock=True) if one.signal_id == key.signal_id]
    if not found:
        raise NotFound("Over dit signaal staat hier geen melding aan een corporatie klaar.")
    return found[-1]


def _note(session: Session, notice: DebtHelpNotice, action: str, detail: dict[str, str], by: By) -> None:
    session.flush()
    about = {"signaal": str(notice.signal_id), "soort": notice.kind} | detail
    record(session, [Entry(action, notice.referral_id, basis_of(notice.kind), about)], by.actor, by.at)
