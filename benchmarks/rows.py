"""Big tables, made fast: real rows as templates, multiplied by PostgreSQL itself.

The templates are received and routed by the service's own use cases, and the columns come from its table definitions,
so a new column needs nothing here. Row n of each table belongs to row n of the others. The sealed persons are those of
the templates: as long as real ones, and nobody opens them.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import Table, delete, func, select

from benchmarks.signals import Signals
from benchmarks.stage import Stage
from benchmarks.world import world_of
from service import clock
from service.actors import Robot
from service.db import Base
from service.outbox import OutboxRow
from service.referrals.refer import refer_signals
from service.referrals.tables import Referral, ReferralSignal
from service.signals.receive import Receipt, receive_signal
from service.signals.schemas import read_report
from service.signals.tables import Signal

_TEMPLATES = 60
Overrides = Mapping[str, Mapping[str, str]]
"""Per table what must differ from the template, by column, as SQL over `n`."""
# Version 7 ids whose time goes with n, so that rows stand in an index as rows that came in one by one would.
_ID = """cast(lpad(to_hex((extract(epoch FROM {at}) * 1000)::bigint), 12, '0') || '7'
         || substr(md5('{what}' || n), 1, 3) || '8' || substr(md5('{what}' || n), 4, 15) AS uuid)"""


def moment(span: str) -> str:
    """When row n came: evenly over a span of time up to now."""
    return f"(%(now)s::timestamptz - {span} + {span} * n / %(until)s)"


def referral_id(at: str, mark: str = "") -> str:
    return _ID.format(at=at, what=f"{mark}r")


def overrides(at: str, code: str, mark: str = "") -> dict[str, dict[str, str]]:
    """What makes row n one of its own; `mark` sets these rows apart from those of another fill."""
    signal_id, case_id = _ID.format(at=at, what=f"{mark}s"), referral_id(at, mark)
    household, content = (f"substr(sha256(convert_to('{mark}{what}' || n, 'UTF8')), 1, 16)" for what in "hc")
    due = f"(({at})::date + 28 - 25 * (n %% 33 = 0)::int)"
    return {
        "signal": {
            "id": signal_id, "reference": f"'V{mark}-' || n", "content_mac": content, "household_key": household,
            "received_at": at, "received_on": f"({at})::date", "signal_date": f"({at})::date",
            "threatening": "n %% 33 = 0", "municipality_code": code,
        },
        "referral": {
            "id": case_id, "household_key": household, "municipality_code": code, "opened_at": at,
            "urgency": "CASE WHEN n %% 33 = 0 THEN 0 ELSE 1 END", "statutory_due": due, "target_due": "NULL::date",
        },
        "referral_signal": {
            "signal_id": signal_id, "referral_id": case_id, "statutory_due": due, "target_due": "NULL::date",
            "threatening": "n %% 33 = 0", "linked_at": at,
        },
    }


_OVERRIDES = overrides(moment("interval '60 days'"), "%(code)s")


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
    with filling(stage, first, last) as (connection, given):
        for model in models:
            multiply(connection, model, _OVERRIDES, given)
    return last


@contextmanager
def filling(stage: Stage, first: int, last: int) -> Iterator[tuple[psycopg.Connection, dict[str, Any]]]:
    """A connection on which rows `first` up to `last` may be multiplied, and what the statements are given."""
    world = world_of(stage, 3)
    ids = stage.once("templates", templates)
    given: dict[str, Any] = {"first": first, "until": last, "now": clock.now(), "code": world.codes[0], "ids": ids}
    with psycopg.connect(stage.admin_url, autocommit=True) as connection:
        # Triggers and foreign keys are not asked for rows that are right by construction; indexes are kept up.
        connection.execute("SET session_replication_role = replica")
        yield connection, given
        connection.execute("CHECKPOINT")


def multiply(
    connection: psycopg.Connection, model: type[Base], differing: Overrides, given: Mapping[str, Any]
) -> None:
    """Fill the table of a model."""
    table = model.__table__
    assert isinstance(table, Table)
    many = _prepared(connection, table, given["ids"])
    connection.execute(_multiplied(table, differing[table.name]), {**given, "many": many})
    connection.execute(f'VACUUM (ANALYZE) "{table.name}"')


def _multiplied(table: Table, differing: Mapping[str, str]) -> bytes:
    """INSERT ... SELECT of templates, once for every n, with what must differ replaced."""
    columns = [column.name for column in table.columns if not column.computed and not column.identity]
    shown = ", ".join(differing.get(name, f"t.{name}") for name in columns)
    return f"""
        INSERT INTO {table.name} ({", ".join(columns)})
        SELECT {shown} FROM generate_series(%(first)s::bigint, %(until)s::bigint) AS n
          JOIN template_{table.name} t ON t.place = n %% %(many)s
    """.encode()


def _prepared(connection: psycopg.Connection, table: Table, ids: list[UUID]) -> int:
    """Put the templates of a table at hand, numbered from zero; how many they are."""
    key = {"signal": "id", "referral": "id", "referral_signal": "signal_id"}[table.name]
    which = (_OF_REFERRALS if table.name == "referral" else _OF_SIGNALS).format(key=key)
    connection.execute(f"DROP TABLE IF EXISTS template_{table.name}".encode())
    found = connection.execute(f"""
        CREATE TEMPORARY TABLE template_{table.name} AS
        SELECT row_number() OVER (ORDER BY {key}) - 1 AS place, * FROM {table.name} WHERE {which}
    """.encode(), {"ids": ids})
    return found.rowcount


_OF_SIGNALS = "{key} = ANY (%(ids)s)"
_OF_REFERRALS = "id IN (SELECT referral_id FROM referral_signal WHERE signal_id = ANY (%(ids)s))"


def templates(stage: Stage) -> list[UUID]:
    """Rent signals that the service itself received and routed to debt help."""
    world, now = world_of(stage, 3), clock.now()
    found = Signals(world.codes[:1], clock.day_of(now), "SJABLOON").documents(_TEMPLATES * 2)
    rent = [one for one in found if one["soort"] == "huurachterstand"][:_TEMPLATES]
    with stage.database.transaction() as session:
        announced = session.scalar(select(func.max(OutboxRow.id))) or 0
        for document in rent:
            _receive(stage, document, now)
        query = select(Signal.id).where(Signal.reference.in_([one["referentie"] for one in rent]))
        ids = list(session.scalars(query))
        refer_signals(session, stage.vault, ids, Robot("meting"), now)
        # They are routed, and an API with old announcements says that it is ill. Those of others stay.
        session.execute(delete(OutboxRow).where(OutboxRow.id > announced))
    return ids


def _receive(stage: Stage, document: dict[str, Any], now: datetime) -> None:
    report = read_report(document, clock.day_of(now))
    with stage.database.transaction() as session:
        answer = receive_signal(session, stage.vault, report, world_of(stage, 3).corporation, now)
    assert isinstance(answer, Receipt)
