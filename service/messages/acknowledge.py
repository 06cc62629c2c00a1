"""Telling a resident who asked for help that it was heard, by the way that the resident chose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Actor
from service.messages.channels.choose import carrier_for
from service.messages.compose import compose
from service.messages.contact_answers import address_key_of
from service.messages.express_wish import CATEGORY_OF
from service.messages.kind import Kind, MessageChannel, MessagePurpose, MessageSituation
from service.messages.placeholders import Placeholder
from service.messages.planning import Planned, plan
from service.messages.prepare import Office
from service.messages.resident import name_of, recipient, salutation_of
from service.messages.send import Written, plan_in
from service.messages.standing import case_of, meant_of
from service.messages.template import templates_for
from service.messages.values import Sender, told_of
from service.partners.tables import MUNICIPALITY, Organisation
from service.policy.model import Channel
from service.referrals.tables import Referral
from service.signals.contact_wish import MessageCategory

SENT_BY = {
    Channel.EMAIL: MessageChannel.EMAIL, Channel.TEXT_MESSAGE: MessageChannel.SMS,
}
"""What is written back at once where somebody chose this way; a letter waits until somebody looked up the street."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A request that came in: whose, by which way to answer, under which number, and whom to call about it.

    `categories` are the messages that may come electronically by that way (Awb 2:8).
    """

    person: dict[str, Any]
    channel: Channel
    number: str
    contact: str
    phone: str
    categories: frozenset[MessageCategory] = frozenset()


def will_acknowledge(office: Office, heard: Heard) -> bool:
    """Whether something is written back here by the way that was chosen. It says nothing of the household."""
    channel = SENT_BY.get(heard.channel)
    if CATEGORY_OF[MessagePurpose.RECEIPT] not in heard.categories:
        return False
    known = heard.contact and heard.phone and channel and recipient(channel, heard.person, None)
    return bool(known) and channel is not None and carrier_for(channel, office.settings) is not None


def acknowledge(
    session: Session, office: Office, referral: Referral, heard: Heard, done: tuple[Actor, datetime]
) -> None:
    """Plan the answer at its first good moment, by (actor, now). Nothing goes by a way that may not be safe."""
    actor, now = done
    if not will_acknowledge(office, heard):
        return
    channel = SENT_BY[heard.channel]
    template = templates_for(Kind(channel, MessagePurpose.RECEIPT), MessageSituation.ORDINARY)[0]
    meant = meant_of(session, referral, template.kind, None, now)
    outcome = plan(case_of(session, referral, meant, address_key_of(office.vault, meant.way, heard.person)))
    if not isinstance(outcome, Planned):
        return
    query = select(Organisation.name).where(
        Organisation.kind == MUNICIPALITY, Organisation.municipality_code == referral.municipality_code,
    )
    sender = session.scalars(query).one()
    composed = compose(template, _values(heard, sender) | told_of(session, referral))
    said = Sender(sender, heard.contact, heard.phone)
    written = Written(referral, template, composed, said, recipient(channel, heard.person, None))
    plan_in(session, office, written, outcome, (actor, now))


def _values(heard: Heard, sender: str) -> dict[Placeholder, str]:
    return {
        Placeholder.RESIDENT_NAME: name_of(heard.person), Placeholder.RESIDENT_SALUTATION: salutation_of(heard.person),
        Placeholder.ORGANISATION: sender,
        Placeholder.WORKER_NAME: heard.contact, Placeholder.WORKER_PHONE: heard.phone,
        Placeholder.REQUEST_NUMBER: heard.number,
    }
