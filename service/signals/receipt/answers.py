"""The receipt as it stands in the published document."""

from marshmallow import Schema, fields

from service.rules.certainty import Nature
from service.rules.core import Outcome, Verdict
from service.rules.facts import Kind, Reaction
from service.signals.answers import codes_of
from service.signals.schemas import WithdrawalReason
from service.signals.status import SignalStatus


class MomentAnswer(Schema):
    published = "Tijdstip"

    utc = fields.AwareDateTime(required=True)
    amsterdam = fields.AwareDateTime(required=True, metadata={"description": "Hetzelfde tijdstip in Amsterdam."})


class ProvedSignalAnswer(Schema):
    published = "BewezenSignaal"

    id = fields.UUID(required=True)
    referentie = fields.String(required=True)
    soort = fields.String(required=True, metadata=codes_of(Kind))
    signaaldatum = fields.Date(required=True)
    ontvangen = fields.Nested(MomentAnswer, required=True)


class TownAnswer(Schema):
    published = "BewijsGemeente"

    code = fields.String(required=True)
    naam = fields.String(required=True)


class CorporationAnswer(Schema):
    published = "BewijsCorporatie"

    naam = fields.String(required=True)


class StepsAnswer(Schema):
    """The four steps of article 2 of the Besluit."""

    published = "BewijsStappen"

    contactGezochtOp = fields.Date(required=True, allow_none=True)  # noqa: N815
    gewezenOpSchuldhulpOp = fields.Date(required=True, allow_none=True)  # noqa: N815
    herinneringVerstuurdOp = fields.Date(required=True, allow_none=True)  # noqa: N815
    aanbodBijHerinnering = fields.Boolean(required=True)  # noqa: N815
    aanbodGedaanOp = fields.Date(required=True, allow_none=True)  # noqa: N815
    reactieHuurder = fields.String(required=True, metadata=codes_of(Reaction))  # noqa: N815
    geenBezwaar = fields.Boolean(required=True)  # noqa: N815


class ChangeAnswer(Schema):
    published = "BewijsActualisering"

    op = fields.Nested(MomentAnswer, required=True)
    bedragInCenten = fields.Integer(required=True)  # noqa: N815


class RentAnswer(Schema):
    published = "BewijsHuurachterstand"

    bedragInCenten = fields.Integer(required=True, metadata={"description": "Zoals eerst gemeld."})  # noqa: N815
    ontstaansdatum = fields.Date(required=True)
    socialeIncasso = fields.Nested(StepsAnswer, required=True)  # noqa: N815
    actualiseringen = fields.List(fields.Nested(ChangeAnswer), required=True)


class DoorAnswer(Schema):
    published = "BewijsAchterDeVoordeur"

    toestemmingVastgelegd = fields.Boolean(required=True)  # noqa: N815


class WithdrawnAnswer(Schema):
    published = "BewijsIntrekking"

    op = fields.Nested(MomentAnswer, required=True, allow_none=True)
    reden = fields.String(required=True, allow_none=True, metadata=codes_of(WithdrawalReason, nullable=True))


class CourseAnswer(Schema):
    published = "BewijsStand"

    status = fields.String(required=True, metadata=codes_of(SignalStatus))
    opgepakt = fields.Boolean(required=True)
    opgepaktOp = fields.Nested(MomentAnswer, required=True, allow_none=True)  # noqa: N815
    afgeslotenOp = fields.Nested(MomentAnswer, required=True, allow_none=True)  # noqa: N815
    nietOpgepaktOp = fields.Nested(MomentAnswer, required=True, allow_none=True)  # noqa: N815
    nietOpgepaktReden = fields.String(required=True, allow_none=True, metadata={  # noqa: N815
        "description": "Alleen wat een corporatie mag weten.",
    })
    ingetrokken = fields.Nested(WithdrawnAnswer, required=True, allow_none=True)


class AgeAnswer(Schema):
    published = "BewijsOuderdom"

    peildatum = fields.Date(required=True)
    dagen = fields.Integer(required=True)
    heleMaanden = fields.Integer(required=True)  # noqa: N815
    tweeMaandenOudOp = fields.Date(required=True)  # noqa: N815
    tweeMaandenOud = fields.Boolean(required=True)  # noqa: N815
    zesMaandenOudOp = fields.Date(required=True)  # noqa: N815
    zesMaandenOud = fields.Boolean(required=True)  # noqa: N815
    toelichting = fields.String(required=True)


class ProvedConditionAnswer(Schema):
    published = "BewezenVoorwaarde"

    voorwaarde = fields.String(required=True)
    uitkomst = fields.String(required=True, metadata=codes_of(Outcome))
    uitleg = fields.String(required=True)
    bron = fields.String(required=True)
    aard = fields.String(metadata={**codes_of(Nature), "description": "Waar de voorwaarde op rust."})
    tekstGezien = fields.String(required=True, metadata={  # noqa: N815
        "description": "Welke tekst is gelezen, en waar.",
    })


class ProvedJudgementAnswer(Schema):
    published = "BewezenBeoordeling"

    oordeel = fields.String(required=True, metadata=codes_of(Verdict))
    regelversie = fields.String(required=True)
    voorwaarden = fields.List(fields.Nested(ProvedConditionAnswer), metadata={"description": "Bij huurachterstand."})


class SigningAnswer(Schema):
    published = "BewijsOndertekening"

    algoritme = fields.String(required=True)
    sleutel = fields.String(required=True)
    sleutels = fields.URL(required=True)
    controleren = fields.URL(required=True)


class ContentAnswer(Schema):
    published = "BewijsInhoud"

    soortBewijs = fields.String(required=True)  # noqa: N815
    versie = fields.Integer(required=True)
    bewijsnummer = fields.UUID(required=True)
    uitgegeven = fields.Nested(MomentAnswer, required=True)
    signaal = fields.Nested(ProvedSignalAnswer, required=True)
    gemeente = fields.Nested(TownAnswer, required=True)
    corporatie = fields.Nested(CorporationAnswer, required=True)
    huurachterstand = fields.Nested(RentAnswer)
    achterDeVoordeur = fields.Nested(DoorAnswer)  # noqa: N815
    stand = fields.Nested(CourseAnswer, required=True)
    ouderdom = fields.Nested(AgeAnswer)
    beoordeling = fields.Nested(ProvedJudgementAnswer, required=True)
    ondertekening = fields.Nested(SigningAnswer, required=True)
    toelichting = fields.List(fields.String(), required=True)


class SignedAnswer(Schema):
    published = "Ontvangstbewijs"

    bewijs = fields.Nested(ContentAnswer, required=True, metadata={"description": "Wat is ondertekend, leesbaar."})
    protected = fields.String(required=True, metadata={"description": "JWS-kop (RFC 7515), base64url."})
    payload = fields.String(required=True, metadata={"description": "De ondertekende inhoud, base64url."})
    signature = fields.String(required=True, metadata={"description": "De handtekening (PS256), base64url."})
