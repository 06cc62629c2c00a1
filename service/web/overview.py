"""For a manager: how many referrals stand where. No person, and no single referral."""

from flask import Response

from service import clock
from service.identity.access import parts
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import page
from service.web.show.figures import figures_of


@desk.get("/overzicht")
@signed_in("manager")
def show_overview() -> Response:
    actor, now = person().manager(), clock.now()
    assert actor.municipality_code is not None, "a manager with screens is of a municipality"
    with parts().database.transaction() as session:
        figures = figures_of(session, actor.municipality_code, clock.day_of(now))
    return page("overview.html", figures=figures)
