"""Referring on to a partner: what it gets is looked at first; and stopping what a partner sees."""

from uuid import UUID

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service import clock
from service.errors import Conflict, InvalidInput, NotLawful
from service.identity.access import parts
from service.onward.given import PartnerAsk, PartnerData
from service.onward.refer_on import Wish, prepare, refer_on
from service.onward.sent import sent_of, stop_one
from service.partners.onward import partners_of
from service.referrals.read import own_referral
from service.referrals.tables import Referral
from service.rules.facts import ConsentManner
from service.web import address
from service.web.carry_out import Asked, carry_out, told
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.onward_words import MISTAKE
from service.web.page import Notice, page
from service.web.referral import referral_answer
from service.web.show.forms import Form, typed_in, with_faults
from service.web.show.onward import onward_form, preview_of, stop_form
from service.web.show.passing_on import given_in


@desk.post("/verwijzingen/<uuid:referral_id>/doorverwijzen/voorbeeld")
@signed_in("behandelaar")
def preview_onward(referral_id: UUID) -> Response:
    """Everything that the partner would get. By POST, because nothing about a person belongs in an address."""
    actor, form = person().caseworker(), None
    try:
        with parts().database.transaction() as session:
            form = typed_in(_form(session, own_referral(session, referral_id, actor)), request.form)
            if form.mistakes:
                return referral_answer(referral_id, 400, again=form)
            view = preview_of(prepare(session, parts().vault, _wish(referral_id, form), actor, clock.now()), form)
    except InvalidInput as wrong:
        return referral_answer(referral_id, 400, again=form and with_faults(form, wrong.faults))
    except NotLawful as refused:
        notice = Notice("error", refused.title, refused.detail, "Er is niets doorverwezen.")
        return referral_answer(referral_id, 422, notice, again=form)
    except Conflict as conflict:
        return referral_answer(referral_id, 409, told(conflict), again=form)
    return page("onward_preview.html", view=view)


@desk.post("/verwijzingen/<uuid:referral_id>/doorverwijzen")
@signed_in("behandelaar")
def send_onward(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        refer_on(asked.session, parts().vault, _wish(referral_id, asked.form), asked.actor, asked.now)
        return address.referral(referral_id, "doorverwezen")

    return carry_out(referral_id, _form, act)


@desk.post("/verwijzingen/<uuid:referral_id>/doorverwijzing-stoppen")
@signed_in("behandelaar")
def stop_onward(referral_id: UUID) -> Response:
    """By anyone of the desk and without a look at the version: taking consent back is as easy as giving it."""
    def act(asked: Asked) -> str:
        why = asked.form.text("waarom")
        how = None if why == MISTAKE else ConsentManner(why)
        place = (referral_id, UUID(asked.form.text("doorverwijzing")))
        stop_one(asked.session, place, how, asked.actor, asked.now)
        return address.referral(referral_id, "doorverwijzing-weg")

    return carry_out(referral_id, lambda session, _: stop_form(sent_of(session, referral_id)), act, anyone=True)


def _form(session: Session, referral: Referral) -> Form:
    return onward_form(referral, partners_of(session, referral.municipality_code))


def _wish(referral_id: UUID, form: Form) -> Wish:
    return Wish(
        referral_id, UUID(form.text("partner")), tuple(PartnerAsk(code) for code in form.codes("vragen")),
        tuple(PartnerData(code) for code in form.codes("gegevens")), given_in(form),
    )
