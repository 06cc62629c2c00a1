"""Receiving a delivery: as many posts in one go, a chunk in a transaction, with the same outcome row by row.

What was committed stays. When the service or its database breaks half-way, the same file completes it: the unique
reference makes sure that nothing comes twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from service import clock
from service.actors import Corporation
from service.db import Database, new_id
from service.errors import DomainError, NotAllowed
from service.signals.accept import new_signal
from service.signals.delivery import store
from service.signals.delivery.answer_rows import Earlier, Entry, result_of
from service.signals.delivery.read_row import Invalid, read_row
from service.signals.delivery.results import INVALID, REFUSED, Result
from service.signals.delivery.rows import Row
from service.signals.delivery.tables import Delivery
from service.signals.footing import look_up_all
from service.signals.judgement import Judged, judge_on, refusal_counts
from service.signals.objection import objection_key_of, objections
from service.signals.receive import content_mac, invalid_counts
from service.signals.report import Report
from service.signals.store import NewSignal, Refused, count_refusals
from service.vault import Vault

CHUNK = 2_000
"""Rows in one transaction. The background begins with a chunk when it stands, so the last one should not be long."""


class Interrupted(DomainError):
    """The database fell away while a delivery was coming in."""

    status = 503
    title = "Halverwege gestopt"


@dataclass(frozen=True, slots=True)
class Sending:
    """One delivery on its way in: whose, when, and what it is kept with."""

    id: UUID
    actor: Corporation
    now: datetime
    vault: Vault

    @property
    def on(self) -> date:
        return clock.day_of(self.now)


@dataclass(frozen=True, slots=True)
class Delivered:
    id: UUID
    received_at: datetime
    results: list[Result]


def deliver(database: Database, vault: Vault, rows: list[Row], actor: Corporation, now: datetime) -> Delivered:
    """Receive every row. Raises `Interrupted` when the database falls away; the chunks before that stay stored."""
    if not actor.may_submit():
        raise NotAllowed("Dit token mag geen signalen indienen. Vraag de scope signalen:indienen aan.")
    sending = Sending(new_id(), actor, now, vault)
    try:
        return Delivered(sending.id, now, list(_in_chunks(database, sending, rows)))
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        structlog.get_logger().error("delivery_interrupted", error_class=type(error).__name__)
        raise Interrupted(
            "Onze database viel weg. Een deel van de signalen kan al zijn verwerkt. Stuur straks hetzelfde bestand "
            "opnieuw: dan wordt het afgemaakt, en er komt niets dubbel."
        ) from None


def _in_chunks(database: Database, sending: Sending, rows: list[Row]) -> Iterator[Result]:
    with database.transaction() as session:
        session.add(Delivery(
            id=sending.id, corporation_id=sending.actor.organisation_id, received_at=sending.now, row_count=len(rows),
        ))
    for start in range(0, len(rows), CHUNK):
        yield from _receive_chunk(database, sending, rows[start:start + CHUNK])
    with database.transaction() as session:
        store.finish(session, sending.id, clock.now())


def _receive_chunk(database: Database, sending: Sending, rows: list[Row]) -> list[Result]:
    """Judge and store one chunk, in one transaction: signals, journal, outbox, counts and results go together."""
    read = [(row.number, read_row(row, sending.on)) for row in rows]
    while True:
        try:
            with database.transaction() as session:
                return _store_chunk(session, sending, read)
        except store.ReferenceTaken:
            # Somebody else sent one of these at the same moment: it stands there now, so the next look finds it.
            continue


def _store_chunk(session: Session, sending: Sending, read: list[tuple[int, Report | Invalid]]) -> list[Result]:
    corporation_id = sending.actor.organisation_id
    reports = [one for _, one in read if isinstance(one, Report)]
    judged = iter(_judge(session, reports, sending))
    entries = [
        _entry(number, one if isinstance(one, Invalid) else next(judged), sending.vault) for number, one in read
    ]
    known = store.known_signals(session, corporation_id, [one.reference for one in reports])
    made = _first_of_each(entries, known, sending.vault)
    store.insert_new(session, [one for _, one in made.values()], sending.actor, sending.now, sending.on)
    earlier = Earlier(known, made)
    results = [result_of(entry, earlier) for entry in entries]
    store.keep_results(session, sending.id, results)
    count_refusals(session, _counts(entries, results, sending))
    return results


def _judge(session: Session, reports: list[Report], sending: Sending) -> list[Judged]:
    """Judge the reports of a chunk in their order; what they are judged with is looked up for all at once."""
    corporation_id = sending.actor.organisation_id
    pairs = {(one.municipality_code, str(one.kind)) for one in reports}
    footings = look_up_all(session, corporation_id, sending.on, pairs)
    keys = [objection_key_of(one, corporation_id, sending.vault) for one in reports]
    objected = objections(session, [key for key in keys if key], sending.on)
    return [
        judge_on(footings[one.municipality_code, one.kind], one, objected.get(key) if key else None)
        for one, key in zip(reports, keys, strict=True)
    ]


def _entry(number: int, outcome: Judged | Invalid, vault: Vault) -> Entry:
    return Entry(number, outcome, b"" if isinstance(outcome, Invalid) else content_mac(outcome.report, vault))


def _first_of_each(
    entries: Iterable[Entry], known: Mapping[str, store.Known], vault: Vault
) -> dict[str, tuple[int, NewSignal]]:
    """The first allowed row of each new reference, ready to be stored; a later one is answered from it."""
    found: dict[str, tuple[int, NewSignal]] = {}
    for entry in entries:
        judged = entry.judged
        if judged and not judged.refused and not (judged.report.reference in found or judged.report.reference in known):
            found[judged.report.reference] = entry.number, new_signal(judged, entry.content, vault)
    return found


def _counts(entries: list[Entry], results: list[Result], sending: Sending) -> Counter[Refused]:
    """What was refused, summed: a row of the counts is locked once, not once for each row of the file."""
    total: Counter[Refused] = Counter()
    for entry, result in zip(entries, results, strict=True):
        if result.status == REFUSED and entry.judged:
            total.update(refusal_counts(entry.judged))
        elif result.status == INVALID:
            total.update(invalid_counts(result.faults, sending.actor.organisation_id, sending.on))
    return total
