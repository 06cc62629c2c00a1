"""Telling what is due: the notices that nobody took back, and the end of pauses. What was told is never told again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from service import clock
from service.actors import Actor, By
from service.journal import Entry, record
from service.referrals.notices.pause import end_pauses
from service.referrals.notices.record import basis_of, stop
from service.referrals.notices.status import NoticeKind, NoticeState, NoticeStop, PauseEnd
from service.referrals.notices.tables import CollectionPause, DebtHelpNotice
from service.signals.status import SignalStatus
from service.signals.tables import Feedback, Signal

TOLD = "schuldhulp-gemeld"
# Why a signal is no longer the ground to tell that help is given. That it ended is told as long as a person is kept.
_STOPS = {
    SignalStatus.WITHDRAWN: NoticeStop.SIGNAL_WITHDRAWN, SignalStatus.NOT_TAKEN_UP: NoticeStop.NOT_TAKEN_UP,
}


def send_due(session: Session, actor: Actor, now: datetime, most: int) -> int:
    """Tell one set of at most `most` notices; how many were done with. Two at once never tell the same."""
    due = session.execute(
        select(DebtHelpNotice, Signal).join(Signal, Signal.id == DebtHelpNotice.signal_id)
        .where(DebtHelpNotice.state == NoticeState.WAITING, DebtHelpNotice.goes_at <= now)
        .order_by(DebtHelpNotice.goes_at, DebtHelpNotice.id).limit(most).with_for_update(skip_locked=True)
    ).all()
    going = []
    for notice, signal in due:
        reason = _stop_reason(notice, signal)
        if reason:
            stop(session, [notice], reason, By(actor, now))
        else:
            going.append((notice, signal))
    _tell(session, going, actor, now)
    return len(due)


def end_due_pauses(session: Session, actor: Actor, now: datetime, most: int) -> int:
    """End the pauses whose last day has passed; how many."""
    over = session.scalars(
        select(CollectionPause)
        .where(CollectionPause.ended_at.is_(None), CollectionPause.last_day < clock.day_of(now))
        .order_by(CollectionPause.last_day, CollectionPause.id).limit(most).with_for_update(skip_locked=True)
    ).all()
    end_pauses(session, over, PauseEnd.OVER, By(actor, now))
    return len(over)


def _stop_reason(notice: DebtHelpNotice, signal: Signal) -> NoticeStop | None:
    if signal.subject is None:
        return NoticeStop.SIGNAL_WITHDRAWN
    return _STOPS.get(SignalStatus(signal.status)) if notice.kind == NoticeKind.RECEIVES else None


def _tell(session: Session, going: Iterable[tuple[DebtHelpNotice, Signal]], actor: Actor, now: datetime) -> None:
    entries: list[dict[str, Any]] = []
    noted = []
    for notice, signal in going:
        notice.state, notice.sent_at = NoticeState.SENT, now
        entries.append({
            "corporation_id": signal.corporation_id, "signal_id": signal.id, "at": now, "status": signal.status,
            "reason": signal.feedback_reason, "debt_help": notice.kind == NoticeKind.RECEIVES,
        })
        detail = {"signaal": str(signal.id), "soort": notice.kind}
        noted += [Entry(TOLD, id_, basis_of(notice.kind), detail) for id_ in (notice.referral_id, signal.id)]
    if entries:
        session.flush()
        session.execute(insert(Feedback), entries)
        record(session, noted, actor, now)
