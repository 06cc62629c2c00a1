"""From one row of a delivery to a report, or to everything that is wrong with it. As a single post, row by row."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from service.errors import Fault, InvalidInput
from service.rules.facts import Kind
from service.signals.contact_wish import CONTACT_WISH, contact_wish_counts
from service.signals.delivery.results import MOST_FAULTS
from service.signals.delivery.rows import MOST_BYTES_A_ROW, Row
from service.signals.quick import quick_report
from service.signals.report import Report
from service.signals.schemas import read_report
from service.strict_json import parse_json

_WISH = f"#/{Kind.BEHIND_THE_DOOR}/{CONTACT_WISH}"
_TOO_LONG = Fault("#", "regelTeLang", f"Dit signaal is langer dan {MOST_BYTES_A_ROW // 1024} kB. Haal weg wat er niet "
                                      "in hoort.")


@dataclass(frozen=True, slots=True)
class Invalid:
    """A row that is no valid signal. The reference goes back in the answer, and nowhere else."""

    reference: str | None
    faults: tuple[Fault, ...]


def read_row(row: Row, received_on: date) -> Report | Invalid:
    if len(row.text) > MOST_BYTES_A_ROW:
        return Invalid(None, (_TOO_LONG,))
    quick = None if row.faults else quick_report(row.text, received_on)
    return quick or _by_form(row, received_on)


def _by_form(row: Row, received_on: date) -> Report | Invalid:
    document: Any = None
    try:
        document = parse_json(row.text)
        report = read_report(document, received_on)
    except InvalidInput as error:
        return Invalid(_reference(document), _together(_telling(row.faults, document), error.faults))
    faults = _telling(row.faults, document)
    return Invalid(report.reference, faults) if faults else report


def _telling(faults: tuple[Fault, ...], document: Any) -> tuple[Fault, ...]:
    """Without what is wrong with a wish that does not count: as in the form, it hides no signpost."""
    door = document.get(Kind.BEHIND_THE_DOOR) if isinstance(document, dict) else None
    if isinstance(door, dict) and contact_wish_counts(door):
        return faults
    return tuple(fault for fault in faults if not fault.pointer.startswith(_WISH))


def _together(read: tuple[Fault, ...], found: list[Fault]) -> tuple[Fault, ...]:
    """What reading the file found, and what the form found beside it: not that the same field is not there."""
    places = [fault.pointer for fault in read]
    if "#" in places:
        return read
    others = [one for one in found if not any(f"{place}/".startswith(f"{one.pointer}/") for place in places)]
    return (*read, *others)[:MOST_FAULTS]


def _reference(document: Any) -> str | None:
    """The reference of an invalid signal, so that its sender can find it; as long as a reference may be."""
    found = document.get("referentie") if isinstance(document, dict) else None
    return found[:64] if isinstance(found, str) else None
