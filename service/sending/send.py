"""Sending a file from where it was left: batch by batch, each kept before the next goes out."""

from collections.abc import Iterator
from typing import Any

from service.sending.answer import RefusedWhole, Taken
from service.sending.batch import Batch, batches
from service.sending.ledger import Ledger
from service.sending.outcome import NotFinished, Tally, row_of, too_large
from service.sending.show import Watcher
from service.sending.source import Source, Unusable
from service.sending.translate import Receiver


def send(source: Source, receiver: Receiver, ledger: Ledger, watcher: Watcher, size: int) -> Tally:
    """Send what has no result yet, at most `size` records at a time. What became of the whole file.

    Raises `Unusable` when the service refuses a batch as such, and what the receiver raises; a later run then goes on.
    """
    watcher.show(ledger.tally)
    for batch in batches(source, size, skip=ledger.done):
        if source.changed:
            raise NotFinished(f"{source.path} is intussen veranderd.")
        for rows in _sent(batch, receiver):
            ledger.keep(rows)
            watcher.show(ledger.tally)
    ledger.finish()
    return ledger.tally


def _sent(batch: Batch, receiver: Receiver) -> Iterator[list[dict[str, Any]]]:
    """The rows of a batch; one that is too large goes in halves."""
    answer = receiver.deliver(batch)
    if isinstance(answer, RefusedWhole):
        raise Unusable("\n  ".join([f"Voordeur neemt {batch.where} niet aan:", *answer.told]))
    if isinstance(answer, Taken):
        yield [row_of(record, row) for record, row in zip(batch.records, answer.rows, strict=True)]
    elif len(batch.records) == 1:
        yield [too_large(batch.records[0])]
    else:
        for half in batch.halves():
            yield from _sent(half, receiver)
