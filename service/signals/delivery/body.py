"""From the body of a delivery in JSON or NDJSON to its rows. Pure; whether a row is a signal is not asked here."""

import io
import json
import re
from collections.abc import Iterator
from itertools import islice

from service.errors import InvalidInput
from service.signals.delivery.rows import MOST_ROWS, Row, not_too_many, whole_file

_OPENING = re.compile(r'[ \t\r\n]*\{[ \t\r\n]*"signalen"[ \t\r\n]*:[ \t\r\n]*\[[ \t\r\n]*')
_CLOSING = re.compile(r"[ \t\r\n]*\][ \t\r\n]*\}[ \t\r\n]*\Z")
_COMMA = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def ndjson_rows(raw: bytes) -> list[Row]:
    """The lines that are not blank. Raises `TooLarge` for too many."""
    lines = enumerate(io.BytesIO(raw.removeprefix(b"\xef\xbb\xbf")), start=1)
    rows = (Row(number, line.strip()) for number, line in lines if not line.isspace())
    return not_too_many(list(islice(rows, MOST_ROWS + 1)))


def json_rows(raw: bytes) -> list[Row]:
    """The elements of `{"signalen": [...]}`. Raises `InvalidInput` when the whole is no such thing, `TooLarge`.

    Each element is cut out as text: what it says is read later, a chunk at a time.
    """
    try:
        text = raw.decode("utf-8-sig")
        return not_too_many(list(islice(_elements(text), MOST_ROWS + 1)))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise whole_file("ongeldigeJson", "Dit is geen geldige JSON (UTF-8). Er is niets opgeslagen.") from None


def _elements(text: str) -> Iterator[Row]:
    found = _OPENING.match(text)
    number = 0
    while found and not (number == 0 and _CLOSING.match(text, found.end())):
        start, number = found.end(), number + 1
        _, end = _DECODER.raw_decode(text, start)
        yield Row(number, text[start:end])
        if _CLOSING.match(text, end):
            return
        found = _COMMA.match(text, end)
    if found is None:
        raise _not_a_delivery()


def _not_a_delivery() -> InvalidInput:
    return whole_file("ongeldigeJson", 'Verwacht {"signalen": [...]} en verder niets. Er is niets opgeslagen.')
