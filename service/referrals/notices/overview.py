"""What corporations heard or will hear of one referral besides a status: for its screen and its answer in the API."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.referrals.notices.candidates import NoticeCandidate, candidates_of, plans_before
from service.referrals.notices.read import notices_of, pauses_of
from service.referrals.notices.status import NoticeKind, NoticeState
from service.referrals.notices.tables import CollectionPause, DebtHelpNotice
from service.referrals.progress import Progress
from service.referrals.tables import Referral
from service.rules.facts import Destination
from service.signals.tables import Signal


@dataclass(frozen=True, slots=True)
class NoticeOverview:
    """`unticked` are live signals of which nobody said that they are about the client of a plan that runs here.

    `plans_before` are earlier referrals of the household with a running plan, where the signals here can be ticked.
    """

    candidates: list[NoticeCandidate] = field(default_factory=list)
    notices: list[DebtHelpNotice] = field(default_factory=list)
    pauses: list[CollectionPause] = field(default_factory=list)
    unticked: list[NoticeCandidate] = field(default_factory=list)
    plans_before: list[UUID] = field(default_factory=list)
    signals: dict[UUID, NoticeCandidate] = field(default_factory=dict)


def overview_of(session: Session, referral: Referral, progress: Progress) -> NoticeOverview:
    """Everything about notices of a referral; nothing at the wijkteam and at triage."""
    if referral.destination != Destination.DEBT_HELP:
        return NoticeOverview()
    candidates, notices = candidates_of(session, referral), notices_of(session, referral.id)
    pauses = pauses_of(session, referral)
    about = {one.signal_id for one in notices} | {one.signal_id for one in pauses}
    ticked = _ticked(session, [one.signal_id for one in candidates])
    plan = progress.running_plan
    return NoticeOverview(
        candidates=candidates, notices=notices, pauses=pauses,
        unticked=[one for one in candidates if one.signal_id not in ticked] if plan else [],
        plans_before=plans_before(session, referral) if any(one.signal_id not in ticked for one in candidates) else [],
        signals=_signals(session, about) | {one.signal_id: one for one in candidates},
    )


def _ticked(session: Session, signal_ids: list[UUID]) -> set[UUID]:
    """Those of which the corporation heard, or will hear, whichever referral it is of."""
    return set(session.scalars(select(DebtHelpNotice.signal_id).where(
        DebtHelpNotice.signal_id.in_(signal_ids), DebtHelpNotice.kind == NoticeKind.RECEIVES,
        DebtHelpNotice.state != NoticeState.STOPPED,
    )))


def _signals(session: Session, ids: Iterable[UUID]) -> dict[UUID, NoticeCandidate]:
    rows = session.execute(
        select(Signal.id, Signal.reference, Signal.corporation_id, Signal.received_on).where(Signal.id.in_(list(ids))),
    )
    return {row.id: NoticeCandidate(*row) for row in rows}
