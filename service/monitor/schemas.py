"""The question and the answer of the key figures, as the API spells them."""

from datetime import date
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from service.errors import Fault, InvalidInput
from service.forms import Code, Day, Form, Text
from service.monitor.figures import Basis, Indicator, Unit
from service.monitor.key_figures.measures import Split
from service.monitor.key_figures.wish import Part, Period, year_of
from service.policy.model import Desk
from service.rules.facts import Kind
from service.signals.answers import codes_of

_BOTH = "Geef van en tot samen, of laat beide weg voor het lopende kalenderjaar."


class KeyFiguresQuery(Form):
    van = Day(metadata={"description": "De eerste dag van de periode; deze telt mee."})
    tot = Day(metadata={"description": "De laatste dag van de periode; deze telt mee."})
    bestemming = Code(Desk, metadata={"description": "Alleen wat op deze werklijst staat."})
    corporatie = Text(36, metadata={"description": "Het id van een corporatie.", "format": "uuid"})
    gebied = Text(100, metadata={"description": "Een gebied uit het beleid van de gemeente, of: onbekend."})


def period_of(data: dict[str, Any], today: date) -> Period:
    """The period that is asked for; without days the calendar year. Raises `InvalidInput`."""
    if ("van" in data) != ("tot" in data):
        raise InvalidInput([Fault("#/van" if "tot" in data else "#/tot", "verplicht", _BOTH, "query")])
    return Period(data["van"], data["tot"]) if "van" in data else year_of(today)


def part_of(data: dict[str, Any]) -> Part:
    """The part that is asked for. Raises `InvalidInput`."""
    asked = data.get("corporatie")
    try:
        corporation = UUID(asked) if asked is not None else None
    except ValueError:
        told = "Geef het id van een corporatie, zoals het in de cijfers staat."
        raise InvalidInput([Fault("#/corporatie", "ongeldigFormaat", told, "query")]) from None
    return Part(data.get("bestemming"), corporation, data.get("gebied"))


class NumberAnswer(Schema):
    published = "Cijfer"

    soort = fields.String(required=True, metadata=codes_of(Kind))
    maat = fields.String(required=True, metadata={"description": "Wat van het kerncijfer dit is."})
    verdeling = fields.String(required=True, metadata=codes_of(Split))
    groep = fields.String(required=True, allow_none=True, metadata={"description": "De groep; null: alles samen."})
    groepNaam = fields.String(required=True, allow_none=True)  # noqa: N815
    eenheid = fields.String(required=True, metadata=codes_of(Unit))
    aantal = fields.Integer(required=True, metadata={"description": "Het aantal, of hoeveel waarden eronder liggen."})
    geheel = fields.Integer(required=True, allow_none=True, metadata={"description": "Waarvan dit een deel is."})
    waarde = fields.Float(required=True, allow_none=True, metadata={"description": "null: te weinig om te tonen."})


class FigureAnswer(Schema):
    published = "Kerncijfer"

    id = fields.String(required=True, metadata=codes_of(Indicator))
    naam = fields.String(required=True)
    definitie = fields.String(required=True)
    eenheid = fields.String(required=True, metadata=codes_of(Unit))
    herkomst = fields.String(required=True, metadata=codes_of(Basis))
    ontbreekt = fields.String(required=True, allow_none=True, metadata={
        "description": "Wat Voordeur niet heeft en wat voor dit cijfer nodig is; null: niets.",
    })
    cijfers = fields.List(fields.Nested(NumberAnswer), required=True)


class KeyFiguresAnswer(Schema):
    published = "Kerncijfers"

    gemeentecode = fields.String(required=True, allow_none=True)
    van = fields.Date(required=True)
    tot = fields.Date(required=True)
    afronding = fields.String(required=True, metadata={"description": "Hoe er is afgerond."})
    kerncijfers = fields.List(fields.Nested(FigureAnswer), required=True)
