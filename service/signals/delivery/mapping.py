"""How the export of another package becomes ours: its columns, what is always the same, and its codes. Pure.

Only what a mapping names is sent; every other column of the export stays at home.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from service.errors import Fault, InvalidInput

_FORM = "Verwacht een blok met namen en waarden als tekst, zoals Postcode: betrokkene.adres.postcode."


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns`: their column -> ours. `fixed`: our column -> value. `codes`: our column -> their code -> ours."""

    columns: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)


NO_MAPPING = Mapping()


def load_mapping(text: str) -> Mapping:
    """The mapping in a YAML or JSON text. Raises `InvalidInput` with every fault at once."""
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        at = getattr(error, "problem_mark", None)
        where = f"Het gaat mis op regel {at.line + 1}." if at else ""
        raise InvalidInput([Fault("#", "ongeldigeYaml", f"Dit is geen geldige YAML. {where}".strip())]) from None
    if not isinstance(document, dict):
        raise InvalidInput([Fault("#", "ongeldigType", "Verwacht de blokken kolommen, vast en codes.")])
    faults = [
        Fault(f"#/{name}", "onbekendVeld", "Een vertaling heeft alleen kolommen, vast en codes.")
        for name in document if name not in {"kolommen", "vast", "codes"}
    ]
    if "kolommen" not in document:
        faults.append(Fault("#/kolommen", "verplicht", "Noem welke kolom van uw pakket welke kolom van ons is."))
    codes = _block(document.get("codes") or {}, "#/codes", faults, nested=True)
    mapping = Mapping(
        _texts(document.get("kolommen") or {}, "#/kolommen", faults),
        _texts(document.get("vast") or {}, "#/vast", faults),
        {name: _texts(table, f"#/codes/{name}", faults) for name, table in codes.items()},
    )
    if faults:
        raise InvalidInput(faults)
    return mapping


def _texts(found: Any, pointer: str, faults: list[Fault]) -> dict[str, str]:
    return {str(name): str(value) for name, value in _block(found, pointer, faults).items()}


def _block(found: Any, pointer: str, faults: list[Fault], *, nested: bool = False) -> dict[Any, Any]:
    """A block of names with texts (`nested`: with blocks), else a fault. YAML reads an unquoted 0363 as a number."""
    wanted: type = dict if nested else str
    if isinstance(found, dict) and all(isinstance(value, wanted) for value in found.values()):
        return found
    faults.append(Fault(pointer, "ongeldigType", _FORM + " Zet getallen en ja/nee tussen aanhalingstekens."))
    return {}
