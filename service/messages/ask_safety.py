"""Recording what a resident said about being reached safely, per way. The last answer counts, for every desk."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.errors import Fault, InvalidInput
from service.journal import Entry, record
from service.messages.safe_contact import ContactSafety
from service.messages.standing import email_key_of, last_answers
from service.messages.tables import ContactSafetyRow
from service.policy.model import Channel
from service.referrals.links import person_of
from service.referrals.pick_up import require_holder
from service.referrals.read import own_referral
from service.vault import Vault


@dataclass(frozen=True, slots=True)
class Said:
    """What the resident answered about one way, on which day."""

    referral_id: UUID
    channel: Channel
    safety: ContactSafety
    asked_on: date


def record_safety(session: Session, vault: Vault, said: Said, actor: Caseworker, now: datetime) -> ContactSafetyRow:
    """Record an answer by the holder of the referral. Raises `InvalidInput` for a day that has yet to come.

    Mail called safe is also the consent to that address, as it stands now (Awb 2:14).
    """
    referral = own_referral(session, said.referral_id, actor, lock=True)
    require_holder(referral, actor)
    last = last_answers(session, referral).get(said.channel)
    if said.asked_on > clock.day_of(now):
        told = "Deze dag moet nog komen. Kies een dag tot en met vandaag."
        raise InvalidInput([Fault("#/gevraagdOp", "dagInToekomst", told)])
    if last is not None and said.asked_on < last.asked_on:
        told = "Er is al een later antwoord vastgelegd. Kies de dag waarop u het nu vroeg."
        raise InvalidInput([Fault("#/gevraagdOp", "voorVorigeStap", told)])
    mail = said.channel is Channel.EMAIL and said.safety is ContactSafety.SAFE
    row = ContactSafetyRow(
        referral_id=referral.id, channel=said.channel, safety=said.safety, asked_on=said.asked_on,
        address_key=email_key_of(vault, person_of(session, vault, referral.id)) if mail else None,
        asked_by=actor.id, asked_name=actor.name, recorded_at=now,
    )
    session.add(row)
    referral.version += 1
    referral.news = None
    session.flush()
    detail = {"kanaal": said.channel, "veilig": said.safety, "dag": said.asked_on.isoformat()}
    record(session, [Entry("veilig-contact-gevraagd", referral.id, referral.ground, detail)], actor, now)
    return row
