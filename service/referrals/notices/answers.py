"""The answers about notices to corporations, as they stand in the published document."""

from marshmallow import Schema, fields

from service.referrals.notices.status import NoticeKind, NoticeState, NoticeStop, PauseEnd
from service.rules.facts import ConsentManner
from service.signals.answers import codes_of


class DebtHelpNoticeAnswer(Schema):
    published = "Schuldhulpmelding"

    signaal = fields.UUID(required=True)
    referentie = fields.String(required=True, allow_none=True)
    soort = fields.String(required=True, metadata=codes_of(NoticeKind))
    stand = fields.String(required=True, metadata=codes_of(NoticeState))
    dag = fields.Date(required=True, metadata={
        "description": "Bekendgemaakt, of de hulp gestopt. De corporatie hoort deze dag niet.",
    })
    inwonerIngelichtOp = fields.Date(required=True, allow_none=True)  # noqa: N815
    gaatOp = fields.AwareDateTime(required=True, allow_none=True, metadata={  # noqa: N815
        "description": "Tot dan kunt u het tegenhouden.",
    })
    reden = fields.String(required=True, allow_none=True, metadata=codes_of(NoticeStop, nullable=True))
    verteldOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815


class PauseAnswer(Schema):
    published = "IncassopauzeInVerwijzing"

    signaal = fields.UUID(required=True)
    van = fields.Date(required=True)
    tot = fields.Date(required=True)
    toestemmingOp = fields.Date(required=True)  # noqa: N815
    wijze = fields.String(required=True, metadata=codes_of(ConsentManner))
    beeindigdOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815
    reden = fields.String(required=True, allow_none=True, metadata=codes_of(PauseEnd, nullable=True))


class NoticesAnswer(Schema):
    published = "MeldingenAanCorporaties"

    schuldhulpmeldingen = fields.List(fields.Nested(DebtHelpNoticeAnswer), required=True)
    nietAangevinkt = fields.List(fields.UUID(), required=True, metadata={  # noqa: N815
        "description": "Huursignalen van het huishouden waarvan niemand zei dat zij over deze cliënt gaan.",
    })
    planInVerwijzing = fields.List(fields.UUID(), required=True, metadata={  # noqa: N815
        "description": "Eerder werk voor dit huishouden met een lopend plan; vink een signaal van hier daar aan.",
    })
    incassopauzes = fields.List(fields.Nested(PauseAnswer), required=True)
