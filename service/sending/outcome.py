"""What became of the rows: one line a row, the counts, and how a run ends as a scheduler sees it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import IntEnum
from http import HTTPStatus
from typing import Any

from service.errors import DomainError, Fault
from service.rules.refusal import unmet_findings
from service.sending.source import Record
from service.signals.delivery.results import ACCEPTED, COUNTED, IN_USE, INVALID, KNOWN, REFUSED

_WORDS = {
    ACCEPTED: "aangenomen", KNOWN: "al bekend", REFUSED: "geweigerd", INVALID: "ongeldig",
    IN_USE: "referentie al in gebruik",
}


class Exit(IntEnum):
    """Exit codes of `voordeur aanleveren`; 1 and 2 mean what they mean for every other command."""

    ALL_TAKEN = 0
    SETTINGS = 1
    UNUSABLE = 2
    SOME_REFUSED = 3
    NOT_FINISHED = 4


class NotFinished(DomainError):
    """It stopped half-way for a reason that may pass; the same command goes on from there."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = "Niet af"


Row = Mapping[str, Any]


def word_of(status: Any) -> str:
    """What became of a row, as the service counts it; whatever else the service says, the row is not there."""
    return COUNTED.get(status, COUNTED[INVALID])


def row_of(record: Record, answer: Row) -> dict[str, Any]:
    """The line kept of a row: its place in the file, its reference and what was said; of the person nothing."""
    judgement = answer.get("beoordeling") or {}
    refused = answer.get("status") == REFUSED
    return {
        "regel": record.number, "referentie": answer.get("referentie"), "status": answer.get("status"),
        "uitkomst": word_of(answer.get("status")), "id": answer.get("id"),
        "oordeel": judgement.get("oordeel"), "fouten": answer.get("fouten") or [],
        "weigering": [_unmet(one) for one in unmet_findings(judgement)] if refused else [],
        "wegwijzer": judgement.get("wegwijzer"),
        # Said once, in this answer: who loses it cannot get it again.
        "weigeringsbewijs": answer.get("weigeringsbewijs"),
    }


def _unmet(finding: Row) -> dict[str, Any]:
    return {name: finding.get(name) for name in ("voorwaarde", "uitleg", "bron", "aard")}


def too_large(record: Record) -> dict[str, Any]:
    """The row of a record that is too large even alone."""
    fault = Fault("#", "teLang", "Dit signaal is te groot. Haal weg wat geen veld van een signaal is.")
    return row_of(record, {"status": int(HTTPStatus.REQUEST_ENTITY_TOO_LARGE), "fouten": [fault.document()]})


class Tally(Counter[str]):
    """How many rows had which result."""

    def add(self, rows: Iterable[Row]) -> None:
        self.update(str(row["uitkomst"]) for row in rows)

    @property
    def rows(self) -> int:
        return self.total()

    @property
    def exit(self) -> Exit:
        good = self[COUNTED[ACCEPTED]] + self[COUNTED[KNOWN]]
        return Exit.ALL_TAKEN if good == self.rows else Exit.SOME_REFUSED

    def words(self) -> str:
        """The counts for a person, nothing that is zero."""
        counted = ((self[COUNTED[status]], words) for status, words in _WORDS.items())
        return ", ".join(f"{thousands(number)} {words}" for number, words in counted if number) or "nog niets"


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
