"""Searching. What is typed comes in the body of a POST and goes back in the page: never in an address or a log."""

from flask import request
from werkzeug.wrappers import Response

from service import clock
from service.errors import InvalidInput
from service.identity.access import parts
from service.referrals.search import MOST, TOO_LITTLE, search
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import page
from service.web.show.found import found_page
from service.web.worklist import names_today, own_lists

LONGEST = 100


@desk.get("/zoeken")
@signed_in("behandelaar")
def show_search() -> Response:
    own_lists(person().caseworker())
    return page("find.html", view=None, typed="", mistake="", most=MOST)


@desk.post("/zoeken")
@signed_in("behandelaar")
def find() -> Response:
    actor, typed = person().caseworker(), request.form.get("zoekterm", "").strip()[:LONGEST]
    own_lists(actor)
    try:
        with parts().database.transaction() as session:
            hits = search(session, parts().vault, typed, actor, clock.now())
            view = found_page(hits, names_today(session, actor), actor)
    except InvalidInput:
        return page("find.html", 400, view=None, typed=typed, mistake=TOO_LITTLE, most=MOST)
    return page("find.html", view=view, typed=typed, mistake="", most=MOST)
