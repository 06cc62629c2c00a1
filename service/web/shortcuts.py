"""The keys of a caseworker: what there is, and turning them off in this browser."""

from flask import redirect, request
from werkzeug.wrappers import Response

from service.web.desk import desk
from service.web.entering import set_cookie
from service.web.guard import signed_in
from service.web.page import done, page
from service.web.show.shortcuts import COOKIE, GROUPS, OFF

_YEAR = 365 * 24 * 60 * 60


@desk.get("/sneltoetsen")
@signed_in("behandelaar")
def show_shortcuts() -> Response:
    return page("shortcuts.html", groups=GROUPS, notice=done())


@desk.post("/sneltoetsen")
@signed_in("behandelaar")
def choose_shortcuts() -> Response:
    """Kept in the browser: another keyboard, or a program that speaks for somebody, is another place."""
    chosen = OFF if request.form.get("sneltoetsen") == OFF else "aan"
    answer = redirect("/sneltoetsen?melding=toetsen", 303)
    set_cookie(answer, COOKIE, chosen, _YEAR)
    return answer
