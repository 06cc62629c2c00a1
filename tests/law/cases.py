"""Worked cases: facts, day of receipt, what must come out, and where that stands. Written from the law.

W: the law's own words. S: official or sector guidance. P: a choice of this service or of policy.
Unless changed: an agreement, a dwelling, a current tenant, 1,250 euros since two months, all steps done,
         no objection.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from service.rules.facts import (
    Arrangement,
    Concern,
    Consent,
    ConsentGiver,
    ConsentManner,
    Destination,
    DoorFacts,
    Purpose,
    Reaction,
    RentFacts,
    ThreatPhase,
)
from service.rules.reading import STATUTORY, Reading, WorkingDays

STEPS = ("persoonlijkContact", "gewezenOpSchuldhulp", "schriftelijkeHerinnering", "aanbodGegevensdeling")
BOTH = ("schuldhulp", "wijkteam")
WIDE = Reading(working_days=WorkingDays.WIDE)
FROM_SUMMONS = Reading(threat_from=ThreatPhase.SUMMONED)
FROM_ANNOUNCEMENT = Reading(threat_from=ThreatPhase.SUMMONS_ANNOUNCED)


@dataclass(frozen=True)
class Going:
    """One destination: where, threatening or not, the last lawful day, and the earlier target day if there is one."""

    to: str
    by: str
    threatening: bool = False
    target: str | None = None


@dataclass(frozen=True)
class Case:
    name: str
    on: str
    facts: RentFacts | DoorFacts
    source: str
    going: tuple[Going, ...] = ()
    unmet: tuple[str, ...] = ()
    signpost: str | None = None
    reading: Reading = field(default=STATUTORY)


_RENT = RentFacts(
    agreement=True, purpose=Purpose.LIVING, current_tenant=True, amount_cents=125_000,
    arrears_since=date(2020, 12, 1), contact_sought_on=date(2020, 12, 20), pointed_to_help_on=date(2020, 12, 20),
    reminder_sent_on=date(2020, 12, 15), offer_with_reminder=True, reaction=Reaction.NONE,
         arrangement=Arrangement.NONE,
)


def rent(**changes: object) -> RentFacts:
    return replace(_RENT, **changes)


def threat(phase: str, day: str | None = None) -> RentFacts:
    return rent(threat_phase=ThreatPhase(phase), threat_date=date.fromisoformat(day) if day else None)


def consent(*to: str, by: str = "betrokkene", explicit: bool = True, manner: str = "schriftelijk") -> Consent:
    destinations = frozenset(map(Destination, to))
    return Consent(ConsentGiver(by), date(2021, 1, 1), ConsentManner(manner), explicit, destinations)


def door(*concerns: str, given: Consent | None = None, danger: bool = False, agreement: bool = True) -> DoorFacts:
    return DoorFacts(agreement, frozenset(map(Concern, concerns)), danger, given)


def debt(by: str, *, threatening: bool = False, target: str | None = None) -> tuple[Going, ...]:
    return (Going("schuldhulp", by, threatening, target),)


def team(by: str) -> tuple[Going, ...]:
    return (Going("wijkteam", by),)


DAY = "2026-09-14"

RENT_CASES = (
    Case("standard", DAY, rent(), "W: Wgs 3(1)(b), 4(1)(b); Bgs 2", debt("2026-10-12")),
    Case("no effort for contact", DAY, rent(contact_sought_on=None), "W: Bgs 2(a)", unmet=("persoonlijkContact",)),
    Case("not pointed to help", DAY, rent(pointed_to_help_on=None), "W: Bgs 2(b)", unmet=("gewezenOpSchuldhulp",)),
    Case("no reminder", DAY, rent(reminder_sent_on=None), "W: Bgs 2(c)", unmet=("schriftelijkeHerinnering",)),
    Case("reminder without offer", DAY, rent(offer_with_reminder=False), "W: Bgs 2(d)",
         unmet=("aanbodGegevensdeling",)),
    Case("tenant said no", DAY, rent(reaction=Reaction.DECLINED), "W: Bgs 2(d); S: Q&A", unmet=("geenBezwaar",)),
    Case("tenant silent", DAY, rent(reaction=Reaction.NONE), "W: Bgs 2(d)", debt("2026-10-12")),
    Case("tenant consented", DAY, rent(reaction=Reaction.CONSENT), "W: Bgs 2(d)", debt("2026-10-12")),
    Case("paid before sending", DAY, rent(amount_cents=0), "W: Bgs 2, opening words", unmet=("achterstand",)),
    Case("one cent", DAY, rent(amount_cents=1), "W: no floor in the law", debt("2026-10-12")),
    Case("sixty euros", DAY, rent(amount_cents=6_000), "P: the floor is policy, not law", debt("2026-10-12")),
    Case("arrangement kept", DAY, rent(arrangement=Arrangement.KEPT), "S: AP and VNG",
         unmet=("geenNagekomenRegeling",)),
    Case("arrangement broken", DAY, rent(arrangement=Arrangement.BROKEN), "S: AP and VNG", debt("2026-10-12")),
    Case("no agreement", DAY, rent(agreement=False), "S: Q&A; LCV", unmet=("overeenkomst",)),
    Case("former tenant", DAY, rent(current_tenant=False), "P: the data-minimal reading", unmet=("huidigeHuurder",)),
    Case("garage", DAY, rent(purpose=Purpose.OTHER), "W: Bgs 2, opening words", unmet=("woonruimte",)),
    Case("no step at all", DAY, rent(contact_sought_on=None, pointed_to_help_on=None, reminder_sent_on=None,
         offer_with_reminder=False), "W: Bgs 2; conditions stand apart", unmet=STEPS),
    Case("threat does not heal a missing step", DAY, replace(threat("ontruimingAangezegd", "2026-09-28"),
         contact_sought_on=None), "W: Bgs 2(a)", unmet=("persoonlijkContact",)),
    Case("first day of the rules", "2021-01-01", rent(), "W: Wgs 4(1)(b) since 1-1-2021", debt("2021-01-29")),
)

TERM_CASES = (
    Case("ends on King's Day", "2026-03-30", rent(), "W: Awt 1, 3(1)", debt("2026-04-28")),
    Case("ends on Ascension, then a decreed day and a weekend", "2026-04-16", rent(), "W: Awt 1, 3(1),(3)",
         debt("2026-05-18")),
    Case("ends on Good Friday", "2026-03-06", rent(), "W: Awt 3(1),(2)", debt("2026-04-07")),
    Case("received on a Saturday", "2026-06-06", rent(), "W: Awt 1", debt("2026-07-06")),
    Case("ends on New Year's Day", "2026-12-04", rent(), "W: Awt 1, 3", debt("2027-01-04")),
    Case("ends on 2 January, a Saturday", "2026-12-05", rent(), "W: Awt 1", debt("2027-01-04")),
    Case("ends on 2 January by decree", "2025-12-05", rent(), "W: Awt 1, 3(3)", debt("2026-01-05")),
    Case("ends on 5 May", "2026-04-07", rent(), "W: Awt 3(1), every year", debt("2026-05-06")),
    Case("received on King's Day, ends on Whit Monday", "2026-04-27", rent(), "W: Awt 1, 3(1)", debt("2026-05-26")),
    Case("ends on Christmas", "2026-11-27", rent(), "W: Awt 1, 3(1)", debt("2026-12-28")),
    Case("Good Friday to Easter Monday 2027", "2027-02-26", rent(), "W: Awt 1, 3", debt("2027-03-30")),
    Case("decreed Friday after Ascension 2027", "2027-04-09", rent(), "W: Awt 3(3)", debt("2027-05-10")),
    Case("decreed Friday after King's Day 2028", "2028-03-31", rent(), "W: Awt 3(3)", debt("2028-05-01")),
    Case("ends on 29 February", "2028-02-01", rent(), "W: Wgs 4(1)", debt("2028-02-29")),
    Case("King's Day moved to Saturday 2025", "2025-03-29", rent(), "W: Awt 1, 3(1)", debt("2025-04-28")),
)

THREAT_CASES = (
    Case("eviction date set", DAY, threat("ontruimingAangezegd", "2026-09-28"), "W: Wgs 4(2)",
         debt("2026-09-17", threatening=True)),
    Case("eviction ordered, no date", DAY, threat("ontruimingBevolen"), "W: Wgs 4(2)",
         debt("2026-09-17", threatening=True)),
    Case("over King's Day", "2026-04-24", threat("ontruimingAangezegd", "2026-05-20"), "W: Wgs 4(2)",
         debt("2026-04-30", threatening=True)),
    Case("over Easter, narrow", "2026-04-02", threat("ontruimingAangezegd", "2026-05-01"), "P: the earlier calendar",
         debt("2026-04-08", threatening=True)),
    Case("over Easter, wide", "2026-04-02", threat("ontruimingAangezegd", "2026-05-01"), "P: policy reads wide",
         debt("2026-04-09", threatening=True), reading=WIDE),
    Case("over 5 May", "2026-05-01", threat("ontruimingAangezegd", "2026-06-01"), "W: Awt 3(1)",
         debt("2026-05-07", threatening=True)),
    Case("over Ascension, narrow", "2026-05-12", threat("ontruimingBevolen"), "P: 15-5 is a working day",
         debt("2026-05-18", threatening=True)),
    Case("over Ascension, wide", "2026-05-12", threat("ontruimingBevolen"), "P: 15-5 is no working day",
         debt("2026-05-19", threatening=True), reading=WIDE),
    Case("over New Year, narrow", "2025-12-31", threat("ontruimingBevolen"), "P: 2-1-2026 is a working day",
         debt("2026-01-06", threatening=True)),
    Case("over New Year, wide", "2025-12-31", threat("ontruimingBevolen"), "P: 2-1-2026 is no working day",
         debt("2026-01-07", threatening=True), reading=WIDE),
    Case("over Christmas", "2026-12-23", threat("ontruimingAangezegd", "2027-01-20"), "W: Wgs 4(2)",
         debt("2026-12-29", threatening=True)),
    Case("eviction before the statutory day", "2026-12-24", threat("ontruimingAangezegd", "2026-12-29"),
         "P: same day",
         debt("2026-12-30", threatening=True, target="2026-12-24")),
    Case("eviction on the statutory day", "2026-12-24", threat("ontruimingAangezegd", "2026-12-30"), "P: same day",
         debt("2026-12-30", threatening=True, target="2026-12-24")),
    Case("eviction a day after the statutory day", "2026-12-24", threat("ontruimingAangezegd", "2026-12-31"),
         "W: Wgs 4(2)",
         debt("2026-12-30", threatening=True)),
    Case("eviction day already passed", DAY, threat("ontruimingAangezegd", "2026-09-01"), "P: same day",
         debt("2026-09-17", threatening=True, target=DAY)),
    Case("only a threat to summon", DAY, threat("dagvaardingAangekondigd"), "P: Wgs 4(2) silent on imminence",
         debt("2026-10-12")),
    Case("summoned, no judgment", DAY, threat("gedagvaard", "2026-09-20"), "P: Wgs 4(2) silent on imminence",
         debt("2026-10-12")),
    Case("summoned, policy begins there", DAY, threat("gedagvaard"), "P: policy may begin earlier",
         debt("2026-09-17", threatening=True), reading=FROM_SUMMONS),
    Case("announced, policy begins at the summons", DAY, threat("dagvaardingAangekondigd"),
         "P: not before policy says",
         debt("2026-10-12"), reading=FROM_SUMMONS),
    Case("announced, policy begins there", DAY, threat("dagvaardingAangekondigd"), "P: policy may begin earlier",
         debt("2026-09-17", threatening=True), reading=FROM_ANNOUNCEMENT),
)
