"""Cards to hand out when there is no consent and so no signal: for a corporation and for the municipality itself."""

from datetime import date

from flask import Response, request
from sqlalchemy.orm import Session

from service import clock
from service.errors import NotFound
from service.help.cards import count_cards
from service.help.catalogue import desk_of
from service.help.paper import CARDS_ON_A_SHEET, MOST_SHEETS, Printing, cards_of
from service.identity.access import parts
from service.messages.public import help_path
from service.partners.store import municipalities_with
from service.rules.dutch import MONTHS
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import page


@desk.get("/corporatie/kaarten")
@signed_in("corporatie")
def show_cards() -> Response:
    return _cards_page()


@desk.post("/corporatie/kaarten")
@signed_in("corporatie")
def print_cards() -> Response:
    """Who prints is not kept: a count of a municipality and a month is all that stays."""
    code, sheets = request.form.get("gemeente", ""), _sheets()
    if sheets is None:
        return _cards_page(400, f"Kies een aantal van 1 tot en met {MOST_SHEETS}.")
    with parts().database.transaction() as session:
        if code not in municipalities_with(session, person().organisation_id, clock.today()):
            raise NotFound("Aan deze gemeente stuurt u geen signalen. Ga terug en kies opnieuw.")
        return _printed(session, code, sheets)


@desk.post("/beheer/hulp/kaarten")
@signed_in("beheerder")
def print_own_cards() -> Response:
    with parts().database.transaction() as session:
        return _printed(session, person().administrator().municipality_code, _sheets() or 1)


def month_named(month: date) -> str:
    """For example: november 2026."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def _cards_page(status: int = 200, mistake: str = "") -> Response:
    with parts().database.transaction() as session:
        towns = municipalities_with(session, person().organisation_id, clock.today())
    base = parts().settings.service_url
    return page(
        "corporatie/cards.html", status, towns=towns, mistake=mistake, on_a_sheet=CARDS_ON_A_SHEET, most=MOST_SHEETS,
        pages={name: base + help_path(code) for code, name in towns.items()},
    )


def _sheets() -> int | None:
    typed = request.form.get("vellen", "")
    return int(typed) if typed.isdecimal() and 1 <= int(typed) <= MOST_SHEETS else None


def _printed(session: Session, code: str, sheets: int) -> Response:
    now = clock.now()
    printing = Printing(desk_of(session, code), sheets, parts().settings.service_url, now)
    pdf = cards_of(printing)
    count_cards(session, code, clock.day_of(now), printing.cards)
    name = f"kaarten-{clock.day_of(now):%Y-%m}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(pdf, headers=headers, content_type="application/pdf")
