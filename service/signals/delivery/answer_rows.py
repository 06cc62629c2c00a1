"""The answer to each row of a chunk: what the same posts, one after another, would have been told."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.errors import Fault
from service.signals.delivery.read_row import Invalid
from service.signals.delivery.results import ACCEPTED, IN_USE, INVALID, KNOWN, REFUSED, Result
from service.signals.delivery.store import Known
from service.signals.judgement import Judged
from service.signals.receive import REFERENCE_IN_USE, first_document
from service.signals.spelled import json_text
from service.signals.store import NewSignal

_CONFLICT = Fault("#/referentie", "referentieInGebruik", REFERENCE_IN_USE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that was read and, when it is valid, judged; `content` is the blind index of all that it says."""

    number: int
    outcome: Judged | Invalid
    content: bytes

    @property
    def judged(self) -> Judged | None:
        return self.outcome if isinstance(self.outcome, Judged) else None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The signals that bore these references: those that stood there, and those that this chunk made, by their row."""

    known: Mapping[str, Known]
    made: Mapping[str, tuple[int, NewSignal]]

    def before(self, entry: Entry, reference: str) -> Known | None:
        """The signal of this reference that was there when this row's turn came."""
        if reference in self.known:
            return self.known[reference]
        number, made = self.made.get(reference, (entry.number, None))
        return Known.just_made(made) if made and number < entry.number else None

    def made_of(self, entry: Entry, reference: str) -> NewSignal | None:
        """The signal that was made of this very row."""
        number, made = self.made.get(reference, (None, None))
        return made if number == entry.number else None


def result_of(entry: Entry, earlier: Earlier) -> Result:
    judged = entry.judged
    if judged is None:
        assert isinstance(entry.outcome, Invalid)
        return Result(entry.number, INVALID, entry.outcome.reference, faults=entry.outcome.faults)
    reference = judged.report.reference
    made = earlier.made_of(entry, reference)
    if made is not None:
        return Result(entry.number, ACCEPTED, reference, made.id, judged.spelled.text)
    found = earlier.before(entry, reference)
    if found is None:
        assert judged.refused, "an allowed signal is stored, or its reference was taken and is there"
        return Result(
            entry.number, REFUSED, reference, judgement=judged.spelled.text, refused=judged.refused_signal,
        )
    if found.content_mac != entry.content:
        return Result(entry.number, IN_USE, reference, faults=(_CONFLICT,))
    first = first_document(found.decision, found.findings, judged.document)
    return Result(entry.number, KNOWN, reference, found.id, json_text(first))
