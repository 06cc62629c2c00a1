"""What is handed over to a municipality that does not work with this service: only what corporations sent. Pure.

Built from named fields, so that nothing of the work of the municipality can slip in.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from service import clock

KIND_OF_DOCUMENT = "overdrachtVroegsignaal"
VERSION = 1
_BGS, _WGS = "Besluit gemeentelijke schuldhulpverlening", "Wet gemeentelijke schuldhulpverlening"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """What the hand-over rests on; `quotation` stands in a file of `service/rules/texts`, None: it is only cited."""

    source: str
    quotation: str | None


BASES = (
    LegalBasis(
        f"{_BGS}, artikel 2, aanhef",
        "De verhuurder van een tot bewoning bestemde onroerende zaak verstrekt als er achterstand is in het betalen "
        "van de huur de contactgegevens van de huurder en de hoogte van de achterstand aan het college voor "
        "schuldhulpverlening",
    ),
    LegalBasis(
        f"{_WGS}, artikel 3, eerste lid, onder b",
        "een inwoner een aanbod te doen tot een eerste gesprek als bedoeld in artikel 4, eerste lid, als een bij of "
        "krachtens algemene maatregel van bestuur te bepalen signaal van schuldeisers is ontvangen door het college "
        "over betalingsachterstanden, dat een goede indicatie vormt voor meer schulden.",
    ),
    LegalBasis(
        f"{_WGS}, artikel 8b, tweede lid",
        "Onder noodzakelijke gegevens wordt verstaan de gegevens uit de basisregistratie personen en gegevens die "
        "noodzakelijk zijn om de signalen, bedoeld in de artikelen 3, eerste lid, onderdeel b, of 10, te verwerken.",
    ),
)
BY_ADDRESS = LegalBasis("Algemene wet bestuursrecht, artikel 2:3, eerste en derde lid", None)
WHAT_IS_IN_IT = (
    "Dit bestand bevat wat de corporatie stuurde, en de dag waarop dat is ontvangen. Van het werk van de eerste "
    "gemeente gaat niets mee: geen contactpogingen, berichten, afspraken, notities of antwoorden van de inwoner."
)
ADDRESS_NOW = "Het adres is dat wat de corporatie stuurde. Kijk in de BRP wat nu het adres is."
DEADLINE_THERE = (
    "De termijn van het eerste gesprek (Wgs artikel 4) begint bij uw gemeente op de dag waarop u dit bestand ontvangt. "
    "Of u een overeenkomst hebt met de corporatie, gaat u zelf na."
)
NOT_TOLD = (
    "De corporatie hoort alleen: Persoon is geen inwoner (meer) in de gemeente. Zij hoort niet waar de inwoner woont. "
    "Vertel haar dat ook niet zonder grond."
)
TOLD_BY_ADDRESS = (
    "Het adres in het signaal ligt zelf in uw gemeente. Daarom hoort de corporatie naar welke gemeente het signaal "
    "ging."
)
NOT_KEPT = (
    "Dit bestand is één keer gemaakt en wordt door de dienst niet bewaard. Stuur het versleuteld, en wis het na het "
    "versturen."
)


@dataclass(frozen=True, slots=True)
class HandedOverReport:
    """One rent signal as it stands now: what the corporation sent, and the day it reached the first municipality."""

    corporation: str
    reference: str
    signal_date: date
    received_on: date
    subject: dict[str, Any]
    rent: dict[str, Any]


@dataclass(frozen=True, slots=True)
class HandedOverReports:
    """From which municipality (code and name) to which code, and when. `by_address`: the posted address lies there."""

    sender: tuple[str, str]
    code: str
    at: datetime
    by_address: bool
    reports: tuple[HandedOverReport, ...]


def forwarding_document(handed: HandedOverReports) -> dict[str, Any]:
    """Everything that is handed over, in the words of the public contract."""
    bases = (*BASES, BY_ADDRESS) if handed.by_address else BASES
    return {
        "soortBestand": KIND_OF_DOCUMENT, "versie": VERSION,
        "gemaaktOp": clock.spelled(handed.at), "doorgezondenOp": clock.day_of(handed.at).isoformat(),
        "van": {"gemeentecode": handed.sender[0], "naam": handed.sender[1]},
        "voor": {"gemeentecode": handed.code},
        "grondslag": [{"bron": basis.source, "tekst": basis.quotation} for basis in bases],
        "signalen": [_report(report) for report in handed.reports],
        "toelichting": [
            WHAT_IS_IN_IT, ADDRESS_NOW, DEADLINE_THERE, TOLD_BY_ADDRESS if handed.by_address else NOT_TOLD, NOT_KEPT,
        ],
    }


def _report(report: HandedOverReport) -> dict[str, Any]:
    return {
        "corporatie": report.corporation, "referentie": report.reference, "soort": "huurachterstand",
        "signaaldatum": report.signal_date.isoformat(), "ontvangenOp": report.received_on.isoformat(),
        "betrokkene": report.subject, "huurachterstand": report.rent,
    }
