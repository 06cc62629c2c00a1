"""For an administrator: who of the own municipality did or saw what, and when. No resident stands in it."""

from flask import Response, request

from service.identity.access import parts
from service.journal import done_by_people
from service.partners.store import colleagues_of
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import page
from service.web.show.journal import read_search, search_page


@desk.get("/beheer/logboek")
@signed_in("beheerder")
def show_journal() -> Response:
    actor, search = person().administrator(), read_search(request.args)
    with parts().database.transaction() as session:
        colleagues = colleagues_of(session, actor.organisation_id)
        rows, following = done_by_people(session, search.sought(actor.organisation_id))
    view = search_page(search, rows, following, colleagues)
    return page("beheer/journal.html", 400 if search.mistakes else 200, view=view)
