"""What a judgement stands on besides the law: is the municipality served, is there an agreement, which policy holds.

Looked up in one statement. A process remembers what it saw, so that storing a signal can take one round trip: the
statement that stores asks the same question again (`STANDS`), and stores nothing when the answer has changed. So what
is remembered only ever saves time; it never decides.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from service.policy.model import Policy
from service.policy.store import known_policy

_MOST = 4_096

STANDS = """
    SELECT EXISTS (SELECT 1 FROM organisation WHERE municipality_code = :code) AS served,
           EXISTS (SELECT 1 FROM agreement
                    WHERE corporation_id = :corporation AND municipality_code = :code AND :kind = ANY (kinds)
                      AND valid_from <= :day AND (valid_until IS NULL OR valid_until >= :day)) AS agreed,
           p.id AS policy_id, p.approved_at
      FROM (VALUES (true)) AS one (row)
      LEFT JOIN LATERAL (
           SELECT id, approved_at FROM policy_document
            WHERE municipality_code = :code AND status = 'vastgesteld' AND valid_from <= :day
            ORDER BY valid_from DESC LIMIT 1) p ON true
"""
_LOOK = text(STANDS)


class Question(NamedTuple):
    """Whose signal of which kind, for which municipality, received on which day (Amsterdam)."""

    corporation: UUID
    code: str
    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class Footing:
    """How a corporation stands towards a municipality on a day. `policy_id` None: no policy is in force yet."""

    served: bool
    agreed: bool
    policy_id: UUID | None
    approved_at: datetime | None
    policy: Policy | None

    @property
    def may_send(self) -> bool:
        return self.served and self.agreed


_remembered: dict[Question, Footing] = {}


def recall(question: Question) -> Footing | None:
    """What this process saw last; it may have changed since."""
    return _remembered.get(question)


def look_up(session: Session, question: Question) -> Footing:
    row = session.execute(_LOOK, question._asdict()).one()
    policy_id, approved_at = (row.policy_id, row.approved_at) if row.served else (None, None)
    policy = known_policy(session, policy_id, approved_at) if policy_id else None
    footing = Footing(row.served, row.agreed, policy_id, approved_at, policy)
    if len(_remembered) >= _MOST:
        _remembered.clear()
    _remembered[question] = footing
    return footing


def unchanged(question: Question, footing: Footing) -> dict[str, Any]:
    """The parameters with which a statement asks whether an accepting answer still stands."""
    return {**question._asdict(), "policy_id": footing.policy_id, "approved_at": footing.approved_at}
