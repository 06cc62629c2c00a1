"""Forgetting what was said, with the person it was said to: words and recipient go, that something was sent stays."""

from datetime import datetime

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session, aliased

from service.actors import Actor
from service.journal import Entry, record
from service.messages.tables import LetterAddress, Message
from service.referrals.forget import FORGOTTEN, GROUND
from service.referrals.tables import Referral

# Whatever the reason that a referral holds nobody any more (its term passed, a consent or a signal was withdrawn), its
# messages hold nobody either. Work that only lost its signals for a while has its links, and keeps its messages.
_NOBODY_LEFT = text("""
    (r.forgotten_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM referral_signal rs JOIN signal s ON s.id = rs.signal_id
         WHERE rs.referral_id = r.id AND s.subject IS NOT NULL
        UNION ALL
        SELECT 1 FROM referral_link l WHERE l.referral_id = r.id AND l.subject IS NOT NULL))
""")
_REFERRAL = aliased(Referral, name="r")
# What was known of reaching and visiting the household, which the referral no longer points at.
_ANSWERS = text("""
    WITH forgotten AS (SELECT id FROM referral WHERE forgotten_at IS NOT NULL),
         visits AS (DELETE FROM visit_with_two v USING forgotten f WHERE f.id = v.referral_id)
    DELETE FROM contact_safety c USING forgotten f WHERE f.id = c.referral_id
""")


def forget_messages(session: Session, actor: Actor, now: datetime, most: int) -> int:
    """Erase the content of at most `most` messages whose people are gone; how many."""
    found = (
        select(Message.id).join(_REFERRAL, _REFERRAL.id == Message.referral_id)
        .where(Message.content.is_not(None), _NOBODY_LEFT).limit(most).with_for_update(of=Message, skip_locked=True)
    )
    ids = session.scalars(update(Message).where(Message.id.in_(found)).values(content=None).returning(Message.id)).all()
    gone = delete(LetterAddress).where(LetterAddress.referral_id == _REFERRAL.id, _NOBODY_LEFT)
    session.execute(gone.execution_options(synchronize_session=False))
    session.execute(_ANSWERS)
    record(session, [Entry(FORGOTTEN, id_, GROUND) for id_ in ids], actor, now)
    return len(ids)
