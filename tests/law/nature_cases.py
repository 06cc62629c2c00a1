"""Refusals by their nature: the text of the law, our reading of a word of it, or an arrangement. Written from the law.

The marks W, S and P and the starting facts are those of `cases`. `unmet` gives each unmet condition with its nature;
`by` is what the whole refusal rests on. The law goes before everything: beside an unmet condition of the text itself a
reading or an arrangement does not change what the refusal rests on.
"""

from dataclasses import dataclass, replace

from service.rules.facts import DoorFacts, RentFacts

from .cases import BOTH, consent, door, rent, threat
from .mixed_cases import UNDONE

LAW, READING, ARRANGEMENT, READING_AND_ARRANGEMENT = "wet", "lezing", "afspraak", "lezing en afspraak"


@dataclass(frozen=True)
class NatureCase:
    name: str
    facts: RentFacts | DoorFacts
    unmet: dict[str, str]
    by: str
    source: str


def lacking(*keys: str) -> RentFacts:
    changes = [UNDONE[key] for key in keys]
    return rent(**{name: value for one in changes for name, value in one.items()})


def rented(lines: str) -> tuple[NatureCase, ...]:
    """A line: conditions with their natures, what the refusal rests on, the source."""
    cases = []
    for line in lines.strip().splitlines():
        conditions, by, source = (cell.strip() for cell in line.split("|"))
        unmet = dict(one.split("=") for one in conditions.split())
        cases.append(NatureCase(f"nature: {' and '.join(unmet)}", lacking(*unmet), unmet, by, source))
    return tuple(cases)


RENT = rented("""
woonruimte=wet | wet | W: Bgs 2, opening words, text of 2026-01-01
achterstand=wet | wet | W: Bgs 2, opening words, text of 2026-01-01
persoonlijkContact=wet | wet | W: Bgs 2(a), text of 2026-01-01
gewezenOpSchuldhulp=wet | wet | W: Bgs 2(b), text of 2026-01-01
schriftelijkeHerinnering=wet | wet | W: Bgs 2(c), text of 2026-01-01
aanbodGegevensdeling=wet | wet | W: Bgs 2(d), text of 2026-01-01
geenBezwaar=wet | wet | W: Bgs 2(d), text of 2026-01-01: "niet afwijzend heeft gereageerd"
huidigeHuurder=lezing | lezing | P: Bgs 2, "de huurder": whether an ended tenancy is meant is a reading
overeenkomst=afspraak | afspraak | S: Q&A; LCV: the Bgs itself asks for no agreement
geenNagekomenRegeling=afspraak | afspraak | S: AP and VNG through the NVVK; no words of the Bgs
overeenkomst=afspraak geenNagekomenRegeling=afspraak | afspraak | S: Q&A; AP and VNG
huidigeHuurder=lezing geenNagekomenRegeling=afspraak | lezing en afspraak | P: Bgs 2, "de huurder"; S: AP and VNG
overeenkomst=afspraak huidigeHuurder=lezing | lezing en afspraak | S: Q&A; P: Bgs 2, "de huurder"
overeenkomst=afspraak huidigeHuurder=lezing geenNagekomenRegeling=afspraak | lezing en afspraak | S: Q&A; AP and VNG
overeenkomst=afspraak woonruimte=wet | wet | W: Bgs 2, opening words; S: Q&A
overeenkomst=afspraak achterstand=wet | wet | W: Bgs 2, opening words; S: Q&A
overeenkomst=afspraak persoonlijkContact=wet | wet | W: Bgs 2(a); S: Q&A
overeenkomst=afspraak gewezenOpSchuldhulp=wet | wet | W: Bgs 2(b); S: Q&A
overeenkomst=afspraak schriftelijkeHerinnering=wet | wet | W: Bgs 2(c); S: Q&A
overeenkomst=afspraak aanbodGegevensdeling=wet | wet | W: Bgs 2(d); S: Q&A
overeenkomst=afspraak geenBezwaar=wet | wet | W: Bgs 2(d); S: Q&A
huidigeHuurder=lezing achterstand=wet | wet | W: Bgs 2, opening words; P: "de huurder"
huidigeHuurder=lezing persoonlijkContact=wet | wet | W: Bgs 2(a); P: "de huurder"
huidigeHuurder=lezing geenBezwaar=wet | wet | W: Bgs 2(d); P: "de huurder"
achterstand=wet geenNagekomenRegeling=afspraak | wet | W: Bgs 2, opening words; S: AP and VNG
geenBezwaar=wet geenNagekomenRegeling=afspraak | wet | W: Bgs 2(d); S: AP and VNG
overeenkomst=afspraak huidigeHuurder=lezing geenBezwaar=wet | wet | W: Bgs 2(d); S: Q&A; P: "de huurder"
""")

THREATENED = NatureCase(
    "nature: an eviction does not make an agreement law", replace(threat("ontruimingAangezegd"), agreement=False),
    {"overeenkomst": ARRANGEMENT}, ARRANGEMENT, "S: Q&A; W: Wgs 4(2) is about the first talk, not about sending",
)

_LONELY, _BROKE = "eenzaamheid", "geldzorgen"

DOOR = (
    NatureCase("nature: no agreement for the door", door(_LONELY, given=consent("wijkteam"), agreement=False),
               {"overeenkomst": ARRANGEMENT}, ARRANGEMENT, "P: AVG 4(7), 5(2): a choice of this service"),
    NatureCase("nature: acute danger", door(_LONELY, given=consent("wijkteam"), danger=True),
               {"geenAcuutGevaar": READING}, READING, "P: reading of UAVG 22(2)(b)"),
    NatureCase("nature: violence", door("huiselijkGeweld", _LONELY, given=consent("wijkteam")),
               {"geenVermoedenGeweld": READING}, READING, "P: reading of Wmo 5.2.6"),
    NatureCase("nature: an offence", door("strafbaarFeit", _LONELY, given=consent("wijkteam")),
               {"geenStrafbaarFeit": LAW}, LAW, "W: UAVG 31"),
    NatureCase("nature: no consent", door(_LONELY), {"toestemmingGegeven": LAW}, LAW, "W: UAVG 22(2)(a); AVG 6, 9"),
    NatureCase("nature: consent of somebody else", door(_LONELY, given=consent("wijkteam", by="iemandAnders")),
               {"toestemmingDoorBetrokkene": LAW}, LAW, "W: Wmo 1.1.1"),
    NatureCase("nature: consent not explicit", door(_LONELY, given=consent("wijkteam", explicit=False)),
               {"toestemmingUitdrukkelijk": LAW}, LAW, "W: UAVG 22(2)(a)"),
    NatureCase("nature: consent for another place", door(_LONELY, given=consent("schuldhulp")),
               {"toestemmingVoorBestemming": READING}, READING, "P: reading of UAVG 22(2)(a), welbepaalde doeleinden"),
    NatureCase("nature: money worries with consent for the team only", door(_BROKE, given=consent("wijkteam")),
               {"toestemmingVoorBestemming": READING}, READING, "P: reading of UAVG 22(2)(a); Wgs 4(1)(a)"),
    NatureCase("nature: danger and violence", door("kindermishandeling", given=consent(*BOTH), danger=True),
               {"geenAcuutGevaar": READING, "geenVermoedenGeweld": READING}, READING, "P: UAVG 22(2)(b); Wmo 5.2.6"),
    NatureCase("nature: danger without consent", door(_LONELY, danger=True),
               {"geenAcuutGevaar": READING, "toestemmingGegeven": LAW}, LAW, "W: UAVG 22(2)(a), (b)"),
    NatureCase("nature: violence without consent", door("huiselijkGeweld"),
               {"geenVermoedenGeweld": READING, "toestemmingGegeven": LAW}, LAW, "W: UAVG 22(2)(a); Wmo 5.2.6"),
    NatureCase("nature: violence and an offence", door("huiselijkGeweld", "strafbaarFeit", given=consent("wijkteam")),
               {"geenVermoedenGeweld": READING, "geenStrafbaarFeit": LAW}, LAW, "W: UAVG 31; Wmo 5.2.6"),
    NatureCase("nature: no agreement and acute danger",
               door(_LONELY, given=consent("wijkteam"), danger=True, agreement=False),
               {"overeenkomst": ARRANGEMENT, "geenAcuutGevaar": READING}, READING_AND_ARRANGEMENT,
               "P: UAVG 22(2)(b); AVG 5(2)"),
    NatureCase("nature: no agreement and another place",
               door(_LONELY, given=consent("schuldhulp"), agreement=False),
               {"overeenkomst": ARRANGEMENT, "toestemmingVoorBestemming": READING}, READING_AND_ARRANGEMENT,
               "P: UAVG 22(2)(a); AVG 5(2)"),
    NatureCase("nature: no agreement and no consent", door(_LONELY, agreement=False),
               {"overeenkomst": ARRANGEMENT, "toestemmingGegeven": LAW}, LAW, "W: UAVG 22(2)(a); P: AVG 5(2)"),
    NatureCase("nature: consent that fails twice",
               door(_LONELY, given=consent("schuldhulp", by="iemandAnders", explicit=False)),
               {"toestemmingDoorBetrokkene": LAW, "toestemmingUitdrukkelijk": LAW,
                "toestemmingVoorBestemming": READING}, LAW, "W: UAVG 22(2)(a); Wmo 1.1.1"),
)

NATURE_CASES = (*RENT, THREATENED, *DOOR)
