"""The home visits of a day: a list to take along, the cards for it, and whether somebody goes with a colleague."""

import re
from datetime import date
from uuid import UUID

from flask import Response as Paper
from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.errors import Conflict, NotFound
from service.identity.access import parts
from service.messages.cards import CardKind
from service.messages.visit_cards import Batch, cards_of
from service.messages.visit_with_two import set_with_two
from service.messages.visits import DayOf, next_visit_day, visits_on
from service.phone_numbers import OFFICE_SHAPE
from service.web import address
from service.web.carry_out import Asked, carry_out
from service.web.dates import typed_day
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import Notice, done, page
from service.web.show.visits import EVERYBODY, WITH_TWO, visits_page
from service.web.worklist import own_lists


@desk.get("/bezoeken")
@signed_in("behandelaar")
def show_visits_of_today() -> Response:
    """Today; the form to go to another day leads to the address of that day."""
    asked = typed_day(request.args.get("dag", ""))
    return redirect(address.visits(asked, _who()), 303) if asked else _visits(_on(clock.today()), notice=done())


@desk.get("/bezoeken/<day>")
@signed_in("behandelaar")
def show_visits(day: str) -> Response:
    return _visits(_asked(day), notice=done())


@desk.post("/bezoeken/<day>/leidraad")
@signed_in("behandelaar")
def print_door_guide(day: str) -> Response:
    return _printed(Batch(CardKind.GUIDE, _asked(day).day))


@desk.post("/bezoeken/<day>/kaartjes")
@signed_in("behandelaar")
def print_not_at_home_cards(day: str) -> Response:
    """By POST, because a telephone number does not belong in an address."""
    asked, phone = _asked(day), request.form.get("telefoon", "").strip()
    if not re.fullmatch(OFFICE_SHAPE, phone):
        return _visits(asked, 400, phone=phone, mistake="Vul een telefoonnummer in.")
    return _printed(Batch(CardKind.NOT_AT_HOME, asked.day, phone))


@desk.post("/verwijzingen/<uuid:referral_id>/bezoek-met-twee")
@signed_in("behandelaar")
def change_with_two(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        set_with_two(asked.session, referral_id, asked.form.text("metTwee") == "ja", asked.actor, asked.now)
        return address.referral(referral_id, "bezoek")

    return carry_out(referral_id, lambda *_: WITH_TWO, act, anyone=True)


def _printed(batch: Batch) -> Response:
    actor, now = person().caseworker(), clock.now()
    try:
        with parts().database.transaction() as session:
            pdf = cards_of(session, batch, visits_on(session, parts().vault, DayOf(batch.day), actor, now), actor, now)
    except Conflict as conflict:
        return _visits(DayOf(batch.day), 409, Notice("warning", "Dit kan nu niet", conflict.detail), batch.phone)
    name = f"{batch.kind}-{batch.day.isoformat()}.pdf"
    return Paper(pdf, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def _visits(
    asked: DayOf, status: int = 200, notice: Notice | None = None, phone: str = "", mistake: str = ""
) -> Response:
    actor, now = person().caseworker(), clock.now()
    own_lists(actor)
    with parts().database.transaction() as session:
        found = visits_on(session, parts().vault, asked, actor, now)
        following = next_visit_day(session, asked, actor) if not found else None
        view = visits_page(asked, found, following, actor)
    return page("visits.html", status, view=view, notice=notice, phone=phone, mistake=mistake)


def _asked(text: str) -> DayOf:
    try:
        return _on(date.fromisoformat(text))
    except ValueError:
        raise NotFound("Deze dag bestaat niet. Kies een dag bij Bezoeken.") from None


def _on(day: date) -> DayOf:
    return DayOf(day, mine=_who() is None)


def _who() -> str | None:
    return EVERYBODY if request.args.get("wie") == EVERYBODY else None
