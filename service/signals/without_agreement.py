"""Which corporations tried to send to a municipality without an agreement: counts, never a person or a signal."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from service.policy.agreement import AGREEMENT
from service.rules.core import NO
from service.rules.facts import Kind
from service.signals.footing import Question, look_up

PERIOD = timedelta(days=90)

LACKING = f"""
    SELECT f.id FROM finding_set f WHERE EXISTS (
        SELECT 1 FROM json_to_recordset(f.findings) AS x (voorwaarde text, uitkomst text)
         WHERE x.voorwaarde = '{AGREEMENT}' AND x.uitkomst = '{NO}')
"""  # noqa: S608 (words of the rules, no input)
"""The sets of findings of signals that were let in without an agreement."""

_TRIED = text(f"""
    SELECT tried.corporation_id, o.name, tried.kind, sum(tried.refused) AS refused, sum(tried.accepted) AS accepted,
           max(tried.last_day) AS last_day
      FROM (
        SELECT corporation_id, kind, sum(count) AS refused, 0 AS accepted, max(day) AS last_day FROM refusal_count
         WHERE municipality_code = :code AND reason = '{AGREEMENT}' AND day > :since AND kind = ANY (:kinds)
         GROUP BY corporation_id, kind
        UNION ALL
        SELECT corporation_id, kind, 0, count(*), max(received_on) FROM signal
         WHERE municipality_code = :code AND signal_date > :since AND finding_set_id IN ({LACKING})
         GROUP BY corporation_id, kind
      ) AS tried JOIN organisation o ON o.id = tried.corporation_id
     GROUP BY tried.corporation_id, o.name, tried.kind ORDER BY last_day DESC, o.name, tried.kind
""")  # noqa: S608 (words of this room, no input)


@dataclass(frozen=True, slots=True)
class AgreementAttempt:
    """One corporation and one kind of signal: how often it was refused, among others for want of an agreement, and how
    often a person was left to decide.
    """

    corporation_id: UUID
    corporation: str
    kind: Kind
    refused: int
    accepted: int
    last_day: date


def attempts_without_agreement(session: Session, municipality_code: str, today: date) -> list[AgreementAttempt]:
    """Who tried in the last ninety days and may not send that kind today, the latest first."""
    rows = session.execute(_TRIED, {
        "code": municipality_code, "since": today - PERIOD, "kinds": [str(kind) for kind in Kind],
    }).all()
    return [_attempt(row) for row in rows if not look_up(
        session, Question(row.corporation_id, municipality_code, row.kind, today),
    ).may_send]


def refused_without_agreement(session: Session, municipality_code: str, first: date, last: date) -> int:
    """How many rent signals were refused in a period, among others for want of an agreement."""
    return int(session.scalar(_REFUSED, {"code": municipality_code, "first": first, "last": last}) or 0)


_REFUSED = text(f"""
    SELECT sum(count) FROM refusal_count
     WHERE municipality_code = :code AND kind = '{Kind.RENT_ARREARS}' AND reason = '{AGREEMENT}'
       AND day BETWEEN :first AND :last
""")  # noqa: S608 (words of the rules, no input)


def _attempt(row: Row[Any]) -> AgreementAttempt:
    return AgreementAttempt(
        row.corporation_id, row.name, Kind(row.kind), int(row.refused), int(row.accepted), row.last_day,
    )
