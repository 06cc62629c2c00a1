"""The cards for one day of home visits as one PDF: for each visit a page for outside and a page for inside.

After rendering the pages are counted and their keys held against the visits, as with a letter: a card with somebody
else's inside must not be printed (Leiden, 2023).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.clock import AMSTERDAM
from service.errors import Conflict
from service.journal import Entry, record
from service.messages.cards import (
    DAY_BY_HAND,
    SOMEBODY_ELSE,
    TIME_BY_HAND,
    WAY_OF_CARD,
    CardKind,
    Sides,
    Situation,
    sides_of,
    template_for,
)
from service.messages.compose import compose
from service.messages.placeholders import Placeholder
from service.messages.resident import Postal, address_lines, name_of, salutation_of
from service.messages.safe_contact import unsafe_because
from service.messages.texts_in_use import text_in_use
from service.messages.values import told_of
from service.messages.verdict import blocks
from service.messages.visits import Visit
from service.referrals.deadlines import THREATENING
from service.rules.dutch import day as in_dutch
from service.typeset import marked, pages_of, printable, typeset

TEMPLATE = Path(__file__).parent / "channels" / "card.typ"
MADE = "bezoekkaart-gemaakt"
_KEY = "sleutel"
_PAGES = 2
_TITLE = {CardKind.GUIDE: "Leidraad voor aan de deur", CardKind.NOT_AT_HOME: "Kaartjes"}
_WRONG = "Er is niets gemaakt: een tekst past niet op zijn blad. Vraag de beheerder om haar korter te maken."
_NOTHING = "Er is op deze dag geen bezoek van u waarvoor dit gemaakt kan worden. Bij elk bezoek staat waarom niet."


@dataclass(frozen=True, slots=True)
class Batch:
    """Which cards for which day; `phone` is the number at which the resident can reach the visitor."""

    kind: CardKind
    day: date
    phone: str = ""


def no_card_because(kind: CardKind, visit: Visit) -> str | None:
    """Why there is no card for this visit, in Dutch; None when there is one."""
    if visit.person is None:
        return "De gegevens van de inwoner zijn gewist."
    return unsafe_because(visit.safety, WAY_OF_CARD[kind])


def cards_of(
    session: Session, batch: Batch, visits: Iterable[Visit], actor: Caseworker, now: datetime
) -> bytes:
    """The PDF for the own visits of a day. Raises `Conflict` when there is nothing to print."""
    own = [
        one for one in visits
        if one.meeting.referral.assigned_to == actor.id and no_card_because(batch.kind, one) is None
    ]
    if not own:
        raise Conflict(_NOTHING)
    pdf = _rendered(batch, [_card(session, batch, visit, actor) for visit in own], now)
    works = [one.meeting.referral for one in own]
    record(session, [Entry(MADE, work.id, work.ground, {"soort": batch.kind}) for work in works], actor, now)
    return pdf


def _card(session: Session, batch: Batch, visit: Visit, actor: Caseworker) -> dict[str, Any]:
    """What is printed for one visit. Neither who visits with whom, nor the mark of the referral, stands on it."""
    meeting, person = visit.meeting, visit.person
    assert person is not None, "who is erased gets no card"
    values = {
        Placeholder.RESIDENT_NAME: name_of(person), Placeholder.RESIDENT_SALUTATION: salutation_of(person),
        Placeholder.WORKER_NAME: actor.name, Placeholder.WORKER_PHONE: batch.phone,
        Placeholder.APPOINTMENT_DAY: DAY_BY_HAND, Placeholder.APPOINTMENT_TIME: TIME_BY_HAND,
        **told_of(session, meeting.referral),
    }
    situation = Situation(values[Placeholder.SIGNAL_SOURCE], meeting.referral.urgency == THREATENING, visit.tried)
    code = meeting.referral.municipality_code
    sides = sides_of(batch.kind, _text(session, code, template_for(batch.kind, situation), values), name_of(person))
    at = meeting.appointment.at.astimezone(AMSTERDAM)
    guide = batch.kind is CardKind.GUIDE
    return _sheet(str(meeting.appointment.id), sides) | {
        "boven": [f"{at:%H.%M} uur", *address_lines(person, _postal(visit))] if guide else [],
        "ander": " ".join(_text(session, code, SOMEBODY_ELSE, values).splitlines()[1:]) if guide else "",
    }


def _postal(visit: Visit) -> Postal | None:
    return Postal(visit.where.found.street, visit.where.found.place) if visit.where.found else None


def _sheet(key: str, sides: Sides) -> dict[str, Any]:
    return {"sleutel": key, "buiten": sides.outside.splitlines(), "binnen": sides.inside.splitlines()}


def _text(session: Session, municipality_code: str, code: str, values: dict[Placeholder, str]) -> str:
    template = text_in_use(session, municipality_code, code)
    assert template is not None, "every text of a card is shipped"
    composed = compose(template, values)
    if blocks(list(composed.findings)):
        raise Conflict(f"De tekst {code} voldoet niet aan de regels. Vraag de beheerder om haar te verbeteren.")
    return composed.text


def _rendered(batch: Batch, cards: list[dict[str, Any]], now: datetime) -> bytes:
    sheet = {
        "titel": f"{_TITLE[batch.kind]}, {in_dutch(batch.day)}", "soort": batch.kind, "kaarten": cards,
        "dag": [batch.day.year, batch.day.month, batch.day.day],
    }
    given = {"blad": json.dumps(printable(sheet))}
    pdf = typeset(TEMPLATE, given, int(now.timestamp()))
    expected = [card["sleutel"] for card in cards for _ in range(_PAGES)]
    if pages_of(pdf) != len(expected) or marked(TEMPLATE, given, _KEY) != expected:
        raise Conflict(_WRONG)
    return pdf
