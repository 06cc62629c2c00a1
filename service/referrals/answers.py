"""Answers about the progress of a referral: terms, tasks, links, consent and the open question of triage."""

from marshmallow import Schema, fields

from service.policy.model import Channel, Desk
from service.referrals.progress import StepKind, TermLineKind
from service.referrals.questions import Question, TriageAnswer, TriageReason
from service.referrals.sharing import HandOverReason, LinkKind
from service.rules.facts import Concern, ConsentGiver, ConsentManner, Destination, Ground
from service.signals.answers import codes_of


class TermLineAnswer(Schema):
    published = "TermijnInVerwijzing"

    soort = fields.String(required=True, metadata=codes_of(TermLineKind))
    uiterlijk = fields.Date(required=True, allow_none=True, metadata={"description": "De dag van de wet; null: geen."})
    streefdatum = fields.Date(required=True, allow_none=True)
    bron = fields.String(required=True)
    gehaaldOp = fields.Date(required=True, allow_none=True)  # noqa: N815
    vervallenOp = fields.Date(required=True, allow_none=True)  # noqa: N815
    opTijd = fields.Boolean(required=True, allow_none=True, metadata={  # noqa: N815
        "description": "Gemeten aan uiterlijk, en zonder wettelijke dag aan streefdatum. Null: nog niet te zeggen.",
    })


class TaskAnswer(Schema):
    published = "Taak"

    soort = fields.String(required=True, metadata=codes_of(StepKind))
    uiterlijk = fields.Date(required=True, allow_none=True)
    streefdatum = fields.Date(required=True, allow_none=True)
    bron = fields.String(required=True)
    uitleg = fields.String(required=True)
    gedaanOp = fields.Date(required=True, allow_none=True)  # noqa: N815
    opTijd = fields.Boolean(required=True, allow_none=True)  # noqa: N815


class AskedAnswer(Schema):
    """What a resident said who asked for help by the public form; `kenmerk` is what the resident got in return."""

    published = "Hulpvraag"

    kenmerk = fields.String(required=True)
    zorgen = fields.List(fields.String(metadata=codes_of(Concern)), required=True)
    ontruiming = fields.Boolean(required=True)
    manier = fields.String(required=True, metadata=codes_of(Channel))
    onveilig = fields.List(fields.String(metadata=codes_of(Channel)), required=True)


class LinkAnswer(Schema):
    """Where a referral came from (`van`), or what it led to (`naar`)."""

    published = "Koppeling"

    soort = fields.String(required=True, metadata=codes_of(LinkKind))
    richting = fields.String(required=True, metadata={"enum": ["van", "naar"]})
    bestemming = fields.String(required=True, metadata=codes_of(Destination))
    verwijzing = fields.UUID(required=True, allow_none=True, metadata={
        "description": "Alleen als u ook op die werklijst werkt.",
    })
    op = fields.Date(required=True)
    reden = fields.String(required=True, allow_none=True, metadata=codes_of(HandOverReason, nullable=True))
    loopt = fields.Boolean(required=True)
    betrokkene = fields.Dict(required=True, allow_none=True, metadata={
        "description": "Alleen de contactgegevens, en alleen bij wie ze kreeg.",
    })
    hulpvraag = fields.Nested(AskedAnswer, required=True, allow_none=True, metadata={
        "description": "Wat een inwoner invulde die zelf om hulp vroeg; null bij een andere koppeling.",
    })


class ConsentRecordAnswer(Schema):
    published = "ToestemmingVastgelegd"

    bestemming = fields.String(required=True, metadata=codes_of(Destination))
    gegevenDoor = fields.String(required=True, metadata=codes_of(ConsentGiver))  # noqa: N815
    gegevenOp = fields.Date(required=True)  # noqa: N815
    wijze = fields.String(required=True, metadata=codes_of(ConsentManner))
    uitdrukkelijk = fields.Boolean(required=True)
    ingetrokkenOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815
    ingetrokkenWijze = fields.String(  # noqa: N815
        required=True, allow_none=True, metadata=codes_of(ConsentManner, nullable=True),
    )


class OptionAnswer(Schema):
    published = "TriageAntwoord"

    code = fields.String(required=True, metadata=codes_of(TriageAnswer))
    gevolg = fields.String(required=True)
    redenen = fields.List(fields.String(metadata=codes_of(TriageReason)), required=True)


class TeamAnswer(Schema):
    published = "TeamKeuze"

    id = fields.String(required=True)
    naam = fields.String(required=True)


class OpenQuestionAnswer(Schema):
    published = "OpenVraag"

    code = fields.String(required=True, metadata=codes_of(Question))
    vraag = fields.String(required=True)
    toelichting = fields.String(required=True)
    antwoorden = fields.List(fields.Nested(OptionAnswer), required=True)
    teamNodig = fields.Boolean(required=True)  # noqa: N815
    teams = fields.List(fields.Nested(TeamAnswer), required=True)


class HandedOverAnswer(Schema):
    """What the desk that hands over may know of the work at the other one."""

    published = "Overdracht"

    id = fields.UUID(required=True, allow_none=True, metadata={
        "description": "De nieuwe verwijzing, als u ook op die werklijst werkt.",
    })
    bestemming = fields.String(required=True, metadata=codes_of(Desk))
    grond = fields.String(required=True, metadata=codes_of(Ground))
    bedreigendeSituatie = fields.Boolean(required=True)  # noqa: N815
    op = fields.Date(required=True)
    uiterlijk = fields.Date(required=True)
    streefdatum = fields.Date(required=True, allow_none=True)
