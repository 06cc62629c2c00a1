"""How a result is written: NDJSON for programs, or a CSV that opens in a Dutch spreadsheet."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from service.rules.refusal import natures_of, refusal_words, ways_out
from service.sending.outcome import Row

BYTE_ORDER_MARK = "\ufeff"
_COLUMNS = (
    "regel", "referentie", "status", "uitkomst", "id", "oordeel", "toelichting", "wegwijzer", "weigeringsbewijs",
)


def heading(target: Path) -> bytes:
    """What stands above the first row."""
    return (BYTE_ORDER_MARK + _csv([_COLUMNS])).encode() if _is_csv(target) else b""


def written(target: Path, rows: Iterable[Row]) -> bytes:
    if _is_csv(target):
        return _csv(_cells(row) for row in rows).encode()
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _is_csv(target: Path) -> bool:
    return target.suffix.lower() == ".csv"


def _csv(lines: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(lines)
    return text.getvalue()


def _cells(row: Row) -> list[Any]:
    told = [f"{fault['location']['pointer']}: {fault['detail']}" for fault in row["fouten"]]
    told += _refusal(row["weigering"])
    signpost, proof = row["wegwijzer"], row["weigeringsbewijs"]
    shown = dict(row) | {
        "toelichting": " | ".join(told), "wegwijzer": _signpost(signpost) if signpost else "",
        "weigeringsbewijs": json.dumps(proof) if proof else "",
    }
    return [_harmless(shown[name]) for name in _COLUMNS]


def _refusal(unmet: list[Row]) -> Iterator[str]:
    """On what the refusal rests, then each condition that was not met with its own nature."""
    if unmet:
        yield " ".join(filter(None, (refusal_words(natures_of(unmet)).detail, ways_out(unmet))))
    for one in unmet:
        named = f"{one['voorwaarde']} ({one['aard']})" if one.get("aard") else one["voorwaarde"]
        yield f"{named}: {one['uitleg']}"


def _signpost(found: Row) -> str:
    return " ".join(str(found[name]) for name in ("naam", "telefoon") if found.get(name))


def _harmless(cell: Any) -> Any:
    """A spreadsheet would run a text that begins like a formula; a reference may."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t"} else cell
