"""Forwarding the rent signals of a referral to the municipality where the resident lives.

Only what the corporation sent goes along, with the day on which it was received: no attempt, message, note, appointment
or answer. The referral ends with the national result "geen inwoner (meer)", which is all that the corporation hears;
only where the posted address itself lies in the other municipality is that municipality named (Awb article 2:3).
Where the other municipality does not work with this service, what goes along is handed to the caller once, as a
document, and kept nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.errors import Conflict, Fault, Gone, InvalidInput, NotLawful
from service.journal import Entry, record
from service.partners.store import organisation_names
from service.policy.areas import area_of
from service.policy.store import in_force
from service.referrals.close import close
from service.referrals.forwarding_file import HandedOverReport, HandedOverReports, forwarding_document
from service.referrals.read import own_referral
from service.referrals.recording import change
from service.referrals.status import EndResult, ForwardReason, ReferralStatus
from service.referrals.tables import Referral, ReferralSignal
from service.rules.facts import Ground
from service.signals.blocks import subject_context
from service.signals.forward import BASIS, Connected, connected, forward_signal, origin_here, take_back
from service.signals.forwarding_chain import origins_of
from service.signals.status import NOT_A_RESIDENT, SignalStatus
from service.signals.tables import Feedback, Signal
from service.vault import Vault

FORWARDED = "verwijzing-doorgezonden"
ADDRESS_BASIS = "Awb artikel 2:3"
ONLY_RENT = (
    "Alleen een signaal over huurachterstand gaat naar een andere gemeente. Hier rust het werk op een vraag of op "
    "toestemming van de inwoner, en die gold voor deze gemeente (AVG artikel 6, eerste lid, onder a). Wijs de inwoner "
    "de weg naar de eigen gemeente, en sluit de verwijzing af."
)


@dataclass(frozen=True, slots=True)
class ForwardRequest:
    referral_id: UUID
    code: str
    reason: ForwardReason = ForwardReason.LIVES_ELSEWHERE


@dataclass(frozen=True, slots=True)
class ForwardResult:
    """`name` is that of a municipality that works here; else there is a `document`, which is kept nowhere."""

    referral: Referral
    name: str | None
    document: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Forwarding:
    """What is being forwarded: which live signals, to a municipality that works here (`to`) or not, by whom, when."""

    asked: ForwardRequest
    referral: Referral
    signals: Sequence[Signal]
    to: Connected | None
    actor: Caseworker
    at: datetime


def forward(
    session: Session, vault: Vault, asked: ForwardRequest, actor: Caseworker, now: datetime
) -> ForwardResult:
    """Close a referral as no resident and let its rent signals go to another municipality.

    The same again changes nothing. Raises `NotFound`, `InvalidInput`, `NotLawful`, `Conflict`, `AlreadyPickedUp`; and
    `Gone` where the document was given before.
    """
    referral = own_referral(session, asked.referral_id, actor, lock=True)
    to = connected(session, asked.code)
    _check(referral, asked)
    if referral.forwarded_to is not None:
        return _again(referral, asked, to)
    close(session, referral.id, EndResult.NOT_A_RESIDENT, actor, now)
    forwarding = Forwarding(asked, referral, _live_signals(session, referral), to, actor, now)
    if asked.reason is ForwardReason.ADDRESS_ELSEWHERE:
        _tell_address(session, vault, forwarding)
    change(session, referral, {"forwarded_to": asked.code, "forwarded_at": now})
    _journal(session, forwarding)
    if to is None:
        return ForwardResult(referral, None, forwarding_document(_handed_over(session, vault, forwarding)))
    for signal in forwarding.signals:
        forward_signal(session, vault, signal, to, now)
    return ForwardResult(referral, to.name, None)


def undo_forwarding(session: Session, referral: Referral, now: datetime) -> None:
    """Take back what was forwarded, before a referral is reopened. Raises `Conflict` when the other works on it."""
    to = connected(session, referral.forwarded_to or "")
    if to is not None:
        for signal in _onward(session, referral):
            if not _is_untouched(session, signal):
                raise Conflict(
                    f"{to.name} heeft dit signaal al opgepakt of afgehandeld. Terughalen kan dan niet meer. Overleg "
                    "met die gemeente."
                )
            take_back(session, signal, to, referral.municipality_code, now)
    change(session, referral, {"forwarded_to": None, "forwarded_at": None})


def _check(referral: Referral, asked: ForwardRequest) -> None:
    if referral.ground != Ground.SIGNAL:
        raise NotLawful(ONLY_RENT)
    if asked.code == referral.municipality_code:
        told = "Dit is uw eigen gemeente. Geef de code van de gemeente waar de inwoner woont."
        raise InvalidInput([Fault("#/gemeentecode", "eigenGemeente", told)])
    ended = referral.status == ReferralStatus.CLOSED and referral.end_result != EndResult.NOT_A_RESIDENT
    if ended:
        raise Conflict(
            "Deze verwijzing is al afgesloten, met een ander eindresultaat. Heropen de verwijzing eerst, en zend dan "
            "door."
        )


def _again(referral: Referral, asked: ForwardRequest, to: Connected | None) -> ForwardResult:
    if referral.forwarded_to != asked.code:
        raise Conflict("Deze verwijzing is al doorgezonden, naar een andere gemeente. Heropen haar eerst.")
    if to is None:
        raise Gone(
            "Het overdrachtsbestand is al gemaakt en is niet bewaard. Is het weg? Heropen de verwijzing en zend "
            "opnieuw door."
        )
    return ForwardResult(referral, to.name, None)


def _live_signals(session: Session, referral: Referral) -> Sequence[Signal]:
    """The signals of a referral that still count and say whom they are about; locked. Raises `Conflict` for none."""
    found = session.scalars(
        select(Signal).join(ReferralSignal, ReferralSignal.signal_id == Signal.id)
        .where(ReferralSignal.referral_id == referral.id, ReferralSignal.active, Signal.subject.is_not(None),
               Signal.status != SignalStatus.WITHDRAWN)
        .order_by(Signal.id).with_for_update(of=Signal).execution_options(populate_existing=True)
    ).all()
    if not found:
        raise Conflict(
            "Er is geen signaal om door te zenden: het is ingetrokken, of de persoonsgegevens zijn gewist. Sluit de "
            "verwijzing af zonder door te zenden."
        )
    return found


def _tell_address(session: Session, vault: Vault, forwarding: Forwarding) -> None:
    """Who sent a message to the wrong authority hears where it went (Awb 2:3(1)); it knows the address itself.

    Raises `InvalidInput` where the postcode is one of the municipality's own areas: then the address lies here.
    """
    found = in_force(session, forwarding.referral.municipality_code, clock.day_of(forwarding.at))
    for signal in forwarding.signals:
        area = area_of(found.policy, _person(vault, signal)["adres"]["postcode"]) if found else None
        if area:
            told = (
                f"De postcode in het signaal ligt in uw eigen gebied {area}. De corporatie mag dan niet horen waar de "
                "inwoner woont. Kies dat de inwoner in een andere gemeente woont."
            )
            raise InvalidInput([Fault("#/reden", "adresInEigenGemeente", told)])
    rows = [
        {"corporation_id": signal.corporation_id, "signal_id": signal.id, "at": forwarding.at,
         "status": SignalStatus.NOT_TAKEN_UP, "reason": NOT_A_RESIDENT, "forwarded_to": forwarding.asked.code}
        for signal in forwarding.signals if signal.forwarded_from is None
    ]
    if rows:
        session.execute(insert(Feedback), rows)


def _person(vault: Vault, signal: Signal) -> dict[str, Any]:
    assert signal.subject is not None, "a signal that is forwarded still has its subject"
    return vault.open(signal.subject, subject_context(signal.id))


def _journal(session: Session, forwarding: Forwarding) -> None:
    asked = forwarding.asked
    basis = f"{BASIS}; {ADDRESS_BASIS}" if asked.reason is ForwardReason.ADDRESS_ELSEWHERE else BASIS
    detail = {
        "gemeente": asked.code, "reden": asked.reason, "aangesloten": forwarding.to is not None,
        "signalen": [str(signal.id) for signal in forwarding.signals],
        "ontvangenOp": [signal.received_on.isoformat() for signal in forwarding.signals],
    }
    record(session, [Entry(FORWARDED, asked.referral_id, basis, detail)], forwarding.actor, forwarding.at)


def _handed_over(session: Session, vault: Vault, forwarding: Forwarding) -> HandedOverReports:
    """What the corporations sent, for a municipality that does not work here."""
    origins = origins_of(session, forwarding.signals)
    sent = {signal.id: origins.get(signal.id) or origin_here(signal) for signal in forwarding.signals}
    names = organisation_names(session, [origin.corporation_id for origin in sent.values()])
    here = connected(session, forwarding.referral.municipality_code)
    assert here is not None, "who forwards works here"
    return HandedOverReports(
        (here.code, here.name), forwarding.asked.code, forwarding.at,
        by_address=forwarding.asked.reason is ForwardReason.ADDRESS_ELSEWHERE,
        reports=tuple(
            HandedOverReport(
                names.get(sent[signal.id].corporation_id, "Onbekend"), sent[signal.id].reference, signal.signal_date,
                sent[signal.id].received_on, _person(vault, signal), signal.facts,
            )
            for signal in forwarding.signals
        ),
    )


def _onward(session: Session, referral: Referral) -> Sequence[Signal]:
    """The signals that the other municipality got of this referral and that still stand there; locked."""
    held = select(ReferralSignal.signal_id).where(ReferralSignal.referral_id == referral.id)
    query = select(Signal).where(Signal.forwarded_from.in_(held), Signal.status != SignalStatus.WITHDRAWN)
    return session.scalars(
        query.order_by(Signal.id).with_for_update().execution_options(populate_existing=True),
    ).all()


def _is_untouched(session: Session, signal: Signal) -> bool:
    """Whether nobody at the other municipality worked on it: it waits, or its policy declined it at once."""
    held = select(Referral.id).join(ReferralSignal, ReferralSignal.referral_id == Referral.id).where(
        ReferralSignal.signal_id == signal.id, Referral.status != ReferralStatus.OPEN,
    )
    return signal.closed_at is None and signal.taken_up_at is None and session.scalar(held.limit(1)) is None
