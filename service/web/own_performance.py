"""Agreements about results, for a corporation: its own with each municipality, and what came of them."""

from flask import request
from werkzeug.wrappers import Response

from service import clock
from service.identity.access import parts
from service.monitor.performance.store import Parties, municipalities_in
from service.monitor.performance.yearly import yearly
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import page
from service.web.performance import checked_year, paper_of
from service.web.show.performance import Listed, report_page, year_asked, years_until


@desk.get("/corporatie/prestatieafspraken")
@signed_in("corporatie")
def show_own_agreed_results() -> Response:
    today = clock.today()
    year = year_asked(request.args.get("jaar", ""), today)
    with parts().database.transaction() as session:
        found = municipalities_in(session, person().organisation_id, year)
    listed = [Listed(name, address.own_agreed_results(code, year)) for code, name in found.items()]
    return page("prestatie/list.html", years=years_until(today), year=year, listed=listed, own=True)


@desk.get("/corporatie/prestatieafspraken/<code>/<int:year>")
@signed_in("corporatie")
def show_own_yearly_report(code: str, year: int) -> Response:
    with parts().database.snapshot() as session:
        found = yearly(session, parts().vault, _parties(code, year), clock.today())
    return page("prestatie/report.html", view=report_page(found), base=request.path, own=True, notice=None)


@desk.get("/corporatie/prestatieafspraken/<code>/<int:year>/verslag.pdf")
@signed_in("corporatie")
def own_yearly_report_on_paper(code: str, year: int) -> Response:
    return paper_of(_parties(code, year))


def _parties(code: str, year: int) -> Parties:
    return Parties(code, person().organisation_id, checked_year(year))
