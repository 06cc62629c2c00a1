"""Big tables, made fast: real rows as templates, multiplied by PostgreSQL itself.

The templates are received and routed by the service's own use cases, and the columns come from its table definitions,
so a new column needs nothing here. Row n of each table belongs to row n of the others. The sealed persons are those of
the templates: as long as real ones, and nobody opens them.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import Table, select

from benchmarks.signals import Signals
from benchmarks.stage import Stage
from benchmarks.world import world_of
from service import clock
from service.actors import Robot
from service.db import Base
from service.referrals.refer import refer_signals
from service.referrals.tables import Referral, ReferralSignal
from service.signals.receive import Receipt, receive_signal
from service.signals.schemas import read_report
from service.signals.tables import Signal

_TEMPLATES = 60
_SPAN = "interval '60 days'"
_AT = f"(%(now)s::timestamptz - {_SPAN} + {_SPAN} * n / %(until)s)"
# Version 7 ids whose time goes with n, so that rows stand in an index as rows that came in one by one would.
_ID = """cast(lpad(to_hex((extract(epoch FROM {at}) * 1000)::bigint), 12, '0') || '7'
         || substr(md5('{what}' || n), 1, 3) || '8' || substr(md5('{what}' || n), 4, 15) AS uuid)"""
_SIGNAL_ID, _REFERRAL_ID = (_ID.format(at=_AT, what=what) for what in ("s", "r"))
_HOUSEHOLD, _CONTENT = (f"substr(sha256(convert_to('{what}' || n, 'UTF8')), 1, 16)" for what in "hc")
_DUE = f"(({_AT})::date + 28 - 25 * (n %% 33 = 0)::int)"
_OVERRIDES: dict[str, dict[str, str]] = {
    "signal": {
        "id": _SIGNAL_ID, "reference": "'V-' || n", "content_mac": _CONTENT, "household_key": _HOUSEHOLD,
        "received_at": _AT, "received_on": f"({_AT})::date", "signal_date": f"({_AT})::date",
        "threatening": "n %% 33 = 0",
    },
    "referral": {
        "id": _REFERRAL_ID, "household_key": _HOUSEHOLD, "municipality_code": "%(code)s", "opened_at": _AT,
        "urgency": "CASE WHEN n %% 33 = 0 THEN 0 ELSE 1 END", "statutory_due": _DUE, "target_due": "NULL::date",
    },
    "referral_signal": {
        "signal_id": _SIGNAL_ID, "referral_id": _REFERRAL_ID, "statutory_due": _DUE, "target_due": "NULL::date",
        "threatening": "n %% 33 = 0", "linked_at": _AT,
    },
}


def household_key(number: int) -> bytes:
    """The household of row `number`."""
    return hashlib.sha256(f"h{number}".encode()).digest()[:16]


def million(stage: Stage) -> int:
    """Make sure of `sizes.million` open referrals on one worklist, each with its signal; how many there are."""
    return stage.once("million", lambda _stage: _fill(stage, 1, stage.sizes.million, _WHOLE))


def referrals_up_to(stage: Stage, number: int) -> int:
    """As many open referrals on that worklist; those above the million have no signal: a worklist does not read it."""
    return stage.once(f"referrals {number}", lambda _stage: _fill(stage, million(stage) + 1, number, _REFERRALS))


_WHOLE: tuple[type[Base], ...] = (Signal, Referral, ReferralSignal)
_REFERRALS: tuple[type[Base], ...] = (Referral,)


def _fill(stage: Stage, first: int, last: int, models: tuple[type[Base], ...]) -> int:
    world = world_of(stage, 3)
    ids = stage.once("templates", _templates)
    given: dict[str, Any] = {"first": first, "until": last, "now": clock.now(), "code": world.codes[0], "ids": ids}
    with psycopg.connect(stage.admin_url, autocommit=True) as connection:
        # Triggers and foreign keys are not asked for rows that are right by construction; indexes are kept up.
        connection.execute("SET session_replication_role = replica")
        for model in models:
            table = model.__table__
            assert isinstance(table, Table)
            connection.execute(_multiplied(table), given | {"many": _prepared(connection, table, ids)})
            connection.execute(f'VACUUM (ANALYZE) "{table.name}"')
        connection.execute("CHECKPOINT")
    return last


def _multiplied(table: Table) -> bytes:
    """INSERT ... SELECT of templates, once for every n, with what must differ replaced."""
    overrides: Mapping[str, str] = _OVERRIDES[table.name]
    columns = [column.name for column in table.columns if not column.computed and not column.identity]
    shown = ", ".join(overrides.get(name, f"t.{name}") for name in columns)
    return f"""
        INSERT INTO {table.name} ({", ".join(columns)})
        SELECT {shown} FROM generate_series(%(first)s::bigint, %(until)s::bigint) AS n
          JOIN template_{table.name} t ON t.place = n %% %(many)s
    """.encode()


def _prepared(connection: psycopg.Connection, table: Table, ids: list[UUID]) -> int:
    """Put the templates of a table at hand, numbered from zero; how many they are."""
    key = {"signal": "id", "referral": "id", "referral_signal": "signal_id"}[table.name]
    which = (_OF_REFERRALS if table.name == "referral" else _OF_SIGNALS).format(key=key)
    found = connection.execute(f"""
        CREATE TEMPORARY TABLE template_{table.name} AS
        SELECT row_number() OVER (ORDER BY {key}) - 1 AS place, * FROM {table.name} WHERE {which}
    """.encode(), {"ids": ids})
    return found.rowcount


_OF_SIGNALS = "{key} = ANY (%(ids)s)"
_OF_REFERRALS = "id IN (SELECT referral_id FROM referral_signal WHERE signal_id = ANY (%(ids)s))"


def _templates(stage: Stage) -> list[UUID]:
    """Rent signals that the service itself received and routed to debt help."""
    world, now = world_of(stage, 3), clock.now()
    found = Signals(world.codes[:1], clock.day_of(now), "SJABLOON").documents(_TEMPLATES * 2)
    rent = [one for one in found if one["soort"] == "huurachterstand"][:_TEMPLATES]
    with stage.database.transaction() as session:
        for document in rent:
            _receive(stage, document, now)
        query = select(Signal.id).where(Signal.reference.in_([one["referentie"] for one in rent]))
        ids = list(session.scalars(query))
        refer_signals(session, stage.vault, ids, Robot("meting"), now)
    return ids


def _receive(stage: Stage, document: dict[str, Any], now: datetime) -> None:
    report = read_report(document, clock.day_of(now))
    with stage.database.transaction() as session:
        answer = receive_signal(session, stage.vault, report, world_of(stage, 3).corporation, now)
    assert isinstance(answer, Receipt)
