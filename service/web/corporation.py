"""For somebody of a corporation: the own signals, what was refused and why, and how to connect a system."""

from flask import Response, request

from service import clock
from service.identity.access import parts
from service.messages.corporation_reminder import FILE_NAME, corporation_reminder
from service.partners.store import municipalities_with
from service.signals.own import own_signals, refusals_since
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import done, page
from service.web.show.own_signals import Listed, own_page
from service.web.show.quality import quality_page, since


@desk.get("/corporatie")
@signed_in("corporatie")
def show_corporation() -> Response:
    actor, asked = person().corporation(), Listed.of(request.args)
    with parts().database.transaction() as session:
        rows, following = own_signals(session, actor, asked.status, asked.before)
        names = municipalities_with(session, actor.organisation_id, clock.today())
    view = own_page(asked, rows, following, names)
    return page("corporatie/signals.html", view=view, organisation=person().organisation, notice=done())


@desk.get("/corporatie/kwaliteit")
@signed_in("corporatie")
def show_quality() -> Response:
    first = since(clock.today())
    with parts().database.transaction() as session:
        counted = refusals_since(session, person().corporation(), first)
    return page("corporatie/quality.html", view=quality_page(counted, first))


@desk.get("/corporatie/herinneringsbrief")
@signed_in("corporatie")
def give_reminder() -> Response:
    """A file of its own: somebody makes a letter of it in the program of the corporation."""
    headers = {"Content-Disposition": f"attachment; filename={FILE_NAME}"}
    return Response(corporation_reminder(), mimetype="text/plain", headers=headers)


@desk.get("/corporatie/koppelen")
@signed_in("corporatie")
def show_connecting() -> Response:
    return page("corporatie/connect.html", organisation=person().organisation, service_url=parts().settings.service_url)
