"""Letters that a way out does not have: their nearest letter that it does. Pure.

One table for what is searched, printed and sent as an SMS: ł is l and ş is s, whoever asks. What is stored to search by
was made with this table, so a letter may be added to `_NEAR` only together with making the search keys again.
"""

import unicodedata
from collections.abc import Callable

_NEAR = str.maketrans({
    "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ĳ": "ij",
    "ẞ": "SS", "Ø": "O", "Æ": "AE", "Œ": "OE", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH", "Ĳ": "IJ",
})
# What search leaves as it is, for it looks for words as they are written.
_FURTHER = str.maketrans({
    "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ŋ": "ng", "Ŋ": "NG", "ə": "e", "Ə": "E", "ĸ": "k",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "ʻ": "'", "′": "'", "“": '"', "”": '"', "„": '"', "‟": '"',
    "″": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "•": "-", "·": "-",
})


def base_letters(text: str) -> str:
    """The same without diacritics, as search compares it; capitals stay capitals."""
    near = text.translate(_NEAR)
    if near.isascii():
        return near
    split = unicodedata.normalize("NFKD", near)
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def carried(text: str, has: Callable[[str], bool]) -> str:
    """The text in the letters that a way out has: each as it is, else its nearest letter, else nothing."""
    return "".join(_nearest(letter, has) for letter in unicodedata.normalize("NFC", text))


def lost(text: str, has: Callable[[str], bool]) -> str:
    """The letters and digits of which nothing would be left."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in composed if letter.isalnum() and not _nearest(letter, has))


def _nearest(letter: str, has: Callable[[str], bool]) -> str:
    if has(letter):
        return letter
    if letter.isspace():
        return " "
    base = base_letters(letter)
    return next((near for near in (base, base.translate(_FURTHER)) if near and all(map(has, near))), "")
