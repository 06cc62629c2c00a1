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
_GROUP = re.compile(r"<([a-z]+)>")
_CLAUSE_END = re.compile(
    r"[,;:.!?\n()“”\"–]|(?<![^\W_])(?:en|maar|want|dus|omdat|doordat|zodat|terwijl)(?![^\W_])")
_COVER, _LONGEST_CLAUSE = "\uE002", 200
_DENIABLE, _ALWAYS = "[ontkenbaar]", "[altijd]"


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of text that an entry of a list names; `better` is the word to use instead, or what to do."""

    start: int
    end: int
    better: str | None


@dataclass(frozen=True, slots=True)
class WordList:
    """`any_deniable` are the entries that stop counting where the clause around them denies them."""

    advised: tuple[tuple[str, str], ...]
    any_entry: re.Pattern[str]
    any_deniable: re.Pattern[str]
    any_exception: re.Pattern[str]

    def find(self, text: str) -> Iterator[Hit]:
        """Every stretch that an entry names, no exception touches as a whole, and no denial takes away.

        `text` is the masked text.
        """
        lower = _lower(text)
        allowed = [found.span() for found in self.any_exception.finditer(lower)]
        found_spans = [found.span() for found in self.any_entry.finditer(lower)]
        found_spans += [
            found.span() for found in self.any_deniable.finditer(lower) if not _is_denied(lower, *found.span())
        ]
        last_end = 0
        for start, end in sorted(found_spans, key=lambda span: (span[0], -span[1])):
            if start >= last_end and not any(_nested((start, end), span) for span in allowed):
                yield Hit(start, end, self._better_for(lower[start:end]))
                last_end = end

    def names(self, text: str) -> bool:
        return next(self.find(text), None) is not None

    def _better_for(self, told: str) -> str | None:
        return next((better for entry, better in self.advised if re.fullmatch(pattern(entry), told)), None)


@cache
def read(name: str) -> WordList:
    """The list in `wordlists/<name>.txt`."""
    entries: dict[str, list[str]] = {_ALWAYS: [], _DENIABLE: []}
    exceptions, advised, section = [], [], _ALWAYS
    for line in _lines(name):
        if line in entries:
            section = line
        elif line.startswith("!"):
            exceptions.append(line[1:])
        else:
            entry, _, better = line.partition(" -> ")
            entries[section].append(entry)
            advised += [(entry, better.strip())] if better else []
    # The longest exception first: “geen kosten of gevolgen” would else end at “geen kosten”.
    exceptions.sort(key=len, reverse=True)
    return WordList(tuple(advised), _any_of(entries[_ALWAYS]), _any_of(entries[_DENIABLE]), _any_of(exceptions))


@cache
def groups() -> dict[str, str]:
    """The words that a name between `<` and `>` stands for in every list."""
    named = (line.partition(": ") for line in _lines("groepen"))
    return {name: words for name, _, words in named}


@cache
def frequent() -> frozenset[str]:
    """The Dutch words with a Zipf value of 4 or more."""
    return frozenset((FOLDER / "vaak.txt").read_text("utf-8").split())


def pattern(entry: str) -> str:
    """One entry as a regular expression for lower-case text."""
    entry = _GROUP.sub(lambda found: f"({groups()[found[1]]})", entry)
    return "".join(_piece(found[0]) for found in _TOKEN.finditer(entry.strip()))


def _nested(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """An exception and an entry may each be the longer one: “niet verplicht” in “is niet verplicht”."""
    (first, last), (start, end) = one, other
    return (start <= first and last <= end) or (first <= start and end <= last)


def _lines(name: str) -> list[str]:
    lines = (line.strip().lower() for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _is_denied(lower: str, start: int, end: int) -> bool:
    """Whether the clause around a stretch denies it: “er is geen haast bij”, “haast is er niet bij”."""
    first, last = max(0, start - _LONGEST_CLAUSE), min(len(lower), end + _LONGEST_CLAUSE)
    before = [found.end() for found in _CLAUSE_END.finditer(lower, first, start)]
    after = _CLAUSE_END.search(lower, end, last)
    clause_start, clause_end = before[-1] if before else first, after.start() if after else last
    # The stretch itself is covered: “wacht niet langer” does not deny itself.
    clause = f"{lower[clause_start:start]}{_COVER}{lower[end:clause_end]}"
    return read("ontkenning").names(clause)


def _any_of(entries: Iterable[str]) -> re.Pattern[str]:
    entries = list(entries)
    if not entries:
        return re.compile(r"(?!)")
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
