"""How a resident is named and reached: from what a signal holds, and the street that a municipality added. Pure.

A signal holds no form of address, no street and no place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.messages.kind import MessageChannel

NO_NAME = "bewoner"
_PHONE = frozenset({MessageChannel.SMS, MessageChannel.WHATSAPP})


@dataclass(frozen=True, slots=True)
class Postal:
    """What a letter needs beside the postcode and the house number."""

    street: str
    place: str


def name_of(person: Mapping[str, Any]) -> str:
    """For example: A. de Vries. Without initials the prefix begins the name and has a capital: De Vries."""
    parts = (person.get("voorletters"), person.get("tussenvoegsels"), person["achternaam"])
    name = " ".join(part for part in parts if part)
    return name if person.get("voorletters") else name[:1].upper() + name[1:]


def salutation_of(person: Mapping[str, Any]) -> str:
    """How a message addresses the resident: by the name, or by no name where what was stored is none."""
    return name_of(person) if any(map(str.isalpha, person["achternaam"])) else NO_NAME


def house_number(place: Mapping[str, Any]) -> str:
    """For example: 12 A-2."""
    addition = "-".join(part for part in (place.get("huisletter"), place.get("huisnummertoevoeging")) if part)
    return f"{place['huisnummer']} {addition}".strip()


def postcode(place: Mapping[str, Any]) -> str:
    """For example: 2091 AB."""
    return f"{place['postcode'][:4]} {place['postcode'][4:]}"


def address_lines(person: Mapping[str, Any], postal: Postal | None) -> tuple[str, ...]:
    """The lines of an address as the post asks for them; without a street and a place what is known."""
    place = person["adres"]
    if postal is None:
        return f"Huisnummer {house_number(place)}", postcode(place)
    return f"{postal.street} {house_number(place)}", f"{postcode(place)}  {postal.place.upper()}"


def recipient(channel: MessageChannel, person: Mapping[str, Any], postal: Postal | None) -> tuple[str, ...]:
    """Where a message goes: an address, a number, or the lines of an envelope. Empty: that is not known."""
    if channel is MessageChannel.EMAIL:
        return _known(person.get("emailadres"))
    if channel in _PHONE:
        return _known(person.get("telefoonnummer"))
    return (name_of(person), *address_lines(person, postal)) if postal else ()


def _known(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()
