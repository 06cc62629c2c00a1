"""Notices that were held back for safety and wait for a second person: whose day shows them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.referrals.notices.status import NoticeState
from service.referrals.notices.tables import DebtHelpNotice
from service.referrals.tables import Referral


def waiting_for_second(session: Session, actor: Caseworker) -> Sequence[Referral]:
    """Referrals, closed ones too, where this person may decide on a notice that somebody else held back."""
    held = select(DebtHelpNotice.referral_id).where(
        DebtHelpNotice.state == NoticeState.HELD, DebtHelpNotice.held_by != actor.id,
    )
    return session.scalars(
        select(Referral).where(
            Referral.id.in_(held), Referral.municipality_code == actor.municipality_code,
            Referral.destination.in_(actor.destinations),
        ).order_by(Referral.id)
    ).all()
