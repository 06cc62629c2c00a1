"""A receipt as people read it: the same words on paper, on the command line and on the page.

Works on the signed content, so what is shown is what was signed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from service.policy.threshold import euros
from service.rules.certainty import Nature
from service.rules.core import Outcome
from service.rules.dutch import day as in_dutch
from service.rules.facts import Kind, Reaction
from service.signals.receipt.age import age_in_words, mark_in_words
from service.signals.schemas import WithdrawalReason
from service.signals.status import SignalStatus

NONE = "-"
KIND = {Kind.RENT_ARREARS: "Huurachterstand", Kind.BEHIND_THE_DOOR: "Signaal achter de voordeur"}
STATUS = {
    SignalStatus.RECEIVED: "Ontvangen, nog niet opgepakt",
    SignalStatus.FORWARDED: "Doorgezet naar de uitvoering, nog niet opgepakt",
    SignalStatus.PICKED_UP: "Opgepakt",
    SignalStatus.CLOSED: "Afgesloten",
    SignalStatus.NOT_TAKEN_UP: "Niet opgepakt",
    SignalStatus.WITHDRAWN: "Ingetrokken door de corporatie",
}
WITHDRAWAL = {
    WithdrawalReason.PAID: "de achterstand is betaald",
    WithdrawalReason.ARRANGEMENT: "er is een betalingsregeling",
    WithdrawalReason.MISTAKEN: "het signaal was onterecht",
    WithdrawalReason.TENANT_OBJECTS: "de huurder heeft later bezwaar gemaakt",
    WithdrawalReason.CONSENT_WITHDRAWN: "de toestemming is ingetrokken",
    WithdrawalReason.MOVED: "de huurder is verhuisd",
    WithdrawalReason.DECEASED: "de huurder is overleden",
}
REACTION = {Reaction.NONE: "geen reactie", Reaction.CONSENT: "toestemming gegeven"}
OUTCOME = {Outcome.YES: "Voldaan", Outcome.NO: "Niet voldaan", Outcome.UNKNOWN: "Onbekend"}
NATURE = {
    Nature.LAW: "Dit staat in de wet.",
    Nature.READING: "Dit is onze lezing van de wet.",
    Nature.ARRANGEMENT: "Dit is een afspraak, geen wet.",
}
CONDITION = {
    "overeenkomst": "Er is een overeenkomst",
    "woonruimte": "Het gaat om een woning",
    "huidigeHuurder": "Het gaat om een huurder van nu",
    "achterstand": "Er is een achterstand",
    "persoonlijkContact": "De verhuurder zocht persoonlijk contact",
    "gewezenOpSchuldhulp": "De verhuurder wees op schuldhulp",
    "schriftelijkeHerinnering": "De verhuurder stuurde een herinnering",
    "aanbodGegevensdeling": "De verhuurder bood aan om gegevens te delen",
    "geenBezwaar": "De huurder maakte geen bezwaar",
    "geenNagekomenRegeling": "Er is geen regeling die wordt nagekomen",
    "geenAcuutGevaar": "Er is geen acuut gevaar",
    "geenVermoedenGeweld": "Er is geen vermoeden van geweld of mishandeling",
    "geenStrafbaarFeit": "Er is geen vermoeden van een strafbaar feit",
    "toestemmingGegeven": "Er is toestemming gegeven",
    "toestemmingDoorBetrokkene": "De inwoner gaf zelf toestemming",
    "toestemmingUitdrukkelijk": "De toestemming is uitdrukkelijk",
    "toestemmingVoorBestemming": "De toestemming geldt voor deze werklijst",
}
"""Each condition as what must hold, in a few words."""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    facts: tuple[Fact, ...]


def sections(content: dict[str, Any]) -> tuple[Section, ...]:
    """The whole receipt in words, without the conditions."""
    rent = content.get("huurachterstand")
    found = [Section("Het signaal", _signal(content))]
    if rent:
        found += [Section("Wat de corporatie deed", steps(rent)), Section("Bedrag", amounts(rent))]
    else:
        given = content["achterDeVoordeur"]["toestemmingVastgelegd"]
        found += [Section("Toestemming", (Fact("Bij ontvangst vastgelegd", "Ja" if given else "Nee"),))]
    found += [Section("Wat de gemeente deed", course(content["stand"]))]
    if age := content.get("ouderdom"):
        found += [Section("Ouderdom van het signaal", ages(age))]
    return (*found, Section("Dit bewijs", _issue(content)))


def _signal(content: dict[str, Any]) -> tuple[Fact, ...]:
    signal, town = content["signaal"], content["gemeente"]
    return (
        Fact("Ontvangen", received(signal["ontvangen"])),
        Fact("Gemeente", f"{town['naam']} ({town['code']})"),
        Fact("Corporatie", content["corporatie"]["naam"]),
        Fact("Referentie", signal["referentie"]),
        Fact("Soort signaal", KIND[Kind(signal["soort"])]),
        Fact("Datum van het signaal", day(signal["signaaldatum"])),
    )


def steps(rent: dict[str, Any]) -> tuple[Fact, ...]:
    """The four steps of article 2, each with its letter and day, and what the tenant answered."""
    done = rent["socialeIncasso"]
    return (
        Fact("a. Persoonlijk contact gezocht", day(done["contactGezochtOp"])),
        Fact("b. Gewezen op schuldhulp", day(done["gewezenOpSchuldhulpOp"])),
        Fact("c. Schriftelijke herinnering", day(done["herinneringVerstuurdOp"])),
        Fact("d. Aanbod gegevens te delen", day(done["aanbodGedaanOp"])),
        Fact("Bezwaar van de huurder", _objection(done)),
    )


def _objection(done: dict[str, Any]) -> str:
    if not done["geenBezwaar"]:
        return "De huurder maakte bezwaar"
    return f"Geen bezwaar ({REACTION[Reaction(done['reactieHuurder'])]})"


def amounts(rent: dict[str, Any]) -> tuple[Fact, ...]:
    """The amount as it was reported, and each change."""
    changes = (
        Fact(f"Gemeld op {in_dutch(_local(change['op']).date())}", euros(change["bedragInCenten"]))
        for change in rent["actualiseringen"]
    )
    return (
        Fact("Bedrag bij ontvangst", euros(rent["bedragInCenten"])),
        Fact("Achterstand sinds", day(rent["ontstaansdatum"])), *changes,
    )


def course(stand: dict[str, Any]) -> tuple[Fact, ...]:
    """What the municipality did with the signal: the process, nothing else."""
    withdrawn, declined = stand["ingetrokken"], stand["nietOpgepaktOp"]
    found = [
        Fact("Stand bij uitgifte", STATUS[SignalStatus(stand["status"])]),
        Fact("Opgepakt", moment(stand["opgepaktOp"]) if stand["opgepakt"] else "Nee"),
        Fact("Afgesloten", moment(stand["afgeslotenOp"]) if stand["afgeslotenOp"] else "Nee"),
    ]
    if declined:
        found += [Fact("Gemeld dat niet wordt opgepakt", moment(declined))]
        found += [Fact("Reden", stand["nietOpgepaktReden"])] if stand["nietOpgepaktReden"] else []
    if withdrawn:
        found += [Fact("Ingetrokken", moment(withdrawn["op"]))]
        if withdrawn["reden"]:
            found += [Fact("Reden van intrekking", WITHDRAWAL[WithdrawalReason(withdrawn["reden"])])]
    return tuple(found)


def ages(age: dict[str, Any]) -> tuple[Fact, ...]:
    return (
        Fact(f"Op {day(age['peildatum'])}", age_in_words(age)),
        Fact("Twee maanden oud op", mark_in_words(age["tweeMaandenOudOp"], reached=age["tweeMaandenOud"])),
        Fact("Zes maanden oud op", mark_in_words(age["zesMaandenOudOp"], reached=age["zesMaandenOud"])),
    )


def _issue(content: dict[str, Any]) -> tuple[Fact, ...]:
    signing = content["ondertekening"]
    return (
        Fact("Bewijsnummer", content["bewijsnummer"]),
        Fact("Uitgegeven", moment(content["uitgegeven"])),
        Fact("Regelversie", content["beoordeling"]["regelversie"]),
        Fact("Sleutel", signing["sleutel"]),
    )


def received(at: dict[str, str]) -> str:
    """For example: 14 september 2026, 10.15 uur in Amsterdam (08.15 uur UTC)."""
    here, utc = _local(at), datetime.fromisoformat(at["utc"])
    # Shortly after midnight in Amsterdam it is still the day before in UTC.
    other = f"{in_dutch(utc.date())}, " if utc.date() != here.date() else ""
    return f"{moment(at)} in Amsterdam ({other}{utc:%H.%M} uur UTC)"


def moment(at: dict[str, str] | None) -> str:
    """For example: 14 september 2026, 10.15 uur. The day and the hour are those in Amsterdam."""
    return f"{in_dutch(_local(at).date())}, {_local(at):%H.%M} uur" if at else NONE


def day(value: str | None) -> str:
    return in_dutch(date.fromisoformat(value)) if value else NONE


def _local(at: dict[str, str]) -> datetime:
    return datetime.fromisoformat(at["amsterdam"])
