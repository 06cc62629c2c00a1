"""A sentence that says what follows when the reader does nothing: it reassures, or it threatens. Pure."""

from collections.abc import Iterator
from itertools import pairwise

from service.messages.rules.rule import Found
from service.messages.text import Role, Sentence, Text
from service.messages.wordlist import read

_FEWEST_WORDS = 3
_TOLD = "Dit zegt wat er gebeurt als de lezer niets doet, en het stelt niet gerust."
_BETTER = "Zeg wat u dan zelf doet: “dan bel ik u”, of dat er niets gebeurt."


def threatening_consequences(text: Text) -> Iterator[Found]:
    """Every sentence whose condition is inaction and whose consequence is neither the writer's own act nor kind."""
    body = [sentence for sentence in text.sentences if sentence.role is Role.BODY]
    for sentence in body:
        plain = text.plain(sentence).strip()
        condition = next(read("nietsdoen").find(plain), None)
        if condition and not plain.endswith("?") and _threatens(plain[:condition.start] + plain[condition.end:]):
            yield Found(sentence, _TOLD, _BETTER)
    for question, answer in pairwise(body):
        if _asks_inaction(text, question) and _is_consequence(text.plain(answer)):
            yield Found(answer, _TOLD, _BETTER)


def _asks_inaction(text: Text, sentence: Sentence) -> bool:
    plain = text.plain(sentence).strip()
    return plain.endswith("?") and read("nietsdoen").names(plain)


def _is_consequence(plain: str) -> bool:
    return plain.strip().lower().startswith("dan ") and _threatens(plain.strip()[len("dan "):])


def _threatens(consequence: str) -> bool:
    words = [word for word in consequence.split() if any(letter.isalpha() for letter in word)]
    return len(words) >= _FEWEST_WORDS and not read("geruststelling").names(consequence)
