"""What may go from one desk to the other, and on which ground. Pure.

From debt help to the wijkteam only with explicit consent (Wmo 2015 article 5.1.1(4)); from the wijkteam to debt help
when that is necessary (Wgs article 8d). Either way only the contact data go along: no amounts, no worries.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from service.rules.facts import ConsentGiver, ConsentManner, Destination, Ground

WITH_CONSENT = "Wmo 2015 artikel 5.1.1, vierde lid"
WHEN_NECESSARY = "Wgs artikel 8d"
WITHDRAWAL = "AVG artikel 7, derde lid"
OWN_REQUEST = "Wgs artikel 4, eerste lid, onder a"
CONTACT_DATA = (
    "voorletters", "tussenvoegsels", "achternaam", "geboortedatum", "adres", "telefoonnummer", "emailadres",
)
ASKED = "hulpvraag"
"""Where a sealed copy holds what a resident said who asked for help without anybody between: for this desk only."""
_GIVERS = frozenset({ConsentGiver.RESIDENT, ConsentGiver.REPRESENTATIVE})
NO_CONSENT = (
    "Gegevens van de schuldhulp mogen alleen naar het wijkteam met uitdrukkelijke toestemming van de inwoner of een "
    f"vertegenwoordiger ({WITH_CONSENT}). "
)
_ASK = "Vraag de inwoner om toestemming en leg vast wie haar gaf, wanneer en hoe."


class HandOverReason(StrEnum):
    """Why the wijkteam's knowledge is necessary for debt help (Wgs article 8d). No free text."""

    NECESSARY = "noodzakelijk"
    ASKED_BY_RESIDENT = "inwonerVraagtErom"
    DEBTS_HINDER_SUPPORT = "schuldenBelemmerenOndersteuning"
    THREATENING = "bedreigendeSituatie"


class LinkKind(StrEnum):
    HAND_OVER = "overdracht"
    LATE_ACCEPTANCE = "laatGeaccepteerd"
    ASKED = "zelfGevraagd"


@dataclass(frozen=True, slots=True)
class GivenConsent:
    given_by: ConsentGiver
    given_on: date
    manner: ConsentManner
    explicit: bool
    for_destination: bool = True


def is_valid(consent: GivenConsent) -> bool:
    return consent.explicit and consent.for_destination and consent.given_by in _GIVERS


def lacking(consent: GivenConsent | None, forbidden: str, place: str) -> str | None:
    """What a consent lacks to share with `place`, after the sentence that says what is forbidden without; or None."""
    if consent is None:
        return forbidden + _ASK
    if consent.given_by not in _GIVERS:
        return f"{forbidden}Iemand anders kan die toestemming niet geven. {_ASK}"
    if not consent.for_destination:
        return f"{forbidden}Deze toestemming geldt niet voor {place}. {_ASK}"
    return None if consent.explicit else f"{forbidden}Deze toestemming is niet uitdrukkelijk gegeven. {_ASK}"


def refusal(target: Destination, consent: GivenConsent | None) -> str | None:
    """Why the law forbids to hand over, with what would make it lawful; None when it may."""
    return None if target is Destination.DEBT_HELP else lacking(consent, NO_CONSENT, "het wijkteam")


def ground_at(target: Destination) -> Ground:
    return Ground.OWN_REQUEST if target is Destination.DEBT_HELP else Ground.CARE


def legal_basis(target: Destination) -> str:
    return WHEN_NECESSARY if target is Destination.DEBT_HELP else WITH_CONSENT


def is_threatening(target: Destination, reason: HandOverReason | None) -> bool:
    """Only debt help knows a threatening situation (Wgs article 4(2))."""
    return target is Destination.DEBT_HELP and reason is HandOverReason.THREATENING


def contact_data(subject: dict[str, Any]) -> dict[str, Any]:
    """All of a person that goes along: how to reach them, and to know who it is."""
    return {name: subject[name] for name in CONTACT_DATA if name in subject}


def shown_reason(target: str, reason: str | None, *, incoming: bool) -> str | None:
    """A reason speaks of debts: who receives it reads it only at debt help, which the law lets know it."""
    return reason if not incoming or target == Destination.DEBT_HELP else None
