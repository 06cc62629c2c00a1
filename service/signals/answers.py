"""The answers of the signals API, as they stand in the published document."""

from enum import StrEnum

from marshmallow import Schema, fields

from service.rules.certainty import Nature
from service.rules.core import Outcome, SignpostCode, TermKind, Verdict
from service.rules.facts import Destination, Ground, Kind
from service.signals.status import SignalStatus


def codes_of(codes: type[StrEnum], *, nullable: bool = False) -> dict[str, list[str | None]]:
    """A closed list of codes, for the document."""
    return {"enum": [*(str(code) for code in codes), *([None] if nullable else [])]}


class FindingAnswer(Schema):
    published = "Bevinding"

    voorwaarde = fields.String(required=True)
    uitkomst = fields.String(required=True, metadata=codes_of(Outcome))
    bron = fields.String(required=True)
    uitleg = fields.String(required=True)
    aard = fields.String(metadata={**codes_of(Nature), "description": (
        "Waar de voorwaarde op rust: de tekst van de wet, een lezing van een woord daarin, of een afspraak. "
        "Een beoordeling die eerder is bewaard, kan dit veld missen."
    )})
    tekstGezien = fields.String(required=True)  # noqa: N815


class TermAnswer(Schema):
    published = "Termijn"

    soort = fields.String(required=True, metadata=codes_of(TermKind))
    uiterlijk = fields.Date(required=True)
    bron = fields.String(required=True)
    toelichting = fields.String()


class DestinedAnswer(Schema):
    published = "Bestemming"

    bestemming = fields.String(required=True, metadata=codes_of(Destination))
    grond = fields.String(required=True, metadata=codes_of(Ground))
    bedreigendeSituatie = fields.Boolean(required=True)  # noqa: N815
    termijn = fields.Nested(TermAnswer, required=True)
    streefdatum = fields.Date()
    zorgen = fields.List(fields.String())


class SignpostAnswer(Schema):
    published = "Wegwijzer"

    code = fields.String(required=True, metadata=codes_of(SignpostCode))
    naam = fields.String(required=True)
    telefoon = fields.String(required=True, allow_none=True)
    uitleg = fields.String(required=True)


class JudgementAnswer(Schema):
    published = "Beoordeling"

    oordeel = fields.String(required=True, metadata=codes_of(Verdict))
    regelversie = fields.String(required=True)
    bevindingen = fields.List(fields.Nested(FindingAnswer), required=True)
    bestemmingen = fields.List(fields.Nested(DestinedAnswer), required=True)
    wegwijzer = fields.Nested(SignpostAnswer, required=True, allow_none=True)
    toelichting = fields.String(metadata={"description": "Waarom de gemeente of de dienst iets anders doet."})


class ReceiptAnswer(Schema):
    published = "Ontvangst"

    id = fields.UUID(required=True)
    referentie = fields.String(required=True)
    status = fields.String(required=True, metadata=codes_of(SignalStatus))
    ontvangenOp = fields.AwareDateTime(required=True)  # noqa: N815
    beoordeling = fields.Nested(JudgementAnswer, required=True)


class StatementAnswer(Schema):
    """The signed statement of a refusal, as it stands in the document."""

    published = "Weigeringsbewijs"

    jws = fields.String(required=True, metadata={"description": (
        "JWS (RFC 7515, compact, PS256): dag, corporatie, gemeente, bevindingen en een hash van de referentie; geen "
        "persoon. Te controleren met de sleutels op /.well-known/jwks.json of op /bewijs-controleren."
    )})
    zout = fields.String(required=True, metadata={"description": (
        "Base64url. De hash in de jws is SHA-256 over de bytes van het zout, gevolgd door de referentie in UTF-8. Het "
        "zout staat alleen hier: bewaar het hele antwoord."
    )})


class JudgedAnswer(Schema):
    published = "Proefbeoordeling"

    referentie = fields.String(required=True)
    beoordeling = fields.Nested(JudgementAnswer, required=True)


class ForwardedAnswer(Schema):
    published = "DoorgezondenNaar"

    gemeentecode = fields.String(required=True)


class DebtHelpAnswer(Schema):
    published = "SchuldhulpverleningGemeld"

    ontvangt = fields.Boolean(required=True, metadata={
        "description": "Of de huurder schuldhulpverlening ontvangt (Bgs artikel 17, eerste lid).",
    })
    op = fields.Date(required=True, metadata={"description": "De dag waarop dit is gemeld."})


class CollectionPauseAnswer(Schema):
    published = "Incassopauze"

    van = fields.Date(required=True)
    tot = fields.Date(required=True, metadata={"description": "De laatste dag van de pauze."})


class FactsAnswer(Schema):
    """What a corporation hears of a rent signal besides its status; null where there is none."""

    schuldhulpverlening = fields.Nested(DebtHelpAnswer, required=True, allow_none=True, metadata={
        "description": "Alleen bij huurachterstand, vanaf een bekendgemaakt plan van aanpak. Meer over de hulp niet.",
    })
    incassopauze = fields.Nested(CollectionPauseAnswer, required=True, allow_none=True, metadata={
        "description": "Alleen als de huurder het goed vond dat u dit hoort.",
    })


class FeedbackAnswer(FactsAnswer):
    published = "Terugkoppeling"

    signaalId = fields.UUID(required=True)  # noqa: N815
    referentie = fields.String(required=True)
    status = fields.String(required=True, metadata=codes_of(SignalStatus))
    reden = fields.String(required=True, allow_none=True, metadata={
        "description": "Alleen een reden die over het signaal zelf gaat.",
    })
    tijdstip = fields.AwareDateTime(required=True)
    doorgezonden = fields.Nested(ForwardedAnswer, required=True, allow_none=True, metadata={
        "description": "Alleen als het adres in het signaal zelf in een andere gemeente ligt (Awb artikel 2:3). Niet "
                       "als de inwoner ergens anders woont: waar, hoort u nooit.",
    })


class SignalAnswer(FactsAnswer):
    published = "SignaalStand"

    id = fields.UUID(required=True)
    referentie = fields.String(required=True)
    soort = fields.String(required=True, metadata=codes_of(Kind))
    gemeentecode = fields.String(required=True)
    signaaldatum = fields.Date(required=True)
    status = fields.String(required=True, metadata=codes_of(SignalStatus))
    reden = fields.String(required=True, allow_none=True)
    ontvangenOp = fields.AwareDateTime(required=True)  # noqa: N815
    opgepaktOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815
    afgeslotenOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815
    beoordeling = fields.Nested(JudgementAnswer, required=True)
    terugkoppelingen = fields.List(fields.Nested(FeedbackAnswer), required=True)


class FeedAnswer(Schema):
    published = "Terugkoppelingen"

    terugkoppelingen = fields.List(fields.Nested(FeedbackAnswer), required=True)
    volgende = fields.String(required=True, allow_none=True, metadata={
        "description": "Geef deze waarde als vanaf mee om verder te lezen.",
    })
