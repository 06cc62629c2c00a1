"""Reading and writing signals. Those of a delivery are stored by `delivery.store`, with the same columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import TextClause, select, text
from sqlalchemy.orm import Session

from service.actors import Actor, Corporation
from service.db import Database, driver_sql
from service.errors import NotFound
from service.outbox import SIGNAL_RECEIVED
from service.rules.core import NO
from service.signals.footing import UNCHANGED, Footing
from service.signals.objection import NOT_KNOWN
from service.signals.tables import FindingSet, Signal

Refused = tuple[date, UUID, str, str, str]
"""What is counted of a refusal: day, corporation, municipality, kind and reason."""


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

    `facts`, `decision` and `findings` are JSON. `decision` is without its findings; those are stored once per set.
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
    objection_key: bytes | None
    subject: bytes | None
    facts: str
    decision: str
    finding_set_id: bytes
    policy_id: UUID | None
    amount_cents: int | None
    arrears_since: date | None
    threatening: bool
    threat_date: date | None
    concerns: list[str] | None
    feedback_reason: str | None
    ground: str
    findings: str
    consents: list[NewConsent]
    search: list[int]


_COLUMNS = {
    "id": "uuid", "corporation_id": "uuid", "reference": "text", "content_mac": "bytea", "municipality_code": "text",
    "kind": "text", "signal_date": "date", "status": "text", "household_key": "bytea", "subject": "bytea",
    "facts": "jsonb", "decision": "json", "finding_set_id": "bytea", "policy_id": "uuid",
    "amount_cents": "bigint", "arrears_since": "date", "threatening": "boolean", "threat_date": "date",
    "feedback_reason": "text", "ground": "text", "concerns": "text[]",
    "search": "bigint[]", "objection_key": "bytea",
}
STORED = tuple(name for name in _COLUMNS if name not in {"ground", "search", "objection_key"})
"""The columns of `signal` that a `NewSignal` has under the same name."""
ACTION = "signaal-ontvangen"
_STORED = ", ".join(STORED)
_CONSENT = {
    "id": "uuid", "signal_id": "uuid", "destination": "text", "given_by": "text", "given_on": "date", "manner": "text",
    "explicit": "boolean",
}
_values_of, _consent_of = attrgetter(*_COLUMNS), attrgetter(*_CONSENT)


def _record(columns: dict[str, str]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in columns.items())


_AGREED = f"""
    agreed AS (
        INSERT INTO consent ({", ".join(_CONSENT)}, recorded_by_kind, recorded_by, recorded_at)
        SELECT c.*, :actor_kind, :actor_id, :received_at
          FROM json_to_recordset(cast(:consents AS json)) AS c ({_record(_CONSENT)})
          JOIN stored ON stored.id = c.signal_id
    ),"""  # noqa: S608 (column names of this module, no input)


_GIVEN = ", ".join(f"cast(:{name} AS {_COLUMNS[name]})" for name in STORED)


def _insert(condition: str = "true", *, consents: bool = True) -> TextClause:
    """One statement for signal, consent, search, journal and outbox: none of them without the others.

    Only a row that won the race for its reference is announced, and only its consent is kept. Only what goes on to a
    worklist can be searched.
    """
    return text(f"""
    WITH stored AS (
        INSERT INTO signal ({_STORED}, received_at, received_on)
        SELECT {_GIVEN}, :received_at, :received_on WHERE {condition}
        ON CONFLICT (corporation_id, reference) DO NOTHING
        RETURNING id, status
    ),{_AGREED if consents else ""}
    noted AS (
        INSERT INTO journal (at, actor_kind, actor_id, actor_name, organisation_id, action, subject_id, ground, detail)
        SELECT :received_at, :actor_kind, :actor_id, :actor_name, :organisation_id, :action, id, :ground, '{{}}'
          FROM stored
    ),
    sought AS (
        INSERT INTO signal_search (signal_id, tokens)
        SELECT id, cast(:search AS bigint[]) FROM stored WHERE status = 'ontvangen'
    ),
    announced AS (
        INSERT INTO outbox (topic, subject_id) SELECT :topic, id FROM stored WHERE status = 'ontvangen'
    )
    SELECT id FROM stored
    """)  # noqa: S608 (column names and conditions of this room, no input)


_INSERT_ONE = _insert()
# Most signals have findings that stand there already.
_SET_KNOWN = "EXISTS (SELECT 1 FROM finding_set WHERE id = :finding_set_id)"
_AT_ONCE = f"{UNCHANGED} AND {_SET_KNOWN} AND {NOT_KNOWN}"
_INSERT_AT_ONCE = driver_sql(_insert(_AT_ONCE))
_INSERT_WITHOUT_CONSENT = driver_sql(_insert(_AT_ONCE, consents=False))
_KEEP_SETS = text("""
    INSERT INTO finding_set (id, findings)
    SELECT * FROM unnest(cast(:ids AS bytea[]), cast(:sets AS json[]))
    ON CONFLICT (id) DO NOTHING
""")


def insert_new(session: Session, row: NewSignal, actor: Actor, received_at: datetime, received_on: date) -> bool:
    """Store a signal with a new reference; false when the reference was taken."""
    keep_sets(session, [row])
    return session.scalar(_INSERT_ONE, _one(row, actor, received_at, received_on)) is not None


def keep_sets(session: Session, rows: Iterable[NewSignal]) -> None:
    """Keep the findings of these signals, those that do not stand there already."""
    # In one order, so that two who store the same sets at once never wait in a ring.
    sets = dict(sorted((row.finding_set_id, row.findings) for row in rows))
    session.execute(_KEEP_SETS, {"ids": list(sets), "sets": list(sets.values())})


def insert_at_once(database: Database, row: NewSignal, actor: Actor, received_at: datetime, footing: Footing) -> bool:
    """Store a signal with a new reference in one round trip; false when nothing was stored.

    Nothing is when what it was judged on no longer stands, when its findings are the first of their kind, or when the
    tenant may have objected earlier.
    """
    values = _one(row, actor, received_at, footing.question.day) | {
        "approved_at": footing.approved_at, "permission": str(footing.permission),
    }
    return database.at_once(_INSERT_AT_ONCE if row.consents else _INSERT_WITHOUT_CONSENT, values) is not None


def _one(row: NewSignal, actor: Actor, received_at: datetime, received_on: date) -> dict[str, Any]:
    consents = [dict(zip(_CONSENT, _consent_of(one), strict=True)) for one in row.consents]
    return dict(zip(_COLUMNS, _values_of(row), strict=True)) | {
        "consents": msgspec.json.encode(consents).decode(), "received_at": received_at, "received_on": received_on,
        "topic": SIGNAL_RECEIVED, "actor_kind": actor.kind, "actor_id": actor.id, "actor_name": actor.name,
        "organisation_id": actor.organisation_id, "action": ACTION,
    }


def unmet_conditions(session: Session, finding_set_ids: Iterable[bytes]) -> dict[bytes, frozenset[str]]:
    """The conditions that are not met in each of these sets of findings."""
    query = select(FindingSet).where(FindingSet.id.in_(set(finding_set_ids)))
    return {
        row.id: frozenset(found["voorwaarde"] for found in row.findings if found["uitkomst"] == NO)
        for row in session.scalars(query)
    }


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


def count_refusals(session: Session, refusals: Mapping[Refused, int]) -> None:
    """Add to the counts of what was refused."""
    rows = [
        dict(zip(_COUNTED, (*key, count), strict=True)) for key, count in sorted(refusals.items(), key=str)
    ]
    if rows:
        session.execute(_COUNT_REFUSALS, {"rows": msgspec.json.encode(rows).decode()})


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
