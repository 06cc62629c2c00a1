"""For an administrator: agreements, teams and the policy in force, to read."""

from flask import Response

from service import clock
from service.identity.access import parts
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import page
from service.web.show.administration import administration_page


@desk.get("/beheer")
@signed_in("beheerder")
def show_administration() -> Response:
    actor, now = person().administrator(), clock.now()
    with parts().database.transaction() as session:
        view = administration_page(session, actor.municipality_code, clock.day_of(now))
    return page("administration.html", view=view)
