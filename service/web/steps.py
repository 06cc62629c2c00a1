"""Recording the steps that the law counts: offer, first talk, decision, and the tasks of the wijkteam."""

from uuid import UUID

from werkzeug.wrappers import Response

from service.errors import NotFound
from service.identity.access import parts
from service.referrals.accept import own_request_of
from service.referrals.care_tasks import TASKS
from service.referrals.decide import Decision, record_decision
from service.referrals.progress import DecisionKind, OfferReaction, StepKind
from service.referrals.steps import Offer, record_offer, record_talk
from service.referrals.tasks import TaskDone, record_task
from service.web import address
from service.web.carry_out import Asked, carry_out
from service.web.desk import desk
from service.web.guard import signed_in
from service.web.show.steps import DECISION, OFFER, TALK, task_form


@desk.post("/verwijzingen/<uuid:referral_id>/aanbod")
@signed_in("behandelaar")
def add_offer(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        form = asked.form
        offer = Offer(
            referral_id, form.sure_day("gedaanOp"), OfferReaction(form.text("reactie")), form.day("reactieOp"),
        )
        record_offer(asked.session, parts().vault, offer, asked.actor, asked.now)
        return address.referral(referral_id, "laat" if own_request_of(asked.session, referral_id) else "aanbod")

    return carry_out(referral_id, lambda *_: OFFER, act)


@desk.post("/verwijzingen/<uuid:referral_id>/eerste-gesprek")
@signed_in("behandelaar")
def add_talk(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        record_talk(asked.session, referral_id, asked.form.sure_day("gehoudenOp"), asked.actor, asked.now)
        return address.referral(referral_id, "gesprek")

    return carry_out(referral_id, lambda *_: TALK, act)


@desk.post("/verwijzingen/<uuid:referral_id>/besluit")
@signed_in("behandelaar")
def add_decision(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        kind = DecisionKind(asked.form.text("soort"))
        decision = Decision(referral_id, asked.form.sure_day("genomenOp"), kind)
        record_decision(asked.session, decision, asked.actor, asked.now)
        return address.referral(referral_id, "besluit")

    return carry_out(referral_id, lambda *_: DECISION, act)


@desk.post("/verwijzingen/<uuid:referral_id>/taken/<string:kind>")
@signed_in("behandelaar")
def add_task(referral_id: UUID, kind: str) -> Response:
    if kind not in TASKS:
        raise NotFound("Deze taak is er niet. Ga terug naar de verwijzing en kies opnieuw.")

    def act(asked: Asked) -> str:
        done = TaskDone(referral_id, StepKind(kind), asked.form.sure_day("gedaanOp"))
        record_task(asked.session, done, asked.actor, asked.now)
        return address.referral(referral_id, "taak")

    return carry_out(referral_id, lambda *_: task_form(StepKind(kind)), act)
