"""Some fifty invented signals of one day, in the proportions of the published figures where there are any.

Amounts follow a log-normal distribution (median about 850 euros, an assumption: no distribution was published), ages
of arrears 30 to 90 days. Everything hangs on the day and the corporation, so the same day gives the same signals.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

SURNAMES = ("Proefstra", "Testema", "Verzinsel", "Fictius", "Demonstra", "Nepveen", "Voorbeeldsma", "Denkbeeldig")
POSTCODES = ("2091AB", "2092KC", "2093HD", "2094AN", "2095AB", "2095RZ", "2096TK", "2097CX", "2098EB")


def signals_of(today: date) -> list[tuple[str, dict[str, Any]]]:
    """(corporation, signal) pairs: accepted, refused by law, by a reading and by an arrangement, below the threshold,
    threatening, both kinds.
    """
    random = Random(f"voordeur {today.isoformat()}")  # noqa: S311 (a demonstration, nothing secret)
    made = [_rent(random, today, number) for number in range(1, 29)]
    made += [_variant(_rent(random, today, 100 + index), change) for index, change in enumerate(_RENT_VARIANTS)]
    made += [_door(random, today, 200 + index, change) for index, change in enumerate(_DOOR_VARIANTS)]
    made += [_variant(_rent(random, today, 300), {"huidigeHuurder": False})]
    keys = ("de-voorbeeldhof", "de-voorbeeldhof", "nergenshuizen")
    return [(keys[index % len(keys)], signal) for index, signal in enumerate(made)]


def signal_of_a_stranger(today: date) -> dict[str, Any]:
    """A rent signal that lacks nothing but an agreement."""
    return _rent(Random(f"verzonnenhove {today.isoformat()}"), today, 400)  # noqa: S311


def example(today: date) -> dict[str, Any]:
    """The signal in the printed curl line."""
    signal = _rent(Random(9901), today, 999)  # noqa: S311
    return signal | {"referentie": f"CURL-{today:%Y%m%d}"}


def _person(random: Random, number: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "voorletters": f"{random.choice('ABCDEFGHJKLMNPRSTVW')}.",
        "achternaam": random.choice(SURNAMES),
        "geboortedatum": (date(1946, 1, 1) + timedelta(days=random.randrange(58 * 365))).isoformat(),
        "adres": {"postcode": random.choice(POSTCODES), "huisnummer": 1 + number % 180},
    }
    if random.random() < 0.75:
        found["telefoonnummer"] = f"+316000{number:05d}"
    if random.random() < 0.6:
        found["emailadres"] = f"bewoner{number}@voorbeeldstad.example"
    return found


def _rent(random: Random, today: date, number: int) -> dict[str, Any]:
    age = random.randrange(35, 91)
    done = today - timedelta(days=random.randrange(5, 20))
    amount = max(5_000, min(600_000, round(random.lognormvariate(6.745, 0.85)) * 100))
    return {
        "soort": "huurachterstand",
        "referentie": f"HA-{today:%Y%m%d}-{number:04d}",
        "gemeentecode": "9901",
        "signaaldatum": today.isoformat(),
        "betrokkene": _person(random, number),
        "huurachterstand": {
            "bedragInCenten": amount,
            "ontstaansdatum": (today - timedelta(days=age)).isoformat(),
            "bestemming": "wonen",
            "huidigeHuurder": True,
            "betalingsregeling": "nietNagekomen" if random.random() < 0.15 else "geen",
            "socialeIncasso": {
                "contactGezochtOp": done.isoformat(),
                "gewezenOpSchuldhulpOp": done.isoformat(),
                "herinneringVerstuurdOp": (done - timedelta(days=5)).isoformat(),
                "aanbodBijHerinnering": True,
                "reactieHuurder": "toestemming" if random.random() < 0.2 else "geen",
            },
        },
    }


def _variant(signal: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    block = signal["huurachterstand"]
    steps = block["socialeIncasso"] | change.get("socialeIncasso", {})
    day = date.fromisoformat(signal["signaaldatum"])
    threat = change.get("dreiging")
    threats = {"dreiging": threat | {"datum": (day + timedelta(days=threat["datum"])).isoformat()}} if threat else {}
    signal["huurachterstand"] = block | change | {"socialeIncasso": steps} | threats
    return signal


def _threat(phase: str, days: int) -> dict[str, Any]:
    return {"dreiging": {"soort": "ontruiming", "fase": phase, "datum": days}, "bedragInCenten": 412_500}


_RENT_VARIANTS: tuple[dict[str, Any], ...] = (
    _threat("ontruimingAangezegd", 12),
    _threat("ontruimingBevolen", 20),
    _threat("ontruimingAangezegd", 2),
    _threat("gedagvaard", 30),
    {"bedragInCenten": 1_850},
    {"bedragInCenten": 2_200},
    {"socialeIncasso": {"contactGezochtOp": None}},
    {"socialeIncasso": {"aanbodBijHerinnering": False}},
    {"socialeIncasso": {"reactieHuurder": "afgewezen"}},
    {"betalingsregeling": "nagekomen"},
    {"bedragInCenten": 2_750_000},
)
_BOTH, _DEBT, _TEAM = ["schuldhulp", "wijkteam"], ["schuldhulp"], ["wijkteam"]
_DOOR_VARIANTS: tuple[tuple[list[str], list[str] | None, bool], ...] = (
    (["ongeopendePost", "eenzaamheid"], _BOTH, False),
    (["afsluitingEnergie"], _DEBT, False),
    (["eenzaamheid", "ondersteuningsbehoefte"], _TEAM, False),
    (["vergeetachtigheid"], _TEAM, False),
    (["geldzorgen", "taalOfDigitaal"], _BOTH, False),
    (["opzeggingZorgverzekering"], _DEBT, False),
    (["vervuilingOfVerzameling"], _TEAM, False),
    (["eenzaamheid"], None, False),
    (["huiselijkGeweld"], None, False),
    (["verwardGedrag"], None, False),
    (["brandgevaar"], None, True),
    (["geldzorgen", "eenzaamheid"], _DEBT, False),
)


# As a caretaker asks it at the door; without consent it is passed over.
_CONTACT_WISHES = (
    {"manier": "sms", "soorten": ["afspraak", "herinnering"], "veilig": True, "dagdeel": "Middag"},
    {"manier": "bellen", "veilig": True, "dagdeel": "Ochtend", "taal": "ar"}, None,
    {"manier": "mail", "soorten": ["brief"], "veilig": True},
)


def _door(
    random: Random, today: date, number: int, change: tuple[list[str], list[str] | None, bool]
) -> dict[str, Any]:
    worries, destinations, danger = change
    consent = destinations and {
        "gegevenDoor": "betrokkene", "gegevenOp": today.isoformat(), "wijze": "schriftelijk", "uitdrukkelijk": True,
        "bestemmingen": destinations,
    }
    return {
        "soort": "achterDeVoordeur",
        "referentie": f"AV-{today:%Y%m%d}-{number:04d}",
        "gemeentecode": "9901",
        "signaaldatum": today.isoformat(),
        "betrokkene": _person(random, number),
        "achterDeVoordeur": {
            "zorgen": worries, "acuutGevaar": danger, "waargenomenDoor": random.choice(("vakman", "huismeester")),
            "aanleiding": random.choice(("renovatie", "onderhoud", "huisbezoek")), "projectcode": "REN-VOORBEELDPLEIN",
            "toestemming": consent,
            "contactwens": _CONTACT_WISHES[number % len(_CONTACT_WISHES)],
        },
    }
