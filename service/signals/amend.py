"""A corporation tells that the amount or the threat changed: judged and appended, the first report stays as it came."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
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
from service.signals.forwarding_chain import lock_onward
from service.signals.report import RentArrears
from service.signals.schemas import read_rent
from service.signals.status import NOT_A_RESIDENT, OPEN, SignalStatus
from service.signals.store import own_signal
from service.signals.tables import Signal, SignalChange

AMENDMENT = "actualisering"
# Kept with the change, because the signal's own row goes on with the new amount; the receipt needs the first.
AMOUNT_BEFORE = "bedragVooraf"


@dataclass(frozen=True, slots=True)
class JudgedAmendment:
    """What a changed amount or threat makes of a signal at its municipality."""

    signal: Signal
    rent: RentArrears
    decision: Decision

    @property
    def detail(self) -> dict[str, Any]:
        return {"bedragInCenten": self.rent.amount_cents, "dreiging": threat_document(self.rent.threat)}


def amend_signal(
    session: Session, signal_id: UUID, changes: dict[str, Any], actor: Corporation, now: datetime
) -> Signal:
    """Apply a changed amount or threat (the loaded `AmendmentForm`). Raises `NotFound`, `Conflict`, `InvalidInput`.

    What ended as no resident takes a change with the same answer, forwarded or not: the answer must not tell which.
    At the first municipality the change is then only written down; the work goes on where the signal went.
    """
    signal = own_signal(session, signal_id, actor, lock=True)
    _check(signal, changes)
    onward = lock_onward(session, signal_id)
    for reached in (signal, *(one for one in onward if one.status in OPEN)):
        rent = _changed(_latest_rent(session, reached), changes)
        decision = _judged(session, reached.municipality_code, rent, clock.day_of(now))
        _append(session, JudgedAmendment(reached, rent, decision), actor, now)
    session.refresh(signal)
    return signal


def take_in_amendments(session: Session, signal_ids: Iterable[UUID]) -> None:
    """Let what was only written down while the work was closed reach the signals and their referrals."""
    for signal in session.scalars(select(Signal).where(Signal.id.in_(list(signal_ids))).order_by(Signal.id)).all():
        change = _latest(session, signal.id)
        if change is None or change.decision is None or not _is_new(signal, change):
            continue
        _take_in(session, signal.id, signal.facts | _reported(change), change.decision)
        session.execute(update(SignalChange).where(SignalChange.id == change.id).values(applied_at=None))
        announce(session, SIGNAL_CHANGED, [signal.id])


def _append(session: Session, amendment: JudgedAmendment, actor: Corporation, now: datetime) -> None:
    signal, decision = amendment.signal, decision_document(amendment.decision)
    is_open = signal.status in OPEN
    session.execute(insert(SignalChange).values(
        signal_id=signal.id, kind=AMENDMENT, at=now, detail=amendment.detail | {AMOUNT_BEFORE: signal.amount_cents},
        decision=decision, applied_at=None if is_open else now,
    ))
    record(session, [Entry("signaal-geactualiseerd", signal.id, amendment.decision.provision, {})], actor, now)
    if is_open:
        _take_in(session, signal.id, signal.facts | amendment.detail, decision)
        announce(session, SIGNAL_CHANGED, [signal.id])


def _take_in(session: Session, signal_id: UUID, facts: dict[str, Any], decision: dict[str, Any]) -> None:
    threat = facts["dreiging"]
    session.execute(update(Signal).where(Signal.id == signal_id).values(
        amount_cents=facts["bedragInCenten"], facts=facts,
        threatening=any(place["bedreigendeSituatie"] for place in decision["bestemmingen"]),
        threat_date=date.fromisoformat(threat["datum"]) if threat and threat["datum"] else None,
    ))


def _latest(session: Session, signal_id: UUID) -> SignalChange | None:
    query = select(SignalChange).where(SignalChange.signal_id == signal_id, SignalChange.kind == AMENDMENT)
    return session.scalars(query.order_by(SignalChange.id.desc()).limit(1)).first()


def _reported(change: SignalChange) -> dict[str, Any]:
    return {name: change.detail[name] for name in ("bedragInCenten", "dreiging")}


def _is_new(signal: Signal, change: SignalChange) -> bool:
    return any(signal.facts[name] != value for name, value in _reported(change).items())


def _latest_rent(session: Session, signal: Signal) -> RentArrears:
    """The arrears as they were reported last, also where the signal's row did not take that in."""
    change = _latest(session, signal.id)
    return read_rent(signal.facts | (_reported(change) if change else {}))


def _check(signal: Signal, changes: dict[str, Any]) -> None:
    if not changes:
        raise InvalidInput([Fault("#", "verplicht", "Geef bedragInCenten, dreiging of allebei.")])
    if signal.kind != Kind.RENT_ARREARS:
        raise Conflict("Alleen een signaal over huurachterstand kan worden geactualiseerd.")
    ended_elsewhere = signal.status == SignalStatus.NOT_TAKEN_UP and signal.feedback_reason == NOT_A_RESIDENT
    if signal.status not in OPEN and not ended_elsewhere:
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
