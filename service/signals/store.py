"""Reading and writing signals, in sets: one row or thousands go the same way, in one statement."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.actors import Actor, Corporation
from service.errors import NotFound
from service.outbox import SIGNAL_RECEIVED
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
    "concerns": "jsonb", "feedback_reason": "text", "ground": "text",
}
_JSON = ("facts", "decision", "concerns")
_STORED = [name for name in _COLUMNS if name not in {"concerns", "ground"}]
_ARRAYS = ", ".join(f"cast(:{name} AS {kind}[])" for name, kind in _COLUMNS.items())
_CONSENT = {
    "id": "uuid", "signal_id": "uuid", "destination": "text", "given_by": "text", "given_on": "date", "manner": "text",
    "explicit": "boolean",
}
_CONSENT_ARRAYS = ", ".join(f"cast(:consent_{name} AS {kind}[])" for name, kind in _CONSENT.items())

# One statement for signal, consent, journal and outbox: one round trip, and none without the others. Only rows that
# won the race for their reference are announced, and only their consent is kept.
_INSERT = text(f"""
    WITH findings AS (
        INSERT INTO finding_set (id, findings)
        SELECT * FROM unnest(cast(:set_ids AS bytea[]), cast(:sets AS json[])) ON CONFLICT (id) DO NOTHING
    ),
    report AS (SELECT * FROM unnest({_ARRAYS}) AS r ({", ".join(_COLUMNS)})),
    stored AS (
        INSERT INTO signal ({", ".join(_STORED)}, concerns, received_at, received_on)
        SELECT {", ".join(_STORED)},
               CASE WHEN concerns IS NULL THEN NULL ELSE ARRAY(SELECT jsonb_array_elements_text(concerns)) END,
               :received_at, :received_on
          FROM report
        ON CONFLICT (corporation_id, reference) DO NOTHING
        RETURNING id, status
    ),
    agreed AS (
        INSERT INTO consent ({", ".join(_CONSENT)}, recorded_by_kind, recorded_by, recorded_at)
        SELECT c.*, :actor_kind, :actor_id, :received_at
          FROM unnest({_CONSENT_ARRAYS}) AS c ({", ".join(_CONSENT)}) JOIN stored ON stored.id = c.signal_id
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
""")  # noqa: S608 (column names of this module, no input)


def insert_new(
    session: Session, rows: list[NewSignal], actor: Actor, received_at: datetime, received_on: date
) -> set[UUID]:
    """Store what has a new reference; the ids of the rows that were stored."""
    arrays = {name: [_plain(name, getattr(row, name)) for row in rows] for name in _COLUMNS}
    sets = {row.finding_set_id: row.findings for row in rows}
    consents = [consent for row in rows for consent in row.consents]
    agreed = {f"consent_{name}": [getattr(one, name) for one in consents] for name in _CONSENT}
    found = session.execute(_INSERT, {
        **arrays, **agreed, "set_ids": list(sets),
        "sets": [json.dumps(one, ensure_ascii=False) for one in sets.values()],
        "received_at": received_at, "received_on": received_on, "topic": SIGNAL_RECEIVED,
        "actor_kind": actor.kind, "actor_id": actor.id, "actor_name": actor.name,
        "organisation_id": actor.organisation_id, "action": "signaal-ontvangen",
    })
    return set(found.scalars())


def _plain(name: str, value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if name in _JSON and value is not None else value


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
        {"day": key[0], "corporation": key[1], "code": key[2], "kind": key[3], "reason": key[4], "n": count}
        for key, count in sorted(refusals.items(), key=str)
    ]
    if rows:
        session.execute(_COUNT_REFUSAL, rows)


_COUNT_REFUSAL = text("""
    INSERT INTO refusal_count (day, corporation_id, municipality_code, kind, reason, count)
    VALUES (:day, :corporation, :code, :kind, :reason, :n)
    ON CONFLICT (day, corporation_id, municipality_code, kind, reason)
    DO UPDATE SET count = refusal_count.count + EXCLUDED.count
""")
