"""JSON as it is taken from outside: strict, so that what one reader sees, every reader sees. Pure."""

import json
from typing import Any, NoReturn

from service.errors import Fault, InvalidInput


def parse_json(raw: bytes | str) -> Any:
    """Strict JSON: no doubled names (one could hide behind the other), no NaN, no bad UTF-8, no bottomless nesting."""
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_int=_bounded_int)
    except (ValueError, RecursionError) as error:
        told = error.args[0] if isinstance(error, _NotStrict) else "Dit is geen geldige JSON (UTF-8)."
        raise InvalidInput([Fault("#", "ongeldigeJson", told)]) from None


class _NotStrict(ValueError):
    pass


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _NotStrict("Een veldnaam komt twee keer voor in hetzelfde object.")
    return found


def _no_constant(_name: str) -> NoReturn:
    raise _NotStrict("NaN en Infinity zijn geen geldige JSON.")


def _bounded_int(digits: str) -> int | float:
    # Longer than any amount of money or number of a house: as a float it is refused by type, without costing time.
    return int(digits) if len(digits) < 19 else float(digits[:19])
