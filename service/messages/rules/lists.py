"""Rules that are a list of words: what may not stand somewhere, and of what at least one must. Pure."""

from collections.abc import Callable, Iterable, Iterator

from service.messages.rules.rule import Found
from service.messages.text import Span, Text
from service.messages.wordlist import read


def whole(text: Text) -> Span | None:
    return text.whole


def exposed(text: Text) -> Span | None:
    return text.exposed


def before_name(text: Text) -> Span | None:
    return text.before_name


def forbids(
    name: str, told: str, part: Callable[[Text], Span | None] = whole, advice: str | None = None
) -> Callable[[Text], Iterable[Found]]:
    """A look for the words of a list in a part of the text. `told` takes the words found in the place of `{}`."""
    def look(text: Text) -> Iterator[Found]:
        where = part(text)
        for hit in read(name).find(text.plain(where)) if where else ():
            found = Span(where.start + hit.start, where.start + hit.end) if where else text.whole
            yield Found(found, told.format(f"“{text.of(found)}”"), hit.better or advice)
    return look


def asks_for(
    name: str, told: str, example: str, part: Callable[[Text], Span | None] = whole
) -> Callable[[Text], Iterable[Found]]:
    """A look that wants at least one of the words of a list in a part of the text."""
    def look(text: Text) -> Iterable[Found]:
        where = part(text)
        if where is None or read(name).names(text.plain(where)):
            return []
        return [Found(where, told, f"Bijvoorbeeld: “{example}”")]
    return look
