"""For somebody at a partner: what it was offered, each as it was given, and what it answers. Nothing else."""

from collections.abc import Callable
from uuid import UUID

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service import clock
from service.errors import Conflict
from service.identity.access import parts
from service.onward.answer import accept, refuse, report_done
from service.onward.offered import look_at, offered_to
from service.onward.status import DoneResult, RefusalReason
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import Notice, done, page
from service.web.show.forms import Form, typed_in
from service.web.show.partner import DONE, REFUSE, offer_list, offer_page


@desk.get("/partner")
@signed_in("partner")
def show_referred_to_us() -> Response:
    with parts().database.transaction() as session:
        view = offer_list(offered_to(session, person().partner()), clock.today())
    return page("partner/offers.html", view=view, organisation=person().organisation, notice=done())


@desk.get("/partner/<uuid:onward_id>")
@signed_in("partner")
def show_referred(onward_id: UUID) -> Response:
    return _offer(onward_id, notice=done())


@desk.post("/partner/<uuid:onward_id>/aannemen")
@signed_in("partner")
def accept_referred(onward_id: UUID) -> Response:
    return _answer(
        onward_id, address.offer(onward_id, "aangenomen"),
        lambda session: accept(session, onward_id, person().partner(), clock.now()),
    )


@desk.post("/partner/<uuid:onward_id>/weigeren")
@signed_in("partner")
def refuse_referred(onward_id: UUID) -> Response:
    form = typed_in(REFUSE, request.form)
    if form.mistakes:
        return _offer(onward_id, 400, again=form)
    reason = RefusalReason(form.text("reden"))
    return _answer(
        onward_id, address.offers("geweigerd"),
        lambda session: refuse(session, onward_id, reason, person().partner(), clock.now()),
    )


@desk.post("/partner/<uuid:onward_id>/klaar")
@signed_in("partner")
def referred_done(onward_id: UUID) -> Response:
    form = typed_in(DONE, request.form)
    if form.mistakes:
        return _offer(onward_id, 400, again=form)
    result = DoneResult(form.text("resultaat"))
    return _answer(
        onward_id, address.offers("klaar"),
        lambda session: report_done(session, onward_id, result, person().partner(), clock.now()),
    )


def _answer(onward_id: UUID, following: str, act: Callable[[Session], object]) -> Response:
    """Carry it out; a conflict leaves everything as it was and is told on the page."""
    try:
        with parts().database.transaction() as session:
            act(session)
    except Conflict as conflict:
        return _offer(onward_id, 409, Notice("warning", "Dit kan nu niet", conflict.detail))
    return redirect(following, 303)


def _offer(onward_id: UUID, status: int = 200, notice: Notice | None = None, again: Form | None = None) -> Response:
    """One referral as it was given; that it was seen is recorded."""
    with parts().database.transaction() as session:
        offered = look_at(session, parts().vault, onward_id, person().partner(), clock.now())
    return page("partner/offer.html", status, view=offer_page(offered, again), notice=notice)
