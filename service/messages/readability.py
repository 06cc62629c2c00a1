"""What a formula can measure of a Dutch text: syllables, Flesch-Douma, the share of rare words. Pure.

Flesch-Douma (Douma 1960): 206.84 - 0.77 x syllables per 100 words - 0.93 x words per sentence; 90-100 is very easy,
0-30 very hard. It sees only length: use it to warn, on texts long enough, and never as a gate.
"""

import re
from collections.abc import Sequence

from service.messages.text import Text
from service.messages.wordlist import frequent

# Hyphenation patterns miss a syllable of one letter (idee, oma, avond); vowel groups do not.
_VOWELS = re.compile(
    r"[äëïöü]|aai|ooi|oei|eeu|ieu|aa|ee|ie|oo|uu|oe|eu|ui|ei|ij|au|ou|[aeiouyáàâéèêíìîóòôúùû]", re.IGNORECASE)
_SYLLABLES_OF_A_NAME = 2
"""A placeholder or an address counts as one word of two syllables."""


def syllables(word: str) -> int:
    """The number of syllables of a Dutch word, at least one."""
    return max(1, len(_VOWELS.findall(word)))


def flesch_douma(sentences: Sequence[Sequence[str]]) -> float | None:
    """How easy a text is by Flesch-Douma; None when there is no word. Each sentence is a list of words."""
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return None
    beats = sum(_beats(word) for word in words)
    return 206.84 - 77 * beats / len(words) - 0.93 * len(words) / len(sentences)


def rare_words(words: Sequence[str]) -> list[str]:
    """The words that are rarer than ten times in a million. Names filled in and numbers are none."""
    return [word for word in words if _is_dutch(word) and not _is_frequent(word.lower().replace("’", "'"))]


def running_words(text: Text) -> list[list[str]]:
    """The words of the running text, sentence by sentence."""
    return [[text.of(word) for word in sentence.words] for sentence in text.running]


def _beats(word: str) -> int:
    return syllables(word) if _is_dutch(word) else _SYLLABLES_OF_A_NAME


def _is_dutch(word: str) -> bool:
    return word[0].isalpha() and not any(letter.isdigit() for letter in word)


def _is_frequent(word: str) -> bool:
    return word in frequent() or ("-" in word and all(part in frequent() for part in word.split("-") if part))
