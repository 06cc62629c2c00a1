"""The form and the answer of what a resident said about being reached."""

from typing import Any

from marshmallow import Schema, fields

from service.forms import Code, Day, Flag, Form, Several
from service.messages.contact_answers import ContactAnswer
from service.signals.answers import codes_of
from service.signals.contact_wish import ContactWay, MessageCategory


class SafetyForm(Form):
    """Two questions about one way; what is left out or null stays as it was."""

    published = "VeiligContactVraag"

    manier = Code(ContactWay, required=True)
    veilig = Flag(allow_none=True, metadata={
        "description": "Mag een huisgenoot zien of horen dat wij zo contact zoeken?",
    })
    bereikbaar = Flag(allow_none=True, metadata={
        "description": "Zei de inwoner uitdrukkelijk zo berichten te willen (Awb artikel 2:8)? Het geldt voor het "
                       "nummer of adres dat nu bij de verwijzing staat, vanaf gevraagdOp.",
    })
    soorten = Several(Code(MessageCategory), 3, allow_none=True, metadata={
        "description": "Voor welke berichten; nodig als bereikbaar true is bij sms, whatsapp of mail.",
    })
    gevraagdOp = Day(required=True)  # noqa: N815


class SafetyLineAnswer(Schema):
    published = "VeiligContactManier"

    manier = fields.String(required=True, metadata=codes_of(ContactWay))
    veilig = fields.Boolean(required=True, allow_none=True, metadata={"description": "Null: dat is niet bekend."})
    veiligGevraagdOp = fields.Date(required=True, allow_none=True)  # noqa: N815
    veiligGevraagdDoor = fields.String(required=True, allow_none=True)  # noqa: N815
    bereikbaar = fields.Boolean(required=True, allow_none=True, metadata={"description": "Null: dat is niet gevraagd."})
    soorten = fields.List(fields.String(metadata=codes_of(MessageCategory)), required=True)
    voorDitAdres = fields.Boolean(required=True, allow_none=True, metadata={  # noqa: N815
        "description": "Of het ja gaat over het nummer of adres dat nu bij de verwijzing staat. Null: er is geen ja.",
    })
    bereikbaarGevraagdOp = fields.Date(required=True, allow_none=True)  # noqa: N815
    bereikbaarGevraagdDoor = fields.String(required=True, allow_none=True)  # noqa: N815


class SafetyAnswers(Schema):
    published = "VeiligContact"

    manieren = fields.List(fields.Nested(SafetyLineAnswer), required=True)


def contact_answer_of(data: dict[str, Any]) -> ContactAnswer:
    wanted = data.get("bereikbaar")
    categories = frozenset(data.get("soorten") or ()) if wanted else frozenset()
    return ContactAnswer(data["manier"], data.get("veilig"), wanted, categories, data["gevraagdOp"])
