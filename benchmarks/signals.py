"""Invented signals in a corporation's words: lawful ones, and rows with a fault. All people are made up."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

SURNAMES = ("Proefstra", "Testema", "Verzinsel", "Fictius", "Demonstra", "Nepveen", "Voorbeeldsma", "Denkbeeldig")
_HOUSES = 5_000
# One in ten signals comes from behind the front door, nine are rent arrears.
_DOOR_EVERY = 10
_MONEY = ("geldzorgen", "ongeopendePost", "afsluitingInternet")
_LIVING = ("eenzaamheid", "ondersteuningsbehoefte", "taalOfDigitaal", "vergeetachtigheid")


class Signals:
    """An endless stream of lawful signals for some municipalities; the same seed gives the same people."""

    def __init__(self, codes: Sequence[str], today: date, prefix: str) -> None:
        self._codes, self._today, self._prefix = codes, today, prefix
        self._random = Random(prefix)
        self._number = count(1)

    def documents(self, n: int) -> list[dict[str, Any]]:
        return [self._document(next(self._number)) for _ in range(n)]

    def bodies(self, n: int) -> list[bytes]:
        return [json.dumps(one).encode() for one in self.documents(n)]

    def delivery(self, n: int, *, bad_every: int = 0) -> bytes:
        """NDJSON of n rows; of every `bad_every` rows one has a fault."""
        rows = self.documents(n)
        for row in rows[::bad_every] if bad_every else ():
            row["betrokkene"]["adres"]["postcode"] = "onbekend"
        return b"".join(json.dumps(row).encode() + b"\n" for row in rows)

    def _document(self, number: int) -> dict[str, Any]:
        kind = "achterDeVoordeur" if number % _DOOR_EVERY == 0 else "huurachterstand"
        return {
            "soort": kind,
            "referentie": f"{self._prefix}-{number:07d}",
            "gemeentecode": self._random.choice(self._codes),
            "signaaldatum": self._today.isoformat(),
            "betrokkene": self._person(number),
            kind: self._door() if kind == "achterDeVoordeur" else self._rent(),
        }

    def _person(self, number: int) -> dict[str, Any]:
        random = self._random
        return {
            "voorletters": f"{random.choice('ABCDEFGHJKLMNPRSTVW')}.",
            "achternaam": f"{random.choice(SURNAMES)}{number % 997}",
            "geboortedatum": (date(1946, 1, 1) + timedelta(days=random.randrange(58 * 365))).isoformat(),
            "adres": {"postcode": f"{random.randrange(2091, 2099)}{random.choice(('AB', 'KC', 'HD', 'RZ'))}",
                      "huisnummer": random.randrange(1, _HOUSES)},
            "telefoonnummer": f"+316{number % 10**8:08d}",
            "emailadres": f"bewoner{number}@voorbeeldstad.example",
        }

    def _rent(self) -> dict[str, Any]:
        random = self._random
        done = self._today - timedelta(days=random.randrange(5, 20))
        return {
            "bedragInCenten": max(5_000, min(600_000, round(random.lognormvariate(6.745, 0.85)) * 100)),
            "ontstaansdatum": (self._today - timedelta(days=random.randrange(35, 91))).isoformat(),
            "bestemming": "wonen", "huidigeHuurder": True,
            "betalingsregeling": "nietNagekomen" if random.random() < 0.15 else "geen",
            "socialeIncasso": {
                "contactGezochtOp": done.isoformat(), "gewezenOpSchuldhulpOp": done.isoformat(),
                "herinneringVerstuurdOp": (done - timedelta(days=5)).isoformat(), "aanbodBijHerinnering": True,
                "reactieHuurder": "toestemming" if random.random() < 0.2 else "geen",
            },
        } | self._threat()

    def _threat(self) -> dict[str, Any]:
        if self._random.random() > 0.03:
            return {}
        day = self._today + timedelta(days=self._random.randrange(5, 40))
        return {"dreiging": {"soort": "ontruiming", "fase": "ontruimingAangezegd", "datum": day.isoformat()}}

    def _door(self) -> dict[str, Any]:
        random = self._random
        return {
            "zorgen": [random.choice(_MONEY), random.choice(_LIVING)], "acuutGevaar": False,
            "waargenomenDoor": "vakman", "aanleiding": "renovatie", "projectcode": "REN-VOORBEELDPLEIN",
            "toestemming": {
                "gegevenDoor": "betrokkene", "gegevenOp": self._today.isoformat(), "wijze": "schriftelijk",
                "uitdrukkelijk": True, "bestemmingen": ["schuldhulp", "wijkteam"],
            },
        }


def in_parts(n: int, size: int) -> Iterator[int]:
    """n in parts of at most `size`."""
    while n > 0:
        yield min(n, size)
        n -= size
