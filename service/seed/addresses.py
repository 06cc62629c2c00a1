"""The streets of the invented municipality, as a file that an operator would load. A few numbers are not in it."""

from collections.abc import Iterator

from service.addresses.load import COLUMNS, load_addresses
from service.db import Database
from service.seed.signals import POSTCODES

_STREETS = (
    ("Verzonnen Dreef", "Centrum"), ("Bedachtlaan", "Centrum"), ("Fictiestraat", "Oost"), ("Proefplein", "Oost"),
    ("Voorbeeldkade", "Oost"), ("Nergenspad", "Zuidoost"), ("Denkbeeldweg", "West"), ("Schijnsingel", "West"),
    ("Nepstraat", "West"),
)
_NUMBERS = range(1, 201)
_LEFT_OUT = frozenset(range(13, 201, 40))
"""So that the demonstration shows what is said of an address that the file does not know."""


def add_addresses(database: Database) -> None:
    load_addresses(database, _lines())


def _lines() -> Iterator[str]:
    yield ";".join(COLUMNS)
    for postcode, (street, neighbourhood) in zip(POSTCODES, _STREETS, strict=True):
        for number in _NUMBERS:
            if number not in _LEFT_OUT:
                yield f"{postcode};{number};;;{street};Voorbeeldstad;{neighbourhood}"
