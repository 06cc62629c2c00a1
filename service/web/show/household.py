"""Who lives at the address, as the signals tell it: each person once, with every way to reach them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from service.addresses.find import NO_FILE, AddressLookup
from service.messages.resident import house_number, name_of, postcode
from service.web.dates import read_day

Subject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Contact:
    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Resident:
    name: str
    born: str
    phones: tuple[Contact, ...]
    emails: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Household:
    """Without residents the person data were erased. `unknown`: the address is not in the file of addresses."""

    address: str
    residents: tuple[Resident, ...]
    neighbourhood: str = ""
    unknown: bool = False


def household_of(subjects: Iterable[Subject | None], where: AddressLookup = NO_FILE) -> Household:
    known = [subject for subject in subjects if subject]
    people: dict[tuple[str, str | None], list[Subject]] = {}
    for subject in known:
        people.setdefault((name_of(subject).casefold(), subject.get("geboortedatum")), []).append(subject)
    return Household(
        address=address_of(known[-1]["adres"], where) if known else "",
        neighbourhood=where.found.neighbourhood or "" if known and where.found else "",
        unknown=bool(known) and where.unknown,
        residents=tuple(_resident(told) for told in people.values()),
    )


def address_of(place: dict[str, Any], where: AddressLookup = NO_FILE) -> str:
    """For example: Verzonnen Dreef 12 A-2, 2091 AB Voorbeeldstad. A signal holds no street: then Huisnummer 12 A-2."""
    if where.found is None:
        return f"Huisnummer {house_number(place)}, {postcode(place)}"
    return f"{where.found.street} {house_number(place)}, {postcode(place)} {where.found.place}"


def _resident(told: list[Subject]) -> Resident:
    born = told[-1].get("geboortedatum")
    return Resident(
        name=name_of(told[-1]),
        born=read_day(born) if born else "",
        phones=tuple(Contact(f"tel:{re.sub('[^0-9+]', '', n)}", n) for n in _each(told, "telefoonnummer")),
        emails=tuple(Contact(f"mailto:{quote(mail, safe='@')}", mail) for mail in _each(told, "emailadres")),
    )


def _each(told: list[Subject], field: str) -> list[str]:
    """Every value once, the last one told first."""
    return list(dict.fromkeys(subject[field] for subject in reversed(told) if subject.get(field)))
