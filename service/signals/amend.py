"""A corporation tells that the amount or the threat changed: judged and appended, the first report stays as it came."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from service import clock
from service.actors import Corporation
from service.errors import Conflict, Fault, InvalidInput
from service.journal import Entry, record
from service.outbox import SIGNAL_CHANGED, announce
from service.policy.apply import reading_of
from service.policy.store import in_force as policy_in_force
from service.rules.core import Decision
from service.rules.explain import document as decision_document
from service.rules.facts import Kind
from service.rules.reading import STATUTORY
from service.rules.registry import judge
from service.signals.assemble import threat_of
from service.signals.blocks import threat_document
from service.signals.facts import rent_facts
from service.signals.report import RentArrears
from service.signals.schemas import read_rent
from service.signals.status import OPEN
from service.signals.store import own_signal
from service.signals.tables import Signal, SignalChange

AMENDMENT = "actualisering"
# Kept with the change, because the signal's own row goes on with the new amount; the receipt needs the first.
AMOUNT_BEFORE = "bedragVooraf"


def amend_signal(
    session: Session, signal_id: UUID, changes: dict[str, Any], actor: Corporation, now: datetime
) -> Signal:
    """Apply a changed amount or threat (the loaded `AmendmentForm`). Raises `NotFound`, `Conflict`, `InvalidInput`."""
    signal = own_signal(session, signal_id, actor, lock=True)
    _check(signal, changes)
    rent = _changed(read_rent(signal.facts), changes)
    decision = _judged(session, signal.municipality_code, rent, clock.day_of(now))
    threatening = any(destined.threatening for destined in decision.destined)
    detail = {"bedragInCenten": rent.amount_cents, "dreiging": threat_document(rent.threat)}
    before = {AMOUNT_BEFORE: signal.amount_cents}
    session.execute(update(Signal).where(Signal.id == signal_id).values(
        amount_cents=rent.amount_cents, threatening=threatening, threat_date=rent.threat.day if rent.threat else None,
        facts=signal.facts | detail,
    ))
    session.execute(insert(SignalChange).values(
        signal_id=signal_id, kind=AMENDMENT, at=now, detail=detail | before, decision=decision_document(decision),
    ))
    record(session, [Entry("signaal-geactualiseerd", signal_id, decision.provision, {})], actor, now)
    announce(session, SIGNAL_CHANGED, [signal_id])
    session.refresh(signal)
    return signal


def _check(signal: Signal, changes: dict[str, Any]) -> None:
    if not changes:
        raise InvalidInput([Fault("#", "verplicht", "Geef bedragInCenten, dreiging of allebei.")])
    if signal.kind != Kind.RENT_ARREARS:
        raise Conflict("Alleen een signaal over huurachterstand kan worden geactualiseerd.")
    if signal.status not in OPEN:
        raise Conflict(
            "Dit signaal is niet meer in behandeling. Is de achterstand opgelopen? Stuur dan een nieuw signaal."
        )
    if changes.get("bedragInCenten") == 0:
        paid = "Bij bedrag 0 is er geen achterstand meer. Trek het signaal in met reden betaald."
        raise InvalidInput([Fault("#/bedragInCenten", "geenAchterstand", paid)])


def _changed(rent: RentArrears, changes: dict[str, Any]) -> RentArrears:
    changed = replace(rent, amount_cents=changes.get("bedragInCenten", rent.amount_cents))
    return replace(changed, threat=threat_of(changes["dreiging"])) if "dreiging" in changes else changed


def _judged(session: Session, municipality_code: str, rent: RentArrears, on: date) -> Decision:
    """Judge the changed facts on the day of the change: a new threat starts its own three working days (Wgs 4(2)).

    The agreement was tested when the signal came in, and a threshold does not undo work that has begun.
    """
    found = policy_in_force(session, municipality_code, on)
    reading = reading_of(found[1]) if found else STATUTORY
    return judge(rent_facts(rent, agreement=True), on, reading)
