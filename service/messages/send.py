"""Deciding to send: what was composed becomes a planned message, sealed, in the transaction that announces it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service import clock
from service.actors import Actor, Caseworker
from service.db import new_id
from service.errors import Conflict, Fault, InvalidInput
from service.journal import Entry, record
from service.messages.channels.choose import carrier_for
from service.messages.compose import Composed
from service.messages.kind import MessageChannel
from service.messages.planning import Blocked, NeedsReason, Planned
from service.messages.posting import goes_out
from service.messages.prepare import Draft, Office, Wish, prepare
from service.messages.resident import recipient
from service.messages.standing import post_of
from service.messages.status import SENT_BY_SERVICE, MessageStatus
from service.messages.tables import Message, message_context
from service.messages.template import Template
from service.messages.values import Sender
from service.messages.verdict import blocks
from service.outbox import MESSAGE_DUE, announce
from service.referrals.tables import Referral
from service.vault import Vault


@dataclass(frozen=True, slots=True)
class Written:
    """A text that is ready to go: about which referral, from whom, and to which address, number or lines.

    Whom the resident can call is kept with it, sealed: what must follow a message says the same.
    """

    referral: Referral
    template: Template
    composed: Composed
    sender: Sender
    to: tuple[str, ...]
    appointment_id: UUID | None = None
    large_type: bool = False


_NO_ADDRESS = Fault(
    "#/kanaal", "adresOntbreekt",
    "Van deze inwoner is hiervoor geen adres of nummer bekend. Kies een andere manier.",
)
_NO_STREET = Fault(
    "#/kanaal", "straatOntbreekt",
    "In een signaal staan geen straat en plaats. Zoek die op en vul ze in bij Adres voor een brief.",
)


def send(session: Session, office: Office, wish: Wish, actor: Caseworker, now: datetime) -> Message:
    """Plan a message at its first good moment; when that is now, the background is told at once.

    Raises `InvalidInput` for what cannot be written or sent, `Conflict` when nothing may be sent by this way.
    """
    draft = prepare(session, office, wish, actor, now)
    planned = _planned(draft)
    faults = list(_faults(office, draft))
    if faults:
        raise InvalidInput(faults)
    assert draft.composed is not None, "what is not safe was blocked"
    written = Written(
        draft.referral, draft.template, draft.composed,
        Sender(draft.sender, wish.worker or actor.name, wish.phone or ""),
        recipient(draft.template.kind.channel, draft.about.person, draft.about.postal),
        draft.about.appointment.id if draft.about.appointment else None, wish.large_type,
    )
    message = plan_in(session, office, written, planned, (actor, now))
    draft.referral.version += 1
    draft.referral.news = None
    session.flush()
    return message


def plan_in(
    session: Session, office: Office, written: Written, planned: Planned, done: tuple[Actor, datetime]
) -> Message:
    """Keep a text for its moment, by (actor, now); when that is now, the background is told at once."""
    actor, now = done
    message = _message(office.vault, written, planned, actor, now)
    post = post_of(session, written.referral, clock.day_of(now))
    message.planned_at = goes_out(written.template.kind.channel, planned.moment, now, post)
    session.add(message)
    session.flush()
    if message.planned_at <= now:
        message.announced_at = now
        announce(session, MESSAGE_DUE, [message.id])
    detail = {
        "bericht": str(message.id), "sjabloon": message.template, "kanaal": message.channel,
        "aankomst": planned.moment.isoformat(),
    } | ({"afwijking": message.deviation} if message.deviation else {})
    record(session, [Entry("bericht-gepland", written.referral.id, written.referral.ground, detail)], actor, now)
    return message


def _planned(draft: Draft) -> Planned:
    if isinstance(draft.outcome, Blocked):
        raise Conflict(draft.outcome.reason.told)
    if isinstance(draft.outcome, NeedsReason):
        why = " ".join(reason.told for reason in draft.outcome.objections)
        told = f"{why} Geef de reden, of kies een ander moment."
        raise InvalidInput([Fault("#/afwijkreden", "redenOntbreekt", told)])
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
    if not recipient(channel, draft.about.person, draft.about.postal):
        yield _NO_STREET if channel is MessageChannel.LETTER else _NO_ADDRESS
    if draft.composed and blocks(list(draft.composed.findings)):
        told = "Een regel voor berichten houdt deze tekst tegen. Bekijk het voorbeeld, en kies een ander sjabloon."
        yield Fault("#/sjabloon", "tekstNietGoed", told)


def _message(vault: Vault, written: Written, planned: Planned, actor: Actor, now: datetime) -> Message:
    kind, id_, composed = written.template.kind, new_id(), written.composed
    content = {
        "tekst": composed.text, "onderwerp": composed.subject, "afzender": written.sender.organisation,
        "medewerker": written.sender.worker, "telefoon": written.sender.phone, "aan": list(written.to),
        "groot": written.large_type,
    }
    return Message(
        id=id_, referral_id=written.referral.id, appointment_id=written.appointment_id,
        template=written.template.code, template_version=written.template.version,
        channel=kind.channel, purpose=kind.purpose, status=MessageStatus.PLANNED, deviation=planned.deviation,
        arrives_at=planned.moment,
        reasons=[{"regel": reason.rule, "uitleg": reason.told} for reason in planned.reasons],
        content=vault.seal(content, message_context(id_)), made_by=actor.id, made_at=now,
    )
