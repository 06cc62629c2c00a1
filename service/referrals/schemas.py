"""Forms and answers of the referrals API; the codes are the national ones."""

from marshmallow import Schema, fields

from service.forms import Code, Day, Flag, Form, Text
from service.policy.model import CaseType, Desk
from service.referrals.answers import (
    ConsentRecordAnswer,
    LinkAnswer,
    OpenQuestionAnswer,
    TaskAnswer,
    TermLineAnswer,
)
from service.referrals.follow_up import Attempt
from service.referrals.notices.answers import NoticesAnswer
from service.referrals.status import ContactKind, EndResult, PartOfDay, ReferralStatus
from service.rules.core import TermKind
from service.rules.facts import Ground
from service.signals.answers import JudgementAnswer, codes_of
from service.signals.search import Match


class NextForm(Form):
    published = "VolgendeVraag"

    bestemming = Code(Desk, required=True)


class WorklistQuery(Form):
    bestemming = Code(Desk, required=True, metadata={"description": "De werklijst."})
    status = Code(ReferralStatus, metadata={"description": "Zonder status: alles wat nog niet is afgesloten."})
    toegewezenAan = Text(36, metadata={"description": "Een id, of: mij."})  # noqa: N815
    team = Text(100, metadata={"description": "Het id van een team in het beleid."})
    bak = Text(100, metadata={"description": "Het id van een bak in het beleid."})
    gebied = Text(100, metadata={"description": "De naam van een gebied in het beleid."})
    grond = Code(Ground, metadata={"description": "Alleen werk op deze grond."})
    vervaltVoor = Day(metadata={  # noqa: N815
        "description": "Alleen waarvan een lopende termijn of streefdatum voor deze dag ligt.",
    })
    cursor = Text(200, metadata={"description": "De waarde van volgende uit de vorige bladzijde."})


class SearchForm(Form):
    published = "ZoekVraag"

    zoekterm = Text(100, required=True, metadata={
        "description": "Een referentie, een achternaam, of een postcode met of zonder huisnummer; ook samen.",
    })


class AttemptForm(Form):
    published = "ContactpogingVraag"

    soort = Code(ContactKind, required=True)
    datum = Day(required=True)
    dagdeel = Code(PartOfDay, required=True)
    bereikt = Flag(required=True)


def attempt_of(data: dict[str, object]) -> Attempt:
    return Attempt(data["soort"], data["datum"], data["dagdeel"], data["bereikt"])  # type: ignore[arg-type]


class ReferralAnswer(Schema):
    published = "Verwijzing"

    id = fields.UUID(required=True)
    bestemming = fields.String(required=True, metadata=codes_of(Desk))
    grond = fields.String(required=True, metadata=codes_of(Ground))
    status = fields.String(required=True, metadata=codes_of(ReferralStatus))
    bedreigendeSituatie = fields.Boolean(required=True)  # noqa: N815
    termijn = fields.String(required=True, allow_none=True, metadata=codes_of(TermKind, nullable=True) | {
        "description": "De eerstvolgende termijn die loopt; uiterlijk is haar dag. Null: er loopt geen termijn meer.",
    })
    uiterlijk = fields.Date(required=True)
    streefdatum = fields.Date(required=True, allow_none=True)
    typen = fields.List(fields.String(metadata=codes_of(CaseType)), required=True)
    team = fields.String(required=True, allow_none=True)
    bak = fields.String(required=True, allow_none=True)
    toegewezenAan = fields.UUID(required=True, allow_none=True)  # noqa: N815
    geopendOp = fields.AwareDateTime(required=True)  # noqa: N815
    opgepaktOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815
    afgeslotenOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815
    eindresultaat = fields.String(required=True, allow_none=True, metadata=codes_of(EndResult, nullable=True) | {
        "description": "Null zolang het werk loopt, en bij wat is samengevoegd met een andere verwijzing.",
    })
    gewistOp = fields.AwareDateTime(required=True, allow_none=True, metadata={  # noqa: N815
        "description": "Wanneer de bewaartermijn voorbij was en de persoonsgegevens zijn gewist, of null.",
    })
    nieuws = fields.String(required=True, allow_none=True)
    doorgezondenNaar = fields.String(required=True, allow_none=True, metadata={  # noqa: N815
        "description": "De code van de gemeente waar de signalen heen gingen, of null. De corporatie hoort dit niet, "
                       "behalve als zij werden doorgezonden om de reden adresInAndereGemeente (Awb artikel 2:3).",
    })
    doorgezondenOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815
    versie = fields.Integer(required=True)


class FoundReferralAnswer(ReferralAnswer):
    published = "GevondenVerwijzing"

    treffer = fields.String(required=True, metadata=codes_of(Match))


class SearchAnswer(Schema):
    published = "Zoekresultaat"

    verwijzingen = fields.List(fields.Nested(FoundReferralAnswer), required=True)
    meer = fields.Boolean(required=True, metadata={
        "description": "Er is meer dan hier staat. Zoek met meer letters, of met de postcode erbij.",
    })


class AttemptAnswer(Schema):
    published = "Contactpoging"

    id = fields.Integer(required=True)
    soort = fields.String(required=True, metadata=codes_of(ContactKind))
    datum = fields.Date(required=True)
    dagdeel = fields.String(required=True, metadata=codes_of(PartOfDay))
    bereikt = fields.Boolean(required=True)


class ForwardedByAnswer(Schema):
    published = "DoorgezondenDoor"

    gemeentecode = fields.String(required=True)
    eerstOntvangenOp = fields.Date(required=True)  # noqa: N815
    hierOntvangenOp = fields.Date(required=True, metadata={  # noqa: N815
        "description": "De dag waarop de termijn hier begon.",
    })


class HeldSignalAnswer(Schema):
    published = "SignaalInVerwijzing"

    id = fields.UUID(required=True)
    referentie = fields.String(required=True)
    soort = fields.String(required=True)
    signaaldatum = fields.Date(required=True)
    status = fields.String(required=True)
    betrokkene = fields.Dict(required=True, allow_none=True)
    contactwens = fields.Dict(required=True, allow_none=True, metadata={
        "description": "Wat de inwoner bij de toestemming zei over contact, in de velden van Contactwens. Null: niets.",
    })
    gegevens = fields.Dict(required=True)
    beoordeling = fields.Nested(JudgementAnswer, required=True)
    doorgezondenDoor = fields.Nested(ForwardedByAnswer, required=True, allow_none=True, metadata={  # noqa: N815
        "description": "Bij een signaal dat een andere gemeente doorzond; van het werk daar ging niets mee.",
    })


class WholeReferralAnswer(NoticesAnswer, ReferralAnswer):
    published = "VerwijzingVolledig"

    routering = fields.Dict(required=True)
    signalen = fields.List(fields.Nested(HeldSignalAnswer), required=True)
    contactpogingen = fields.List(fields.Nested(AttemptAnswer), required=True)
    termijnen = fields.List(fields.Nested(TermLineAnswer), required=True)
    taken = fields.List(fields.Nested(TaskAnswer), required=True)
    koppelingen = fields.List(fields.Nested(LinkAnswer), required=True)
    toestemmingen = fields.List(fields.Nested(ConsentRecordAnswer), required=True)
    openVraag = fields.Nested(OpenQuestionAnswer, required=True, allow_none=True)  # noqa: N815


class WorklistAnswer(Schema):
    published = "Werklijst"

    verwijzingen = fields.List(fields.Nested(ReferralAnswer), required=True)
    volgende = fields.String(required=True, allow_none=True, metadata={
        "description": "Geef deze waarde als cursor mee voor de volgende bladzijde.",
    })
