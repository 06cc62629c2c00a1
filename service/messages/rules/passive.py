"""The passive with `worden`: found by the form of the word, since a text is checked without a dictionary. Pure."""

import re
from collections.abc import Iterator
from itertools import pairwise

from service.messages.text import Sentence, Span, Text

_TO_BECOME = frozenset({"word", "wordt", "worden", "werd", "werden"})
_TO_HAVE = frozenset({"heb", "hebt", "heeft", "hebben", "had", "hadden", "ben", "bent", "is", "zijn", "was", "waren"})
_APART = (
    "aan|achter|af|bij|binnen|bloot|door|dicht|goed|in|langs|los|mee|na|neer|om|onder|op|open|over|schoon|samen|stop|"
    "tegen|terug|thuis|toe|uit|vast|vol|voor|voort|vrij|waar|weg|klaar"
)
_ENDING = r"(?:[kfshpxc]t|[^\Wkfshpxctd]d|[aeiou]{1,2}[td])"
"""A weak participle ends in t after a voiceless sound and in d after any other: `bepaalt` is no participle."""
_WEAK = re.compile(rf"(?:{_APART})?(?:ge\w+|[^\W\d_]{{3,}}eer){_ENDING}")
_WITHOUT_GE = re.compile(rf"(?:{_APART})?(?:be|ver|ont|her|mis|over|onder)\w+{_ENDING}")
_STRONG = re.compile(rf"(?:{_APART})?ge(?!en$)\w{{3,}}en$")
_STRONG_WITHOUT_GE = re.compile(
    rf"(?:{_APART})?(?:be(?:sproken|keken|grepen|schreven|sloten|wezen|houden|trokken|vonden|drogen|dreven|noemd|"
    r"graven|laden|lopen|raden|streden|vochten|zocht)|ver(?:zonden|stuurd|loren|geten|kregen|wezen|trokken|"
    r"schoven|dreven|laten|geven|holpen|boden|worven|nomen|gleken|meden|broken)|ont(?:vangen|nomen|houden|slagen|"
    r"bonden|boden|trokken|worpen|sloten)|her(?:zien|schreven|vonden|nomen)|over(?:legd|genomen|dragen|wogen)|"
    r"onder(?:zocht|nomen|vonden|broken)|onderhouden|voldaan|gedaan|afgedaan|opengedaan)$")
_NO_PARTICIPLE = frozenset({
    "bekend", "gezond", "ongezond", "geduld", "geld", "gebied", "gebeurd", "beleid", "bed", "best", "beeld", "geluid",
    "gewend", "gestrest", "gespannen", "gehaast", "bevriend", "benieuwd", "verliefd", "verdriet", "verkleumd", "gelukt",
    "gemeenten", "gesprekken", "gevallen", "gevoelens", "gelden", "gebouwen", "gebieden", "gezinnen", "gewoon",
    "gezichten", "geheimen", "gedachten", "gewoonten", "geluiden", "gevolgen", "gevaren", "gelijk", "eerst", "ervoor",
    "eert", "meest", "gerust", "gerechten", "geschikt", "ongeschikt", "verkeerd", "herfst", "begeleid", "verstand",
    "gegarandeerd", "bewust", "bereid", "beroemd", "erkend", "vermoeid", "verward", "verleid", "gelegenheid", "eenheid",
    "beheerst", "gescheiden", "verlegen", "geleden", "tegen", "gelegen", "gebed", "gewicht", "gezicht", "gedicht",
    "gerecht", "gevecht", "bericht", "verhaal", "ernst", "geest", "gast", "begin", "geweest", "geworden", "gezegend",
    "verslaafd", "gehandicapt", "gebrekkig", "misschien", "ergernis", "beest", "beet", "gaat", "geeft", "gelooft",
})
_NOUN_FOLLOWS = frozenset({"te", "uw", "een", "mijn", "onze", "geen", "de"})
_SUBJECTS = frozenset({"u", "ik", "je", "jij", "hij", "zij", "ze", "wij", "we", "wie"})
_BORDER = re.compile(r"[,;()]|\b(?:maar|want|omdat|dus|terwijl|zodat|tenzij|hoewel)\b", re.IGNORECASE)


def passives(text: Text) -> Iterator[Span]:
    """One stretch for every form of `worden` that stands with a participle."""
    for sentence in text.sentences:
        for clause in _clauses(text, sentence):
            words = [text.of(word).lower() for word in clause]
            if any(_is_participle_at(words, place) for place in range(len(words))):
                yield from (word for word, told in zip(clause, words, strict=True) if told in _TO_BECOME)


def is_participle(word: str) -> bool:
    """Whether a word has the form of a past participle."""
    if word in _NO_PARTICIPLE:
        return False
    return any(form.fullmatch(word) for form in (_WEAK, _WITHOUT_GE, _STRONG, _STRONG_WITHOUT_GE))


def _is_participle_at(words: list[str], place: int) -> bool:
    """A form that is a participle and stands where one can stand: not `te bespreken`, `uw geluid` or `u beslist`."""
    if not is_participle(words[place]):
        return False
    before, further = (words[place - 1] if place else ""), (words[place - 2] if place > 1 else "")
    if before in _NOUN_FOLLOWS:
        return False
    if words[place].startswith("ge") or further in _TO_BECOME:
        return True
    after = words[place + 1] if place + 1 < len(words) else ""
    return before not in _SUBJECTS and after not in _SUBJECTS


def _clauses(text: Text, sentence: Sentence) -> Iterator[list[Span]]:
    """A sentence cut at its commas, unless the participle stands in another clause than `worden`."""
    borders = [sentence.start + found.start() for found in _BORDER.finditer(text.plain(sentence))]
    edges = [sentence.start, *borders, sentence.end]
    parts = [
        [word for word in sentence.words if first <= word.start < last]
        for first, last in pairwise(edges)
    ]
    if any(text.of(word).lower() in _TO_HAVE for word in sentence.words):
        yield from parts
    else:
        yield list(sentence.words)
