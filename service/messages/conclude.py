"""How a message ends: in its row, on its referral and in the journal."""

from datetime import datetime

from sqlalchemy.orm import Session

from service.actors import Actor
from service.journal import Entry, record
from service.messages.status import MessageEnd, MessageStatus
from service.messages.tables import Message
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral

NOT_DELIVERED = "berichtNietVerstuurd"
"""News on a referral: a message did not go, and somebody has to choose another way."""


def finish(
    session: Session, about: tuple[Message, Referral], end: tuple[MessageStatus, MessageEnd | None], actor: Actor,
    now: datetime,
) -> bool:
    """End a message, in the row, on the referral and in the journal; False when it had ended already."""
    if about[0].status != MessageStatus.PLANNED:
        return False
    conclude(session, about, end, actor, now)
    return True


def conclude(
    session: Session, about: tuple[Message, Referral], end: tuple[MessageStatus, MessageEnd | None], actor: Actor,
    now: datetime,
) -> None:
    """Write how a message ended, also when something else was thought before."""
    message, referral = about
    message.status, message.ended_because = end
    message.ended_at = now
    if end[0] is not MessageStatus.SENT and referral.status != ReferralStatus.CLOSED:
        referral.news = NOT_DELIVERED
        referral.version += 1
    session.flush()
    detail = {"bericht": str(message.id), "kanaal": message.channel} | ({"reden": end[1]} if end[1] else {})
    detail |= {"bezorging": message.delivery} if message.delivery else {}
    record(session, [Entry(f"bericht-{end[0]}", referral.id, referral.ground, detail)], actor, now)
