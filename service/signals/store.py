"""Reading and writing signals, in sets: one row or thousands go the same way, in one statement."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, select, text
from sqlalchemy.orm import Session

from service.actors import Actor, Corporation
from service.errors import NotFound
from service.outbox import SIGNAL_RECEIVED
from service.signals.footing import STANDS, Footing, Question, unchanged
from service.signals.tables import Signal


@dataclass(frozen=True, slots=True)
class NewConsent:
    """Consent for one destination, to be stored with its signal."""

    id: UUID
    signal_id: UUID
    destination: str
    given_by: str
    given_on: date
    manner: str
    explicit: bool


@dataclass(frozen=True, slots=True)
class NewSignal:
    """A judged signal, ready to be stored. `concerns` and `facts` hold only what may be kept.

    `decision` is without its findings; those are `findings`, stored once per different set.
    """

    id: UUID
    corporation_id: UUID
    reference: str
    content_mac: bytes
    municipality_code: str
    kind: str
    signal_date: date
    status: str
    household_key: bytes
    person_key: bytes | None
    subject: bytes
    facts: dict[str, Any]
    decision: dict[str, Any]
    finding_set_id: bytes
    policy_id: UUID | None
    amount_cents: int | None
    arrears_since: date | None
    threatening: bool
    threat_date: date | None
    concerns: list[str] | None
    feedback_reason: str | None
    ground: str
    findings: list[dict[str, Any]]
    consents: list[NewConsent]


_COLUMNS = {
    "id": "uuid", "corporation_id": "uuid", "reference": "text", "content_mac": "bytea", "municipality_code": "text",
    "kind": "text", "signal_date": "date", "status": "text", "household_key": "bytea", "person_key": "bytea",
    "subject": "bytea", "facts": "jsonb", "decision": "json", "finding_set_id": "bytea", "policy_id": "uuid",
    "amount_cents": "bigint", "arrears_since": "date", "threatening": "boolean", "threat_date": "date",
    "concerns": "text[]", "feedback_reason": "text", "ground": "text",
}
_STORED = ", ".join(name for name in _COLUMNS if name != "ground")
_CONSENT = {
    "id": "uuid", "signal_id": "uuid", "destination": "text", "given_by": "text", "given_on": "date", "manner": "text",
    "explicit": "boolean",
}


def _record(columns: dict[str, str]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in columns.items())


def _insert(condition: str = "true") -> TextClause:
    """One statement for signal, consent, journal and outbox: one round trip, and none without the others.

    Only rows that won the race for their reference are announced, and only their consent is kept. Rows go in as one
    JSON document: arrays of JSON cost the client ten times as much to write.
    """
    return text(f"""
    WITH findings AS (
        INSERT INTO finding_set (id, findings)
        SELECT id, findings FROM json_to_recordset(cast(:sets AS json)) AS s (id bytea, findings json)
        ON CONFLICT (id) DO NOTHING
    ),
    report AS (
        SELECT * FROM json_to_recordset(cast(:rows AS json)) AS r ({_record(_COLUMNS)}) WHERE {condition}
    ),
    stored AS (
        INSERT INTO signal ({_STORED}, received_at, received_on)
        SELECT {_STORED}, :received_at, :received_on FROM report
        ON CONFLICT (corporation_id, reference) DO NOTHING
        RETURNING id, status
    ),
    agreed AS (
        INSERT INTO consent ({", ".join(_CONSENT)}, recorded_by_kind, recorded_by, recorded_at)
        SELECT c.*, :actor_kind, :actor_id, :received_at
          FROM json_to_recordset(cast(:consents AS json)) AS c ({_record(_CONSENT)})
          JOIN stored ON stored.id = c.signal_id
    ),
    noted AS (
        INSERT INTO journal (at, actor_kind, actor_id, actor_name, organisation_id, action, subject_id, ground, detail)
        SELECT :received_at, :actor_kind, :actor_id, :actor_name, :organisation_id, :action, stored.id, report.ground,
               '{{}}'
          FROM stored JOIN report USING (id)
    ),
    announced AS (
        INSERT INTO outbox (topic, subject_id) SELECT :topic, id FROM stored WHERE status = 'ontvangen'
    )
    SELECT id FROM stored
    """)  # noqa: S608 (column names and conditions of this room, no input)


_INSERT = _insert()
_INSERT_IF_UNCHANGED = _insert(f"""(
    SELECT served AND agreed AND policy_id IS NOT DISTINCT FROM cast(:policy_id AS uuid)
           AND approved_at IS NOT DISTINCT FROM cast(:approved_at AS timestamptz)
      FROM ({STANDS}) AS stands)""")  # noqa: S608 (words of this room, no input)


def insert_new(
    session: Session, rows: list[NewSignal], actor: Actor, received_at: datetime, received_on: date
) -> set[UUID]:
    """Store what has a new reference; the ids of the rows that were stored."""
    found = session.execute(_INSERT, _values(rows, actor, received_at, received_on))
    return set(found.scalars())


def insert_if_unchanged(
    session: Session, row: NewSignal, actor: Actor, received_at: datetime, judged_on: tuple[Question, Footing]
) -> bool:
    """Store a signal with a new reference, if what it was judged on still stands; false otherwise."""
    question, footing = judged_on
    values = _values([row], actor, received_at, question.day)
    return session.execute(_INSERT_IF_UNCHANGED, values | unchanged(question, footing)).scalar() is not None


def _values(rows: list[NewSignal], actor: Actor, received_at: datetime, received_on: date) -> dict[str, Any]:
    consents = [consent for row in rows for consent in row.consents]
    sets = {row.finding_set_id: row.findings for row in rows}
    return {
        "rows": _records(rows, _COLUMNS), "consents": _records(consents, _CONSENT),
        "sets": _json([{"id": id_, "findings": findings} for id_, findings in sets.items()]),
        "received_at": received_at, "received_on": received_on, "topic": SIGNAL_RECEIVED,
        "actor_kind": actor.kind, "actor_id": actor.id, "actor_name": actor.name,
        "organisation_id": actor.organisation_id, "action": "signaal-ontvangen",
    }


def _records(rows: Sequence[Any], columns: dict[str, str]) -> str:
    return _json([{name: getattr(row, name) for name in columns} for row in rows])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: bytes | UUID | date) -> str:
    """As PostgreSQL reads it: bytes in hexadecimal."""
    return f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)


def own_signal(session: Session, signal_id: UUID, actor: Corporation, *, lock: bool = False) -> Signal:
    """The corporation's own signal. Another's is not found: its existence is nobody's business."""
    query = select(Signal).where(Signal.id == signal_id, Signal.corporation_id == actor.organisation_id)
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFound("Dit signaal is er niet, of het is niet van uw organisatie.")
    return found


def by_reference(session: Session, corporation_id: UUID, references: list[str]) -> dict[str, Signal]:
    """The corporation's signals with these references."""
    query = select(Signal).where(Signal.corporation_id == corporation_id, Signal.reference.in_(references))
    return {row.reference: row for row in session.scalars(query)}


def count_refusals(session: Session, refusals: dict[tuple[date, UUID, str, str, str], int]) -> None:
    """Add to the counts of what was refused: (day, corporation, municipality, kind, reason) -> how many."""
    rows = [
        dict(zip(_COUNTED, (*key, count), strict=True)) for key, count in sorted(refusals.items(), key=str)
    ]
    if rows:
        session.execute(_COUNT_REFUSALS, {"rows": _json(rows)})


_COUNTED = {
    "day": "date", "corporation_id": "uuid", "municipality_code": "text", "kind": "text", "reason": "text",
    "count": "bigint",
}
_COUNT_REFUSALS = text(f"""
    INSERT INTO refusal_count ({", ".join(_COUNTED)})
    SELECT * FROM json_to_recordset(cast(:rows AS json)) AS r ({_record(_COUNTED)})
    ON CONFLICT (day, corporation_id, municipality_code, kind, reason)
    DO UPDATE SET count = refusal_count.count + EXCLUDED.count
""")  # noqa: S608 (column names of this module, no input)
