"""The facts a provision may ask about, and nothing else: no name, no address, no number of a person.

The values of the enumerations are the Dutch codes of the public contract; the member names are their English meaning.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The two kinds of signal a corporation can send."""

    RENT_ARREARS = "huurachterstand"
    BEHIND_THE_DOOR = "achterDeVoordeur"


class Ground(StrEnum):
    """On which task of the municipality the work rests: Wgs 3(1)(b), Wgs 4(1)(a), or the Wmo 2015."""

    SIGNAL = "signaal"
    OWN_REQUEST = "eigenVerzoek"
    CARE = "zorg"


class Destination(StrEnum):
    DEBT_HELP = "schuldhulp"
    NEIGHBOURHOOD_TEAM = "wijkteam"


class Purpose(StrEnum):
    """What the rented property is meant for."""

    LIVING = "wonen"
    OTHER = "overig"


class Arrangement(StrEnum):
    """The payment arrangement between landlord and tenant."""

    NONE = "geen"
    KEPT = "nagekomen"
    BROKEN = "nietNagekomen"


class Reaction(StrEnum):
    """How the tenant answered the landlord's offer to pass contact data to the municipality."""

    NONE = "geen"
    CONSENT = "toestemming"
    DECLINED = "afgewezen"


class ThreatPhase(StrEnum):
    """How near an eviction is; the members stand in the order in which a case passes them."""

    SUMMONS_ANNOUNCED = "dagvaardingAangekondigd"
    SUMMONED = "gedagvaard"
    EVICTION_ORDERED = "ontruimingBevolen"
    EVICTION_ANNOUNCED = "ontruimingAangezegd"


class ConsentGiver(StrEnum):
    RESIDENT = "betrokkene"
    REPRESENTATIVE = "vertegenwoordiger"
    SOMEONE_ELSE = "iemandAnders"


class ConsentManner(StrEnum):
    WRITTEN = "schriftelijk"
    DIGITAL = "digitaal"
    ORAL = "mondeling"


class Concern(StrEnum):
    """A worry behind the front door. There is no free text: these codes are all that can be said."""

    UNOPENED_MAIL = "ongeopendePost"
    MONEY_WORRIES = "geldzorgen"
    ENERGY_CUT_OFF = "afsluitingEnergie"
    WATER_CUT_OFF = "afsluitingWater"
    HEAT_CUT_OFF = "afsluitingWarmte"
    HEALTH_INSURANCE_ENDING = "opzeggingZorgverzekering"
    INTERNET_CUT_OFF = "afsluitingInternet"
    LONELINESS = "eenzaamheid"
    NEED_OF_SUPPORT = "ondersteuningsbehoefte"
    HEALTH = "gezondheid"
    FORGETFULNESS = "vergeetachtigheid"
    CONFUSED_BEHAVIOUR = "verwardGedrag"
    FILTH_OR_HOARDING = "vervuilingOfVerzameling"
    FIRE_RISK = "brandgevaar"
    NUISANCE = "overlast"
    DAMP_AND_MOULD = "vochtEnSchimmel"
    PARENTING_QUESTIONS = "opvoedvragen"
    LANGUAGE_OR_DIGITAL = "taalOfDigitaal"
    WORK = "werk"
    DOMESTIC_VIOLENCE = "huiselijkGeweld"
    CHILD_ABUSE = "kindermishandeling"
    ELDER_ABUSE = "ouderenmishandeling"
    OFFENCE = "strafbaarFeit"


class ConcernGroup(StrEnum):
    MONEY = "geld"
    LIVING = "wonenEnWelzijn"
    SAFETY = "veiligheid"
    OFFENCE = "strafbaarFeit"


MONEY = frozenset({
    Concern.UNOPENED_MAIL, Concern.MONEY_WORRIES, Concern.ENERGY_CUT_OFF, Concern.WATER_CUT_OFF,
    Concern.HEAT_CUT_OFF, Concern.HEALTH_INSURANCE_ENDING, Concern.INTERNET_CUT_OFF,
})
SAFETY = frozenset({Concern.DOMESTIC_VIOLENCE, Concern.CHILD_ABUSE, Concern.ELDER_ABUSE})
OFFENCE = frozenset({Concern.OFFENCE})
LIVING = frozenset(Concern) - MONEY - SAFETY - OFFENCE

GROUPS: dict[ConcernGroup, frozenset[Concern]] = {
    ConcernGroup.MONEY: MONEY,
    ConcernGroup.LIVING: LIVING,
    ConcernGroup.SAFETY: SAFETY,
    ConcernGroup.OFFENCE: OFFENCE,
}


@dataclass(frozen=True, slots=True)
class RentFacts:
    """What a landlord declares about rent arrears. `None` for a step means: not done.

    `agreement` is whether an agreement between this corporation and this municipality is in force for rent signals.
    `objected_on` is the day on which the landlord withdrew an earlier signal because this tenant objected.
    """

    agreement: bool
    purpose: Purpose
    current_tenant: bool
    amount_cents: int
    arrears_since: date
    contact_sought_on: date | None
    pointed_to_help_on: date | None
    reminder_sent_on: date | None
    offer_with_reminder: bool
    reaction: Reaction
    arrangement: Arrangement
    threat_phase: ThreatPhase | None = None
    threat_date: date | None = None
    objected_on: date | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """The resident's recorded consent: by whom, when, how, and for which destinations."""

    given_by: ConsentGiver
    given_on: date
    manner: ConsentManner
    explicit: bool
    destinations: frozenset[Destination]


@dataclass(frozen=True, slots=True)
class DoorFacts:
    """What was seen behind the front door. `consent` is `None` when nobody gave any."""

    agreement: bool
    concerns: frozenset[Concern]
    acute_danger: bool
    consent: Consent | None
