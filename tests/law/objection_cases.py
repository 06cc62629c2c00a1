"""A tenant who objected after the signal was sent: what the same landlord needs before the next one, by Bgs 2(d).

The withdrawal `bezwaarHuurder` was on 1 June 2026 unless said otherwise; received on 14 September. W, S, P: `cases`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from service.rules.facts import Arrangement, Reaction, RentFacts, ThreatPhase

from .cases import DAY, STEPS, Case, debt, rent

OBJECTED = date(2026, 6, 1)
BEFORE, LATER = OBJECTED - timedelta(days=1), OBJECTED + timedelta(days=1)
DECLINED = ("geenBezwaar",)
TALK = debt("2026-10-12")


def since(reminder: date | None, objected: date = OBJECTED, **changes: object) -> RentFacts:
    return rent(reminder_sent_on=reminder, objected_on=objected, **changes)


OBJECTION_CASES = (
    Case("objected, reminder long before", DAY, since(date(2026, 3, 1)), "W: Bgs 2(d), daarop", unmet=DECLINED),
    Case("objected, reminder the day before", DAY, since(BEFORE), "W: Bgs 2(d), daarop", unmet=DECLINED),
    Case("objected, reminder of that very day", DAY, since(OBJECTED), "P: Bgs 2(d), the order of one day is not known",
         unmet=DECLINED),
    Case("objected, reminder the day after", DAY, since(LATER), "W: Bgs 2(c),(d), a new offer", TALK),
    Case("objected, reminder of today", DAY, since(date(2026, 9, 14)), "W: Bgs 2(d) names no waiting time", TALK),
    Case("objected, later reminder, tenant consents", DAY, since(LATER, reaction=Reaction.CONSENT), "W: Bgs 2(d)",
         TALK),
    Case("objected, later reminder, tenant declines again", DAY, since(LATER, reaction=Reaction.DECLINED),
         "W: Bgs 2(d); S: Q&A", unmet=DECLINED),
    Case("objected, consent with the old reminder", DAY, since(BEFORE, reaction=Reaction.CONSENT),
         "P: Bgs 2(d), daarop is the offer with that reminder", unmet=DECLINED),
    Case("objected, consent with a reminder of that day", DAY, since(OBJECTED, reaction=Reaction.CONSENT),
         "P: Bgs 2(d), when the consent was given is not known", unmet=DECLINED),
    Case("objected and declined with the old reminder", DAY, since(BEFORE, reaction=Reaction.DECLINED), "W: Bgs 2(d)",
         unmet=DECLINED),
    Case("objected, no reminder at all", DAY, since(None), "W: Bgs 2(c),(d)",
         unmet=("schriftelijkeHerinnering", "geenBezwaar")),
    Case("objected, later reminder without the offer", DAY, since(LATER, offer_with_reminder=False), "W: Bgs 2(d)",
         unmet=("aanbodGegevensdeling",)),
    Case("objected, old reminder without the offer", DAY, since(BEFORE, offer_with_reminder=False), "W: Bgs 2(d)",
         unmet=("aanbodGegevensdeling", "geenBezwaar")),
    Case("objected, an eviction does not heal it", DAY, since(BEFORE, threat_phase=ThreatPhase.EVICTION_ANNOUNCED,
         threat_date=date(2026, 9, 28)), "W: Bgs 2(d); Wgs 4(2) is about the term only", unmet=DECLINED),
    Case("objected, later reminder, eviction announced", DAY, since(LATER, threat_phase=ThreatPhase.EVICTION_ANNOUNCED,
         threat_date=date(2026, 9, 28)), "W: Bgs 2(d); Wgs 4(2)", debt("2026-09-17", threatening=True)),
    Case("objected, a larger arrears does not heal it", DAY, since(BEFORE, amount_cents=900_000), "W: Bgs 2(d)",
         unmet=DECLINED),
    Case("objected, arrangement broken, old reminder", DAY, since(BEFORE, arrangement=Arrangement.BROKEN),
         "W: Bgs 2(d); S: AP and VNG on the arrangement", unmet=DECLINED),
    Case("objected, arrangement broken, new reminder", DAY, since(LATER, arrangement=Arrangement.BROKEN),
         "W: Bgs 2(d); S: AP and VNG on the arrangement", TALK),
    Case("objected, no agreement either", DAY, since(BEFORE, agreement=False), "W: Bgs 2(d); S: Q&A; LCV",
         unmet=("overeenkomst", "geenBezwaar")),
    Case("objected and paid since", DAY, since(LATER, amount_cents=0), "W: Bgs 2, opening words",
         unmet=("achterstand",)),
    Case("objected today, reminder of today", DAY, since(date(2026, 9, 14), date(2026, 9, 14)),
         "P: Bgs 2(d), the order of one day is not known", unmet=DECLINED),
    Case("objected, no step since", DAY, since(None, contact_sought_on=None, pointed_to_help_on=None,
         offer_with_reminder=False), "W: Bgs 2; conditions stand apart", unmet=(*STEPS, "geenBezwaar")),
)


@dataclass(frozen=True)
class Remembered:
    """Through the doors: a signal was withdrawn on a day for that reason; what the next one hears, on `on`.

    `reminder` is of the next signal. `changes` are of its address, `other` is who sends it.
    """

    name: str
    source: str
    on: str
    reminder: str
    refused: bool
    withdrawn: str = "2026-06-01"
    reason: str = "bezwaarHuurder"
    address: dict[str, object] | None = None
    other: bool = False
    reaction: str = "geen"


REMEMBERED = (
    Remembered("the same household, old reminder", "W: Bgs 2(d)", "2026-06-15", "2026-05-20", refused=True),
    Remembered("the day of the withdrawal itself", "P: Bgs 2(d), order of one day", "2026-06-01", "2026-06-01",
               refused=True),
    Remembered("the day after, with a reminder of that day", "W: Bgs 2(d)", "2026-06-02", "2026-06-02", refused=False),
    Remembered("consent, but the old reminder", "P: Bgs 2(d)", "2026-06-15", "2026-05-20", refused=True,
               reaction="toestemming"),
    Remembered("consent with a new reminder", "W: Bgs 2(d)", "2026-06-15", "2026-06-10", refused=False,
               reaction="toestemming"),
    Remembered("another corporation", "W: Bgs 2, each landlord his own duty", "2026-06-15", "2026-05-20",
               refused=False, other=True),
    Remembered("another house number", "W: Bgs 2, de huurder", "2026-06-15", "2026-05-20", refused=False,
               address={"huisnummer": 99}),
    Remembered("another addition of the number", "W: Bgs 2, de huurder", "2026-06-15", "2026-05-20", refused=False,
               address={"huisnummertoevoeging": "3"}),
    Remembered("the same address in another spelling", "P: Bgs 2(d), a household is its address", "2026-06-15",
               "2026-05-20", refused=True, address={"huisletter": None, "huisnummertoevoeging": "a-2"}),
    Remembered("the last day of six months", "P: Bgs 2(d); AVG 5(1)(e)", "2026-11-30", "2026-05-20", refused=True),
    Remembered("six months later", "P: AVG 5(1)(e), nothing is kept any more", "2026-12-01", "2026-05-20",
               refused=False),
    Remembered("six months from the last day of August", "P: AVG 5(1)(e), a shorter month ends earlier", "2027-02-28",
               "2026-08-20", refused=False, withdrawn="2026-08-31"),
    Remembered("the day before that", "P: Bgs 2(d); AVG 5(1)(e)", "2027-02-27", "2026-08-20", refused=True,
               withdrawn="2026-08-31"),
    Remembered("withdrawn because it was paid", "W: Bgs 2(d) is about an objection", "2026-06-15", "2026-05-20",
               refused=False, reason="betaald"),
    Remembered("withdrawn as a mistake", "W: Bgs 2(d) is about an objection", "2026-06-15", "2026-05-20",
               refused=False, reason="onterecht"),
)
