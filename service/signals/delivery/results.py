"""What became of each row of a delivery, and how that is answered. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from service.errors import Fault
from service.signals.spelled import json_text

ACCEPTED, KNOWN, INVALID, IN_USE, REFUSED = 201, 200, 400, 409, 422
COUNTED = {ACCEPTED: "aangenomen", KNOWN: "alBekend", INVALID: "ongeldig", IN_USE: "conflict", REFUSED: "geweigerd"}
"""The word for each status in the counts."""
MOST_FAULTS = 50
"""More faults than a signal has fields: such a row is no signal, and telling all of them helps nobody."""
_ROWS_A_PIECE = 100


@dataclass(frozen=True, slots=True)
class Result:
    """One row. `judgement` is JSON, one text shared by all rows that were judged alike; None for an invalid row."""

    number: int
    status: int
    reference: str | None
    signal_id: UUID | None = None
    judgement: str | None = None
    faults: tuple[Fault, ...] = ()

    def text(self) -> str:
        """The row as JSON, with the keys that `voordeur beoordeel` has."""
        signal_id = f'"{self.signal_id}"' if self.signal_id else "null"
        faults = json_text([fault.document() for fault in self.faults]) if self.faults else "[]"
        return (
            f'{{"regel": {self.number}, "referentie": {json_text(self.reference)}, "status": {self.status}, '
            f'"id": {signal_id}, "beoordeling": {self.judgement or "null"}, "fouten": {faults}}}'
        )


def counts(statuses: Iterable[int]) -> dict[str, int]:
    found = Counter(statuses)
    return {"totaal": found.total()} | {word: found[status] for status, word in COUNTED.items()}


def pieces(head: str, results: Iterable[Result]) -> Iterator[str]:
    """The whole answer in pieces: `head` is a JSON object, to which the rows are added. Never whole in memory."""
    rows = iter(results)
    before = head[:-1] + ', "resultaten": ['
    while some := [row.text() for row in islice(rows, _ROWS_A_PIECE)]:
        yield before + ", ".join(some)
        before = ", "
    yield ("" if before == ", " else before) + "]}"
