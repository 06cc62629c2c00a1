"""Forgetting: what was not taken up is kept only briefly (AVG article 5(1)(e)); the term is the municipality's."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, cast, func, literal, select, update
from sqlalchemy.orm import Session

from service.policy.model import Policy
from service.policy.periods import Period, Retention
from service.policy.store import in_force
from service.signals.status import SignalStatus
from service.signals.tables import Signal

# The term runs from the day on which the signal was declined: at receipt, or when a caseworker closed it.
_CLOSED_ON = cast(func.timezone("Europe/Amsterdam", Signal.closed_at), Date)
_DONE_ON: ColumnElement[date] = func.coalesce(_CLOSED_ON, Signal.received_on)
_DECLINED = (Signal.status == SignalStatus.NOT_TAKEN_UP, Signal.subject.is_not(None))


def forget_declined(session: Session, today: date) -> int:
    """Erase the person from every declined signal whose term has passed; how many. The signal still counts."""
    forgotten = 0
    waiting = select(Signal.municipality_code, _DONE_ON).where(*_DECLINED).distinct()
    for code, done_on in session.execute(waiting).all():
        found = in_force(session, code, today)
        if _term(found.policy if found else None).after(done_on) < today:
            forgotten += _forget(session, code, done_on)
    return forgotten


def _term(policy: Policy | None) -> Period:
    return policy.retention.declined if policy else Retention().declined


def _forget(session: Session, code: str, done_on: date) -> int:
    erased: dict[str, Any] = {"subject": None, "person_key": None}
    rows = update(Signal).where(*_DECLINED).where(Signal.municipality_code == code, literal(done_on) == _DONE_ON)
    done = session.execute(rows.values(erased).returning(Signal.id), execution_options={"synchronize_session": False})
    return len(done.all())
