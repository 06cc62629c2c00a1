"""What must happen after a message: sent again or another way when it did not arrive, corrected when it is not true.

Awb articles 2:11(1) and 2:12. The next lawful way is planned by itself, through the same guard; where none is open a
task with a day stands on the caseworker's page until somebody did it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from service import clock
from service.actors import Actor
from service.db import new_id
from service.errors import Conflict, InvalidInput
from service.journal import Entry, record
from service.messages.appointments import coming_appointment
from service.messages.changed_situation import OPENED, changed_since
from service.messages.channels.choose import carrier_for
from service.messages.compose import Composed, compose
from service.messages.contact_answers import address_key_of
from service.messages.deliver import locked
from service.messages.follow_up_reason import reason_of, tried_before
from service.messages.kind import Kind, MessageChannel, MessagePurpose, MessageSituation
from service.messages.left_open import nobody_left
from service.messages.letter_address import postal_of
from service.messages.planning import Planned, plan
from service.messages.prepare import SPEAKS_OF_APPOINTMENT, Office, values_for
from service.messages.resident import recipient
from service.messages.send import Written, plan_in
from service.messages.standing import case_of, lock_household, meant_of
from service.messages.status import (
    STANDING,
    WAY_OF,
    Delivery,
    FollowUpReason,
    MessageEnd,
    MessageStatus,
)
from service.messages.tables import Appointment, Message, MessageFollowUp, message_context
from service.messages.template import Template, template_named, templates_for
from service.messages.texts_in_use import text_for_appointment, text_in_use
from service.messages.values import About, Sender
from service.messages.verdict import blocks
from service.partners.tables import MUNICIPALITY, Organisation
from service.referrals.deadlines import THREATENING
from service.referrals.links import person_of
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral
from service.rules.terms import working_days_after
from service.signals.contact_wish import ELECTRONIC

_ORDER = (MessageChannel.EMAIL, MessageChannel.SMS, MessageChannel.WHATSAPP, MessageChannel.LETTER)
_ORDINARY_WILL_DO = frozenset({MessageSituation.ORDINARY, MessageSituation.THREATENING, MessageSituation.CARE})
_PERHAPS_LATER = frozenset({Delivery.NOT_ACCEPTED, Delivery.COULD_NOT})


@dataclass(frozen=True, slots=True)
class _Subject:
    """A message that asks for another one: about which appointment, for what, and what was known when it was made."""

    message: Message
    referral: Referral
    reason: FollowUpReason
    purpose: MessagePurpose
    appointment: Appointment | None
    sealed: dict[str, Any]


def follow_up(session: Session, office: Office, message_id: UUID, actor: Actor, now: datetime) -> None:
    """Plan what must follow a message by the next lawful way, or open a task. Again changes nothing."""
    message, referral = locked(session, message_id)
    lock_household(session, referral)
    reason = reason_of(session, message, now)
    if reason is None or message.content is None:
        return
    before = session.scalar(select(MessageFollowUp).where(
        MessageFollowUp.message_id == message.id, MessageFollowUp.reason == reason,
    ))
    stopped = session.get(Message, before.successor_id) if before and before.successor_id else None
    if before is not None and (stopped is None or stopped.status != MessageStatus.WITHDRAWN):
        return
    subject = _subject(session, office, (message, referral), reason, now)
    by_hand = stopped is not None and stopped.ended_because == MessageEnd.BY_CASEWORKER
    row = before or MessageFollowUp(id=new_id(), message_id=message.id, referral_id=referral.id, reason=reason)
    row.due, row.opened_at = _due(referral, subject.appointment, now), now
    same = _same_correction(session, message, reason)
    successor = None if by_hand or same else _successor(session, office, subject, actor, now)
    row.successor_id = successor.id if successor else same.successor_id if same else None
    row.done_at = now if successor or same else None
    session.add(row)
    session.flush()
    detail = {"bericht": str(message.id), "kanaal": message.channel, "reden": reason}
    if same:
        return
    detail |= {"opvolger": successor.channel} if successor else {"uiterlijk": row.due.isoformat()}
    record(session, [Entry(OPENED, referral.id, referral.ground, detail)], actor, now)


def _same_correction(session: Session, message: Message, reason: FollowUpReason) -> MessageFollowUp | None:
    """What was done already about another message that went the same way about the same appointment."""
    if reason not in {FollowUpReason.CHANGED, FollowUpReason.CANCELLED}:
        return None
    successor = aliased(Message)
    return session.scalar(
        select(MessageFollowUp).join(Message, Message.id == MessageFollowUp.message_id)
        .outerjoin(successor, successor.id == MessageFollowUp.successor_id)
        .where(Message.appointment_id == message.appointment_id, Message.channel == message.channel,
               Message.id != message.id, MessageFollowUp.reason == reason,
               or_(MessageFollowUp.successor_id.is_(None), successor.status != MessageStatus.WITHDRAWN)).limit(1),
    )


def _subject(
    session: Session, office: Office, found: tuple[Message, Referral], reason: FollowUpReason, now: datetime
) -> _Subject:
    message, referral = found
    assert message.content is not None, "what was forgotten has nothing to follow"
    sealed: dict[str, Any] = office.vault.open(message.content, message_context(message.id))
    appointment = session.get(Appointment, message.appointment_id) if message.appointment_id else None
    purpose = MessagePurpose(message.purpose)
    if reason is FollowUpReason.CHANGED:
        purpose, appointment = MessagePurpose.CHANGE, coming_appointment(session, referral.id, now)
    elif reason is FollowUpReason.CANCELLED:
        purpose = MessagePurpose.CANCEL
    return _Subject(message, referral, reason, purpose, appointment, sealed)


def _successor(session: Session, office: Office, subject: _Subject, actor: Actor, now: datetime) -> Message | None:
    """The new message by the first way that is lawful, set up and has its text; None: a person must do it."""
    over = subject.appointment is not None and (
        subject.appointment.at <= now
        or (subject.purpose is not MessagePurpose.CANCEL and subject.appointment.status not in STANDING)
    )
    known = subject.sealed.get("telefoon") and subject.reason is not FollowUpReason.UNSURE
    calls_off = subject.purpose is MessagePurpose.CANCEL and not nobody_left(subject.referral)
    ended = subject.referral.status == ReferralStatus.CLOSED and not calls_off
    if over or not known or ended or changed_since(session, subject.message):
        return None
    try:
        person = person_of(session, office.vault, subject.referral.id)
    except Conflict:
        return None
    if subject.purpose is MessagePurpose.RECEIPT:
        # It answers whoever filled in the form, and nobody else of this address: only who wrote it knows whom to ask.
        return None
    about = About(person, postal_of(session, office.vault, subject.referral, person), subject.appointment)
    for channel in _channels(session, subject):
        made = _by(session, office, (subject, about, channel), (actor, now))
        if made is not None:
            return made
    return None


def _channels(session: Session, subject: _Subject) -> Iterator[MessageChannel]:
    """The ways to try, in order: the same again where that is what the law asks first, then every other, once."""
    own = MessageChannel(subject.message.channel)
    if WAY_OF[own] not in ELECTRONIC:
        return
    tried = tried_before(session, subject.message)
    later = subject.message.delivery in _PERHAPS_LATER and own not in tried
    if subject.reason is not FollowUpReason.UNDELIVERED or later:
        yield own
    yield from (channel for channel in _ORDER if channel is not own and channel not in tried)


def _by(
    session: Session, office: Office, what: tuple[_Subject, About, MessageChannel], done: tuple[Actor, datetime]
) -> Message | None:
    """The message by one way, planned; None where it may not go, has no way out, or would come too late."""
    (subject, about, channel), now = what, done[1]
    code = subject.referral.municipality_code
    sent_to, template = tuple(subject.sealed["aan"]), _template(session, subject, channel)
    to = sent_to if channel == subject.message.channel else recipient(channel, about.person, about.postal)
    if template and about.appointment is None and template.placeholders & SPEAKS_OF_APPOINTMENT:
        about = replace(about, appointment=coming_appointment(session, subject.referral.id, now))
    if template:
        template = text_for_appointment(session, code, template, about.appointment)
    if not to or template is None or carrier_for(channel, office.settings) is None:
        return None
    meant = meant_of(session, subject.referral, template.kind, about.appointment, now)
    key = address_key_of(office.vault, meant.way, {"emailadres": to[0], "telefoonnummer": to[0]})
    outcome = plan(case_of(session, subject.referral, meant, key))
    if not isinstance(outcome, Planned) or (about.appointment and outcome.moment >= about.appointment.at):
        return None
    sender = Sender(_organisation(session, code), subject.sealed["medewerker"], subject.sealed["telefoon"])
    composed = _composed(session, office, subject.referral, (template, about, sender))
    place, large = about.appointment.id if about.appointment else None, subject.sealed.get("groot", False)
    if composed is None:
        return None
    written = Written(subject.referral, template, composed, sender, to, place, large)
    return plan_in(session, office, written, outcome, done)


def _composed(
    session: Session, office: Office, referral: Referral, what: tuple[Template, About, Sender]
) -> Composed | None:
    template, about, sender = what
    try:
        found = compose(template, values_for(session, office, referral, about, (sender, template.kind.channel)))
        return None if blocks(list(found.findings)) else found
    except InvalidInput:
        return None


def _template(session: Session, subject: _Subject, channel: MessageChannel) -> Template | None:
    """The text in use for the same purpose and situation by this way."""
    before = template_named(subject.message.template)
    situation = before.situation if before else MessageSituation.ORDINARY
    suited = templates_for(Kind(channel, subject.purpose), situation)
    if subject.purpose == subject.message.purpose and situation not in _ORDINARY_WILL_DO:
        # “You paid” or “you said no” is not said by a text for everybody.
        suited = tuple(one for one in suited if one.situation is situation)
    return text_in_use(session, subject.referral.municipality_code, suited[0].code) if suited else None


def _organisation(session: Session, code: str) -> str:
    named = (Organisation.kind == MUNICIPALITY, Organisation.municipality_code == code)
    return session.scalars(select(Organisation.name).where(*named)).one()


def _due(referral: Referral, appointment: Appointment | None, now: datetime) -> date:
    """The next working day; today where the situation is threatening, and never after the appointment."""
    today = clock.day_of(now)
    soon = today if referral.urgency == THREATENING else working_days_after(today, 1)
    coming = clock.day_of(appointment.at) if appointment and appointment.at > now else soon
    return min(soon, coming)
