"""Closing a referral and reopening it: each shows first what the corporation will hear, and is done after that."""

from uuid import UUID

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service import clock
from service.errors import Conflict, DomainError, InvalidInput
from service.identity.access import parts
from service.onward.close_referral import Closing, close_referral, left_open
from service.onward.sent import sent_of
from service.referrals.read import own_referral
from service.referrals.rehearse import rehearse
from service.referrals.reopen import reopen
from service.referrals.status import EndResult, OpenChoice, OpenKind, ReopenReason
from service.web.carry_out import do, require_seen, require_version, told
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import page
from service.web.referral import referral_answer
from service.web.show.closing import closing_page, open_groups
from service.web.show.heard import closing_preview, heard_lines
from service.web.show.names import policy_names
from service.web.show.reopening import reopening_page

NO_RESULT = "Kies een eindresultaat."


@desk.get("/verwijzingen/<uuid:referral_id>/afsluiten")
@signed_in("behandelaar")
def show_closing(referral_id: UUID) -> Response:
    return _closing(referral_id)


@desk.post("/verwijzingen/<uuid:referral_id>/afsluiten/voorbeeld")
@signed_in("behandelaar")
def preview_closing(referral_id: UUID) -> Response:
    """What the corporation would hear. The closing itself makes it, and is undone."""
    actor, now, chosen = person().caseworker(), clock.now(), request.form.get("eindresultaat", "")
    if chosen not in set(EndResult):
        return _closing(referral_id, 400, NO_RESULT)
    result = EndResult(chosen)
    try:
        with parts().database.transaction() as session:
            referral = own_referral(session, referral_id, actor, lock=True)
            require_seen(session, referral_id, actor)
            closing = Closing(referral_id, result, _chosen())
            heard = rehearse(session, referral_id, lambda: close_referral(session, closing, actor, now))
            view = closing_preview(referral, result, heard_lines(session, heard), _chosen())
    except InvalidInput as wrong:
        return _closing(referral_id, 400, wrong.faults[0].detail)
    except Conflict as conflict:
        return referral_answer(referral_id, 409, told(conflict))
    return page("closing_preview.html", view=view)


@desk.post("/verwijzingen/<uuid:referral_id>/afsluiten")
@signed_in("behandelaar")
def close_with_result(referral_id: UUID) -> Response:
    actor, chosen = person().caseworker(), request.form.get("eindresultaat", "")
    if chosen not in set(EndResult):
        return _closing(referral_id, 400, NO_RESULT)

    def act(session: Session) -> None:
        require_seen(session, referral_id, actor)
        close_referral(session, Closing(referral_id, EndResult(chosen), _chosen()), actor, clock.now())

    try:
        return do(referral_id, "afgesloten", act)
    except InvalidInput as wrong:
        return _closing(referral_id, 400, wrong.faults[0].detail)


@desk.get("/verwijzingen/<uuid:referral_id>/heropenen")
@signed_in("behandelaar")
def show_reopening(referral_id: UUID) -> Response:
    return _reopening(referral_id)


@desk.post("/verwijzingen/<uuid:referral_id>/heropenen")
@signed_in("behandelaar")
def reopen_referral(referral_id: UUID) -> Response:
    actor, chosen = person().caseworker(), request.form.get("reden", "")
    if chosen not in set(ReopenReason):
        return _reopening(referral_id, 400, "Kies waarom u de verwijzing heropent.")

    def act(session: Session) -> None:
        require_version(own_referral(session, referral_id, actor, lock=True))
        reopen(session, referral_id, ReopenReason(chosen), actor, clock.now())

    return do(referral_id, "heropend", act)


def _chosen() -> dict[OpenKind, OpenChoice]:
    """What becomes of each kind that is still open, as far as it was chosen."""
    typed = {kind: request.form.get(kind, "") for kind in OpenKind}
    return {kind: OpenChoice(text) for kind, text in typed.items() if text in set(OpenChoice)}


def _closing(referral_id: UUID, status: int = 200, mistake: str = "") -> Response:
    """The page on which an end result is chosen. No person stands on it."""
    actor = person().caseworker()
    with parts().database.transaction() as session:
        items = left_open(session, referral_id, clock.now())
        partners = [(one.partner, one.row) for one in sent_of(session, referral_id) if one.row in items.onward]
        open_ = open_groups(items, [name for name, _ in partners])
        view = closing_page(own_referral(session, referral_id, actor), actor, open_, mistake)
    return page("closing.html", status, view=view)


def _reopening(referral_id: UUID, status: int = 200, mistake: str = "") -> Response:
    """The page on which a reason is chosen, with what would follow, or with why it cannot be."""
    actor, now = person().caseworker(), clock.now()
    with parts().database.transaction() as session:
        referral = own_referral(session, referral_id, actor, lock=True)
        names = policy_names(session, actor.municipality_code, clock.day_of(now))
        try:
            heard = rehearse(
                session, referral_id, lambda: reopen(session, referral_id, ReopenReason.MISTAKE, actor, now),
            )
            view = reopening_page(referral, names, heard_lines(session, heard), mistake=mistake)
        except DomainError as refused:
            view = reopening_page(referral, names, (), blocked=refused.detail)
    return page("reopening.html", status, view=view)
