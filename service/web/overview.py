"""For a manager: are we in time, whom do we reach, does it help. No person, and no single referral."""

from dataclasses import replace
from datetime import date

from flask import Response, request
from sqlalchemy.orm import Session

from service import clock
from service.identity.access import parts
from service.monitor.key_figures.count import lines
from service.monitor.key_figures.files import figures_file
from service.monitor.key_figures.tell import corporation_names
from service.monitor.key_figures.wish import period_named
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import page
from service.web.show.figures import figures_of
from service.web.show.monitor import Asked, MonitorPage, Reading, choices_of, questions_of


@desk.get("/overzicht")
@signed_in("manager")
def show_overview() -> Response:
    code, today = _municipality(), clock.today()
    asked = Asked.of(request.args, today)
    with parts().database.snapshot() as session:
        figures = figures_of(session, code, today)
        view = _monitor(session, asked, code, today)
    return page("overview.html", figures=figures, view=view)


@desk.get("/overzicht/kerncijfers.csv", defaults={"ending": "csv"})
@desk.get("/overzicht/kerncijfers.ods", defaults={"ending": "ods"})
@desk.get("/overzicht/kerncijfers.xlsx", defaults={"ending": "xlsx"})
@signed_in("manager")
def key_figures_file(ending: str) -> Response:
    code, today = _municipality(), clock.today()
    wish = Asked.of(request.args, today).wish(code)
    with parts().database.snapshot() as session:
        found = lines(session, parts().vault, wish, today)
        file = figures_file(ending, wish, found, corporation_names(session, found))
    return Response(file.content, 200, file.headers, content_type=file.media_type)


def _monitor(session: Session, asked: Asked, code: str, today: date) -> MonitorPage:
    choices = choices_of(session, code, today)
    wish = asked.wish(code)
    found, before = (
        lines(session, parts().vault, one, today, [asked.kind])
        for one in (wish, replace(wish, period=period_named(asked.period_before)))
    )
    names = corporation_names(session, found) | choices.names
    return MonitorPage(asked, choices, questions_of(Reading(asked, found, before, names)))


def _municipality() -> str:
    code = person().manager().municipality_code
    assert code is not None, "a manager with screens is of a municipality"
    return code
