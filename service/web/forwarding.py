"""A resident who lives elsewhere: which municipality, what follows from that, and then it is done."""

from uuid import UUID

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service import clock
from service.errors import Conflict, InvalidInput, NotLawful
from service.identity.access import parts
from service.partners.store import municipalities
from service.referrals.forward import ForwardRequest, forward
from service.referrals.forwarding_api import ZIP, file_answer
from service.referrals.read import own_referral, references_of
from service.referrals.rehearse import rehearse
from service.referrals.tables import Referral
from service.web import address
from service.web.carry_out import require_seen, told
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import page
from service.web.referral import referral_answer
from service.web.show.attempt import Mistake
from service.web.show.forwarding import (
    CODE,
    DONE,
    REASON,
    ForwardChoice,
    forward_page,
    forward_preview,
    read_form,
    request_of,
)
from service.web.show.heard import heard_lines

_PLACES = {"#/gemeentecode": CODE, "#/reden": REASON}


@desk.get("/verwijzingen/<uuid:referral_id>/doorzenden")
@signed_in("behandelaar")
def show_forwarding(referral_id: UUID) -> Response:
    return _choosing(referral_id, ForwardChoice())


@desk.post("/verwijzingen/<uuid:referral_id>/doorzenden/voorbeeld")
@signed_in("behandelaar")
def preview_forwarding(referral_id: UUID) -> Response:
    """What would follow. The forwarding itself makes it, and is undone."""
    form = read_form(request.form)
    if form.mistakes:
        return _choosing(referral_id, form, 400)
    actor, now = person().caseworker(), clock.now()
    try:
        with parts().database.transaction() as session:
            referral = _seen(session, referral_id)
            asked = request_of(referral, form)
            signals = references_of(session, referral_id)
            heard = rehearse(session, referral_id, lambda: forward(session, parts().vault, asked, actor, now))
            name = municipalities(session).get(asked.code, "")
            view = forward_preview(referral, asked, name, signals, heard_lines(session, heard))
    except (InvalidInput, NotLawful, Conflict) as refused:
        return _refused(referral_id, form, refused)
    return page("forwarding_preview.html", view=view)


@desk.post("/verwijzingen/<uuid:referral_id>/doorzenden")
@signed_in("behandelaar")
def forward_referral(referral_id: UUID) -> Response:
    """Forward. For a municipality that does not work here the answer is the file itself: it is kept nowhere."""
    form = read_form(request.form)
    if form.mistakes:
        return _choosing(referral_id, form, 400)
    try:
        with parts().database.transaction() as session:
            asked: ForwardRequest = request_of(_seen(session, referral_id), form)
            result = forward(session, parts().vault, asked, person().caseworker(), clock.now())
            # A file that cannot be made leaves the referral as it was.
            file = file_answer(result, ZIP) if result.document else None
    except (InvalidInput, NotLawful, Conflict) as refused:
        return _refused(referral_id, form, refused)
    return file or redirect(address.referral(referral_id, DONE[asked.reason]), 303)


def _seen(session: Session, referral_id: UUID) -> Referral:
    actor = person().caseworker()
    require_seen(session, referral_id, actor)
    return own_referral(session, referral_id, actor, lock=True)


def _refused(referral_id: UUID, form: ForwardChoice, refused: InvalidInput | NotLawful | Conflict) -> Response:
    if isinstance(refused, InvalidInput):
        mistakes = tuple(Mistake(_PLACES.get(fault.pointer, CODE), fault.detail) for fault in refused.faults)
        return _choosing(referral_id, ForwardChoice(form.connected, form.code, form.reason, mistakes), 400)
    if isinstance(refused, NotLawful):
        return _choosing(referral_id, form, 422)
    return referral_answer(referral_id, 409, told(refused))


def _choosing(referral_id: UUID, form: ForwardChoice, status: int = 200) -> Response:
    """The page on which the municipality is chosen. No person stands on it."""
    with parts().database.transaction() as session:
        referral = own_referral(session, referral_id, person().caseworker())
        view = forward_page(referral, municipalities(session), form)
    return page("forwarding.html", status, view=view)
