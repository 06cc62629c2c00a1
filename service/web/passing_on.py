"""Passing work on: to the other desk, to triage, and stopping when the resident takes consent back."""

from uuid import UUID

from werkzeug.wrappers import Response

from service.identity.access import parts
from service.policy.model import Desk
from service.referrals.hand_over import HandOver, hand_over
from service.referrals.questions import Finding
from service.referrals.sharing import HandOverReason
from service.referrals.triage import send_to_triage
from service.referrals.withdraw_consent import withdraw_consent
from service.rules.facts import ConsentManner, Destination
from service.web import address
from service.web.carry_out import Asked, carry_out
from service.web.desk import desk
from service.web.guard import signed_in
from service.web.show.passing_on import WITHDRAW, finding_form, given_in, hand_over_form, target_of


@desk.post("/verwijzingen/<uuid:referral_id>/overdracht")
@signed_in("behandelaar")
def pass_on(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        hand_over(asked.session, parts().vault, _wish(asked), asked.actor, asked.now)
        return address.referral(referral_id, "overgedragen")

    return carry_out(referral_id, lambda _, referral: hand_over_form(referral), act)


@desk.post("/verwijzingen/<uuid:referral_id>/naar-triage")
@signed_in("behandelaar")
def ask_triage(referral_id: UUID) -> Response:
    """Who may not see triage goes back to the worklist: there the referral is no more."""
    def act(asked: Asked) -> str:
        left = asked.referral.destination
        send_to_triage(asked.session, referral_id, Finding(asked.form.text("bevinding")), asked.actor, asked.now)
        if Desk.TRIAGE in asked.actor.destinations:
            return address.referral(referral_id, "naar-triage")
        return address.worklist(left, melding="naar-triage")

    return carry_out(referral_id, lambda _, referral: finding_form(referral), act)


@desk.post("/verwijzingen/<uuid:referral_id>/toestemming-intrekking")
@signed_in("behandelaar")
def take_back(referral_id: UUID) -> Response:
    """By anyone of the desk and without a look at the version: taking consent back is as easy as giving it."""
    def act(asked: Asked) -> str:
        how = ConsentManner(asked.form.text("wijze"))
        withdraw_consent(asked.session, referral_id, how, asked.actor, asked.now)
        return address.referral(referral_id, "ingetrokken")

    return carry_out(referral_id, lambda *_: WITHDRAW, act, anyone=True)


def _wish(asked: Asked) -> HandOver:
    target, form = target_of(asked.referral), asked.form
    if target is Destination.DEBT_HELP:
        return HandOver(asked.referral.id, target, reason=HandOverReason(form.text("reden")))
    return HandOver(asked.referral.id, target, given_in(form))
