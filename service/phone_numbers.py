"""Telephone numbers as people write them, read by one rule in the whole service. Pure.

Dutch numbers are read here; numbers of other countries by phonenumbers (its lite edition). Its `is_valid_number` is
never asked: it refuses numbers that were not given out, such as the invented ones of the demo. What a number must be
stands in the numbering plan as that library holds it: ten digits at home, nine behind +31.
"""

import re

import phonenumbers

RESIDENT_EXAMPLES = ("0612345678", "020 123 45 67", "+31 6 12345678", "+49 30 123456")
OFFICE_EXAMPLES = ("14 020", "0612345678", "020 123 45 67", "0900-1234567")
LONGEST = 30
"""Characters of a number as typed; what is kept is shorter."""
RESIDENT_SHAPE = r"[+(0-9](?:[0-9 ()./-]|\u00a0)*"
"""What a number may be written with; `resident_number` says whether it is one."""
PLAIN = r"(?:\+31[1-9][0-9]{8}|0[1-9][0-9]{8})"
"""The two spellings that are kept as they came."""

_BETWEEN = r"[ ()./-]{0,3}"
_OFFICE_SHAPES = (
    rf"\(?0{_BETWEEN}[1-9](?:{_BETWEEN}[0-9]){{8}}",
    rf"(?:\+|00)31{_BETWEEN}(?:\(0\){_BETWEEN})?[1-9](?:{_BETWEEN}[0-9]){{8}}",
    rf"14{_BETWEEN}0(?:{_BETWEEN}[0-9]){{2,3}}",
    rf"0(?:800|900|906|909){_BETWEEN}[0-9](?:{_BETWEEN}[0-9]){{3}}(?:(?:{_BETWEEN}[0-9]){{3}})?",
    rf"11[23]|116{_BETWEEN}[0-9](?:{_BETWEEN}[0-9]){{2}}",
)
OFFICE_SHAPE = f"(?:{'|'.join(_OFFICE_SHAPES)})"
"""A number to call an organisation or a caseworker: also 14 with an area code, 0800, 0900 and the short ones."""

_HINT = "Verwacht een telefoonnummer, zoals {}, {}, {} of {}."
RESIDENT_HINT, OFFICE_HINT = _HINT.format(*RESIDENT_EXAMPLES), _HINT.format(*OFFICE_EXAMPLES)

_EYE = re.compile(r"[ ()./-]|\u00a0")
# The zero is for who calls from within the country. Behind a country code it makes a number that nobody can call.
_DUTCH = re.compile(r"(?:\+31|\+?0031|31)0?([1-9][0-9]{8})|0([1-9][0-9]{8})|([1-9][0-9]{8})")
_INTERNATIONAL = re.compile(r"(?:\+|00)(?!31|0)[0-9]{8,15}")


def resident_number(typed: str) -> str | None:
    """The number in what somebody typed: as it came where it is plain, else as +31612345678; None: it is none.

    A number of another country needs its country code. Short numbers and 0800 are no number of a resident.
    """
    if re.fullmatch(PLAIN, typed):
        return typed
    bare = _EYE.sub("", typed) if re.fullmatch(RESIDENT_SHAPE, typed) else ""
    dutch = _DUTCH.fullmatch(bare)
    if dutch:
        return f"+31{dutch[1] or dutch[2] or dutch[3]}"
    return _foreign(_EYE.sub("", typed.replace("(0)", ""))) if _INTERNATIONAL.fullmatch(bare) else None


def dialled(number: str) -> str:
    """A kept number in the one spelling that is compared and sent to: +31612345678."""
    return f"+31{number[1:]}" if number.startswith("0") else number


def _foreign(bare: str) -> str | None:
    """As E.164 (ITU), without the zero that some countries write before an area code; None: no such number can be."""
    try:
        number = phonenumbers.parse(re.sub(r"^00", "+", bare))
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
