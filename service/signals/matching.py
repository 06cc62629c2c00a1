"""Which signals belong to one household: those of one address, as in the national definitions (DDAS, Divosa). Pure."""

import unicodedata

from service.signals.report import Address


def household_value(municipality_code: str, address: Address) -> str:
    """The normalised address whose blind index is the household key.

    Case and punctuation do not matter, nor whether a package puts the letter in `huisletter` or in the addition.
    """
    parts = (address.postcode, str(address.number), (address.letter or "") + (address.addition or ""))
    return "|".join((municipality_code, *(_plain(part) for part in parts)))


def _plain(text: str) -> str:
    """Upper case without diacritics, spaces or punctuation, so that two spellings of one value are equal."""
    split = text.upper() if text.isascii() else unicodedata.normalize("NFKD", text).upper()
    if split.isalnum():
        return split
    return "".join(character for character in split if character.isalnum())
