"""Recording the steps that the law counts: offer, first talk, decision, and the tasks of the wijkteam."""

from uuid import UUID

from werkzeug.wrappers import Response

from service.errors import Fault, InvalidInput, NotFound
from service.identity.access import parts
from service.referrals.accept import own_request_of
from service.referrals.care_tasks import TASKS
from service.referrals.decide import Decision, record_decision
from service.referrals.notices.status import PauseConsent
from service.referrals.progress import DecisionKind, OfferReaction, StepKind
from service.referrals.steps import Offer, record_offer, record_talk
from service.referrals.tasks import TaskDone, record_task
from service.rules.facts import ConsentManner
from service.web import address
from service.web.carry_out import Asked, carry_out
from service.web.desk import desk
from service.web.guard import signed_in
from service.web.notices import forms_of_steps
from service.web.show.forms import Form
from service.web.show.notices import NONE_OF_THESE
from service.web.show.steps import TALK, task_form


@desk.post("/verwijzingen/<uuid:referral_id>/aanbod")
@signed_in("behandelaar")
def add_offer(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        form = asked.form
        offer = Offer(
            referral_id, form.sure_day("gedaanOp"), OfferReaction(form.text("reactie")), form.day("reactieOp"),
            _pause(form),
        )
        record_offer(asked.session, parts().vault, offer, asked.actor, asked.now)
        return address.referral(referral_id, "laat" if own_request_of(asked.session, referral_id) else "aanbod")

    return carry_out(referral_id, lambda *about: forms_of_steps(*about).offer, act)


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
        form = asked.form
        decision = Decision(
            referral_id, form.sure_day("genomenOp"), kind, form.day("bekendgemaaktOp"),
            _signals(form) if kind is DecisionKind.PLAN else (), form.day("inwonerIngelichtOp"),
        )
        record_decision(asked.session, decision, asked.actor, asked.now)
        return address.referral(referral_id, "besluit")

    return carry_out(referral_id, lambda *about: forms_of_steps(*about).decision, act)


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


def _pause(form: Form) -> PauseConsent | None:
    """The consent for a pause, where the form asks for it and a day was filled in."""
    given_on = form.day("toestemmingOp")
    if given_on is None:
        return None
    if not form.text("wijze"):
        raise InvalidInput([Fault("#/wijze", "verplicht", "Kies hoe de inwoner toestemming gaf.")])
    return PauseConsent(given_on, ConsentManner(form.text("wijze")), _signals(form))


def _signals(form: Form) -> tuple[UUID, ...] | None:
    """The signals that were ticked; None: the question was not answered, or not asked."""
    codes = form.codes("signalen")
    return tuple(UUID(code) for code in codes if code != NONE_OF_THESE) if codes else None
