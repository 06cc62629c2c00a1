"""Recording which corporations will hear that debt help is given, or has ended. It goes later: see `send`."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.actors import By
from service.db import new_id
from service.errors import Conflict, Fault
from service.journal import Entry, record
from service.referrals.notices.read import notices_of
from service.referrals.notices.status import (
    BASIS,
    BASIS_OF_END,
    NoticeKind,
    NoticeState,
    NoticeStop,
    goes_at,
    sources_of,
)
from service.referrals.notices.tables import DebtHelpNotice
from service.referrals.tables import Referral

PLANNED, STOPPED = "schuldhulpmelding-klaargezet", "schuldhulpmelding-gestopt"
_STOPPABLE = sources_of(NoticeState.STOPPED)


@dataclass(frozen=True, slots=True)
class PlanTicks:
    """The signals that are about the client of a plan, the day it was made known, and when the resident was told.

    `informed_on` None: with the letter that made the plan known, so on that day.
    """

    made_known_on: date
    informed_on: date | None
    signals: tuple[UUID, ...]


def tick_faults(known: Collection[UUID], signals: Iterable[UUID]) -> Iterator[Fault]:
    for place, signal_id in enumerate(signals):
        if signal_id not in known:
            yield Fault(
                f"#/signalen/{place}", "onbekendSignaal",
                "Dit is geen lopend huursignaal van dit huishouden. Kies uit de signalen bij deze verwijzing.",
            )


def put_ticks(session: Session, referral: Referral, ticks: PlanTicks, by: By) -> None:
    """Make what waits agree with the ticks: what is ticked waits, what is ticked no more stops.

    Raises `Conflict` for a tick taken away of which the corporation has heard.
    """
    standing = _begun(session, referral.id)
    ended = [one for one in notices_of(session, referral.id) if one.kind == NoticeKind.ENDED]
    stop(session, ended, NoticeStop.DECISION_CHANGED, by)
    gone = [one for one in standing if one.signal_id not in ticks.signals]
    if any(one.state == NoticeState.SENT for one in gone):
        raise Conflict(
            "Een corporatie heeft al gehoord dat deze inwoner schuldhulp krijgt. Dat is niet terug te nemen. Leg vast "
            "dat de hulp is gestopt, als dat zo is."
        )
    stop(session, gone, NoticeStop.ANOTHER_PERSON, by)
    for one in standing:
        if one.state in _STOPPABLE and one not in gone:
            one.on_day, one.informed_on = ticks.made_known_on, ticks.informed_on or ticks.made_known_on
    add_ticks(session, referral, ticks, by)


def add_ticks(session: Session, referral: Referral, ticks: PlanTicks, by: By) -> None:
    """Let the corporations behind these signals hear of the plan; what waits or was told already stays as it is."""
    _plan(session, referral.id, NoticeKind.RECEIVES, ticks, by)


def retract(session: Session, referral: Referral, on_day: date, by: By) -> None:
    """The decision is no plan any more: what waits stops, and who was told hears that there is no debt help."""
    _end(session, referral, on_day, NoticeStop.DECISION_CHANGED, by)


def require_untold(session: Session, referral_id: UUID) -> None:
    """Raise `Conflict` when a corporation heard of a plan that now would not have been made known."""
    if any(one.state == NoticeState.SENT for one in _begun(session, referral_id)):
        raise Conflict(
            "Een corporatie heeft al gehoord dat deze inwoner schuldhulp krijgt, want het plan was bekendgemaakt. Vul "
            "de dag van bekendmaking in, of leg vast dat de hulp is gestopt."
        )


def end_notices(session: Session, referral: Referral, on_day: date, by: By) -> None:
    """The help has ended: who was told hears it, and what was not told is not told any more."""
    _end(session, referral, on_day, NoticeStop.HELP_ENDED, by)


def stop(session: Session, notices: Iterable[DebtHelpNotice], reason: NoticeStop, by: By) -> None:
    """Stop locked notices that have not gone; each with its reason in the journal."""
    entries = []
    for one in notices:
        if one.state in _STOPPABLE:
            one.state, one.stop_reason, one.settled_by, one.settled_at = NoticeState.STOPPED, reason, by.actor.id, by.at
            detail = {"signaal": str(one.signal_id), "soort": one.kind, "reden": str(reason)}
            entries.append(Entry(STOPPED, one.referral_id, basis_of(one.kind), detail))
    session.flush()
    record(session, entries, by.actor, by.at)


def basis_of(kind: str) -> str:
    return BASIS if kind == NoticeKind.RECEIVES else BASIS_OF_END


def _begun(session: Session, referral_id: UUID) -> list[DebtHelpNotice]:
    found = notices_of(session, referral_id, lock=True)
    return [one for one in found if one.kind == NoticeKind.RECEIVES and one.state != NoticeState.STOPPED]


def _end(session: Session, referral: Referral, on_day: date, reason: NoticeStop, by: By) -> None:
    begun = _begun(session, referral.id)
    stop(session, begun, reason, by)
    told = tuple(one.signal_id for one in begun if one.state == NoticeState.SENT)
    _plan(session, referral.id, NoticeKind.ENDED, PlanTicks(on_day, None, told), by)


def _plan(session: Session, referral_id: UUID, kind: NoticeKind, ticks: PlanTicks, by: By) -> None:
    """Add what is not there yet: the index allows one of each kind for a signal, whichever referral it is of."""
    at = goes_at(by.at)
    rows = [{
        "id": new_id(), "referral_id": referral_id, "signal_id": signal_id, "kind": kind, "state": NoticeState.WAITING,
        "on_day": ticks.made_known_on, "goes_at": at, "recorded_by": by.actor.id, "recorded_at": by.at,
        "informed_on": (ticks.informed_on or ticks.made_known_on) if kind is NoticeKind.RECEIVES else None,
    } for signal_id in ticks.signals]
    if not rows:
        return
    added = session.scalars(
        insert(DebtHelpNotice).values(rows).on_conflict_do_nothing().returning(DebtHelpNotice.signal_id),
    ).all()
    record(session, [
        Entry(PLANNED, referral_id, basis_of(kind), {"signaal": str(id_), "soort": str(kind), "gaatOp": at.isoformat()})
        for id_ in added
    ], by.actor, by.at)
