"""A text taken apart: words, sentences, lines with their role, and the part that strangers may read. Pure.

The conventions (what is a word, where a sentence ends, what is exposed) are the service's own, so that a rule and the
one who writes a text count alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from service.messages.kind import SPOKEN_TO_A_STRANGER, Kind, MeetingManner, MessageChannel, MessageSituation
from service.messages.placeholders import WRITTEN_AS, Placeholder, used_in

NAME_IS_RIGHT = "[NAAM KLOPT]"
SECOND_SHEET = "---"
"""A line of its own: what follows is an enclosure, on a sheet of its own."""
_MARKER = re.compile(r"^[ \t]*\[naam klopt\][ \t]*$", re.IGNORECASE | re.MULTILINE)
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s)\]]+|(?<![\w@.-])(?:[\w-]+\.)+"
    r"(?:(?:nl|com|org|net|eu|info|example)\b(?:/[^\s)\]]*)?|[a-z]{2,}/[^\s)\]]+)",
    re.IGNORECASE)
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"\{\{[^{}]*\}\}|\uE001+|[^\W_](?:[^\W_]|['’-])*")
_SENTENCE_END = re.compile(r"[.!?:]+[\"'”’)\]]*(?=\s|$)")
_SHORTENED = re.compile(
    r"(?:(?<![^\W_])(?:(?-i:[A-TV-Z])|[^\W\d_](?:\.[^\W\d_])+)|\b(?:bijv|evt|enz|etc|incl|excl|ca|nr|tel|dhr|mevr|mw|drs|mr|ing|ir|blz|art|"
    r"resp|max|min|jl|afd|pag))$", re.IGNORECASE)
_SUBJECT = re.compile(r"^onderwerp:[ \t]*", re.IGNORECASE)
_SALUTATION = re.compile(r"^(?:beste|geachte|hallo|hoi|dag|lieve|goede\w+)\b[^.!?:]{0,80},?$", re.IGNORECASE)
_CLOSING = re.compile(
    r"^(?:met\s+)?(?:(?:heel\s+)?(?:vriendelijke|hartelijke|warme)\s+)?"
    r"(?:groet(?:en|jes)?\b|hoogachtend\b|tot (?:dan|ziens|snel)\b)[^.!?]{0,60}[.,!]?$", re.IGNORECASE)
_ASKING_HEADING = re.compile(
    r"^(?:wie|wat|waar\w*|wanneer|hoe|welke|kan|is|mag|zei u|denkt u|komt (?:er|het)|wilt u|bent u|"
    r"heeft u (?:een |nog )?vra\w*)\b", re.IGNORECASE)
HIDDEN, ADDRESSED = "\uE000", "\uE001"
"""What stands in the place of a placeholder and of a web or mail address, so that no word is found inside one."""


class Role(Enum):
    SUBJECT = auto()
    SALUTATION = auto()
    HEADING = auto()
    BODY = auto()
    CLOSING = auto()
    MARKER = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to `end`, in characters of the text."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Line(Span):
    role: Role


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    role: Role
    words: tuple[Span, ...]


@dataclass(frozen=True)
class Text:
    raw: str
    kind: Kind
    situation: MessageSituation = MessageSituation.ORDINARY
    manner: MeetingManner | None = None

    def of(self, span: Span) -> str:
        return self.raw[span.start:span.end]

    def plain(self, span: Span) -> str:
        """The words of a stretch, without placeholders and addresses."""
        return self.masked[span.start:span.end]

    @cached_property
    def whole(self) -> Span:
        return Span(0, len(self.raw))

    @cached_property
    def placeholders(self) -> frozenset[Placeholder]:
        return used_in(self.raw)

    @cached_property
    def masked(self) -> str:
        """The text, equally long, with fillers for what is no Dutch."""
        hidden = WRITTEN_AS.sub(lambda found: HIDDEN * len(found[0]), self.raw)
        hidden = _MARKER.sub(lambda found: HIDDEN * len(found[0]), hidden)
        for pattern in (_ADDRESS, _LINK):
            hidden = pattern.sub(lambda found: ADDRESSED * len(found[0]), hidden)
        return hidden

    @cached_property
    def links(self) -> tuple[Span, ...]:
        return tuple(Span(*found.span()) for found in _LINK.finditer(_ADDRESS.sub(_blank, self.raw)))

    @cached_property
    def words(self) -> tuple[Span, ...]:
        return tuple(word for sentence in self.sentences for word in sentence.words)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(_with_roles(self))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(one for line in self.lines if line.role is not Role.MARKER for one in self._sentences_in(line))

    @cached_property
    def running(self) -> tuple[Sentence, ...]:
        """The sentences one reads: without subject, salutation, closing, headings and sentences under four words."""
        return tuple(one for one in self.sentences if one.role is Role.BODY and len(one.words) >= 4)

    @cached_property
    def subject(self) -> Span | None:
        """What stands after `Onderwerp:` on the first line; None when that line is not there."""
        if not self.lines or self.lines[0].role is not Role.SUBJECT:
            return None
        line = self.lines[0]
        label = _SUBJECT.match(self.of(line))
        return Span(line.start + (label.end() if label else 0), line.end)

    @cached_property
    def marker(self) -> Span | None:
        """The line after which the resident is known to be the one who listens."""
        found = _MARKER.search(self.raw) if self.kind.channel in SPOKEN_TO_A_STRANGER else None
        return Span(*found.span()) if found else None

    @cached_property
    def before_name(self) -> Span:
        return Span(0, self.marker.start) if self.marker else self.whole

    @cached_property
    def after_name(self) -> Span:
        return Span(self.marker.end, len(self.raw)) if self.marker else Span(len(self.raw), len(self.raw))

    @cached_property
    def exposed(self) -> Span | None:
        """The part that others than the resident may read or hear."""
        if self.kind.channel is MessageChannel.EMAIL:
            return self.subject
        if self.kind.channel in SPOKEN_TO_A_STRANGER:
            return self.before_name
        return self.whole if self.kind.is_short else None

    def within(self, span: Span) -> Iterator[Sentence]:
        return (one for one in self.sentences if span.holds(one))

    def _sentences_in(self, line: Line) -> Iterator[Sentence]:
        start = line.start
        for end in (*self._ends_in(line), line.end):
            words = _WORD.finditer(self._countable, start, end)
            found = tuple(Span(*word.span()) for word in words if word[0].strip("'’-"))
            if found:
                yield Sentence(start, end, line.role, found)
            start = end

    @cached_property
    def _countable(self) -> str:
        """Placeholders as they are, addresses as one word each."""
        text = _ADDRESS.sub(lambda found: ADDRESSED * len(found[0]), self.raw)
        return _LINK.sub(lambda found: ADDRESSED * len(found[0]), text)

    def _ends_in(self, line: Line) -> Iterator[int]:
        for found in _SENTENCE_END.finditer(self._countable, line.start, line.end):
            if not (found[0][0] == "." and _SHORTENED.search(self._countable[line.start:found.start()])):
                yield found.end()


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _with_roles(text: Text) -> Iterator[Line]:
    closed = False
    filled = [found for found in re.finditer(r"[^\n\r]+", text.raw) if found[0].strip()]
    for place, found in enumerate(filled):
        told = found[0].strip()
        role = _role(text.kind, told, first=place == 0, last=place == len(filled) - 1)
        if role is Role.CLOSING and text.kind.is_written:
            closed = True
        if closed and role is not Role.MARKER:
            role = Role.CLOSING
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        yield Line(start, start + len(told), role)


def _role(kind: Kind, told: str, *, first: bool, last: bool) -> Role:
    if _MARKER.match(told) and kind.channel in SPOKEN_TO_A_STRANGER:
        return Role.MARKER
    if first and kind.channel is MessageChannel.EMAIL and _SUBJECT.match(told):
        return Role.SUBJECT
    if _SALUTATION.match(told) and len(_WORD.findall(told)) <= 6:
        return Role.SALUTATION
    if _CLOSING.match(told):
        return Role.CLOSING
    return Role.HEADING if kind.is_written and not last and _is_heading(told) else Role.BODY


def _is_heading(told: str) -> bool:
    """A short line of its own without a full stop, or a question such as `Wat kunt u doen?`."""
    if told.startswith("#") or (told.startswith("**") and told.endswith("**")):
        return True
    if not 1 <= len(_WORD.findall(told)) <= 8 or not WRITTEN_AS.sub("", told).strip(" ,-") or told[0] in "-*•":
        return False
    return told[-1] not in ".!?:,;" or (told[-1] == "?" and bool(_ASKING_HEADING.match(told)) and told.count("?") == 1)
