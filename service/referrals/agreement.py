"""Whether the corporations behind a referral may by now send such signals."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import Fault, InvalidInput
from service.referrals.tables import Referral, ReferralSignal
from service.signals.footing import Question, look_up
from service.signals.forwarding_chain import origins_of
from service.signals.tables import Signal


def require_agreement(session: Session, referral: Referral, on: date) -> None:
    """Raise `InvalidInput` while a corporation behind this referral has neither an agreement nor a general consent."""
    signals = session.scalars(
        select(Signal).join(ReferralSignal, ReferralSignal.signal_id == Signal.id)
        .where(ReferralSignal.referral_id == referral.id, ReferralSignal.active)
    ).all()
    origins = origins_of(session, signals)
    senders = {
        (origins[one.id].corporation_id if one.id in origins else one.corporation_id, one.kind) for one in signals
    }
    questions = [Question(sender, referral.municipality_code, kind, on) for sender, kind in senders]
    if not all(look_up(session, question).may_send for question in questions):
        told = (
            "Er is nog geen overeenkomst of algemene toestemming vastgelegd die vandaag geldt. Vraag de beheerder om "
            "die vast te leggen, of kies dat de gemeente met deze melding instemt."
        )
        raise InvalidInput([Fault("#/reden", "geenOvereenkomst", told)])
