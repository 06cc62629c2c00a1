"""Every code as people read it: one Dutch label per code, and one sentence where a label is not enough."""

from service.glossary import CODES
from service.messages.conclude import NOT_DELIVERED
from service.onward.answer import PARTNER_ANSWERED
from service.policy.model import CaseType, Desk
from service.referrals.adjust import AMENDED, WITHDRAWN
from service.referrals.links import HANDED_OVER
from service.referrals.reassign import REASSIGNED
from service.referrals.settle import NEW_SIGNAL
from service.referrals.status import ReferralStatus
from service.rules.core import Outcome, TermKind, Verdict
from service.rules.facts import (
    Arrangement,
    Concern,
    ConsentGiver,
    ConsentManner,
    Ground,
    Kind,
    Reaction,
    ThreatPhase,
)
from service.signals.report import Observer, Occasion
from service.signals.schemas import WithdrawalReason
from service.signals.status import SignalStatus
from service.web import help_words

WORKLIST = {Desk.DEBT_HELP: "Schuldhulp", Desk.NEIGHBOURHOOD_TEAM: "Wijkteam", Desk.TRIAGE: "Triage"}
STATUS = {
    ReferralStatus.OPEN: "Open",
    ReferralStatus.PICKED_UP: "Opgepakt",
    ReferralStatus.CLOSED: "Afgesloten",
}
CASE_TYPE = {
    CaseType.SINGLE: "Enkelvoudig", CaseType.MULTIPLE: "Meervoudig", CaseType.CONSECUTIVE: "Opeenvolgend",
}
KIND = {Kind.RENT_ARREARS: "Huurachterstand", Kind.BEHIND_THE_DOOR: "Zorgen achter de voordeur"}
GROUND = {
    Ground.SIGNAL: "Signaal over een achterstand (Wgs artikel 3, eerste lid, onder b)",
    Ground.OWN_REQUEST: "Eigen verzoek van de inwoner (Wgs artikel 4, eerste lid, onder a)",
    Ground.CARE: "Zorg en ondersteuning (Wmo 2015)",
}
VERDICT = {
    Verdict.ALLOWED: "Dit signaal mag worden gedeeld.",
    Verdict.REFUSED: "Dit signaal is geweigerd.",
    Verdict.NOT_TAKEN_UP: "Dit signaal mag worden gedeeld, maar de gemeente pakt het niet op.",
    Verdict.PERSON_DECIDES: "Een medewerker van de gemeente beslist over dit signaal.",
}
SIGNAL_STATUS = {
    SignalStatus.RECEIVED: "Ontvangen",
    SignalStatus.FORWARDED: "Doorgezet",
    SignalStatus.PICKED_UP: "Opgepakt",
    SignalStatus.CLOSED: "Afgesloten",
    SignalStatus.NOT_TAKEN_UP: "Niet opgepakt",
    SignalStatus.WITHDRAWN: "Ingetrokken",
}
OUTCOME = {Outcome.YES: "Voldaan", Outcome.NO: "Niet voldaan", Outcome.UNKNOWN: "Onbekend"}
TERM = {
    TermKind.FIRST_TALK: "Eerste gesprek",
    TermKind.DECISION: "Besluit over schuldhulp",
    TermKind.INQUIRY: "Onderzoek door het wijkteam",
}
CONCERN = {
    Concern.UNOPENED_MAIL: "Ongeopende post",
    Concern.MONEY_WORRIES: "Geldzorgen",
    Concern.ENERGY_CUT_OFF: "Afsluiting van gas of stroom",
    Concern.WATER_CUT_OFF: "Afsluiting van water",
    Concern.HEAT_CUT_OFF: "Afsluiting van warmte",
    Concern.HEALTH_INSURANCE_ENDING: "Opzegging van de zorgverzekering",
    Concern.INTERNET_CUT_OFF: "Afsluiting van internet",
    Concern.LONELINESS: "Eenzaamheid",
    Concern.NEED_OF_SUPPORT: "Behoefte aan ondersteuning",
    Concern.HEALTH: "Gezondheid",
    Concern.FORGETFULNESS: "Vergeetachtigheid",
    Concern.CONFUSED_BEHAVIOUR: "Verward gedrag",
    Concern.FILTH_OR_HOARDING: "Vervuiling of verzameling in huis",
    Concern.FIRE_RISK: "Kans op brand",
    Concern.NUISANCE: "Overlast",
    Concern.DAMP_AND_MOULD: "Vocht en schimmel",
    Concern.PARENTING_QUESTIONS: "Vragen over opvoeden",
    Concern.LANGUAGE_OR_DIGITAL: "Moeite met taal of computer",
    Concern.WORK: "Werk",
    Concern.DOMESTIC_VIOLENCE: "Huiselijk geweld",
    Concern.CHILD_ABUSE: "Kindermishandeling",
    Concern.ELDER_ABUSE: "Ouderenmishandeling",
    Concern.OFFENCE: "Strafbaar feit",
}
THREAT = {
    ThreatPhase.SUMMONS_ANNOUNCED: "Dagvaarding aangekondigd",
    ThreatPhase.SUMMONED: "Gedagvaard",
    ThreatPhase.EVICTION_ORDERED: "De rechter heeft ontruiming bevolen",
    ThreatPhase.EVICTION_ANNOUNCED: "Ontruiming aangezegd",
}
ARRANGEMENT = {
    Arrangement.NONE: "Er is geen betalingsregeling",
    Arrangement.KEPT: "De betalingsregeling wordt nagekomen",
    Arrangement.BROKEN: "Een betalingsregeling liep niet goed",
}
REACTION = {
    Reaction.NONE: "Nog geen antwoord van de huurder",
    Reaction.CONSENT: "De huurder vindt het goed",
    Reaction.DECLINED: "De huurder wil dit niet",
}
CONSENT_GIVER = {
    ConsentGiver.RESIDENT: "de inwoner zelf",
    ConsentGiver.REPRESENTATIVE: "een vertegenwoordiger van de inwoner",
    ConsentGiver.SOMEONE_ELSE: "iemand anders",
}
CONSENT_MANNER = {
    ConsentManner.WRITTEN: "schriftelijk", ConsentManner.DIGITAL: "digitaal", ConsentManner.ORAL: "mondeling",
}
OBSERVER = {
    Observer.CARETAKER: "een huismeester",
    Observer.CRAFTSMAN: "een vakman",
    Observer.SUPERVISOR: "een opzichter",
    Observer.CONTRACTOR: "een aannemer",
    Observer.HOUSING_CONSULTANT: "een woonconsulent",
    Observer.LETTING_OFFICER: "een verhuurmedewerker",
}
OCCASION = {
    Occasion.RENOVATION: "bij een renovatie",
    Occasion.MAINTENANCE: "bij onderhoud",
    Occasion.HOME_VISIT: "bij een huisbezoek",
    Occasion.ALLOCATION: "bij het toewijzen van een woning",
    Occasion.SOCIAL_COLLECTION: "bij een gesprek over de huur",
    Occasion.OTHER: "bij een andere gelegenheid",
}
WITHDRAWAL = {
    WithdrawalReason.PAID: "de achterstand is betaald",
    WithdrawalReason.ARRANGEMENT: "er is een betalingsregeling",
    WithdrawalReason.MISTAKEN: "het signaal was onterecht",
    WithdrawalReason.TENANT_OBJECTS: "de huurder maakte bezwaar",
    WithdrawalReason.CONSENT_WITHDRAWN: "de inwoner trok de toestemming in",
    WithdrawalReason.MOVED: "de inwoner is verhuisd",
    WithdrawalReason.DECEASED: "de inwoner is overleden",
}
END_RESULT = {
    entry.name: entry.definition for codes in CODES if codes.english == "EndResult" for entry in codes.entries
}
"""What each national end result means; the result itself is its own label."""
NEWS = {
    NEW_SIGNAL: "Er is een nieuw signaal bij gekomen",
    WITHDRAWN: "De corporatie trok een signaal in",
    AMENDED: "De corporatie veranderde een signaal",
    REASSIGNED: "De teamleider zette deze verwijzing op uw naam",
    NOT_DELIVERED: "Een gepland bericht is niet verstuurd",
    PARTNER_ANSWERED: "Een partner gaf antwoord",
    HANDED_OVER: "Het andere loket droeg werk over, of de inwoner nam laat een aanbod aan",
    **help_words.NEWS,
}
ROLE = {
    "behandelaar": "Behandelaar", "teamleider": "Teamleider", "manager": "Manager",
    "beheerder": "Beheerder", "corporatie": "Corporatie", "partner": "Partner",
}


def role_label(role: str) -> str:
    """For example: Behandelaar schuldhulp."""
    kind, _, worklist = role.partition(":")
    return f"{ROLE[kind]} {WORKLIST[Desk(worklist)].lower()}" if worklist else ROLE[kind]


def sentence(text: str) -> str:
    """A label as a sentence of its own: a capital in front and a full stop at the end."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")


def listed(parts: list[str]) -> str:
    """For example: a, b en c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}" if parts else ""


def plural(count: int, one: str, more: str) -> str:
    """For example: 1 werkdag, 2 werkdagen."""
    return f"{count} {one if count == 1 else more}"
