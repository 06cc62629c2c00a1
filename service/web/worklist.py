"""The worklist of a caseworker: what is most pressing stands on top."""

from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.errors import NotAllowed, NotFound
from service.identity.access import parts
from service.policy.model import Desk
from service.referrals.pick_up import pick_up_next
from service.referrals.read import counts, worklist
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import done, page
from service.web.show.names import policy_names
from service.web.show.worklist import Asked, Found, worklist_page


@desk.get("/werklijst")
@signed_in("behandelaar")
def show_worklist() -> Response:
    actor, now = person().caseworker(), clock.now()
    mine = tuple(place for place in Desk if place in actor.destinations)
    if not mine:
        raise NotAllowed("U hebt nog geen werklijst. Vraag uw beheerder om u er een te geven.")
    asked = Asked.of(request.args, mine)
    with parts().database.transaction() as session:
        found = Found(*worklist(session, asked.wish(actor), actor), counts(session, actor))
        names = policy_names(session, actor.municipality_code, clock.day_of(now))
        view = worklist_page(asked, found, names, actor)
    return page("worklist.html", view=view, notice=done())


@desk.post("/werklijst/volgende")
@signed_in("behandelaar")
def take_next() -> Response:
    destination = request.form.get("lijst", "")
    if destination not in set(Desk):
        raise NotFound("Deze werklijst is er niet. Ga terug naar de werklijst en kies opnieuw.")
    taken = pick_up_next(parts().database, destination, person().caseworker(), clock.now())
    if taken is None:
        return redirect(address.worklist(destination, melding="geen"), 303)
    return redirect(address.referral(taken.id, "opgepakt"), 303)
