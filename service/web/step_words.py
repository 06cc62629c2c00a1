"""Words of the steps that the law counts, of handing over and of triage; one Dutch label per code."""

from service.referrals.progress import DecisionKind, OfferReaction, StepKind, TermLineKind
from service.referrals.questions import Finding, TriageAnswer, TriageReason
from service.referrals.sharing import HandOverReason
from service.referrals.status import ReopenReason
from service.rules.facts import Destination

DESK = {Destination.DEBT_HELP: "de schuldhulp", Destination.NEIGHBOURHOOD_TEAM: "het wijkteam"}
TERM_LINE = {
    TermLineKind.OFFER: "Aanbod van een eerste gesprek",
    TermLineKind.REACTION: "Antwoord van de inwoner",
    TermLineKind.TALK: "Eerste gesprek",
    TermLineKind.DECISION: "Besluit over schuldhulp",
    TermLineKind.INQUIRY: "Onderzoek door het wijkteam",
}
STEP = {
    StepKind.OFFER: "Aanbod van een eerste gesprek",
    StepKind.TALK: "Eerste gesprek",
    StepKind.DECISION: "Besluit over schuldhulp",
    StepKind.HELP_ENDED: "Einde van de schuldhulp",
    StepKind.RECEIPT: "Ontvangst bevestigd",
    StepKind.PLAN: "Verteld over het persoonlijk plan",
    StepKind.SUPPORT: "Gewezen op cliëntondersteuning",
    StepKind.INQUIRY: "Onderzoek afgerond",
}
OFFER_REACTION = {
    OfferReaction.ACCEPTED: "De inwoner neemt het aanbod aan",
    OfferReaction.DECLINED: "De inwoner wijst het aanbod af",
    OfferReaction.NONE: "Nog geen antwoord",
}
DECISION = {
    DecisionKind.PLAN: "Plan van aanpak",
    DecisionKind.REFUSAL: "Weigering",
    DecisionKind.WAIVED: "De inwoner zag in het gesprek zelf af van hulp; er komt geen besluit",
    DecisionKind.HELP_ENDED: "De hulp is gestopt",
}

FINDING = {
    Finding.NOT_REGISTERED: "De persoon staat niet als inwoner in de BRP",
    Finding.RENT_WITHHELD: "De huurder betaalt niet vanwege gebreken aan de woning",
}
TRIAGE_ANSWER = {
    TriageAnswer.GO_ON: "Doorzetten",
    TriageAnswer.STOP: "Niet oppakken",
    TriageAnswer.RESIDENT: "De persoon is inwoner",
    TriageAnswer.NOT_A_RESIDENT: "De persoon is geen inwoner",
    TriageAnswer.SPECIAL: "Toch helpen, om bijzondere omstandigheden",
}
TRIAGE_REASON = {
    TriageReason.SIGNAL_IN_ORDER: "Het signaal is in orde",
    TriageReason.TEAM_CHOSEN: "Er is een team gekozen",
    TriageReason.LIVES_HERE: "De persoon woont hier",
    TriageReason.HELP_IS_NEEDED: "Hulp is nodig",
    TriageReason.AGREEMENT_MADE: "Er geldt nu een overeenkomst of algemene toestemming",
    TriageReason.CONSENT_GIVEN: "De gemeente stemt in met deze melding",
    TriageReason.NO_AGREEMENT: "Zonder overeenkomst pakt de gemeente dit niet op",
    TriageReason.UNJUSTIFIED: "Het signaal is onterecht",
    TriageReason.REPEATED: "Het is een herhaalde melding",
    TriageReason.DECEASED: "De inwoner is overleden",
    TriageReason.LIVES_ELSEWHERE: "De persoon woont ergens anders",
    TriageReason.OTHER: "Er is een andere reden",
}
HAND_OVER_REASON = {
    HandOverReason.NECESSARY: "Het is nodig voor schuldhulp",
    HandOverReason.ASKED_BY_RESIDENT: "De inwoner vraagt erom",
    HandOverReason.DEBTS_HINDER_SUPPORT: "Schulden staan de ondersteuning in de weg",
    HandOverReason.THREATENING: "Er is een bedreigende situatie",
}
REOPEN_REASON = {
    ReopenReason.RESIDENT_CALLED: "De inwoner meldt zich alsnog",
    ReopenReason.NEW_FACTS: "Er is iets nieuws bekend",
    ReopenReason.MISTAKE: "De verwijzing is per ongeluk afgesloten",
}
FAULT = {
    "pastNietBijReactie": "Er is nog geen antwoord. Laat deze dag leeg.",
    "onbekendTeam": "Kies een team.",
}
"""What is told instead of the sentence of the use case, where that speaks to programs."""
