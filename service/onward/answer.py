"""What a partner answers: it takes the referral or not, and tells when it is done. The caseworker sees it as news."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from service.actors import Partner
from service.errors import Conflict
from service.journal import Entry, record
from service.onward.given import CONSENT_BASIS
from service.onward.offered import own_offer
from service.onward.status import DoneResult, RefusalReason
from service.referrals.status import OnwardStatus, ReferralStatus
from service.referrals.tables import OnwardReferral, Referral

PARTNER_ANSWERED = "partnerAntwoordde"


def accept(session: Session, onward_id: UUID, actor: Partner, now: datetime) -> OnwardReferral:
    """Take what was offered; again changes nothing. Raises `NotFound`."""
    row = own_offer(session, onward_id, actor, lock=True)
    if row.status == OnwardStatus.OFFERED:
        row.status, row.answered_at = OnwardStatus.ACCEPTED, now
        _tell(session, row, Entry("partner-nam-aan", row.referral_id, CONSENT_BASIS, _of(row)), actor, now)
    return row


def refuse(session: Session, onward_id: UUID, reason: RefusalReason, actor: Partner, now: datetime) -> OnwardReferral:
    """Refuse it; from now on the partner sees nothing of it. Raises `NotFound`, `Conflict` after taking it."""
    row = own_offer(session, onward_id, actor, lock=True)
    if row.status != OnwardStatus.OFFERED:
        raise Conflict("U nam deze doorverwijzing al aan. Meld dat u klaar bent, of bel de gemeente.")
    row.status, row.reason, row.answered_at = OnwardStatus.REFUSED, reason, now
    _forget(row, now)
    entry = Entry("partner-weigerde", row.referral_id, CONSENT_BASIS, _of(row) | {"reden": reason})
    _tell(session, row, entry, actor, now)
    return row


def report_done(session: Session, onward_id: UUID, result: DoneResult, actor: Partner, now: datetime) -> OnwardReferral:
    """Tell that it is done; from now on the partner sees nothing of it. Raises `NotFound`, `Conflict` before."""
    row = own_offer(session, onward_id, actor, lock=True)
    if row.status != OnwardStatus.ACCEPTED:
        raise Conflict("Neem de doorverwijzing eerst aan, of weiger haar.")
    row.status, row.reason = OnwardStatus.DONE, result
    _forget(row, now)
    entry = Entry("partner-klaar", row.referral_id, CONSENT_BASIS, _of(row) | {"resultaat": result})
    _tell(session, row, entry, actor, now)
    return row


def _forget(row: OnwardReferral, now: datetime) -> None:
    row.content, row.ended_at = None, now


def _tell(session: Session, row: OnwardReferral, entry: Entry, actor: Partner, now: datetime) -> None:
    """News for who holds the work, and a page that is open elsewhere is told of it; and the journal."""
    session.flush()
    held = update(Referral).where(Referral.id == row.referral_id, Referral.status == ReferralStatus.PICKED_UP)
    session.execute(held.values(news=PARTNER_ANSWERED, version=Referral.version + 1))
    record(session, [entry], actor, now)


def _of(row: OnwardReferral) -> dict[str, str]:
    return {"partner": str(row.partner_id)}
