"""Carrying out what a caseworker asks. A fault, a conflict or a refusal of the law is told on the page itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service import clock
from service.actors import Caseworker
from service.errors import AlreadyPickedUp, Conflict, InvalidInput, NotLawful
from service.identity.access import parts
from service.referrals.pick_up import require_holder
from service.referrals.read import own_referral
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral
from service.web import address
from service.web.guard import person
from service.web.page import Notice
from service.web.referral import referral_answer
from service.web.show.forms import Form, typed_in, with_faults


class Changed(Conflict):
    title = "Intussen veranderd"


class _Mistakes(Exception):
    """What was typed cannot be read; nothing is tried."""


_ADVICE = {
    AlreadyPickedUp: (
        "Een collega was u voor",
        "U hoeft niets te doen. Overleg met uw collega, of kies op de werklijst een andere verwijzing.",
    ),
    Changed: (
        "Intussen veranderd",
        "Kijk onder Tijdlijn wat er is gebeurd. Wilt u nog steeds hetzelfde doen? Doe het dan nog een keer.",
    ),
    Conflict: (
        "Dit kan nu niet", "Er is niets opgeslagen. Kijk hieronder hoe de verwijzing er nu voor staat.",
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A form without mistakes, of which referral, by whom and when."""

    session: Session
    referral: Referral
    form: Form
    actor: Caseworker
    now: datetime


def carry_out(
    referral_id: UUID, form_of: Callable[[Session, Referral], Form], act: Callable[[Asked], str],
    *, anyone: bool = False,
) -> Response:
    """Do what a form asks and go to the address that `act` gives; else the page again, with the form as typed."""
    form: Form | None = None
    actor = person().caseworker()
    try:
        with parts().database.transaction() as session:
            referral = own_referral(session, referral_id, actor, lock=True)
            form = typed_in(form_of(session, referral), request.form)
            following = act(_checked(Asked(session, referral, form, actor, clock.now()), anyone=anyone))
    except _Mistakes:
        return referral_answer(referral_id, 400, again=form)
    except InvalidInput as wrong:
        return referral_answer(referral_id, 400, again=form and with_faults(form, wrong.faults))
    except NotLawful as refused:
        notice = Notice("error", refused.title, refused.detail, "Er is niets overgedragen.")
        return referral_answer(referral_id, 422, notice, again=form)
    except Conflict as conflict:
        return referral_answer(referral_id, 409, told(conflict), again=form)
    return redirect(following, 303)


def require_seen(session: Session, referral_id: UUID, actor: Caseworker) -> None:
    """Raise `Changed` when something happened since this form was made that its sender cannot have seen.

    Who holds the referral, and whether it is closed, the use case itself tells better.
    """
    referral = own_referral(session, referral_id, actor, lock=True)
    theirs = referral.status == ReferralStatus.CLOSED or referral.assigned_to not in {None, actor.id}
    if not theirs:
        require_version(referral)


def require_version(referral: Referral) -> None:
    """Raise `Changed` when this form was made before the last change of the referral."""
    if str(referral.version) != request.form.get("versie"):
        raise Changed("Er is iets veranderd sinds u deze bladzijde opende. Wat u invulde, is nog niet opgeslagen.")


def do(referral_id: UUID, code: str, act: Callable[[Session], Any], **again: Any) -> Response:
    """Carry something out and show the result; a conflict leaves everything as it was, and the form as it was typed."""
    try:
        with parts().database.transaction() as session:
            act(session)
    except Conflict as conflict:
        return referral_answer(referral_id, 409, told(conflict), **again)
    return redirect(address.referral(referral_id, code), 303)


def told(conflict: Conflict) -> Notice:
    kind = next(kind for kind in _ADVICE if isinstance(conflict, kind))
    title, advice = _ADVICE[kind]
    return Notice("warning", title, conflict.detail, advice)


def _checked(asked: Asked, *, anyone: bool) -> Asked:
    """Raise unless the sender holds the referral and saw it as it is now; then look at what was typed."""
    if not anyone:
        require_holder(asked.referral, asked.actor)
        require_seen(asked.session, asked.referral.id, asked.actor)
    if asked.form.mistakes:
        raise _Mistakes
    return asked
