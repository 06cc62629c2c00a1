"""Forgetting: what was not taken up is kept only briefly (AVG article 5(1)(e)); the term is the municipality's."""

from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.policy.model import Policy
from service.policy.periods import Period, Retention
from service.policy.store import in_force
from service.signals.status import SignalStatus
from service.signals.tables import Signal

_DECLINED = (Signal.status == SignalStatus.NOT_TAKEN_UP, Signal.subject.is_not(None))


def forget_declined(session: Session, today: date) -> int:
    """Erase the person from every declined signal whose term has passed; how many. The signal itself stays countable."""
    forgotten = 0
    waiting = select(Signal.municipality_code, Signal.received_on).where(*_DECLINED).distinct()
    for code, received_on in session.execute(waiting).all():
        found = in_force(session, code, today)
        if _term(found.policy if found else None).after(received_on) < today:
            forgotten += _forget(session, code, received_on)
    return forgotten


def _term(policy: Policy | None) -> Period:
    return policy.retention.declined if policy else Retention().declined


def _forget(session: Session, code: str, received_on: date) -> int:
    erased: dict[str, Any] = {"subject": None, "person_key": None}
    rows = update(Signal).where(*_DECLINED, Signal.municipality_code == code, Signal.received_on == received_on)
    done = session.execute(rows.values(erased).returning(Signal.id), execution_options={"synchronize_session": False})
    return len(done.all())
