"""Reading one level of a document: each field by name, all faults at once, no field left unasked. Pure.

A faulty field gives a blank of its type, so that reading goes on and finds every other fault. The blank never gets
out: `read.read` raises when there is any fault.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from service.errors import Fault

CodeT = TypeVar("CodeT", bound=StrEnum)
Path = tuple[str | int, ...]

BLANK_DAY = date.min
LONGEST_LIST = 2000
LONGEST_TEXT = 2000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def pointer(path: Path) -> str:
    """A JSON pointer (RFC 6901) as a URI fragment."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return "#" + "".join("/" + quote(step, safe="~!$&'()*+,;=:@-._", errors="replace") for step in steps)


class Shape(NamedTuple):
    """What a text must look like, and how to say so."""

    pattern: str
    hint: str


ANY = Shape(".*", "")


class Faults(list[Fault]):
    def add(self, path: Path, code: str, detail: str) -> None:
        self.append(Fault(pointer(path), code, detail))


class Fields:
    """The fields of one mapping in a document. Ask each by name, then `close()`."""

    def __init__(self, value: object, path: Path, faults: Faults) -> None:
        self.path, self.faults = path, faults
        self._asked: set[str] = set()
        self._values: dict[str, Any] = value if isinstance(value, dict) else {}
        self.broken = not isinstance(value, dict)
        if self.broken:
            faults.add(path, "ongeldigType", "Verwacht een blok met velden.")

    def fault(self, key: str, code: str, detail: str) -> None:
        self.faults.add((*self.path, key), code, detail)

    def close(self) -> None:
        """Report every field that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                self.fault(key, "onbekendVeld", f"Dit veld kennen wij niet. Haal het weg of kies uit: {known}.")

    def text(self, key: str, shape: Shape = ANY, most: int = LONGEST_TEXT) -> str:
        value = self._required(key)
        return "" if value is None else self._text(value, key, shape, most)

    def optional_text(self, key: str, most: int = LONGEST_TEXT) -> str | None:
        value = self._value(key)
        return None if value is None else self._text(value, key, ANY, most) or None

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        value = self._value(key) if default is not None else self._required(key)
        if value is None:
            return low if default is None else default
        return self._whole(key, value, low, high)

    def optional_whole(self, key: str, low: int, high: int) -> int | None:
        value = self._value(key)
        return None if value is None else self._whole(key, value, low, high)

    def day(self, key: str) -> date:
        value = self._required(key)
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass  # a day that does not exist, such as 30 February, is reported below like any other wrong day
        if value is not None:
            self.fault(key, "ongeldigeDatum", "Verwacht een bestaande datum als jjjj-mm-dd, zoals 2026-09-14.")
        return BLANK_DAY

    def flag(self, key: str) -> bool | None:
        value = self._value(key)
        if value is None or isinstance(value, bool):
            return value
        self.fault(key, "ongeldigType", "Verwacht true of false, zonder aanhalingstekens.")
        return None

    def code(self, key: str, codes: type[CodeT], default: CodeT | None = None) -> CodeT:
        value = self._value(key) if default is not None else self._required(key)
        if value is None:
            return default if default is not None else next(iter(codes))
        return self._code(key, value, codes) or next(iter(codes))

    def optional_code(self, key: str, codes: type[CodeT]) -> CodeT | None:
        value = self._value(key)
        return None if value is None else self._code(key, value, codes)

    def codes(self, key: str, codes: type[CodeT]) -> tuple[CodeT, ...]:
        """Codes of a closed list in their order; each may stand there once."""
        found = tuple(code for value in self._list(key) if (code := self._code(key, value, codes)) is not None)
        if len(set(found)) < len(found):
            self.fault(key, "dubbel", "Noem elke waarde één keer.")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(text for value in self._list(key) if (text := self._text(value, key, ANY, 20)))

    def block(self, key: str) -> "Fields":
        """A mapping in a mapping; when it is absent, one without fields, so that every default applies."""
        value = self._value(key)
        return Fields({} if value is None else value, (*self.path, key), self.faults)

    def required_block(self, key: str) -> "Fields":
        """A mapping that must be there. When it is not, that is one fault, not one for each of its fields."""
        value = self._required(key)
        return Fields({} if value is None else value, (*self.path, key), Faults() if value is None else self.faults)

    def blocks(self, key: str, *, required: bool = False) -> list["Fields"]:
        if required:
            self._required(key)
        return [Fields(value, (*self.path, key, index), self.faults) for index, value in enumerate(self._list(key))]

    def has(self, key: str) -> bool:
        return self._value(key) is not None

    def _value(self, key: str) -> Any:
        self._asked.add(key)
        return self._values.get(key)

    def _required(self, key: str) -> Any:
        value = self._value(key)
        if value is None and not self.broken:
            self.fault(key, "verplicht", "Dit veld is verplicht.")
        return value

    def _list(self, key: str) -> list[Any]:
        value = self._value(key)
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > LONGEST_LIST:
            self.fault(key, "ongeldigType", f"Verwacht een lijst van ten hoogste {LONGEST_LIST} waarden.")
            return []
        return value

    def _text(self, value: object, key: str, shape: Shape, most: int) -> str:
        """Text of a value; a whole number is text too, since codes and postcodes may be written without quotes."""
        text = str(value) if type(value) is int else value
        if not isinstance(text, str):
            self.fault(key, "ongeldigType", "Verwacht tekst.")
        elif not text.strip():
            self.fault(key, "leeg", "Dit veld mag niet leeg zijn.")
        elif len(text) > most:
            self.fault(key, "teLang", f"Gebruik ten hoogste {most} tekens.")
        elif _UNPRINTABLE.search(text) or text != text.strip():
            self.fault(key, "ongeldigTeken", "Gebruik geen regeleinden, onzichtbare tekens of spaties eromheen.")
        elif not re.fullmatch(shape.pattern, text):
            self.fault(key, "ongeldigFormaat", shape.hint)
        else:
            return text
        return ""

    def _whole(self, key: str, value: object, low: int, high: int) -> int:
        if type(value) is not int:
            self.fault(key, "ongeldigType", "Verwacht een geheel getal, zonder aanhalingstekens.")
        elif not low <= value <= high:
            self.fault(key, "buitenBereik", f"Verwacht een getal van {low} tot en met {high}.")
        else:
            return value
        return low

    def _code(self, key: str, value: object, codes: type[CodeT]) -> CodeT | None:
        found = {str(code): code for code in codes}.get(value) if isinstance(value, str) else None
        if found is None:
            self.fault(key, "onbekendeCode", f"Kies uit: {', '.join(codes)}.")
        return found
