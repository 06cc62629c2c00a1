"""What a signal is found by, and what somebody who searches asks for: normalised words, never the words as typed. Pure.

Both sides make the same keys, and only a blind index of them is stored or compared. So a search opens nothing, and a
table of keys tells nobody a name. See docs/decisions/0016-search-by-blind-index.md.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Match(StrEnum):
    """How what was found fits what was asked, best first."""

    EXACT = "precies"
    PREFIX = "begin"
    SOUND = "klinktAls"


class KeyKind(StrEnum):
    """Keeps apart what may be spelled the same: a key of one purpose never equals a key of another."""

    NAME = "search-name"
    PREFIX = "search-prefix"
    SOUND = "search-sound"
    REFERENCE = "search-reference"
    POSTCODE = "search-postcode"
    ADDRESS = "search-address"


Key = tuple[KeyKind, str]
PREFIXES = (3, 4, 5, 6, 8, 10)
"""The first letters by which a name is found; each is a key, so there are few."""
# Words before a Dutch surname, and the articles of Arabic ones; the last word of a name is never one of them.
_BEFORE = frozenset((
    "aan", "al", "bij", "d", "da", "de", "del", "den", "der", "des", "di", "do", "dos", "du", "el", "het", "in", "l",
    "la", "le", "les", "of", "onder", "op", "over", "s", "t", "te", "ten", "ter", "tot", "uit", "uijt", "van",
    "vanden", "vander", "ver", "von", "voor", "zu", "zum", "zur",
))
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
                          "ĳ": "ij"})
# What is spelled in several ways and sounds the same, in this order. The sound is a comparison, never shown. Plain
# replacements, for a municipality may receive thousands of signals at once.
_SOFT_C, _ENDING_UW, _DOUBLE = re.compile("c(?=[eiy])"), re.compile("uw(?=[^aeiouy]|$)"), re.compile(r"(.)\1+")
_SOUNDS = (
    ("ck", "k"), ("c", "k"), ("q", "k"), ("x", "ks"), ("th", "t"), ("dt", "t"), ("uij", "ui"), ("uy", "ui"),
    ("eij", "y"), ("ij", "y"), ("ei", "y"), ("ey", "y"), ("ouw", "au"), ("auw", "au"), ("ou", "au"), ("oe", "u"),
    ("ae", "a"), ("z", "s"), ("v", "f"), ("gh", "g"), ("kh", "k"), ("rh", "r"),
)
_POSTCODE = re.compile(r"(?<!\w)([1-9]\d{3})\s?([A-Za-z]{2})(?!\w)(?:[\s,]*(\d{1,5})(?!\d)[-\s]*\w{0,4}\s*$)?")
_INITIALS = re.compile(r"(?<!\w)(?:\w\.)+")
_APART = re.compile(r"[-/]")
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One way to look: everything that holds all of these keys."""

    match: Match
    keys: frozenset[Key]


def keys_of(surname: str, postcode: str, number: int, reference: str | None = None) -> frozenset[Key]:
    """The keys a person is found by; about ten. `reference` is the corporation's, where it belongs to the row."""
    keys = {(KeyKind.POSTCODE, postcode), (KeyKind.ADDRESS, _address(postcode, number))}
    for name in _names(surname):
        keys |= {(KeyKind.NAME, name), (KeyKind.SOUND, sound(name))}
        keys |= {(KeyKind.PREFIX, name[:length]) for length in PREFIXES if len(name) >= length}
    if reference:
        keys.add((KeyKind.REFERENCE, _plain(reference)))
    return frozenset(keys)


def wanted(typed: str) -> tuple[Wanted, ...]:
    """The ways to look for what was typed, best first: a reference, a name, a postcode with or without a number."""
    found = _POSTCODE.search(typed)
    place = frozenset({_place(found)}) if found else frozenset()
    name = _surname(_INITIALS.sub(" ", typed[:found.start()] if found else typed))
    ways = []
    if not place and _plain(typed):
        ways.append(Wanted(Match.EXACT, frozenset({(KeyKind.REFERENCE, _plain(typed))})))
    if name:
        ways += [Wanted(match, place | {key}) for match, key in _name_keys(name)]
    elif place:
        ways.append(Wanted(Match.EXACT, place))
    return tuple(ways)


def sound(name: str) -> str:
    """How a plain name sounds, roughly and in Dutch: ij as y, c as k, dt as t, double letters as one."""
    name = name.replace("ph", "f").replace("sch", "sg").replace("ch", "g")
    if "c" in name:
        name = _SOFT_C.sub("s", name)
    for spelled, heard in _SOUNDS:
        name = name.replace(spelled, heard)
    if "uw" in name:
        name = _ENDING_UW.sub("u", name)
    return _DOUBLE.sub(r"\1", f"{name[:-1]}t" if name.endswith("d") else name)


def _name_keys(name: str) -> list[tuple[Match, Key]]:
    keys = [(Match.EXACT, (KeyKind.NAME, name))]
    if len(name) >= PREFIXES[0]:
        longest = max(length for length in PREFIXES if length <= len(name))
        keys.append((Match.PREFIX, (KeyKind.PREFIX, name[:longest])))
    return [*keys, (Match.SOUND, (KeyKind.SOUND, sound(name)))]


def _names(surname: str) -> set[str]:
    """The whole surname, and each half of a double one: people are known by either."""
    halves = _APART.split(surname)
    names = [_without_before(half) for half in halves]
    return {name for name in ("".join(names), *names[:2]) if name}


def _surname(text: str) -> str:
    """A surname without what stands before it, in small letters without diacritics or spaces."""
    return "".join(_without_before(half) for half in _APART.split(text))


def _without_before(text: str) -> str:
    words = _WORDS.findall(_letters(text))
    while len(words) > 1 and words[0] in _BEFORE:
        del words[0]
    return "".join(words)


def _plain(text: str) -> str:
    return "".join(_WORDS.findall(_letters(text)))


def _letters(text: str) -> str:
    small = text.casefold().translate(_LETTERS)
    if small.isascii():
        return small
    split = unicodedata.normalize("NFKD", small)
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def _place(found: re.Match[str]) -> Key:
    postcode, number = f"{found[1]}{found[2].upper()}", found[3]
    return (KeyKind.ADDRESS, _address(postcode, int(number))) if number else (KeyKind.POSTCODE, postcode)


def _address(postcode: str, number: int) -> str:
    return f"{postcode} {number}"
