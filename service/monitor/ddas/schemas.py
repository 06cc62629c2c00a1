"""The question that the statistics office asks, as DDAS-VS 1.2 spells it: every member may be left out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from service.errors import Fault, InvalidInput
from service.forms import Day, Form, Text, WholeNumber, load
from service.monitor.ddas.deliver import MOST_SIGNALS, Sheet
from service.monitor.ddas.facts import Period

_MOST_PAGES = 1_000_000


class DeliveryForm(Form):
    published = "GegevensRequest"

    aanleverperiodeStartdatum = Day()  # noqa: N815
    aanleverperiodeEinddatum = Day()  # noqa: N815
    aanleverendeOrganisatie = Text(200)  # noqa: N815
    page = WholeNumber(1, _MOST_PAGES)
    pageSize = WholeNumber(1, MOST_SIGNALS)  # noqa: N815


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `sheet` is None when no page was named: then everything is asked, as far as it fits on one."""

    period: Period
    organisation: str | None
    sheet: Sheet | None


def read_question(document: Any, today: date) -> Question:
    """The question in a request body. Raises `InvalidInput` with every fault at once.

    Without days it is about the calendar year so far: the model leaves that choice to the supplier.
    """
    data = load(DeliveryForm(), document)
    last = data.get("aanleverperiodeEinddatum", today)
    first = data.get("aanleverperiodeStartdatum", date(last.year, 1, 1))
    sheet = Sheet(data.get("page", 1), data.get("pageSize", MOST_SIGNALS)) if {"page", "pageSize"} & set(data) else None
    return Question(Period(first, last), data.get("aanleverendeOrganisatie"), sheet)


def require_digest(told: str | None, body_digest: str) -> None:
    """A body that does not have the digest that was sent with it was changed on the way. Raises `InvalidInput`."""
    if told is not None and told != body_digest:
        words = "De kop Digest hoort niet bij dit bericht. Bereken SHA-256 over de bytes van het bericht."
        raise InvalidInput([Fault("#", "digestKloptNiet", words)])
