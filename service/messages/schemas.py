"""Forms and answers for messages, appointments and safe contact."""

from datetime import date, time
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, post_load

from service.forms import Code, Day, Flag, Form, Moment, Part, Several, Text
from service.messages.appointments import Offered
from service.messages.kind import MessageChannel, MessagePurpose
from service.messages.letter_address import LookedUp
from service.messages.prepare import Wish
from service.messages.resident import Postal
from service.messages.rules.rule import Severity
from service.messages.status import (
    AddressSource,
    AppointmentPlace,
    AppointmentReply,
    AppointmentStatus,
    Delivery,
    DeviationReason,
    MessageEnd,
    MessageStatus,
)
from service.phone_numbers import OFFICE_HINT, OFFICE_SHAPE
from service.signals.answers import codes_of

_ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_HOUR = "Verwacht een tijd als uu:mm, zoals 14:30."
STREET = r"[\w’'][^<>{}\n]{1,79}"
PLACE = r"[\w’'][^<>{}0-9\n]{1,59}"
HOUR = "([01][0-9]|2[0-3]):[0-5][0-9]"


class MessageForm(Form):
    published = "BerichtVraag"

    sjabloon = Text(60, required=True)
    kanaal = Code(MessageChannel, required=True)
    verzenden = Flag(required=True, metadata={"description": "false: alleen een voorbeeld, er gaat niets weg."})
    telefoon = Text(20, OFFICE_SHAPE, OFFICE_HINT, metadata={
        "description": "Het nummer waarop de inwoner de medewerker kan bellen.",
    })
    medewerker = Text(25, metadata={"description": "De naam onder het bericht. Zonder: die van wie dit vraagt."})
    afspraak = Text(36, _ID, "Verwacht de id van een afspraak.", metadata={
        "description": "Zonder: de afspraak die staat, als het sjabloon een afspraak noemt.",
    })
    moment = Moment(metadata={
        "description": "Een eigen moment van aankomst. Zonder: het eerste moment dat aan alle regels voldoet.",
    })
    afwijkreden = Code(DeviationReason, metadata={
        "description": "Nodig als het eigen moment tegen een regel ingaat; staat op de tijdlijn.",
    })
    groteLetters = Flag(metadata={"description": "true: een brief in letters van 14 punten."})  # noqa: N815


class MomentForm(Form):
    published = "Moment"

    datum = Day(required=True)
    tijd = Text(5, HOUR, _HOUR, required=True)

    @post_load
    def paired(self, data: dict[str, Any], **_more: Any) -> tuple[date, time]:
        """A value that can be compared with another."""
        return data["datum"], time.fromisoformat(data["tijd"])


class AppointmentForm(Form):
    published = "AfspraakVraag"

    datum = Day(required=True)
    tijd = Text(5, HOUR, _HOUR, required=True)
    plaats = Code(AppointmentPlace, required=True)
    bevestigd = Flag(load_default=False, metadata={"description": "true: de inwoner zei al ja."})
    medewerker = Text(25, metadata={"description": "Wie het gesprek voert. Zonder: wie dit vraagt."})
    andereMomenten = Several(Part(MomentForm), 5, metadata={  # noqa: N815
        "description": "Momenten die de inwoner in plaats daarvan zelf mag kiezen, op de bladzijde van de afspraak.",
    })


class AppointmentChangeForm(Form):
    published = "AfspraakWijziging"

    status = Code(AppointmentReply, required=True)


class LetterAddressForm(Form):
    published = "BriefadresVraag"

    straat = Text(80, STREET, "Verwacht de naam van de straat, zonder het huisnummer.", required=True)
    plaats = Text(60, PLACE, "Verwacht de naam van de plaats.", required=True)
    bron = Code(AddressSource, required=True)


class LetterAddressAnswer(Schema):
    published = "Briefadres"

    straat = fields.String(required=True)
    plaats = fields.String(required=True)


class ReasonAnswer(Schema):
    published = "PlanningReden"

    regel = fields.String(required=True)
    uitleg = fields.String(required=True)


class FindingAnswer(Schema):
    published = "RegelBevinding"

    id = fields.String(required=True)
    ernst = fields.String(required=True, metadata=codes_of(Severity))
    plaats = fields.String(required=True)
    uitleg = fields.String(required=True)
    beter = fields.String(required=True, allow_none=True)
    van = fields.Integer(required=True)
    tot = fields.Integer(required=True)


class DraftAnswer(Schema):
    published = "BerichtVoorbeeld"

    sjabloon = fields.String(required=True)
    kanaal = fields.String(required=True, metadata=codes_of(MessageChannel))
    doel = fields.String(required=True, metadata=codes_of(MessagePurpose))
    onderwerp = fields.String(required=True, allow_none=True)
    tekst = fields.String(required=True, allow_none=True, metadata={
        "description": "Null als er langs deze weg niets gezegd mag worden; dan staat de reden in geblokkeerd.",
    })
    regels = fields.List(fields.Nested(FindingAnswer), required=True)
    aankomst = fields.AwareDateTime(required=True, allow_none=True)
    redenen = fields.List(fields.Nested(ReasonAnswer), required=True)
    geblokkeerd = fields.Nested(ReasonAnswer, required=True, allow_none=True)
    redenNodig = fields.Boolean(required=True, metadata={  # noqa: N815
        "description": "true: het eigen moment gaat in tegen de regels in redenen. Geef dan een afwijkreden.",
    })
    magVerzonden = fields.Boolean(required=True)  # noqa: N815


class MessageAnswer(Schema):
    published = "Bericht"

    id = fields.UUID(required=True)
    sjabloon = fields.String(required=True)
    kanaal = fields.String(required=True, metadata=codes_of(MessageChannel))
    doel = fields.String(required=True, metadata=codes_of(MessagePurpose))
    status = fields.String(required=True, metadata=codes_of(MessageStatus))
    verzendenOp = fields.AwareDateTime(required=True)  # noqa: N815
    aankomst = fields.AwareDateTime(required=True)
    redenen = fields.List(fields.Nested(ReasonAnswer), required=True)
    sjabloonversie = fields.String(required=True, allow_none=True, metadata={
        "description": "Welke woorden precies: een eigen versie van de gemeente, of de meegeleverde tekst.",
    })
    afwijkreden = fields.String(required=True, allow_none=True, metadata=codes_of(DeviationReason, nullable=True))
    afspraak = fields.UUID(required=True, allow_none=True)
    gemaaktOp = fields.AwareDateTime(required=True)  # noqa: N815
    afgehandeldOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815
    afgehandeldWaarom = fields.String(  # noqa: N815
        required=True, allow_none=True, metadata=codes_of(MessageEnd, nullable=True),
    )
    bezorging = fields.String(required=True, allow_none=True, metadata=codes_of(Delivery, nullable=True))
    bezorgingOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815
    onderwerp = fields.String(required=True, allow_none=True)
    tekst = fields.String(required=True, allow_none=True, metadata={"description": "Null als de tekst is gewist."})


class MessagesAnswer(Schema):
    published = "Berichten"

    berichten = fields.List(fields.Nested(MessageAnswer), required=True)


class MomentAnswer(Schema):
    published = "MomentAntwoord"

    datum = fields.Date(required=True)
    tijd = fields.String(required=True)


class AppointmentAnswer(Schema):
    published = "Afspraak"

    id = fields.UUID(required=True)
    datum = fields.Date(required=True)
    tijd = fields.String(required=True)
    plaats = fields.String(required=True, metadata=codes_of(AppointmentPlace))
    status = fields.String(required=True, metadata=codes_of(AppointmentStatus))
    medewerker = fields.String(required=True)
    gemaaktOp = fields.AwareDateTime(required=True)  # noqa: N815
    andereMomenten = fields.List(fields.Nested(MomentAnswer), required=True)  # noqa: N815


class AppointmentsAnswer(Schema):
    published = "Afspraken"

    afspraken = fields.List(fields.Nested(AppointmentAnswer), required=True)


def wish_of(referral_id: UUID, data: dict[str, Any]) -> Wish:
    appointment = data.get("afspraak")
    return Wish(
        referral_id, data["sjabloon"], data["kanaal"], data.get("telefoon"), data.get("medewerker"),
        UUID(appointment) if appointment else None, data.get("moment"), data.get("afwijkreden"),
        data.get("groteLetters", False),
    )


def offered_of(referral_id: UUID, data: dict[str, Any]) -> Offered:
    return Offered(
        referral_id, data["datum"], time.fromisoformat(data["tijd"]), data["plaats"], data["bevestigd"],
        data.get("medewerker"), tuple(data.get("andereMomenten", ())),
    )


def looked_up_of(referral_id: UUID, data: dict[str, Any]) -> LookedUp:
    return LookedUp(referral_id, Postal(data["straat"], data["plaats"]), data["bron"])
