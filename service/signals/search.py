"""What a signal is found by, and what somebody who searches asks for: normalised words, never the words as typed. Pure.

Both sides make the same keys, and only a blind index of them is stored or compared. So a search opens nothing, and a
table of keys tells nobody a name. See docs/decisions/0016-search-by-blind-index.md.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from service.letters import base_letters
from service.signals.report import Address


class Match(StrEnum):
    """How what was found fits what was asked, best first."""

    EXACT = "precies"
    WIDER = "ruimer"
    PREFIX = "begin"
    SOUND = "klinktAls"


class KeyKind(StrEnum):
    """Keeps apart what may be spelled the same: a key of one purpose never equals a key of another."""

    NAME = "search-name"
    PREFIX = "search-prefix"
    SOUND = "search-sound"
    REFERENCE = "search-reference"
    POSTCODE = "search-postcode"
    HOUSE_NUMBER = "search-address"
    """Postcode and number, whatever stands behind the number."""
    ADDRESS = "search-whole-address"


Key = tuple[KeyKind, str]
PREFIXES = (3, 4, 5, 6, 8, 10)
"""The first letters by which a name is found; each is a key, so there are few."""
# Words before a Dutch surname, and the articles of Arabic ones; the last word of a name is never one of them.
_BEFORE = frozenset((
    "aan", "al", "bij", "d", "da", "de", "del", "den", "der", "des", "di", "do", "dos", "du", "el", "het", "in", "l",
    "la", "le", "les", "of", "onder", "op", "over", "s", "t", "te", "ten", "ter", "tot", "uit", "uijt", "van",
    "vanden", "vander", "ver", "von", "voor", "zu", "zum", "zur",
))
# What is spelled in several ways and sounds the same, in this order. The sound is a comparison, never shown. Plain
# replacements, for a municipality may receive thousands of signals at once.
_SOFT_C, _ENDING_UW, _DOUBLE = re.compile("c(?=[eiy])"), re.compile("uw(?=[^aeiouy]|$)"), re.compile(r"(.)\1+")
_SOUNDS = (
    ("ck", "k"), ("c", "k"), ("q", "k"), ("x", "ks"), ("th", "t"), ("dt", "t"), ("uij", "ui"), ("uy", "ui"),
    ("eij", "y"), ("ij", "y"), ("ei", "y"), ("ey", "y"), ("ouw", "au"), ("auw", "au"), ("ou", "au"), ("oe", "u"),
    ("ae", "a"), ("z", "s"), ("v", "f"), ("gh", "g"), ("kh", "k"), ("rh", "r"),
)
# Behind the postcode perhaps a number, and behind that a letter and an addition, as people write and screens show them.
_POSTCODE = re.compile(
    r"(?<!\w)([1-9]\d{3})\s?([A-Za-z]{2})(?!\w)"
    r"(?:[\s,]*(\d{1,5})(?!\d)(?P<behind>(?:[\s./-]*[A-Za-z])?(?:[\s./-]*[0-9A-Za-z]{1,6})?)\s*$)?"
)
# With points: A.B., Th., IJ., Chr. Without: single letters, and capitals before a name that is not all capitals.
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]{1,4}\.)+")
_BARE_INITIALS = re.compile(r"^(?:[^\W\d_]\s+)+(?=\S{2})|^[A-Z]{2,4}\s+(?=.*[a-z])")
_APART = re.compile(r"[-/]")
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One way to look: everything that holds all of these keys."""

    match: Match
    keys: frozenset[Key]


def keys_of(surname: str, address: Address, reference: str | None = None) -> frozenset[Key]:
    """The keys a person is found by; about ten. `reference` is the corporation's, where it belongs to the row."""
    postcode, number = address.postcode, address.number
    keys = {
        (KeyKind.POSTCODE, postcode), (KeyKind.HOUSE_NUMBER, f"{postcode} {number}"),
        (KeyKind.ADDRESS, _whole(postcode, number, f"{address.letter or ''}{address.addition or ''}")),
    }
    for name in _names(surname):
        keys |= {(KeyKind.NAME, name), (KeyKind.SOUND, sound(name))}
        keys |= {(KeyKind.PREFIX, name[:length]) for length in PREFIXES if len(name) >= length}
    if reference:
        keys.add((KeyKind.REFERENCE, _plain(reference)))
    return frozenset(keys)


def wanted(typed: str) -> tuple[Wanted, ...]:
    """The ways to look for what was typed, best first: a reference, a name, a postcode with or without a number."""
    ways = [Wanted(Match.EXACT, frozenset({(KeyKind.REFERENCE, _plain(typed))}))] if _plain(typed) else []
    found = _POSTCODE.search(typed)
    places = _places(found) if found else [(Match.EXACT, frozenset())]
    names = _surnames(typed[:found.start()] if found else typed)
    for match, place in places:
        ways += [Wanted(match, place | {(KeyKind.NAME, name)}) for name in names]
        if place and not names:
            ways.append(Wanted(match, place))
    # The last place is the widest.
    ways += [Wanted(match, places[-1][1] | {key}) for name in names for match, key in _alike(name)]
    return tuple(sorted(dict.fromkeys(ways), key=lambda way: list(Match).index(way.match)))


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


def _alike(name: str) -> list[tuple[Match, Key]]:
    keys = []
    if len(name) >= PREFIXES[0]:
        longest = max(length for length in PREFIXES if length <= len(name))
        keys.append((Match.PREFIX, (KeyKind.PREFIX, name[:longest])))
    return [*keys, (Match.SOUND, (KeyKind.SOUND, sound(name)))]


def _names(surname: str) -> set[str]:
    """The whole surname, and each half of a double one: people are known by either."""
    halves = _APART.split(surname)
    names = [_without_before(half) for half in halves]
    return {name for name in ("".join(names), *names[:2]) if name}


def _surnames(text: str) -> list[str]:
    """What the surname in a typed name can be: without the initials before it, or as it stands (St. Jansz)."""
    bare = text.strip()
    readings = (_BARE_INITIALS.sub("", _INITIALS.sub(" ", bare).strip()), bare)
    return [name for name in dict.fromkeys(map(_surname, readings)) if name]


def _surname(text: str) -> str:
    """A surname without what stands before it, in small letters without diacritics or spaces."""
    return "".join(_without_before(half) for half in _APART.split(text))


def _without_before(text: str) -> str:
    words = _WORDS.findall(base_letters(text.casefold()))
    while len(words) > 1 and words[0] in _BEFORE:
        del words[0]
    return "".join(words)


def _plain(text: str) -> str:
    return "".join(_WORDS.findall(base_letters(text.casefold())))


def _places(found: re.Match[str]) -> list[tuple[Match, frozenset[Key]]]:
    """Where to look, narrow before wide: the address as it was typed, then every addition of its number."""
    postcode, number = f"{found[1]}{found[2].upper()}", found[3]
    if number is None:
        return [(Match.EXACT, frozenset({(KeyKind.POSTCODE, postcode)}))]
    return [
        (Match.EXACT, frozenset({(KeyKind.ADDRESS, _whole(postcode, int(number), found["behind"]))})),
        (Match.WIDER, frozenset({(KeyKind.HOUSE_NUMBER, f"{postcode} {int(number)}")})),
    ]


def _whole(postcode: str, number: int, behind: str) -> str:
    return f"{postcode} {number} {_plain(behind)}"
