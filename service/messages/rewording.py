"""A municipality's own words for a shipped text: what stands in the way of keeping them. Pure.

Unknown placeholders and such that this channel may not carry are refused at once; what the rules for texts say is
shown beside the words, and stops them only when they are put into use.
"""

from collections.abc import Iterator

from service.errors import Fault
from service.messages.placeholders import CARRIED, FORBIDDEN, Placeholder, may_carry, strays, used_in
from service.messages.template import BadTemplate, Template, reworded

LONGEST = 4_000


def usable(template: Template) -> tuple[Placeholder, ...]:
    """The placeholders that a text of this sort may hold."""
    return tuple(name for name in CARRIED if name not in FORBIDDEN and may_carry(template.kind, name))


def faults_in(template: Template, words: str) -> list[Fault]:
    """Everything that keeps these words from being kept, each with its line."""
    if not words.strip():
        return [Fault("#/tekst", "leeg", "Schrijf een tekst.")]
    if len(words) > LONGEST:
        return [Fault("#/tekst", "teLang", f"Gebruik ten hoogste {LONGEST} tekens.")]
    return [*_unknown(words), *_not_here(template, words)] or list(_no_subject(template, words))


def _unknown(words: str) -> Iterator[Fault]:
    for start, end in strays(words):
        told = f"Regel {_line(words, start)}: “{words[start:end]}” is geen invulveld. Kies er een uit de lijst."
        yield Fault("#/tekst", "onbekendInvulveld", told)


def _not_here(template: Template, words: str) -> Iterator[Fault]:
    for name in sorted(used_in(words)):
        if not may_carry(template.kind, name):
            line = _line(words, words.index(f"{{{{{name}}}}}"))
            told = f"Regel {line}: {name} mag niet in een tekst van deze soort. Kies een invulveld uit de lijst."
            yield Fault("#/tekst", "magNietInKanaal", told)


def _no_subject(template: Template, words: str) -> Iterator[Fault]:
    try:
        reworded(template, words)
    except BadTemplate as bad:
        yield Fault("#/tekst", "onderwerpOntbreekt", bad.detail)


def _line(words: str, at: int) -> int:
    return words.count("\n", 0, at) + 1
