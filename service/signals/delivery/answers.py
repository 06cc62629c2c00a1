"""The form and the answers of deliveries, as they stand in the published document."""

from typing import Any

from marshmallow import Schema, fields, validate

from service.forms import Form, Text
from service.signals.answers import JudgementAnswer, StatementAnswer
from service.signals.delivery.columns import LAYOUT
from service.signals.delivery.results import COUNTED
from service.signals.delivery.rows import MOST_ROWS
from service.signals.schemas import SignalForm

_STATUS = {"enum": sorted(COUNTED), "description": "De status die een los signaal zou krijgen."}


class DeliveryForm(Form):
    published = "Aanlevering"

    signalen = fields.List(fields.Nested(SignalForm), required=True, metadata={"maxItems": MOST_ROWS})


class ResultsQuery(Form):
    cursor = Text(12, r"[0-9]{1,9}", "Gebruik de waarde van volgende uit het vorige antwoord.", metadata={
        "description": "De waarde van volgende uit het vorige antwoord.",
    })


class CountsAnswer(Schema):
    published = "Aantallen"

    totaal = fields.Integer(required=True)
    aangenomen = fields.Integer(required=True, metadata={"description": "Status 201."})
    alBekend = fields.Integer(required=True, metadata={"description": "Status 200."})  # noqa: N815
    ongeldig = fields.Integer(required=True, metadata={"description": "Status 400."})
    conflict = fields.Integer(required=True, metadata={"description": "Status 409."})
    geweigerd = fields.Integer(required=True, metadata={"description": "Status 422."})


class ResultAnswer(Schema):
    """One row, in the answer to a delivery."""

    published = "Rijresultaat"

    regel = fields.Integer(required=True, metadata={
        "description": "De regel in het bestand, of de plaats in de lijst; bij CSV is de kop regel 1.",
    })
    referentie = fields.String(required=True, allow_none=True)
    status = fields.Integer(required=True, validate=validate.OneOf(sorted(COUNTED)), metadata=_STATUS)
    id = fields.UUID(required=True, allow_none=True)
    beoordeling = fields.Nested(JudgementAnswer, required=True, allow_none=True)
    weigeringsbewijs = fields.Nested(StatementAnswer, metadata={
        "description": "Alleen bij een weigering om bezwaar, of alleen om een lezing of een afspraak.",
    })
    fouten = fields.List(fields.Nested("ErrorItem"), required=True)


class KeptResultAnswer(Schema):
    """One row, asked for later: of a row that was not accepted only this."""

    published = "BewaardRijresultaat"

    regel = fields.Integer(required=True)
    status = fields.Integer(required=True, metadata=_STATUS)
    referentie = fields.String()
    id = fields.UUID()
    beoordeling = fields.Nested(JudgementAnswer)


class DeliveryAnswer(Schema):
    published = "AanleveringStand"

    id = fields.UUID(required=True)
    ontvangenOp = fields.AwareDateTime(required=True)  # noqa: N815
    volledig = fields.Boolean(required=True, metadata={
        "description": "False: de dienst is halverwege gestopt. Stuur hetzelfde bestand opnieuw.",
    })
    aantallen = fields.Nested(CountsAnswer, required=True)


class DeliveredAnswer(DeliveryAnswer):
    published = "AanleveringAntwoord"

    resultaten = fields.List(fields.Nested(ResultAnswer), required=True)


class ResultsAnswer(Schema):
    published = "Rijresultaten"

    resultaten = fields.List(fields.Nested(KeptResultAnswer), required=True)
    volgende = fields.String(required=True, allow_none=True, metadata={
        "description": "Geef deze waarde als cursor mee om verder te lezen; null: dit was het einde.",
    })


def _column_table() -> str:
    rows = [f"| `{LAYOUT.shortest(column)}` | `{column.name}` |" for column in LAYOUT.columns]
    return "\n".join(("| kolom | voluit |", "| --- | --- |", *rows))


CSV_WORDS = (
    "De eerste regel bevat de namen van de kolommen: de korte naam of de naam voluit. Scheidingsteken `;`, `,` of een "
    "tab; UTF-8 of Windows-1252. Datums als 14-09-2026 of 2026-09-14, ja of nee, een lijst met `|` ertussen, "
    "bedragen in euro's in `bedrag` of in centen in `bedragInCenten`. Een lege cel is: niet ingevuld.\n\n"
) + _column_table()
BODY: dict[str, Any] = {
    "required": True,
    "description": f"Ten hoogste {MOST_ROWS} signalen: één per regel (NDJSON), als CSV, of in een JSON-lijst.\n\n"
                   + CSV_WORDS,
    "content": {
        "application/json": {"schema": DeliveryForm},
        "application/x-ndjson": {"schema": {"type": "string", "description": "Eén signaal (JSON) per regel."}},
        "text/csv": {"schema": {"type": "string", "description": "Een kop met kolomnamen en één signaal per regel."}},
    },
}
