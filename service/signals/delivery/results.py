"""What became of each row of a delivery, and how that is answered. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from service.errors import Fault
from service.signals.receipt.statement import RefusedSignal
from service.signals.spelled import json_text

ACCEPTED, KNOWN, INVALID, IN_USE, REFUSED = 201, 200, 400, 409, 422
COUNTED = {ACCEPTED: "aangenomen", KNOWN: "alBekend", INVALID: "ongeldig", IN_USE: "conflict", REFUSED: "geweigerd"}
"""The word for each status in the counts."""
MOST_FAULTS = 50
"""More faults than a signal has fields: such a row is no signal, and telling all of them helps nobody."""
_ROWS_A_PIECE = 100
Sign = Callable[[RefusedSignal], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Result:
    """One row. `judgement` is JSON, one text shared by all rows that were judged alike; None for an invalid row.

    `refused` is what a signed statement tells, where the row carries one.
    """

    number: int
    status: int
    reference: str | None
    signal_id: UUID | None = None
    judgement: str | None = None
    faults: tuple[Fault, ...] = ()
    refused: RefusedSignal | None = None

    def text(self, sign: Sign | None = None) -> str:
        """The row as JSON, with the keys that `voordeur beoordeel` has, and its signed statement beside them."""
        proof = f'"weigeringsbewijs": {json_text(sign(self.refused))}, ' if sign and self.refused else ""
        signal_id = f'"{self.signal_id}"' if self.signal_id else "null"
        faults = json_text([fault.document() for fault in self.faults]) if self.faults else "[]"
        return (
            f'{{"regel": {self.number}, "referentie": {json_text(self.reference)}, "status": {self.status}, '
            f'"id": {signal_id}, "beoordeling": {self.judgement or "null"}, {proof}"fouten": {faults}}}'
        )


def counts(statuses: Iterable[int]) -> dict[str, int]:
    found = Counter(statuses)
    return {"totaal": found.total()} | {word: found[status] for status, word in COUNTED.items()}


def pieces(head: str, results: Iterable[Result], sign: Sign | None = None) -> Iterator[str]:
    """The whole answer in pieces: `head` is a JSON object, to which the rows are added. Never whole in memory.

    A signature takes a thousand times longer than the text of a row, so each is made when its row goes out: nobody
    waits for all of them, and no transaction is open meanwhile.
    """
    rows = iter(results)
    before = head[:-1] + ', "resultaten": ['
    while some := [row.text(sign) for row in islice(rows, _ROWS_A_PIECE)]:
        yield before + ", ".join(some)
        before = ", "
    yield ("" if before == ", " else before) + "]}"
