"""From the checked values of a form to the frozen report. Pure: what is wrong was said before."""

from typing import Any

from service.rules.facts import Consent, Kind
from service.signals.contact_wish import CONTACT_WISH, contact_wish_counts, contact_wish_of
from service.signals.report import Address, BehindTheDoor, RentArrears, Report, SocialCollection, Subject, Threat


def report_of(data: dict[str, Any]) -> Report:
    kind = data["soort"]
    return Report(
        kind=kind,
        reference=data["referentie"],
        municipality_code=data["gemeentecode"],
        signal_date=data["signaaldatum"],
        subject=subject_of(data["betrokkene"]),
        rent=rent_of(data["huurachterstand"]) if kind is Kind.RENT_ARREARS else None,
        door=door_of(data["achterDeVoordeur"]) if kind is Kind.BEHIND_THE_DOOR else None,
    )


def address_of(data: dict[str, Any]) -> Address:
    return Address(data["postcode"], data["huisnummer"], data.get("huisletter"), data.get("huisnummertoevoeging"))


def subject_of(data: dict[str, Any]) -> Subject:
    return Subject(
        surname=data["achternaam"],
        address=address_of(data["adres"]),
        initials=data.get("voorletters"),
        prefix=data.get("tussenvoegsels"),
        birth_date=data.get("geboortedatum"),
        phone=data.get("telefoonnummer"),
        email=data.get("emailadres"),
    )


def rent_of(data: dict[str, Any]) -> RentArrears:
    steps = data["socialeIncasso"]
    return RentArrears(
        amount_cents=data["bedragInCenten"],
        since=data["ontstaansdatum"],
        purpose=data["bestemming"],
        current_tenant=data["huidigeHuurder"],
        arrangement=data["betalingsregeling"],
        steps=SocialCollection(
            steps["contactGezochtOp"], steps["gewezenOpSchuldhulpOp"], steps["herinneringVerstuurdOp"],
            steps["aanbodBijHerinnering"], steps["reactieHuurder"],
        ),
        threat=threat_of(data.get("dreiging")),
        warm_handover=data.get("warmeOverdracht", False),
    )


def threat_of(data: dict[str, Any] | None) -> Threat | None:
    return Threat(data["fase"], data.get("datum"), data["soort"]) if data else None


def door_of(data: dict[str, Any]) -> BehindTheDoor:
    return BehindTheDoor(
        concerns=tuple(dict.fromkeys(data["zorgen"])),
        acute_danger=data["acuutGevaar"],
        observer=data["waargenomenDoor"],
        occasion=data["aanleiding"],
        consent=_consent(data["toestemming"]),
        project_code=data.get("projectcode"),
        contact_wish=contact_wish_of(data.get(CONTACT_WISH)) if contact_wish_counts(data) else None,
    )


def _consent(data: dict[str, Any] | None) -> Consent | None:
    if data is None:
        return None
    return Consent(
        data["gegevenDoor"], data["gegevenOp"], data["wijze"], data["uitdrukkelijk"], frozenset(data["bestemmingen"]),
    )
