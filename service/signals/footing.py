"""What a judgement stands on besides the law: is the municipality served, by what may be sent, which policy holds.

Looked up in one statement, for one signal or for all of a delivery. A process remembers what it saw, so that storing a
single signal can take one round trip: the statement that stores asks the same question again (`UNCHANGED`), and stores
nothing when the answer has changed. So what is remembered only ever saves time; it never decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from service.policy.agreement import SendingPermission
from service.policy.model import Policy
from service.policy.store import known_policy
from service.rules.facts import Kind

_MOST = 4_096


def _stands(asked: str) -> str:
    return f"""
    SELECT asked.code, asked.kind,
           EXISTS (SELECT 1 FROM organisation o WHERE o.municipality_code = asked.code) AS served,
           CASE WHEN EXISTS (SELECT 1 FROM agreement a
                    WHERE a.corporation_id = :corporation_id AND a.municipality_code = asked.code
                      AND asked.kind = ANY (a.kinds) AND a.valid_from <= :received_on
                      AND (a.valid_until IS NULL OR a.valid_until >= :received_on))
                     THEN '{SendingPermission.AGREEMENT}'
                WHEN asked.kind = '{Kind.RENT_ARREARS}' AND EXISTS (SELECT 1 FROM general_consent g
                    WHERE g.municipality_code = asked.code AND g.valid_from <= :received_on
                      AND (g.valid_until IS NULL OR g.valid_until >= :received_on))
                     THEN '{SendingPermission.GENERAL_CONSENT}'
                ELSE '{SendingPermission.NONE}' END AS permission,
           p.id AS policy_id, p.approved_at
      FROM {asked} AS asked (code, kind)
      LEFT JOIN LATERAL (
           SELECT id, approved_at FROM policy_document
            WHERE municipality_code = asked.code AND status = 'vastgesteld' AND valid_from <= :received_on
            ORDER BY valid_from DESC LIMIT 1) p ON true
    """  # noqa: S608 (words of this module, no input)


_LOOK = text(_stands("unnest(cast(:codes AS text[]), cast(:kinds AS text[]))"))
# Of a signal that is being stored: its own columns, by what it was sent, and `approved_at` of its policy.
UNCHANGED = f"""(
    SELECT served AND permission = cast(:permission AS text) AND policy_id IS NOT DISTINCT FROM cast(:policy_id AS uuid)
           AND approved_at IS NOT DISTINCT FROM cast(:approved_at AS timestamptz)
      FROM ({_stands("(VALUES (cast(:municipality_code AS text), cast(:kind AS text)))")}) AS stands)"""  # noqa: S608


class Question(NamedTuple):
    """Whose signal of which kind, for which municipality, received on which day (Amsterdam)."""

    corporation: UUID
    code: str
    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class Footing:
    """How a corporation stands towards a municipality on a day. `policy_id` None: no policy is in force yet."""

    question: Question
    served: bool
    permission: SendingPermission
    policy_id: UUID | None
    approved_at: datetime | None
    policy: Policy | None

    @property
    def may_send(self) -> bool:
        return self.permission is not SendingPermission.NONE


_remembered: dict[Question, Footing] = {}


def recall(question: Question) -> Footing | None:
    """What this process saw last; it may have changed since."""
    return _remembered.get(question)


def look_up(session: Session, question: Question) -> Footing:
    corporation, code, kind, day = question
    return look_up_all(session, corporation, day, [(code, kind)])[code, kind]


def look_up_all(
    session: Session, corporation: UUID, day: date, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Footing]:
    """How a corporation stands on a day for many pairs of a municipality and a kind of signal, in one question."""
    asked = list(pairs)
    rows = session.execute(_LOOK, {
        "corporation_id": corporation, "received_on": day,
        "codes": [code for code, _ in asked], "kinds": [kind for _, kind in asked],
    })
    if len(_remembered) + len(asked) > _MOST:
        _remembered.clear()
    found = {}
    for row in rows.all():
        policy_id, approved_at = (row.policy_id, row.approved_at) if row.served else (None, None)
        policy = known_policy(session, policy_id, approved_at) if policy_id else None
        question = Question(corporation, row.code, row.kind, day)
        permission = SendingPermission(row.permission) if row.served else SendingPermission.NONE
        found[row.code, row.kind] = _remembered[question] = Footing(
            question, row.served, permission, policy_id, approved_at, policy,
        )
    return found
