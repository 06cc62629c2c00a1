"""Agreements about results, for the municipality: per corporation and year what was agreed, and what came of it."""

from uuid import UUID

from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.actors import Administrator, Manager
from service.errors import NotFound
from service.identity.access import parts
from service.monitor.performance.paper import pdf_of
from service.monitor.performance.store import Parties, between, corporations_in, set_targets, targets_of
from service.monitor.performance.yearly import yearly
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import done, page
from service.web.show.performance import (
    FIRST_YEAR,
    Listed,
    TargetForm,
    read_targets,
    report_page,
    target_form,
    year_asked,
    years_until,
)


@desk.get("/prestatieafspraken")
@signed_in("manager", "beheerder")
def show_agreed_results() -> Response:
    today = clock.today()
    year = year_asked(request.args.get("jaar", ""), today)
    with parts().database.transaction() as session:
        found = corporations_in(session, _actor().municipality_code or "", year)
    listed = [
        Listed(name, address.agreed_results(id_, year), address.agreed_results(id_, year) + "/wijzigen")
        for id_, name in found.items()
    ]
    return page("prestatie/list.html", years=years_until(today), year=year, listed=listed, own=False)


@desk.get("/prestatieafspraken/<uuid:corporation_id>/<int:year>")
@signed_in("manager", "beheerder")
def show_yearly_report(corporation_id: UUID, year: int) -> Response:
    with parts().database.snapshot() as session:
        found = yearly(session, parts().vault, _parties(corporation_id, year), clock.today())
    return page("prestatie/report.html", view=report_page(found), base=request.path, own=False, notice=done())


@desk.get("/prestatieafspraken/<uuid:corporation_id>/<int:year>/verslag.pdf")
@signed_in("manager", "beheerder")
def yearly_report_on_paper(corporation_id: UUID, year: int) -> Response:
    return paper_of(_parties(corporation_id, year))


@desk.get("/prestatieafspraken/<uuid:corporation_id>/<int:year>/wijzigen")
@signed_in("manager", "beheerder")
def show_targets(corporation_id: UUID, year: int) -> Response:
    parties = _parties(corporation_id, year)
    with parts().database.transaction() as session:
        found = between(session, parties)
        form = target_form(found.kinds, targets_of(session, parties))
    return page("prestatie/targets.html", form=form, between=found)


@desk.post("/prestatieafspraken/<uuid:corporation_id>/<int:year>/wijzigen")
@signed_in("manager", "beheerder")
def save_targets(corporation_id: UUID, year: int) -> Response:
    parties, actor = _parties(corporation_id, year), _actor()
    with parts().database.transaction() as session:
        found = between(session, parties)
        read = read_targets(found.kinds, request.form)
        if not isinstance(read, TargetForm):
            set_targets(session, parties, read, actor, clock.now())
    if isinstance(read, TargetForm):
        return page("prestatie/targets.html", 400, form=read, between=found)
    return redirect(address.agreed_results(corporation_id, year, "prestatieafspraken"), 303)


def paper_of(parties: Parties) -> Response:
    """The report as a PDF to keep."""
    now = clock.now()
    with parts().database.snapshot() as session:
        found = yearly(session, parts().vault, parties, clock.day_of(now))
    headers = {"Content-Disposition": f'attachment; filename="prestatieafspraken-{parties.year}.pdf"'}
    return Response(pdf_of(found, now), 200, headers, content_type="application/pdf")


def checked_year(year: int) -> int:
    """Raises `NotFound` for a year of which nothing can be known."""
    if not FIRST_YEAR <= year <= clock.today().year + 1:
        raise NotFound("Over dit jaar is er geen verslag. Kies een ander jaar.")
    return year


def _parties(corporation_id: UUID, year: int) -> Parties:
    return Parties(_actor().municipality_code or "", corporation_id, checked_year(year))


def _actor() -> Administrator | Manager:
    return person().manager() if "manager" in person().kinds else person().administrator()
