"""What a rule is, and what it finds. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from service.messages.kind import Kind
from service.messages.placeholders import Placeholder
from service.messages.text import Span, Text


class Severity(StrEnum):
    """An error keeps a text from being sent; a warning asks for a second look."""

    ERROR = "fout"
    WARNING = "waarschuwing"


@dataclass(frozen=True, slots=True)
class Found:
    """A place where a rule is broken. `told` is Dutch and says what is wrong there; `better` what to write instead."""

    where: Span
    told: str
    better: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule for texts. `asks`, `why` and `source` are Dutch; `applies` says for which messages it holds."""

    id: str
    asks: str
    why: str
    source: str
    holds_for: str
    applies: Callable[[Kind], bool]
    look: Callable[[Text], Iterable[Found]]
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a text breaks, at one place of that text."""

    rule: Rule
    where: Span
    told: str
    better: str | None


def always(_kind: Kind) -> bool:
    return True


def to_resident(kind: Kind) -> bool:
    return kind.to_resident


def needs(name: Placeholder, told: str) -> Callable[[Text], Iterable[Found]]:
    """A look that asks for a placeholder."""
    def look(text: Text) -> Iterable[Found]:
        return [] if name in text.placeholders else [Found(text.whole, told, f"Zet {{{{{name}}}}} in de tekst.")]
    return look
