"""Reading a file at home: the columns of another package to ours, and a trial that sends nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from service.errors import InvalidInput
from service.policy.agreement import SendingPermission
from service.rules.core import Verdict
from service.rules.explain import document
from service.sending.answer import Answer, Taken
from service.sending.batch import Batch
from service.sending.source import CSV, NDJSON, Record, Source, Unusable
from service.signals.delivery.columns import LAYOUT
from service.signals.delivery.csv_rows import csv_rows
from service.signals.delivery.csv_text import records, separator
from service.signals.delivery.mapping import NO_MAPPING, Mapping
from service.signals.delivery.read_row import Invalid, read_row
from service.signals.delivery.results import ACCEPTED, INVALID, REFUSED
from service.signals.delivery.rows import Row
from service.signals.judge import judge


class Receiver(Protocol):
    """Whoever takes batches: the service, or what stands before it."""

    def deliver(self, batch: Batch) -> Answer:
        """What was said to a batch."""


@dataclass(frozen=True, slots=True)
class Translator:
    """Sends signals with our columns on to the service; a column that the mapping does not name stays at home.

    A row with a cell that cannot be read is answered here, with what the service would have said.
    """

    mapping: Mapping
    today: date
    beyond: Receiver

    def deliver(self, batch: Batch) -> Answer:
        rows = rows_of(batch, self.mapping)
        clear = tuple(
            Record(record.number, _line(row)) for record, row in zip(batch.records, rows, strict=True)
            if not row.faults
        )
        answer = self.beyond.deliver(Batch(NDJSON, "", clear)) if clear else Taken([])
        if not isinstance(answer, Taken):
            return answer
        answered = iter(answer.rows)
        return Taken([foreseen(row, self.today) if row.faults else next(answered) for row in rows])


@dataclass(frozen=True, slots=True)
class Trial:
    """Takes batches and sends them nowhere."""

    mapping: Mapping
    today: date

    def deliver(self, batch: Batch) -> Answer:
        return Taken([foreseen(row, self.today) for row in rows_of(batch, self.mapping)])


def foreseen(row: Row, today: date) -> dict[str, Any]:
    """What the service would say as far as form and law decide it: agreements and policy are not known here."""
    found = read_row(row, today)
    if isinstance(found, Invalid):
        return {"referentie": found.reference, "status": INVALID, "fouten": [one.document() for one in found.faults]}
    decision = judge(found, permission=SendingPermission.AGREEMENT, policy=None, on=today)
    status = REFUSED if decision.verdict is Verdict.REFUSED else ACCEPTED
    return {"referentie": found.reference, "status": status, "beoordeling": document(decision)}


def _line(row: Row) -> str:
    return (row.text.decode() if isinstance(row.text, bytes) else row.text) + "\n"


def check_columns(source: Source, mapping: Mapping) -> None:
    """Look at the head of a CSV file before anything is sent. Raises `Unusable`.

    Without a head the first signal would be taken for one, and names of people for names of columns.
    """
    if source.kind != CSV:
        return
    head = next(records(source.header.splitlines(keepends=True), separator(source.header)))
    if mapping is NO_MAPPING and not any(LAYOUT.find(name.strip()) for name in head.cells or ()):
        raise Unusable(f"De eerste regel van {source.path} moet de namen van de kolommen bevatten, zoals referentie.")
    rows_of(Batch(source.kind, source.header, ()), mapping)


def rows_of(batch: Batch, mapping: Mapping) -> list[Row]:
    """The signals in a batch. Raises `Unusable` when the columns of a CSV do not go with the mapping."""
    if batch.kind != CSV:
        return [Row(record.number, record.text) for record in batch.records]
    try:
        return csv_rows(batch.body(), LAYOUT, mapping)
    except InvalidInput as error:
        raise Unusable("\n".join(fault.detail for fault in error.faults)) from None
