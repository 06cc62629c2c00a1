"""For an administrator: work that failed for good, and doing it again. Ids and classes of errors, never a person."""

from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.identity.access import parts
from service.referrals.failed import failed_for
from service.replay import replay
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import done, page
from service.web.show.attempt import Mistake
from service.web.show.failed_work import failed_line


@desk.get("/beheer/mislukt")
@signed_in("beheerder")
def show_failed_work() -> Response:
    return _page(())


@desk.post("/beheer/mislukt")
@signed_in("beheerder")
def replay_failed_work() -> Response:
    """Only what touches the own municipality; what was replayed meanwhile is told, and then nothing is."""
    actor, chosen = person().administrator(), {int(one) for one in request.form.getlist("werk") if _is_number(one)}
    if not chosen:
        return _page((Mistake("werk", "Kies wat u opnieuw wilt doen."),), 400)
    with parts().database.transaction() as session:
        own = {row.id for row in failed_for(session, actor.municipality_code)}
        # What is not the own work does not exist for this administrator; the use case says so for the others.
        replay(session, {one if one in own else 0 for one in chosen}, actor, clock.now())
    return redirect(address.failed_work("opnieuw"), 303)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _page(mistakes: tuple[Mistake, ...], status: int = 200) -> Response:
    with parts().database.transaction() as session:
        lines = tuple(failed_line(row) for row in failed_for(session, person().administrator().municipality_code))
    return page("beheer/failed.html", status, lines=lines, mistakes=mistakes, notice=done())
