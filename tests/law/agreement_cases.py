"""Worked cases of a rent signal without an agreement, under each choice of a municipality: what must come out and why.

No article asks for an agreement: article 2 of the Besluit obliges the landlord under a to d alone. The ministry's Q&A
and the covenant do ask for one, so refusing is the default of this service and never the law's word. A municipality
that chooses triage lets a person decide, and only where nothing else is lacking: a kept arrangement (AP and VNG) and a
former tenant (P, the data-minimal reading) leave no ground to store anything.

The marks W, S and P and the starting facts are those of `cases`; the days are counted by hand.
"""

from dataclasses import dataclass, replace
from datetime import date

from service.policy.model import AskPerson, MissingAgreement
from service.policy.threshold import ThresholdManner, Thresholds
from service.rules.facts import Arrangement, DoorFacts, Purpose, Reaction, RentFacts, ThreatPhase

from .cases import Going, consent, debt, door, rent

MONDAY = "2026-09-14"
REFUSE, TRIAGE = MissingAgreement.REFUSE, MissingAgreement.TRIAGE
WITHOUT = rent(agreement=False)
_NO_FLOOR, _ASKS_NOTHING = Thresholds(), AskPerson()


@dataclass(frozen=True)
class AgreementCase:
    """`note` is part of what the answer says about it; the choices are those of the municipality."""

    name: str
    facts: RentFacts | DoorFacts
    source: str
    verdict: str
    unmet: tuple[str, ...] = ("overeenkomst",)
    going: tuple[Going, ...] = ()
    choice: MissingAgreement = TRIAGE
    thresholds: Thresholds = _NO_FLOOR
    ask: AskPerson = _ASKS_NOTHING
    on: str = MONDAY
    note: str = ""


def lacking(*also: str, **changes: object) -> tuple[RentFacts, tuple[str, ...]]:
    return rent(agreement=False, **changes), ("overeenkomst", *also)


def refused(name: str, source: str, also: tuple[str, ...], **changes: object) -> AgreementCase:
    """More is lacking than the agreement: the choice for triage changes nothing."""
    facts, unmet = lacking(*also, **changes)
    return AgreementCase(name, facts, source, "geweigerd", unmet)


ASKED, REFUSED, ALLOWED, DECLINED = "mensBeslist", "geweigerd", "toegestaan", "nietOpgepakt"
EVICTION = ThreatPhase.EVICTION_ANNOUNCED

CASES = (
    AgreementCase("default", WITHOUT, "S: Q&A; law.md row 17", REFUSED, choice=REFUSE),
    AgreementCase("triage", WITHOUT, "P: Bgs 2 asks for no agreement; law.md row 17", ASKED, going=debt("2026-10-12"),
                  note="geen overeenkomst"),
    AgreementCase("agreement, default", rent(), "W: Bgs 2", ALLOWED, (), debt("2026-10-12"), REFUSE),
    AgreementCase("agreement, triage chosen", rent(), "W: Bgs 2", ALLOWED, (), debt("2026-10-12")),
    AgreementCase("tenant consented in writing", replace(WITHOUT, reaction=Reaction.CONSENT), "W: Bgs 2(d)", ASKED,
                  going=debt("2026-10-12")),
    AgreementCase("arrangement broken", replace(WITHOUT, arrangement=Arrangement.BROKEN), "S: AP and VNG", ASKED,
                  going=debt("2026-10-12")),
    AgreementCase("one cent", replace(WITHOUT, amount_cents=1), "W: no floor in the law", ASKED,
                  going=debt("2026-10-12")),
    # Threat: the term and the flag are the law's, whoever decides.
    AgreementCase("eviction announced", replace(WITHOUT, threat_phase=EVICTION), "W: Wgs 4(2); row 37", ASKED,
                  going=debt("2026-09-17", threatening=True)),
    AgreementCase("eviction ordered", replace(WITHOUT, threat_phase=ThreatPhase.EVICTION_ORDERED), "W: Wgs 4(2)", ASKED,
                  going=debt("2026-09-17", threatening=True)),
    AgreementCase("eviction before the term ends",
                  replace(WITHOUT, threat_phase=EVICTION, threat_date=date(2026, 9, 16)),
                  "P: Wgs 4(2); row 44: the same day", ASKED,
                  going=debt("2026-09-17", threatening=True, target="2026-09-14")),
    AgreementCase("summons announced is no threat yet",
                  replace(WITHOUT, threat_phase=ThreatPhase.SUMMONS_ANNOUNCED), "P: Wgs 4(2); row 45", ASKED,
                  going=debt("2026-10-12")),
    AgreementCase("eviction announced, default", replace(WITHOUT, threat_phase=EVICTION), "S: Q&A; row 17", REFUSED,
                  choice=REFUSE),
    AgreementCase("ends on King's Day", WITHOUT, "W: Awt 1, 3(1); row 28", ASKED, going=debt("2026-04-28"),
                  on="2026-03-30"),
    # More than the agreement is lacking.
    refused("no contact sought", "W: Bgs 2(a)", ("persoonlijkContact",), contact_sought_on=None),
    refused("not pointed to help", "W: Bgs 2(b)", ("gewezenOpSchuldhulp",), pointed_to_help_on=None),
    refused("no reminder", "W: Bgs 2(c)", ("schriftelijkeHerinnering",), reminder_sent_on=None),
    refused("reminder without offer", "W: Bgs 2(d)", ("aanbodGegevensdeling",), offer_with_reminder=False),
    refused("tenant said no", "W: Bgs 2(d)", ("geenBezwaar",), reaction=Reaction.DECLINED),
    refused("arrangement kept", "S: AP and VNG; row 11: no ground to store", ("geenNagekomenRegeling",),
            arrangement=Arrangement.KEPT),
    refused("former tenant", "P: row 52: no ground to store", ("huidigeHuurder",), current_tenant=False),
    refused("no dwelling", "W: Bgs 2, opening words", ("woonruimte",), purpose=Purpose.OTHER),
    refused("no arrears", "W: Bgs 2, opening words", ("achterstand",), amount_cents=0),
    refused("former tenant with a kept arrangement", "P: row 52; S: AP and VNG",
            ("huidigeHuurder", "geenNagekomenRegeling"), current_tenant=False, arrangement=Arrangement.KEPT),
    refused("threat does not heal a no", "W: Bgs 2(d)", ("geenBezwaar",), reaction=Reaction.DECLINED,
            threat_phase=EVICTION),
    refused("threat does not heal a missing step", "W: Bgs 2(a)", ("persoonlijkContact",), contact_sought_on=None,
            threat_phase=EVICTION),
    AgreementCase("kept arrangement with an agreement", rent(arrangement=Arrangement.KEPT), "S: AP and VNG; row 11",
                  REFUSED, ("geenNagekomenRegeling",)),
    AgreementCase("former tenant with an agreement", rent(current_tenant=False), "P: row 52", REFUSED,
                  ("huidigeHuurder",)),
    # With the municipality's other choices.
    AgreementCase("below the threshold", WITHOUT, "P: the municipality takes this up from nobody", DECLINED,
                  thresholds=Thresholds(amount_cents=200_000), note="drempel"),
    AgreementCase("below the threshold with an offer by letter", WITHOUT, "P: a person decides, then a letter", ASKED,
                  going=debt("2026-10-12"), thresholds=Thresholds(200_000, manner=ThresholdManner.OFFER_BY_LETTER),
                  note="geen overeenkomst"),
    AgreementCase("below the threshold, summons announced",
                  replace(WITHOUT, threat_phase=ThreatPhase.SUMMONS_ANNOUNCED), "P: never silent on a threat",
                  ASKED, going=debt("2026-10-12"), thresholds=Thresholds(amount_cents=200_000)),
    AgreementCase("below the threshold, threatened", replace(WITHOUT, threat_phase=EVICTION), "W: Wgs 4(2)", ASKED,
                  going=debt("2026-09-17", threatening=True), thresholds=Thresholds(amount_cents=200_000)),
    AgreementCase("below the threshold, default", WITHOUT, "S: Q&A; row 17", REFUSED, choice=REFUSE,
                  thresholds=Thresholds(amount_cents=200_000)),
    AgreementCase("a large amount asks a person as well", WITHOUT, "P: one person answers both", ASKED,
                  going=debt("2026-10-12"), ask=AskPerson(amount_from_cents=100_000),
                  note="geen overeenkomst met deze verhuurder voor huurachterstanden. De achterstand is € 1.000,00"),
    # Behind the front door the resident's consent is the ground: no choice of a municipality replaces an agreement.
    AgreementCase("door, with consent", door("eenzaamheid", given=consent("wijkteam"), agreement=False),
                  "S: covenant; AVG 9(2)(a)", REFUSED),
    AgreementCase("door, money, with consent", door("geldzorgen", given=consent("schuldhulp"), agreement=False),
                  "S: covenant; AVG 6(1)(a)", REFUSED),
    AgreementCase("door, without consent", door("eenzaamheid", agreement=False), "W: Wmo 5.1.1; AVG 6, 9", REFUSED,
                  ("overeenkomst", "toestemmingGegeven")),
)
