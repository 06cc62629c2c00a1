"""Deliveries from end to end: sent, checked, judged, sealed, stored, queued and routed (goals 3, 4 and 5).

Two processes, one for the API and one for the background. The clock runs from the first byte sent until no signal of
the round waits any more. Once with three municipalities, once with many.

Yardsticks: COPY of the very rows that came out, into the same indexed table beside its million rows; and the textbook,
from end to end as well, with the same two processes.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import count

import httpx
import psycopg
from sqlalchemy import Table

from benchmarks.cases.elapsed import textbook_worker
from benchmarks.cases.posts import make_yardstick_tables
from benchmarks.frame import Arm, Case, Failed, Figure, Question, figure, take_turns
from benchmarks.goals import BULK, BULK_FAULTS, BULK_TEXTBOOK
from benchmarks.processes import Server, api, worker, yardstick
from benchmarks.routed import WAITING, until_none
from benchmarks.rows import million
from benchmarks.signals import Signals, in_parts
from benchmarks.stage import Stage
from benchmarks.world import World, token, world_of
from service import clock
from service.signals.tables import Signal

_FEW = 3
_BAD_EVERY = 100
_rounds = count(1)


def measure(stage: Stage) -> Iterator[Figure]:
    million(stage)
    make_yardstick_tables(stage)
    world = world_of(stage, stage.sizes.municipalities)
    with ExitStack() as stack:
        server = stack.enter_context(api(stage, workers=1, threads=8))
        book = stack.enter_context(yardstick(stage, "benchmarks.textbook.app:create_app", workers=1, threads=8))
        stack.enter_context(worker(stage, concurrency=1))
        stack.enter_context(textbook_worker(stage))
        table = stack.enter_context(psycopg.connect(stage.settings.database_url.replace("+psycopg", "", 1)))
        table.autocommit = True
        until_none(table, WAITING)
        bulk = Bulk(stage, world, Doors(server, book, table))
        for many in (_FEW, stage.sizes.municipalities):
            yield from bulk.figures(world.codes[:many])


@dataclass(frozen=True, slots=True)
class Doors:
    """Where signals go in, and where to look whether they arrived."""

    service: Server
    textbook: Server
    table: psycopg.Connection


class Bulk:
    """The arms of one run. `_finished` is what the last round of the service left: the rows that COPY repeats."""

    def __init__(self, stage: Stage, world: World, doors: Doors) -> None:
        self._stage, self._world, self._doors = stage, world, doors
        self._prefix = ""

    def figures(self, codes: list[str]) -> Iterator[Figure]:
        arms = [
            Arm("service", partial(self._deliver, codes, 0)), Arm("copy", self._copy),
            Arm("bad", partial(self._deliver, codes, _BAD_EVERY)), Arm("textbook", partial(self._textbook, codes)),
        ]
        values = take_turns(arms, self._stage.rounds)
        for name, ours, theirs, goal in (
            ("bulk-tegen-copy", "service", "copy", BULK), ("bulk-tegen-leerboek", "service", "textbook", BULK_TEXTBOOK),
            ("bulk-met-fouten", "bad", "service", BULK_FAULTS),
        ):
            yield figure(Question(f"{name}-{len(codes)}", ours, theirs, "signalen/s", goal), values)

    def _deliver(self, codes: list[str], bad_every: int) -> float:
        """Signals per second, good and bad together, until the last good one is routed."""
        sizes, prefix = self._stage.sizes, f"BULK{next(_rounds)}"
        signals = Signals(codes, clock.today(), prefix)
        bodies = [signals.delivery(n, bad_every=bad_every) for n in in_parts(sizes.bulk_rows, sizes.bulk_body)]
        access = token(self._doors.service.url, self._world)
        headers = {"Authorization": f"Bearer {access}", "Content-Type": "application/x-ndjson"}
        self._prefix = prefix
        with httpx.Client(base_url=self._doors.service.url, headers=headers, trust_env=False, timeout=300) as http:
            began = time.perf_counter()
            answers = [http.post("/api/v1/aanleveringen", content=body) for body in bodies]
            until_none(self._doors.table, WAITING)
            took = time.perf_counter() - began
        # Reading thirty megabytes of answers is the generator's own work, and would take a core from the service.
        bad = sum(map(_faults, answers))
        self._require(prefix, sizes.bulk_rows - bad)
        _require_faults(bad, sum(len(body.splitlines()[::bad_every]) for body in bodies) if bad_every else 0)
        return sizes.bulk_rows / took

    def _copy(self) -> float:
        """Rows per second of COPY and commit; the rows are taken away again afterwards."""
        names, shown = _copied_columns()
        with self._doors.table.cursor() as cursor:
            with cursor.copy(f"COPY (SELECT {shown} FROM signal WHERE {self._ours(self._prefix)}) TO STDOUT") as out:
                rows = b"".join(bytes(part) for part in out)
            began = time.perf_counter()
            with cursor.copy(f"COPY signal ({names}) FROM STDIN") as into:
                into.write(rows)
            took = time.perf_counter() - began
            copied = cursor.rowcount
            cursor.execute(f"DELETE FROM signal WHERE {self._ours(f'K-{self._prefix}')}")
        return copied / took

    def _textbook(self, codes: list[str]) -> float:
        prefix, n = f"BOEK{next(_rounds)}", self._stage.sizes.textbook_rows
        documents = Signals(codes, clock.today(), prefix).documents(n)
        began = time.perf_counter()
        answer = httpx.post(f"{self._doors.textbook.url}/aanleveringen", json=documents, trust_env=False, timeout=300)
        if answer.status_code != httpx.codes.CREATED:
            raise Failed(f"Het leerboek gaf {answer.status_code}.")
        until_none(self._doors.table, _TEXTBOOK_WAITING)
        return n / (time.perf_counter() - began)

    def _ours(self, prefix: str) -> str:
        """The signals of a round, along the index on references: `.` comes right after `-`."""
        own = f"corporation_id = '{self._world.corporation_id}'"
        return f"{own} AND reference > '{prefix}-' AND reference < '{prefix}.'"

    def _require(self, prefix: str, wanted: int) -> None:
        """Every signal of a round has its place on a worklist. Raises `Failed`."""
        row = self._doors.table.execute(f"""
            SELECT count(*) FROM signal WHERE {self._ours(prefix)}
               AND EXISTS (SELECT 1 FROM referral_signal rs WHERE rs.signal_id = signal.id)
        """).fetchone()
        if row != (wanted,):
            raise Failed(f"Van {wanted} signalen staan er {row and row[0]} op een werklijst.")


def _faults(answer: httpx.Response) -> int:
    """How many rows were refused as invalid. Raises `Failed` when the delivery itself, or anything else, was."""
    if answer.status_code != httpx.codes.CREATED:
        raise Failed(f"De aanlevering kreeg {answer.status_code}.")
    statuses = [row["status"] for row in answer.json()["resultaten"]]
    if set(statuses) - {201, 400}:
        raise Failed(f"Onverwachte uitkomsten van rijen: {sorted(set(statuses))}.")
    return statuses.count(400)


def _require_faults(found: int, expected: int) -> None:
    if found != expected:
        raise Failed(f"{found} rijen geweigerd, {expected} verwacht.")


_TEXTBOOK_WAITING = "SELECT 1 FROM textbook_signal WHERE status = 'ontvangen' LIMIT 1"


def _copied_columns() -> tuple[str, str]:
    """The columns of a signal, and how to read a finished row as a new one: with another id and reference."""
    table = Signal.__table__
    assert isinstance(table, Table)
    names = [column.name for column in table.columns if not column.computed and not column.identity]
    changed = {"id": _NEW_ID, "reference": "'K-' || reference"}
    return ", ".join(names), ", ".join(changed.get(name, name) for name in names)


# The random part of the old id behind the time of now, as a new signal's id would be.
_NEW_ID = """cast(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
    || substr(replace(id::text, '-', ''), 13) AS uuid)"""
CASE = Case("bulk", "aanleveringen van begin tot eind (doel 3, 4 en 5)", measure)
