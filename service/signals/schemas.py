"""From Dutch JSON to a frozen report, and back: the form of a signal, every fault at once.

Relations between dates are checked also when other fields are wrong, on the part that could be read.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, pre_load

from service.errors import Fault, InvalidInput
from service.forms import Code, Day, Flag, Form, Part, Several, Text, WholeNumber, faults_of
from service.http.contact_fields import EmailAddress, PhoneNumber, Surname
from service.rules.facts import (
    Arrangement,
    Concern,
    ConsentGiver,
    ConsentManner,
    Destination,
    Kind,
    Purpose,
    Reaction,
    ThreatPhase,
)
from service.signals.assemble import door_of, rent_of, report_of
from service.signals.contact_wish import CONTACT_WISH, ContactWay, DayPart, MessageCategory, contact_wish_counts
from service.signals.report import BehindTheDoor, Observer, Occasion, RentArrears, Report, ThreatKind

HIGHEST_AMOUNT = 100_000_000
_NAME_HINT = "Gebruik geen spaties aan het begin of eind."
_TRIMMED = r"\S(?:.*\S)?"


class AddressForm(Form):
    published = "Adres"

    postcode = Text(
        6, r"[1-9][0-9]{3}(?!SA|SD|SS)[A-Z]{2}", "Schrijf de postcode als 1234AB, zonder spatie.", required=True,
    )
    huisnummer = WholeNumber(1, 99999, required=True)
    huisletter = Text(1, r"[A-Za-z]", "Verwacht een letter.")
    huisnummertoevoeging = Text(6, r"[0-9A-Za-z](?:[0-9A-Za-z ./-]*[0-9A-Za-z])?", "Verwacht letters of cijfers.")


class SubjectForm(Form):
    published = "Betrokkene"

    voorletters = Text(30, _TRIMMED, _NAME_HINT)
    tussenvoegsels = Text(30, _TRIMMED, _NAME_HINT)
    achternaam = Surname(200, _TRIMMED, _NAME_HINT, required=True)
    geboortedatum = Day()
    adres = Part(AddressForm, required=True)
    telefoonnummer = PhoneNumber()
    emailadres = EmailAddress()


class ThreatForm(Form):
    published = "Dreiging"

    soort = Code(ThreatKind, required=True)
    fase = Code(ThreatPhase, required=True)
    datum = Day(allow_none=True)


class SocialCollectionForm(Form):
    published = "SocialeIncasso"

    contactGezochtOp = Day(required=True, allow_none=True)  # noqa: N815
    gewezenOpSchuldhulpOp = Day(required=True, allow_none=True)  # noqa: N815
    herinneringVerstuurdOp = Day(required=True, allow_none=True)  # noqa: N815
    aanbodBijHerinnering = Flag(required=True)  # noqa: N815
    reactieHuurder = Code(Reaction, required=True)  # noqa: N815


class RentForm(Form):
    published = "Huurachterstand"

    bedragInCenten = WholeNumber(0, HIGHEST_AMOUNT, required=True)  # noqa: N815
    ontstaansdatum = Day(required=True)
    bestemming = Code(Purpose, required=True)
    huidigeHuurder = Flag(required=True)  # noqa: N815
    betalingsregeling = Code(Arrangement, required=True)
    socialeIncasso = Part(SocialCollectionForm, required=True)  # noqa: N815
    dreiging = Part(ThreatForm)
    warmeOverdracht = Flag()  # noqa: N815


class ConsentForm(Form):
    published = "Toestemming"

    gegevenDoor = Code(ConsentGiver, required=True)  # noqa: N815
    gegevenOp = Day(required=True)  # noqa: N815
    wijze = Code(ConsentManner, required=True)
    uitdrukkelijk = Flag(required=True)
    bestemmingen = Several(Code(Destination), 10, required=True)


class ContactWishForm(Form):
    published = "Contactwens"

    manier = Code(ContactWay, allow_none=True)
    soorten = Several(Code(MessageCategory), 3, allow_none=True)
    veilig = Flag(allow_none=True)
    taal = Text(2, r"[a-z]{2}", "Schrijf de taal als code van twee letters, zoals ar of pl.", allow_none=True)
    dagdeel = Code(DayPart, allow_none=True)


class DoorForm(Form):
    published = "AchterDeVoordeur"

    zorgen = Several(Code(Concern), 50, required=True)
    acuutGevaar = Flag(required=True)  # noqa: N815
    waargenomenDoor = Code(Observer, required=True)  # noqa: N815
    aanleiding = Code(Occasion, required=True)
    projectcode = Text(40, r"[0-9A-Za-z][0-9A-Za-z._/-]*", "Gebruik letters, cijfers en - . _ /, zonder spaties.")
    toestemming = Part(ConsentForm, required=True, allow_none=True)
    contactwens = Part(ContactWishForm, allow_none=True)

    @pre_load
    def passed_over(self, data: Any, **_more: Any) -> Any:
        """A wish that does not count is never the reason of a 400: that would hide a signpost."""
        if isinstance(data, dict) and CONTACT_WISH in data and not contact_wish_counts(data):
            return {name: value for name, value in data.items() if name != CONTACT_WISH}
        return data


class SignalForm(Form):
    """A signal as a corporation posts it (section 2.2 of the public contract)."""

    published = "Signaal"

    soort = Code(Kind, required=True)
    referentie = Text(64, _TRIMMED, _NAME_HINT, required=True)
    gemeentecode = Text(4, r"[0-9]{4}", "Verwacht vier cijfers, zoals 0363.", required=True)
    signaaldatum = Day(required=True)
    betrokkene = Part(SubjectForm, required=True)
    huurachterstand = Part(RentForm)
    achterDeVoordeur = Part(DoorForm)  # noqa: N815


class WithdrawalReason(StrEnum):
    PAID = "betaald"
    ARRANGEMENT = "betalingsregeling"
    MISTAKEN = "onterecht"
    TENANT_OBJECTS = "bezwaarHuurder"
    CONSENT_WITHDRAWN = "toestemmingIngetrokken"
    MOVED = "verhuisd"
    DECEASED = "overleden"


class WithdrawalForm(Form):
    published = "Intrekking"

    reden = Code(WithdrawalReason, required=True)


class AmendmentForm(Form):
    """A changed amount, a changed threat, or both; what is left out stays as it was."""

    published = "Actualisering"

    bedragInCenten = WholeNumber(0, HIGHEST_AMOUNT)  # noqa: N815
    dreiging = Part(ThreatForm, allow_none=True)


# Forms are made once: making one costs more than reading a signal with it.
_SIGNAL, _RENT, _DOOR = SignalForm(), RentForm(), DoorForm()


def read_report(document: Any, received_on: date) -> Report:
    """The report in a JSON document received on a day. Raises `InvalidInput` with every fault at once."""
    faults: list[Fault] = []
    try:
        data: Any = _SIGNAL.load(document)
    except ValidationError as error:
        data = error.valid_data
        faults += faults_of(error.messages)
        # Where the input is no object at all there is nothing to compare.
        data = data if isinstance(document, dict) and isinstance(data, dict) else {}
    faults += relation_faults(document, data, received_on)
    if faults:
        raise InvalidInput(faults)
    return report_of(data)


def relation_faults(document: Any, data: dict[str, Any], received_on: date) -> Iterator[Fault]:
    """What is wrong between fields: `document` as it was sent, `data` the part of it that could be read."""
    if isinstance(document, dict):
        yield from _block_faults(document, data.get("soort"))
    yield from _date_faults(data, received_on)


def _block_faults(document: dict[str, Any], kind: Kind | None) -> Iterator[Fault]:
    """Only the block that `soort` names may be present, and it must be."""
    if kind is None:
        return
    for other in Kind:
        if other is kind and other not in document:
            yield Fault(f"#/{other}", "verplicht", f"Bij soort {kind} hoort het blok {other}.")
        if other is not kind and other in document:
            yield Fault(f"#/{other}", "pastNietBijSoort", f"Dit blok hoort niet bij soort {kind}. Haal het weg.")


def _date_faults(data: dict[str, Any], received_on: date) -> Iterator[Fault]:
    signal_date = data.get("signaaldatum")
    if signal_date and signal_date > received_on:
        yield Fault("#/signaaldatum", "datumInToekomst", "De signaaldatum mag niet na de dag van ontvangst liggen.")
    latest = min(signal_date, received_on) if signal_date else received_on
    after = "Deze datum mag niet na de signaaldatum liggen."
    for at, day in _days_until_signal(data):
        if day and day > latest:
            yield Fault(at, "naSignaaldatum", after)
    rent = _dict(data.get(Kind.RENT_ARREARS))
    since = rent.get("ontstaansdatum")
    for at, day in _step_days(rent):
        if since and day and day < since:
            yield Fault(at, "voorOntstaansdatum", "Deze stap mag niet voor het ontstaan van de achterstand liggen.")


def _days_until_signal(data: dict[str, Any]) -> Iterator[tuple[str, date | None]]:
    rent = _dict(data.get(Kind.RENT_ARREARS))
    consent = _dict(_dict(data.get(Kind.BEHIND_THE_DOOR)).get("toestemming"))
    yield "#/betrokkene/geboortedatum", _dict(data.get("betrokkene")).get("geboortedatum")
    yield "#/huurachterstand/ontstaansdatum", rent.get("ontstaansdatum")
    yield from _step_days(rent)
    yield "#/achterDeVoordeur/toestemming/gegevenOp", consent.get("gegevenOp")


def _step_days(rent: dict[str, Any]) -> Iterator[tuple[str, date | None]]:
    steps = _dict(rent.get("socialeIncasso"))
    for name in ("contactGezochtOp", "gewezenOpSchuldhulpOp", "herinneringVerstuurdOp"):
        yield f"#/huurachterstand/socialeIncasso/{name}", steps.get(name)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def read_rent(stored: dict[str, Any]) -> RentArrears:
    """The arrears in a stored block: the same form, with what is absent left out."""
    return rent_of(_RENT.load({key: value for key, value in stored.items() if value is not None}))


def read_door(stored: dict[str, Any]) -> BehindTheDoor:
    """What was seen, in a stored block: it was stored, so there was no acute danger."""
    kept = {key: value for key, value in stored.items() if value is not None or key == "toestemming"}
    return door_of(_DOOR.load(kept | {"acuutGevaar": False}))
