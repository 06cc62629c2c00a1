"""Several light cases at once: choose on the worklist, see what will happen, confirm, see what happened."""

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from service import clock
from service.identity.access import parts
from service.referrals.together import Batch, Together, carry_out, preview
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import page
from service.web.show.together import NOTHING_CHOSEN, together_page
from service.web.worklist import names_today


@desk.post("/werklijst/samen")
@signed_in("behandelaar")
def show_together() -> Response:
    actor, batch = person().caseworker(), _batch()
    with parts().database.transaction() as session:
        lines = preview(session, batch, actor)
        view = together_page(batch, lines, names_today(session, actor), request.form.get("lijst", ""), done=False)
    return page("together.html", 200 if lines else 400, view=view, mistake="" if lines else NOTHING_CHOSEN)


@desk.post("/werklijst/samen/uitvoeren")
@signed_in("behandelaar")
def do_together() -> Response:
    actor, batch = person().caseworker(), _batch()
    lines = carry_out(parts().database, batch, actor, clock.now())
    with parts().database.transaction() as session:
        view = together_page(batch, lines, names_today(session, actor), request.form.get("lijst", ""), done=True)
    return page("together.html", 200 if lines else 400, view=view, mistake="" if lines else NOTHING_CHOSEN)


def _batch() -> Batch:
    """What was chosen; what is no id or no action of ours is left out."""
    asked = request.form.get("actie", "")
    action = Together(asked) if asked in set(Together) else Together.TAKE
    ids = tuple(found for typed in request.form.getlist("verwijzing") if (found := _id(typed)))
    return Batch(ids, request.form.get("bak", ""), action)


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
