"""How a resident is named and reached, from what a signal holds: no form of address, and no street. Pure."""

from collections.abc import Mapping
from typing import Any

from service.messages.kind import MessageChannel

_PHONE = frozenset({MessageChannel.SMS, MessageChannel.WHATSAPP})


def name_of(person: Mapping[str, Any]) -> str:
    """For example: A. de Vries."""
    parts = (person.get("voorletters"), person.get("tussenvoegsels"), person["achternaam"])
    return " ".join(part for part in parts if part)


def house_number(place: Mapping[str, Any]) -> str:
    """For example: Huisnummer 12 A-2."""
    addition = "-".join(part for part in (place.get("huisletter"), place.get("huisnummertoevoeging")) if part)
    return f"Huisnummer {place['huisnummer']} {addition}".strip()


def postcode(place: Mapping[str, Any]) -> str:
    """For example: 2091 AB."""
    return f"{place['postcode'][:4]} {place['postcode'][4:]}"


def address_lines(person: Mapping[str, Any]) -> tuple[str, ...]:
    return house_number(person["adres"]), postcode(person["adres"])


def recipient(channel: MessageChannel, person: Mapping[str, Any]) -> tuple[str, ...]:
    """Where a message goes: an address, a number, or the lines of an envelope. Empty: nothing is known."""
    if channel is MessageChannel.EMAIL:
        return _known(person.get("emailadres"))
    if channel in _PHONE:
        return _known(person.get("telefoonnummer"))
    return name_of(person), *address_lines(person)


def _known(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()
