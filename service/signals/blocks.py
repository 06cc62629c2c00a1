"""What is kept of a report: the facts without the person, and the person for the vault. Pure."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from service.rules.core import Decision
from service.signals.contact_wish import CONTACT_WISH, contact_wish_document
from service.signals.report import BehindTheDoor, RentArrears, Report, Subject, Threat


def facts_document(report: Report, decision: Decision) -> dict[str, Any]:
    """The reported block in the words of the contract; a worry that may not be passed on is left out."""
    if report.rent is not None:
        return _rent_document(report.rent)
    assert report.door is not None, "a report holds the block that its kind names"
    kept = {concern for destined in decision.destined for concern in destined.concerns}
    return _door_document(report.door, [concern for concern in report.door.concerns if concern in kept])


def receipt_facts(report: Report) -> dict[str, Any]:
    """What the receipt of a rent signal rests on, and nothing else: the amount, since when, and the four steps."""
    assert report.rent is not None, "only a rent signal is declined"
    whole = _rent_document(report.rent)
    return {name: whole[name] for name in ("bedragInCenten", "ontstaansdatum", "socialeIncasso")}


def _rent_document(rent: RentArrears) -> dict[str, Any]:
    steps = rent.steps
    return {
        "bedragInCenten": rent.amount_cents,
        "ontstaansdatum": rent.since.isoformat(),
        "bestemming": rent.purpose,
        "huidigeHuurder": rent.current_tenant,
        "betalingsregeling": rent.arrangement,
        "socialeIncasso": {
            "contactGezochtOp": _iso(steps.contact_sought_on),
            "gewezenOpSchuldhulpOp": _iso(steps.pointed_to_help_on),
            "herinneringVerstuurdOp": _iso(steps.reminder_sent_on),
            "aanbodBijHerinnering": steps.offer_with_reminder,
            "reactieHuurder": steps.reaction,
        },
        "dreiging": threat_document(rent.threat),
        "warmeOverdracht": rent.warm_handover,
    }


def threat_document(threat: Threat | None) -> dict[str, Any] | None:
    return {"soort": threat.kind, "fase": threat.phase, "datum": _iso(threat.day)} if threat else None


def _door_document(door: BehindTheDoor, concerns: list[Any]) -> dict[str, Any]:
    consent = door.consent
    return {
        "zorgen": concerns,
        "waargenomenDoor": door.observer,
        "aanleiding": door.occasion,
        "projectcode": door.project_code,
        "toestemming": consent and {
            "gegevenDoor": consent.given_by,
            "gegevenOp": consent.given_on.isoformat(),
            "wijze": consent.manner,
            "uitdrukkelijk": consent.explicit,
            "bestemmingen": sorted(consent.destinations),
        },
    }


def subject_document(subject: Subject) -> dict[str, Any]:
    """The person as the vault keeps it, in the words of the contract; what is not known is left out."""
    address = subject.address
    return _known({
        "voorletters": subject.initials,
        "tussenvoegsels": subject.prefix,
        "achternaam": subject.surname,
        "geboortedatum": _iso(subject.birth_date),
        "adres": _known({
            "postcode": address.postcode, "huisnummer": address.number, "huisletter": address.letter,
            "huisnummertoevoeging": address.addition,
        }),
        "telefoonnummer": subject.phone,
        "emailadres": subject.email,
    })


def subject_context(signal_id: UUID) -> str:
    """What binds a sealed person to its signal."""
    return f"signal:{signal_id}"


def sealed_document(report: Report) -> dict[str, Any]:
    """What the vault keeps of a report: the person, and how this person wants to be reached."""
    wish = report.door.contact_wish if report.door else None
    document = subject_document(report.subject)
    return document | ({CONTACT_WISH: contact_wish_document(wish)} if wish else {})


def content_of(report: Report) -> str:
    """Everything in a report, spelled one way: two reports are the same when these texts are equal."""
    if report.door is not None:
        # Worries are a set: a package may send them in any order.
        # Without a wish the text is what it was before wishes were known: what came in then is still known again.
        wish: Any = report.door.contact_wish or msgspec.UNSET
        door = replace(report.door, concerns=tuple(sorted(report.door.concerns)), contact_wish=wish)
        report = replace(report, door=door)
    return msgspec.json.encode(report, order="sorted").decode()


def _known(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value is not None}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
