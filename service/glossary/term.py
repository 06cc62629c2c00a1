"""What the glossary is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One idea. `definition` is Dutch; `source` says where the meaning comes from, or that the choice is ours."""

    english: str
    dutch: str
    definition: str
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One code or field, with a Dutch definition."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list of codes. `english` is the name of the enumeration, `dutch` the field that carries the code."""

    english: str
    dutch: str
    source: str
    entries: tuple[Entry, ...]


def entries(*pairs: tuple[str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(name, definition) for name, definition in pairs)
