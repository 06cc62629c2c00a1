"""Street and place of an address, where the operator loaded a file; and whether an address is in it at all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.addresses.tables import AddressRow

_PLAIN = re.compile(r"[^0-9A-Z]")


@dataclass(frozen=True, slots=True)
class StreetAddress:
    """Where an address is. `neighbourhood` None: the file names none."""

    street: str
    place: str
    neighbourhood: str | None = None


@dataclass(frozen=True, slots=True)
class AddressLookup:
    """What the file says of an address: `found` None and `unknown` false when there is no file."""

    found: StreetAddress | None
    unknown: bool


NO_FILE = AddressLookup(None, unknown=False)


def suffix_of(letter: str | None, addition: str | None) -> str:
    """How two spellings of one addition are compared: a-2 and A 2 are the same."""
    return _PLAIN.sub("", f"{letter or ''}{addition or ''}".upper())


def look_up_address(session: Session, place: Mapping[str, Any]) -> AddressLookup:
    """The address of a signal (`postcode`, `huisnummer`, `huisletter`, `huisnummertoevoeging`) in the file.

    Another addition of the same number is another address, so it is not taken for this one.
    """
    suffix = suffix_of(place.get("huisletter"), place.get("huisnummertoevoeging"))
    row = session.get(AddressRow, (place["postcode"], place["huisnummer"], suffix))
    if row is not None:
        return AddressLookup(StreetAddress(row.street, row.place, row.neighbourhood), unknown=False)
    return AddressLookup(None, unknown=session.scalar(select(AddressRow.number).limit(1)) is not None)
