"""The word lists of the rules, read from `wordlists/`. How to write one is told in its README. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "wordlists"
_LETTER = r"[^\W_]"
_GAP = r"(?:[^\w.!?\n]+[\w'’-]+){0,5}?[^\w.!?\n]+"
_TOKEN = re.compile(r"\s*…\s*|\*|\s+|[^\s*…]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of text that an entry of a list names; `better` is the word to use instead, or what to do."""

    start: int
    end: int
    better: str | None


@dataclass(frozen=True, slots=True)
class WordList:
    advised: tuple[tuple[str, str], ...]
    any_entry: re.Pattern[str]
    any_exception: re.Pattern[str] | None

    def find(self, text: str) -> Iterator[Hit]:
        """Every stretch that an entry names and no exception touches as a whole. `text` is the masked text."""
        lower = _lower(text)
        allowed = [found.span() for found in self.any_exception.finditer(lower)] if self.any_exception else []
        for found in self.any_entry.finditer(lower):
            start, end = found.span()
            if not any(_nested((start, end), span) for span in allowed):
                yield Hit(start, end, self._better_for(found[0]))

    def names(self, text: str) -> bool:
        return next(self.find(text), None) is not None

    def _better_for(self, told: str) -> str | None:
        return next((better for entry, better in self.advised if re.fullmatch(pattern(entry), told)), None)


@cache
def read(name: str) -> WordList:
    """The list in `wordlists/<name>.txt`."""
    lines = [line.strip().lower() for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    named = [line.partition(" -> ") for line in lines if not line.startswith("!")]
    # The longest exception first: “geen kosten of gevolgen” would else end at “geen kosten”.
    exceptions = sorted((line[1:] for line in lines if line.startswith("!")), key=len, reverse=True)
    advised = tuple((entry, better.strip()) for entry, _, better in named if better)
    return WordList(advised, _any_of(entry for entry, _, _ in named), _any_of(exceptions) if exceptions else None)


@cache
def frequent() -> frozenset[str]:
    """The Dutch words with a Zipf value of 4 or more."""
    return frozenset((FOLDER / "vaak.txt").read_text("utf-8").split())


def pattern(entry: str) -> str:
    """One entry as a regular expression for lower-case text."""
    return "".join(_piece(found[0]) for found in _TOKEN.finditer(entry.strip()))


def _nested(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """An exception and an entry may each be the longer one: “niet verplicht” in “is niet verplicht”."""
    (first, last), (start, end) = one, other
    return (start <= first and last <= end) or (first <= start and end <= last)


def _any_of(entries: Iterable[str]) -> re.Pattern[str]:
    # Without groups around the entries the engine can leave out those that begin with another letter.
    return re.compile(rf"(?<!{_LETTER})(?:{'|'.join(map(pattern, entries))})(?!{_LETTER})")


def _lower(text: str) -> str:
    """In lower case, and as long as it was."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def _piece(sign: str) -> str:
    if "…" in sign:
        return _GAP
    if sign == "*":
        return rf"{_LETTER}*"
    if sign.isspace():
        return r"[^\w.!?\n]+"
    if sign in ")|?":
        return sign
    return "(?:" if sign == "(" else re.escape(sign)
