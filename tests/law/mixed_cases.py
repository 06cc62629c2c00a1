"""Further worked cases, written from the law: mixtures, every worry alone, every phase of a threat, every giver.

The marks W, S and P and the starting facts are those of `cases`. What is expected stands here literally: no test
computes it.
"""

from dataclasses import replace
from datetime import date

from service.rules.facts import Arrangement, Purpose, Reaction, RentFacts
from service.rules.reading import Reading, WorkingDays

from .cases import BOTH, FROM_ANNOUNCEMENT, FROM_SUMMONS, STEPS, WIDE, Case, Going, consent, debt, door, rent, team
from .cases import threat as threatened

# A Tuesday: four weeks end on 17 November, three working days on Friday 23 October.
TUESDAY = "2026-10-20"
# A Thursday: three working days end on Tuesday 17 November, four weeks on 10 December, six on 24 December.
THURSDAY = "2026-11-12"
WIDE_FROM_SUMMONS = replace(FROM_SUMMONS, working_days=WorkingDays.WIDE)
WIDE_FROM_ANNOUNCEMENT = replace(FROM_ANNOUNCEMENT, working_days=WorkingDays.WIDE)

UNDONE: dict[str, dict[str, object]] = {
    "overeenkomst": {"agreement": False},
    "woonruimte": {"purpose": Purpose.OTHER},
    "huidigeHuurder": {"current_tenant": False},
    "achterstand": {"amount_cents": 0},
    "persoonlijkContact": {"contact_sought_on": None},
    "gewezenOpSchuldhulp": {"pointed_to_help_on": None},
    "schriftelijkeHerinnering": {"reminder_sent_on": None},
    "aanbodGegevensdeling": {"offer_with_reminder": False},
    "geenBezwaar": {"reaction": Reaction.DECLINED},
    "geenNagekomenRegeling": {"arrangement": Arrangement.KEPT},
}

# Every condition stands apart: what is missing is named, all of it, and nothing else.
LACKING = """
persoonlijkContact gewezenOpSchuldhulp | W: Bgs 2(a), 2(b)
persoonlijkContact aanbodGegevensdeling | W: Bgs 2(a), 2(d)
persoonlijkContact geenBezwaar | W: Bgs 2(a), 2(d)
persoonlijkContact geenNagekomenRegeling | S: Bgs 2(a); AP and VNG
gewezenOpSchuldhulp aanbodGegevensdeling | W: Bgs 2(b), 2(d)
gewezenOpSchuldhulp geenBezwaar | W: Bgs 2(b), 2(d)
schriftelijkeHerinnering aanbodGegevensdeling | W: Bgs 2(c), 2(d)
aanbodGegevensdeling geenBezwaar | W: Bgs 2(d), both halves
aanbodGegevensdeling geenNagekomenRegeling | S: Bgs 2(d); AP and VNG
geenBezwaar geenNagekomenRegeling | S: Bgs 2(d); AP and VNG
achterstand geenNagekomenRegeling | S: Bgs 2, opening words; AP and VNG
achterstand geenBezwaar | W: Bgs 2, opening words, 2(d)
huidigeHuurder achterstand | P: Bgs 2, "de huurder"; law.md row 52
huidigeHuurder geenBezwaar | P: Bgs 2, "de huurder", 2(d)
woonruimte huidigeHuurder | P: Bgs 2, opening words; law.md row 52
woonruimte achterstand | W: Bgs 2, opening words
overeenkomst persoonlijkContact | S: Q&A; Bgs 2(a)
overeenkomst geenBezwaar | S: Q&A; Bgs 2(d)
overeenkomst woonruimte | S: Q&A; Bgs 2, opening words
overeenkomst geenNagekomenRegeling | S: Q&A; AP and VNG
persoonlijkContact gewezenOpSchuldhulp geenBezwaar | W: Bgs 2(a), 2(b), 2(d)
persoonlijkContact gewezenOpSchuldhulp aanbodGegevensdeling | W: Bgs 2(a), 2(b), 2(d)
persoonlijkContact schriftelijkeHerinnering aanbodGegevensdeling | W: Bgs 2(a), 2(c), 2(d)
gewezenOpSchuldhulp schriftelijkeHerinnering aanbodGegevensdeling | W: Bgs 2(b), 2(c), 2(d)
schriftelijkeHerinnering aanbodGegevensdeling geenNagekomenRegeling | S: Bgs 2(c), 2(d); AP and VNG
huidigeHuurder achterstand geenNagekomenRegeling | P: Bgs 2, "de huurder"; AP and VNG
overeenkomst woonruimte huidigeHuurder | P: Q&A; Bgs 2, opening words
overeenkomst achterstand geenBezwaar | S: Q&A; Bgs 2(d)
overeenkomst persoonlijkContact gewezenOpSchuldhulp | S: Q&A; Bgs 2(a), 2(b)
woonruimte persoonlijkContact geenBezwaar | W: Bgs 2, opening words, 2(a), 2(d)
"""

# phase | date | policy | last day | threatening, with the earlier target where the date leaves less time
THREATS = """
dagvaardingAangekondigd | - | law | 2026-11-17 | P: Wgs 4(2) silent on imminence; law.md row 45
dagvaardingAangekondigd | 2026-11-30 | law | 2026-11-17 | P: Wgs 4(2) silent on imminence; law.md row 45
dagvaardingAangekondigd | 2026-10-22 | law | 2026-11-17 | P: Wgs 4(2) silent on imminence; law.md row 45
gedagvaard | - | law | 2026-11-17 | P: Wgs 4(2); law.md row 45
gedagvaard | 2026-11-30 | law | 2026-11-17 | P: Wgs 4(2); law.md row 45
gedagvaard | 2026-10-22 | law | 2026-11-17 | P: Wgs 4(2); law.md row 45
ontruimingBevolen | - | law | 2026-10-23 threatening | W: Wgs 4(2)
ontruimingBevolen | 2026-11-30 | law | 2026-10-23 threatening | W: Wgs 4(2); law.md row 37
ontruimingBevolen | 2026-10-22 | law | 2026-10-23 threatening 2026-10-20 | P: Wgs 4(2); law.md row 44
ontruimingBevolen | 2026-10-23 | law | 2026-10-23 threatening 2026-10-20 | P: Wgs 4(2); law.md row 44
ontruimingBevolen | 2026-10-24 | law | 2026-10-23 threatening | W: Wgs 4(2)
ontruimingAangezegd | - | law | 2026-10-23 threatening | W: Wgs 4(2)
ontruimingAangezegd | 2026-11-30 | law | 2026-10-23 threatening | W: Wgs 4(2); law.md row 37
ontruimingAangezegd | 2026-10-22 | law | 2026-10-23 threatening 2026-10-20 | P: Wgs 4(2); law.md row 44
ontruimingAangezegd | 2026-10-20 | law | 2026-10-23 threatening 2026-10-20 | P: Wgs 4(2); law.md row 44
ontruimingAangezegd | 2026-10-01 | law | 2026-10-23 threatening 2026-10-20 | P: Wgs 4(2); law.md row 44
dagvaardingAangekondigd | - | summons | 2026-11-17 | P: Wgs 4(2), policy begins at the summons
dagvaardingAangekondigd | 2026-10-22 | summons | 2026-11-17 | P: Wgs 4(2), policy begins at the summons
gedagvaard | - | summons | 2026-10-23 threatening | P: Wgs 4(2), policy begins at the summons
gedagvaard | 2026-11-30 | summons | 2026-10-23 threatening | P: Wgs 4(2), policy begins at the summons
gedagvaard | 2026-10-22 | summons | 2026-10-23 threatening 2026-10-20 | P: Wgs 4(2), policy; law.md row 44
ontruimingBevolen | - | summons | 2026-10-23 threatening | W: Wgs 4(2), policy takes nothing away
ontruimingAangezegd | - | summons | 2026-10-23 threatening | W: Wgs 4(2), policy takes nothing away
dagvaardingAangekondigd | - | announcement | 2026-10-23 threatening | P: Wgs 4(2), policy begins at once
dagvaardingAangekondigd | 2026-11-30 | announcement | 2026-10-23 threatening | P: Wgs 4(2), policy begins at once
dagvaardingAangekondigd | 2026-10-22 | announcement | 2026-10-23 threatening 2026-10-20 | P: Wgs 4(2); law.md row 44
gedagvaard | - | announcement | 2026-10-23 threatening | P: Wgs 4(2), policy begins at once
ontruimingBevolen | - | announcement | 2026-10-23 threatening | W: Wgs 4(2), policy takes nothing away
ontruimingAangezegd | - | announcement | 2026-10-23 threatening | W: Wgs 4(2), policy takes nothing away
"""

# worry | consented to | where it goes and by when, or what refuses > the signpost
ALONE = """
ongeopendePost | schuldhulp | schuldhulp 2026-12-10 | P: Wgs 4(1)(a), own request
ongeopendePost | wijkteam | toestemmingVoorBestemming > gesprekskaart | W: UAVG 22(2)(a); Wmo 5.1.1(4)
ongeopendePost | beide | schuldhulp 2026-12-10 | P: Wgs 4(1)(a), own request
geldzorgen | schuldhulp | schuldhulp 2026-12-10 | P: Wgs 4(1)(a), own request
geldzorgen | wijkteam | toestemmingVoorBestemming > gesprekskaart | W: UAVG 22(2)(a); Wmo 5.1.1(4)
geldzorgen | beide | schuldhulp 2026-12-10 | P: Wgs 4(1)(a), own request
afsluitingEnergie | schuldhulp | schuldhulp 2026-11-17 dreigend | W: Wgs 4(1)(a), 4(2)
afsluitingEnergie | wijkteam | toestemmingVoorBestemming > gesprekskaart | W: UAVG 22(2)(a); Wmo 5.1.1(4)
afsluitingEnergie | beide | schuldhulp 2026-11-17 dreigend | W: Wgs 4(1)(a), 4(2)
afsluitingWater | schuldhulp | schuldhulp 2026-11-17 dreigend | W: Wgs 4(1)(a), 4(2)
afsluitingWater | wijkteam | toestemmingVoorBestemming > gesprekskaart | W: UAVG 22(2)(a); Wmo 5.1.1(4)
afsluitingWater | beide | schuldhulp 2026-11-17 dreigend | W: Wgs 4(1)(a), 4(2)
afsluitingWarmte | schuldhulp | schuldhulp 2026-11-17 dreigend | W: Wgs 4(1)(a), 4(2)
afsluitingWarmte | wijkteam | toestemmingVoorBestemming > gesprekskaart | W: UAVG 22(2)(a); Wmo 5.1.1(4)
afsluitingWarmte | beide | schuldhulp 2026-11-17 dreigend | W: Wgs 4(1)(a), 4(2)
opzeggingZorgverzekering | schuldhulp | schuldhulp 2026-11-17 dreigend | W: Wgs 4(1)(a), 4(2)
opzeggingZorgverzekering | wijkteam | toestemmingVoorBestemming > gesprekskaart | W: UAVG 22(2)(a); Wmo 5.1.1(4)
opzeggingZorgverzekering | beide | schuldhulp 2026-11-17 dreigend | W: Wgs 4(1)(a), 4(2)
afsluitingInternet | schuldhulp | schuldhulp 2026-12-10 | W: Wgs 4(1)(a); not on the list of 4(2)
afsluitingInternet | wijkteam | toestemmingVoorBestemming > gesprekskaart | W: UAVG 22(2)(a); Wmo 5.1.1(4)
afsluitingInternet | beide | schuldhulp 2026-12-10 | W: Wgs 4(1)(a); not on the list of 4(2)
eenzaamheid | schuldhulp | toestemmingVoorBestemming > gesprekskaart | W: AVG 6(1)(a); UAVG 22(2)(a)
eenzaamheid | wijkteam | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
eenzaamheid | beide | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
ondersteuningsbehoefte | schuldhulp | toestemmingVoorBestemming > gesprekskaart | W: AVG 6(1)(a); UAVG 22(2)(a)
ondersteuningsbehoefte | wijkteam | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
ondersteuningsbehoefte | beide | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
gezondheid | schuldhulp | toestemmingVoorBestemming > gesprekskaart | W: AVG 6(1)(a); UAVG 22(2)(a)
gezondheid | wijkteam | wijkteam 2026-12-24 | W: Wmo 2.3.2; UAVG 22(2)(a)
gezondheid | beide | wijkteam 2026-12-24 | W: Wmo 2.3.2; UAVG 22(2)(a)
vergeetachtigheid | schuldhulp | toestemmingVoorBestemming > gesprekskaart | W: AVG 6(1)(a); UAVG 22(2)(a)
vergeetachtigheid | wijkteam | wijkteam 2026-12-24 | W: Wmo 2.3.2; UAVG 22(2)(a)
vergeetachtigheid | beide | wijkteam 2026-12-24 | W: Wmo 2.3.2; UAVG 22(2)(a)
verwardGedrag | schuldhulp | toestemmingVoorBestemming > meldpuntWvggz | W: AVG 6(1)(a); UAVG 22(2)(a); Wvggz 5:2
verwardGedrag | wijkteam | wijkteam 2026-12-24 | W: Wmo 2.3.2; UAVG 22(2)(a)
verwardGedrag | beide | wijkteam 2026-12-24 | W: Wmo 2.3.2; UAVG 22(2)(a)
vervuilingOfVerzameling | schuldhulp | toestemmingVoorBestemming > gesprekskaart | W: AVG 6(1)(a); UAVG 22(2)(a)
vervuilingOfVerzameling | wijkteam | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
vervuilingOfVerzameling | beide | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
brandgevaar | schuldhulp | toestemmingVoorBestemming > gesprekskaart | W: AVG 6(1)(a); UAVG 22(2)(a)
brandgevaar | wijkteam | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
brandgevaar | beide | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
overlast | schuldhulp | toestemmingVoorBestemming > gesprekskaart | W: AVG 6(1)(a); UAVG 22(2)(a)
overlast | wijkteam | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
overlast | beide | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
vochtEnSchimmel | schuldhulp | toestemmingVoorBestemming > gesprekskaart | W: AVG 6(1)(a); UAVG 22(2)(a)
vochtEnSchimmel | wijkteam | wijkteam 2026-12-24 | P: AVG 6(1)(a); law.md, readings
vochtEnSchimmel | beide | wijkteam 2026-12-24 | P: AVG 6(1)(a); law.md, readings
opvoedvragen | schuldhulp | toestemmingVoorBestemming > gesprekskaart | W: AVG 6(1)(a); UAVG 22(2)(a)
opvoedvragen | wijkteam | wijkteam 2026-12-24 | P: Jeugdwet 7.4.0; law.md row 65
opvoedvragen | beide | wijkteam 2026-12-24 | P: Jeugdwet 7.4.0; law.md row 65
taalOfDigitaal | schuldhulp | toestemmingVoorBestemming > gesprekskaart | W: AVG 6(1)(a); UAVG 22(2)(a)
taalOfDigitaal | wijkteam | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
taalOfDigitaal | beide | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
werk | schuldhulp | toestemmingVoorBestemming > gesprekskaart | W: AVG 6(1)(a); UAVG 22(2)(a)
werk | wijkteam | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
werk | beide | wijkteam 2026-12-24 | W: Wmo 2.3.2; AVG 6(1)(a)
huiselijkGeweld | schuldhulp | geenVermoedenGeweld toestemmingVoorBestemming > veiligThuis | W: Wmo 4.1.1(3), 5.2.6
huiselijkGeweld | wijkteam | geenVermoedenGeweld > veiligThuis | W: Wmo 4.1.1(3), 5.2.6
huiselijkGeweld | beide | geenVermoedenGeweld > veiligThuis | W: Wmo 4.1.1(3), 5.2.6
kindermishandeling | schuldhulp | geenVermoedenGeweld toestemmingVoorBestemming > veiligThuis | W: Wmo 4.1.1(3), 5.2.6
kindermishandeling | wijkteam | geenVermoedenGeweld > veiligThuis | W: Wmo 4.1.1(3), 5.2.6
kindermishandeling | beide | geenVermoedenGeweld > veiligThuis | W: Wmo 4.1.1(3), 5.2.6
ouderenmishandeling | schuldhulp | geenVermoedenGeweld toestemmingVoorBestemming > veiligThuis | P: reading of Wmo 5.2.6
ouderenmishandeling | wijkteam | geenVermoedenGeweld > veiligThuis | P: reading of Wmo 5.2.6
ouderenmishandeling | beide | geenVermoedenGeweld > veiligThuis | P: reading of Wmo 5.2.6
strafbaarFeit | schuldhulp | geenStrafbaarFeit toestemmingVoorBestemming > politie | W: UAVG 31-33
strafbaarFeit | wijkteam | geenStrafbaarFeit > politie | W: UAVG 31-33
strafbaarFeit | beide | geenStrafbaarFeit > politie | W: UAVG 31-33
ongeopendePost | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 49
geldzorgen | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 49
afsluitingEnergie | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 49
afsluitingWater | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 49
afsluitingWarmte | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 49
opzeggingZorgverzekering | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 49
afsluitingInternet | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 49
eenzaamheid | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 59
ondersteuningsbehoefte | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 59
gezondheid | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 59
vergeetachtigheid | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 59
verwardGedrag | geen | toestemmingGegeven > meldpuntWvggz | W: AVG 6, 9; law.md row 61
vervuilingOfVerzameling | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 59
brandgevaar | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 59
overlast | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 59
vochtEnSchimmel | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 59
opvoedvragen | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 59
taalOfDigitaal | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 59
werk | geen | toestemmingGegeven > gesprekskaart | W: AVG 6, 9; law.md row 59
huiselijkGeweld | geen | geenVermoedenGeweld toestemmingGegeven > veiligThuis | W: Wmo 5.2.6; law.md row 62
kindermishandeling | geen | geenVermoedenGeweld toestemmingGegeven > veiligThuis | W: Wmo 5.2.6; law.md row 62
ouderenmishandeling | geen | geenVermoedenGeweld toestemmingGegeven > veiligThuis | P: reading of Wmo 5.2.6
strafbaarFeit | geen | geenStrafbaarFeit toestemmingGegeven > politie | W: UAVG 31-33
"""

# given by | manner | explicit | what refuses
GIVEN = """
betrokkene | schriftelijk | yes | - | W: UAVG 22(2)(a); Wmo 1.1.1
betrokkene | digitaal | yes | - | P: AVG 7(1); UAVG 22(2)(a)
betrokkene | mondeling | yes | - | P: AVG 7(1); UAVG 22(2)(a)
vertegenwoordiger | schriftelijk | yes | - | W: Wmo 1.1.1(2)
vertegenwoordiger | digitaal | yes | - | P: AVG 7(1); Wmo 1.1.1(2)
vertegenwoordiger | mondeling | yes | - | P: AVG 7(1); Wmo 1.1.1(2)
iemandAnders | schriftelijk | yes | toestemmingDoorBetrokkene | W: Wmo 1.1.1; AVG 4(11)
iemandAnders | digitaal | yes | toestemmingDoorBetrokkene | W: Wmo 1.1.1; AVG 4(11)
iemandAnders | mondeling | yes | toestemmingDoorBetrokkene | W: Wmo 1.1.1; AVG 4(11)
betrokkene | schriftelijk | no | toestemmingUitdrukkelijk | W: UAVG 22(2)(a)
betrokkene | digitaal | no | toestemmingUitdrukkelijk | W: UAVG 22(2)(a)
betrokkene | mondeling | no | toestemmingUitdrukkelijk | W: UAVG 22(2)(a)
vertegenwoordiger | schriftelijk | no | toestemmingUitdrukkelijk | W: UAVG 22(2)(a)
vertegenwoordiger | mondeling | no | toestemmingUitdrukkelijk | W: UAVG 22(2)(a)
iemandAnders | schriftelijk | no | toestemmingDoorBetrokkene toestemmingUitdrukkelijk | W: UAVG 22(2)(a); AVG 4(11)
iemandAnders | mondeling | no | toestemmingDoorBetrokkene toestemmingUitdrukkelijk | W: UAVG 22(2)(a); AVG 4(11)
"""


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def lacking(keys: str, source: str) -> Case:
    changes = {name: value for key in keys.split() for name, value in UNDONE[key].items()}
    return Case(f"lacking {keys}", TUESDAY, rent(**changes), source, unmet=tuple(keys.split()))


def phase(named: str, on: str, policy: str, ends: str, source: str) -> Case:
    by, *rest = ends.split()
    reading = {"law": Reading(), "summons": FROM_SUMMONS, "announcement": FROM_ANNOUNCEMENT}[policy]
    facts = threatened(named, None if on == "-" else on)
    going = debt(by, threatening=bool(rest), target=rest[1] if len(rest) > 1 else None)
    return Case(f"{named} {on}, threat from {policy}", TUESDAY, facts, source, going, reading=reading)


def alone(worry: str, to: str, result: str, source: str) -> Case:
    given = None if to == "geen" else consent(*BOTH) if to == "beide" else consent(to)
    named, facts = f"{worry} alone, consent {to}", door(worry, given=given)
    if ">" in result:
        unmet, signpost = result.split(" > ")
        return Case(named, THURSDAY, facts, source, unmet=tuple(unmet.split()), signpost=signpost)
    place, by, *threatening = result.split()
    return Case(named, THURSDAY, facts, source, (Going(place, by, bool(threatening)),))


def given(by: str, manner: str, explicit: str, refuses: str, source: str) -> Case:
    facts = door("gezondheid", given=consent("wijkteam", by=by, manner=manner, explicit=explicit == "yes"))
    named = f"consent {by} {manner}, explicit {explicit}"
    if refuses == "-":
        return Case(named, THURSDAY, facts, source, team("2026-12-24"))
    return Case(named, THURSDAY, facts, source, unmet=tuple(refuses.split()), signpost="gesprekskaart")


def dated(phase_named: str, day: str, **changes: object) -> RentFacts:
    return replace(threatened(phase_named, day), **changes)


LACKING_CASES = tuple(lacking(*row) for row in cells(LACKING))
THREAT_CASES = tuple(phase(*row) for row in cells(THREATS))
ALONE_CASES = tuple(alone(*row) for row in cells(ALONE))
GIVEN_CASES = tuple(given(*row) for row in cells(GIVEN))

RENT_MIXED = (
    Case("a date without a phase is no threat", TUESDAY, rent(threat_date=date(2026, 10, 22)), "P: Wgs 4(2)",
         debt("2026-11-17")),
    Case("consented, arrangement broken", TUESDAY, rent(reaction=Reaction.CONSENT, arrangement=Arrangement.BROKEN),
         "S: Bgs 2(d); AP and VNG; law.md row 12", debt("2026-11-17")),
    Case("consent does not replace the pointing to help", TUESDAY,
         rent(reaction=Reaction.CONSENT, pointed_to_help_on=None), "W: Bgs 2(b)", unmet=("gewezenOpSchuldhulp",)),
    Case("consent does not replace the reminder", TUESDAY,
         rent(reaction=Reaction.CONSENT, reminder_sent_on=None, offer_with_reminder=False), "W: Bgs 2(c), 2(d)",
         unmet=("schriftelijkeHerinnering", "aanbodGegevensdeling")),
    Case("consent does not replace the agreement", TUESDAY, rent(reaction=Reaction.CONSENT, agreement=False),
         "S: Q&A; LCV; law.md row 17", unmet=("overeenkomst",)),
    Case("consent does not undo a kept arrangement", TUESDAY,
         rent(reaction=Reaction.CONSENT, arrangement=Arrangement.KEPT), "S: AP and VNG; law.md row 11",
         unmet=("geenNagekomenRegeling",)),
    Case("the announced eviction does not break a no", TUESDAY,
         dated("ontruimingAangezegd", "2026-11-30", reaction=Reaction.DECLINED), "W: Bgs 2(d); law.md row 6",
         unmet=("geenBezwaar",)),
    Case("the ordered eviction does not undo a kept arrangement", TUESDAY,
         dated("ontruimingBevolen", "2026-11-30", arrangement=Arrangement.KEPT), "S: AP and VNG; law.md row 11",
         unmet=("geenNagekomenRegeling",)),
    Case("eviction from a garage", TUESDAY, dated("ontruimingAangezegd", "2026-11-30", purpose=Purpose.OTHER),
         "W: Bgs 2, opening words; Wgs 4(2): a dwelling", unmet=("woonruimte",)),
    Case("eviction, former tenant, all steps missing", TUESDAY,
         dated("ontruimingAangezegd", "2026-11-30", current_tenant=False, contact_sought_on=None,
               pointed_to_help_on=None, reminder_sent_on=None, offer_with_reminder=False),
         "P: law.md row 52; Bgs 2(a)-(d)", unmet=("huidigeHuurder", *STEPS)),
    Case("everything is wrong", TUESDAY,
         rent(**{name: value for changes in UNDONE.values() for name, value in changes.items()}),
         "W: Bgs 2; law.md rows 2-11, 17, 52", unmet=tuple(UNDONE)),
    Case("summoned over Good Friday, wide from the summons", "2028-04-13", threatened("gedagvaard"),
         "P: Wgs 4(2); Awt 3(2)", debt("2028-04-20", threatening=True), reading=WIDE_FROM_SUMMONS),
    Case("summoned over Good Friday, narrow from the summons", "2028-04-13", threatened("gedagvaard"),
         "P: Wgs 4(2); Awt 3(1)", debt("2028-04-19", threatening=True), reading=FROM_SUMMONS),
    Case("announced over a decreed Friday, wide from the announcement", "2027-05-04",
         threatened("dagvaardingAangekondigd"), "P: Wgs 4(2); Awt 3(3)", debt("2027-05-12", threatening=True),
         reading=WIDE_FROM_ANNOUNCEMENT),
    Case("eviction between the narrow and the wide day, narrow", "2026-04-02",
         threatened("ontruimingAangezegd", "2026-04-09"), "P: Wgs 4(2); law.md row 39",
         debt("2026-04-08", threatening=True)),
    Case("eviction between the narrow and the wide day, wide", "2026-04-02",
         threatened("ontruimingAangezegd", "2026-04-09"), "P: Wgs 4(2); law.md rows 39, 44",
         debt("2026-04-09", threatening=True, target="2026-04-02"), reading=WIDE),
    Case("the wide calendar leaves the four weeks alone", TUESDAY, rent(), "W: Wgs 4(1)(b); Awt 1",
         debt("2026-11-17"), reading=WIDE),
)

DOOR_MIXED = (
    Case("all consent conditions fail", THURSDAY,
         door("geldzorgen", given=consent("wijkteam", by="iemandAnders", explicit=False)),
         "W: UAVG 22(2)(a); AVG 4(11)", signpost="gesprekskaart",
         unmet=("toestemmingDoorBetrokkene", "toestemmingUitdrukkelijk", "toestemmingVoorBestemming")),
    Case("confused, consent not explicit", THURSDAY,
         door("verwardGedrag", "overlast", given=consent("wijkteam", explicit=False)), "W: UAVG 22(2)(a); Wvggz 5:2",
         unmet=("toestemmingUitdrukkelijk",), signpost="meldpuntWvggz"),
    Case("confused and an offence", THURSDAY, door("verwardGedrag", "strafbaarFeit"), "P: UAVG 31-33; Wvggz 5:2",
         unmet=("geenStrafbaarFeit", "toestemmingGegeven"), signpost="politie"),
    Case("confused and violence", THURSDAY, door("verwardGedrag", "huiselijkGeweld", given=consent("wijkteam")),
         "P: Wmo 5.2.6; Wvggz 5:2", unmet=("geenVermoedenGeweld",), signpost="veiligThuis"),
    Case("confused and money, consent for debt help", THURSDAY,
         door("verwardGedrag", "geldzorgen", given=consent("schuldhulp")),
         "W: UAVG 22(2)(a); the health worry is dropped", debt("2026-12-10")),
    Case("acute danger and violence", THURSDAY, door("kindermishandeling", danger=True), "P: 112 first; Wmo 5.2.6",
         unmet=("geenAcuutGevaar", "geenVermoedenGeweld", "toestemmingGegeven"), signpost="noodnummer112"),
    Case("acute danger and an offence, consent", THURSDAY,
         door("strafbaarFeit", given=consent("wijkteam"), danger=True), "P: 112 first; UAVG 31-33",
         unmet=("geenAcuutGevaar", "geenStrafbaarFeit"), signpost="noodnummer112"),
    Case("violence refuses the power cut beside it", THURSDAY,
         door("huiselijkGeweld", "afsluitingEnergie", given=consent(*BOTH)), "W: Wmo 5.2.6",
         unmet=("geenVermoedenGeweld",), signpost="veiligThuis"),
    Case("an offence refuses the unopened mail beside it", THURSDAY,
         door("strafbaarFeit", "ongeopendePost", given=consent("schuldhulp")), "W: UAVG 31-33",
         unmet=("geenStrafbaarFeit",), signpost="politie"),
    Case("power cut and loneliness, kept apart", THURSDAY,
         door("afsluitingEnergie", "eenzaamheid", given=consent(*BOTH)), "W: Wgs 4(2); Wmo 2.3.2, 5.1.1(4)",
         (*debt("2026-11-17", threatening=True), *team("2026-12-24"))),
    Case("internet and work, kept apart", THURSDAY, door("afsluitingInternet", "werk", given=consent(*BOTH)),
         "W: Wgs 4(1)(a); Wmo 2.3.2", (*debt("2026-12-10"), *team("2026-12-24"))),
    Case("insurance and health, by a representative", THURSDAY,
         door("opzeggingZorgverzekering", "gezondheid", given=consent(*BOTH, by="vertegenwoordiger")),
         "W: Wgs 4(2); Wmo 1.1.1(2)", (*debt("2026-11-17", threatening=True), *team("2026-12-24"))),
    Case("no agreement, power cut, consent", THURSDAY,
         door("afsluitingEnergie", given=consent("schuldhulp"), agreement=False), "P: law.md row 17",
         unmet=("overeenkomst",)),
    Case("no agreement, violence", THURSDAY, door("huiselijkGeweld", given=consent("wijkteam"), agreement=False),
         "W: Wmo 5.2.6, agreement or not", unmet=("overeenkomst", "geenVermoedenGeweld"), signpost="veiligThuis"),
    Case("no agreement, consent by a neighbour", THURSDAY,
         door("overlast", given=consent("wijkteam", by="iemandAnders"), agreement=False), "W: AVG 4(11); Wmo 1.1.1",
         unmet=("overeenkomst", "toestemmingDoorBetrokkene"), signpost="gesprekskaart"),
    Case("the threat of policy does not reach behind the door", THURSDAY,
         door("geldzorgen", given=consent("schuldhulp")), "P: Wgs 4(2), a closed list", debt("2026-12-10"),
         reading=FROM_ANNOUNCEMENT),
    Case("water over the decreed Friday, wide", "2027-05-04", door("afsluitingWater", given=consent("schuldhulp")),
         "P: Wgs 4(2); Awt 3(3)", debt("2027-05-12", threatening=True), reading=WIDE),
    Case("water over the decreed Friday, narrow", "2027-05-04", door("afsluitingWater", given=consent("schuldhulp")),
         "P: Wgs 4(2); Awt 3(1)", debt("2027-05-11", threatening=True)),
)

MIXED_CASES = (*LACKING_CASES, *THREAT_CASES, *ALONE_CASES, *GIVEN_CASES, *RENT_MIXED, *DOOR_MIXED)
