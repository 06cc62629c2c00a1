"""One row of a delivery as it was sent, and the limits of a delivery. Pure."""

from dataclasses import dataclass

from service.errors import Fault, InvalidInput, TooLarge

MOST_ROWS = 10_000
MOST_BYTES = 32_000_000
MOST_BYTES_A_ROW = 16_384
"""A signal with every field at its longest stays well below this."""

TOO_MANY = (
    f"Een aanlevering heeft ten hoogste {MOST_ROWS} signalen. Er is niets opgeslagen. Splits het bestand in delen, of "
    "gebruik de opdracht voordeur aanleveren: die doet dat zelf."
)
TOO_BIG = (
    f"Een aanlevering is ten hoogste {MOST_BYTES // 1_000_000} MB. Er is niets opgeslagen. Splits het bestand in delen."
)


@dataclass(frozen=True, slots=True)
class Row:
    """A signal as JSON text, with what was wrong already when it was read from a file of another kind.

    `number` is where it stands in the file: its line, its place in the array, or its row with the head as row 1.
    """

    number: int
    text: bytes | str
    faults: tuple[Fault, ...] = ()


def not_too_many(rows: list[Row]) -> list[Row]:
    if len(rows) > MOST_ROWS:
        raise TooLarge(TOO_MANY)
    return rows


def whole_file(code: str, detail: str, pointer: str = "#") -> InvalidInput:
    """A fault that makes the whole file unreadable."""
    return InvalidInput([Fault(pointer, code, detail)])
