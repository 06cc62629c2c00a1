"""Deciding to send: what was composed becomes a planned message, sealed, in the transaction that announces it."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.db import new_id
from service.errors import Conflict, Fault, InvalidInput
from service.journal import Entry, record
from service.messages.channels.choose import carrier_for
from service.messages.planning import Blocked, Planned
from service.messages.posting import goes_out
from service.messages.prepare import Draft, Office, Wish, prepare
from service.messages.resident import recipient
from service.messages.status import SENT_BY_SERVICE, MessageStatus
from service.messages.tables import Message, message_context
from service.messages.verdict import blocks
from service.outbox import MESSAGE_DUE, announce


def send(session: Session, office: Office, wish: Wish, actor: Caseworker, now: datetime) -> Message:
    """Plan a message at its first good moment; when that is now, the background is told at once.

    Raises `InvalidInput` for what cannot be written or sent, `Conflict` when nothing may be sent by this way.
    """
    draft = prepare(session, office, wish, actor, now)
    planned = _planned(draft)
    faults = list(_faults(office, draft))
    if faults:
        raise InvalidInput(faults)
    message = _message(office, draft, planned, actor, now)
    session.add(message)
    draft.referral.version += 1
    draft.referral.news = None
    session.flush()
    if message.planned_at <= now:
        message.announced_at = now
        announce(session, MESSAGE_DUE, [message.id])
    detail = {
        "bericht": str(message.id), "sjabloon": message.template, "kanaal": message.channel,
        "aankomst": planned.moment.isoformat(),
    }
    record(session, [Entry("bericht-gepland", draft.referral.id, draft.referral.ground, detail)], actor, now)
    return message


def _planned(draft: Draft) -> Planned:
    if isinstance(draft.outcome, Blocked):
        raise Conflict(draft.outcome.reason.told)
    if draft.appointment and draft.outcome.moment >= draft.appointment.at:
        raise Conflict("Het bericht komt pas aan na de afspraak. Leg een latere afspraak vast, of bel.")
    return draft.outcome


def _faults(office: Office, draft: Draft) -> Iterator[Fault]:
    channel = draft.template.kind.channel
    if channel not in SENT_BY_SERVICE:
        told = "Deze tekst zegt of schrijft u zelf. Leg daarna de contactpoging vast."
        yield Fault("#/kanaal", "nietTeVersturen", told)
        return
    if carrier_for(channel, office.settings) is None:
        told = "Dit kanaal is hier niet ingesteld. Kies een ander kanaal, of vraag de beheerder."
        yield Fault("#/kanaal", "kanaalNietIngesteld", told)
    if not recipient(channel, draft.person):
        told = "Van deze inwoner is hiervoor geen adres of nummer bekend. Kies een andere manier."
        yield Fault("#/kanaal", "adresOntbreekt", told)
    if draft.composed and blocks(list(draft.composed.findings)):
        told = "Een regel voor berichten houdt deze tekst tegen. Bekijk het voorbeeld, en kies een ander sjabloon."
        yield Fault("#/sjabloon", "tekstNietGoed", told)


def _message(office: Office, draft: Draft, planned: Planned, actor: Caseworker, now: datetime) -> Message:
    assert draft.composed is not None, "what is not safe was blocked"
    kind, id_ = draft.template.kind, new_id()
    content = {
        "tekst": draft.composed.text, "onderwerp": draft.composed.subject, "afzender": draft.sender,
        "aan": list(recipient(kind.channel, draft.person)),
    }
    return Message(
        id=id_, referral_id=draft.referral.id, appointment_id=draft.appointment.id if draft.appointment else None,
        template=draft.template.code, channel=kind.channel, purpose=kind.purpose, status=MessageStatus.PLANNED,
        planned_at=goes_out(kind.channel, planned.moment, now), arrives_at=planned.moment,
        reasons=[{"regel": reason.rule, "uitleg": reason.told} for reason in planned.reasons],
        content=office.vault.seal(content, message_context(id_)), made_by=actor.id, made_at=now,
    )
