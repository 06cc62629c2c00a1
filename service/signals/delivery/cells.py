"""One cell of a CSV file to the value that JSON would have: days, amounts and answers as people write them. Pure."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from service.signals.delivery.layout import Column, Shape

LIST_SEPARATOR = "|"
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# Programs put an empty time of day behind a day.
_DUTCH = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})(?: 0?0:00(?::00)?)?")
_FLAGS = {
    **dict.fromkeys(("ja", "j", "true", "waar", "1"), True),
    **dict.fromkeys(("nee", "n", "false", "onwaar", "0"), False),
}
_PLAIN = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,2})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3})+(?:,[0-9]{2})?|(?:,[0-9]{3})+\.[0-9]{2})")
_AMBIGUOUS = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
_EYE = re.compile(r"[ \-\u00a0]")


class Unreadable(Exception):
    """A cell that does not say what its column is for. `hint` says what to write; the cell itself is never repeated."""

    def __init__(self, code: str, hint: str) -> None:
        super().__init__(code)
        self.code, self.hint = code, hint


def value_of(column: Column, cell: str) -> Any:
    """The value of a cell that is not empty. Raises `Unreadable`."""
    read = _READ[column.shape]
    if column.several:
        return [read(one.strip()) for one in cell.split(LIST_SEPARATOR) if one.strip()]
    return read(cell)


def _mark(cell: str) -> str:
    return _EYE.sub("", cell).upper()


def _whole(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) < 16):
        raise Unreadable("ongeldigType", "verwacht een geheel getal, zoals 125000. Haal punten, komma's en tekens weg.")
    return int(cell)


def _euros(cell: str) -> int:
    """Whole cents. 1.250 may be a thousand or one and a quarter: it is not guessed."""
    amount = cell.removeprefix("€").strip()
    if _AMBIGUOUS.fullmatch(amount) or not (_PLAIN.fullmatch(amount) or _GROUPED.fullmatch(amount)):
        raise Unreadable("ongeldigType", "verwacht een bedrag in euro's, zoals 1250,00 of 1.250,00.")
    whole, cents = re.fullmatch(r"(.*?)(?:[.,]([0-9]{1,2}))?", amount).groups()  # type: ignore[union-attr]
    return int(re.sub(r"[.,]", "", whole)) * 100 + int((cents or "0").ljust(2, "0"))


def _day(cell: str) -> str:
    iso, dutch = _ISO.fullmatch(cell), _DUTCH.fullmatch(cell)
    try:
        if iso:
            return date(*map(int, iso.groups())).isoformat()
        if dutch:
            return date(*map(int, reversed(dutch.groups()))).isoformat()
    except ValueError:
        pass
    raise Unreadable("ongeldigeDatum", "verwacht een bestaande datum, zoals 14-09-2026 of 2026-09-14.")


def _flag(cell: str) -> bool:
    found = _FLAGS.get(cell.lower())
    if found is None:
        raise Unreadable("ongeldigType", "verwacht ja of nee.")
    return found


_READ: dict[Shape, Callable[[str], Any]] = {
    Shape.TEXT: str, Shape.MARK: _mark, Shape.WHOLE: _whole, Shape.EUROS: _euros, Shape.DAY: _day, Shape.FLAG: _flag,
}
