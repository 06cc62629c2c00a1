"""What corporations hear of debt help and of a pause: ticking later signals, stopping, holding back, ending."""

from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service import clock
from service.referrals.decide import Decision, record_decision, tick_later
from service.referrals.notices.overview import NoticeOverview, overview_of
from service.referrals.notices.pause import withdraw_pause
from service.referrals.notices.status import NoticeStop
from service.referrals.notices.stop import NoticeKey, decide_notice, hold_notice, stop_notice
from service.referrals.progress import DecisionKind
from service.referrals.standing import progress_of
from service.referrals.tables import Referral
from service.web import address
from service.web.carry_out import Asked, carry_out
from service.web.desk import desk
from service.web.guard import signed_in
from service.web.show.forms import Form
from service.web.show.notices import (
    HELP_ENDED,
    PAUSE_STOPPED,
    decide_form,
    hold_form,
    labels_of,
    step_forms,
    stop_form,
    tick_form,
)
from service.web.show.steps import StepForms


@desk.post("/verwijzingen/<uuid:referral_id>/schuldhulpmeldingen")
@signed_in("behandelaar")
def tick_signals(referral_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        ticked = tuple(UUID(code) for code in asked.form.codes("signalen"))
        tick_later(asked.session, referral_id, ticked, asked.actor, asked.now)
        return address.referral(referral_id, "meldingen")

    return carry_out(referral_id, _tick_form, act, anyone=True)


@desk.post("/verwijzingen/<uuid:referral_id>/schuldhulpmeldingen/<uuid:signal_id>/stoppen")
@signed_in("behandelaar")
def stop_one(referral_id: UUID, signal_id: UUID) -> Response:
    """By anyone of the desk and without a look at the version: what goes cannot be taken back."""
    def act(asked: Asked) -> str:
        reason = NoticeStop(asked.form.text("reden"))
        stop_notice(asked.session, NoticeKey(referral_id, signal_id), reason, asked.actor, asked.now)
        return address.referral(referral_id, "melding-gestopt")

    return carry_out(referral_id, lambda *_: stop_form(signal_id), act, anyone=True)


@desk.post("/verwijzingen/<uuid:referral_id>/schuldhulpmeldingen/<uuid:signal_id>/aanhouden")
@signed_in("behandelaar")
def hold_one(referral_id: UUID, signal_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        hold_notice(asked.session, NoticeKey(referral_id, signal_id), asked.actor, asked.now)
        return address.referral(referral_id, "melding-aangehouden")

    return carry_out(referral_id, lambda *_: hold_form(signal_id), act, anyone=True)


@desk.post("/verwijzingen/<uuid:referral_id>/schuldhulpmeldingen/<uuid:signal_id>/beslissen")
@signed_in("behandelaar")
def decide_one(referral_id: UUID, signal_id: UUID) -> Response:
    def act(asked: Asked) -> str:
        tell = asked.form.text("antwoord") == "vertellen"
        decide_notice(asked.session, NoticeKey(referral_id, signal_id), asked.actor, asked.now, tell=tell)
        return address.referral(referral_id, "melding-beslist")

    return carry_out(referral_id, lambda *_: decide_form(signal_id), act, anyone=True)


@desk.post("/verwijzingen/<uuid:referral_id>/hulp-gestopt")
@signed_in("behandelaar")
def end_help(referral_id: UUID) -> Response:
    """Also on a closed referral, where nobody holds it."""
    def act(asked: Asked) -> str:
        form = asked.form
        ended = Decision(
            referral_id, form.sure_day("genomenOp"), DecisionKind.HELP_ENDED, form.day("bekendgemaaktOp"),
        )
        record_decision(asked.session, ended, asked.actor, asked.now)
        return address.referral(referral_id, "hulp-gestopt")

    return carry_out(referral_id, lambda *_: HELP_ENDED, act, anyone=True)


@desk.post("/verwijzingen/<uuid:referral_id>/incassopauze-stoppen")
@signed_in("behandelaar")
def end_pause(referral_id: UUID) -> Response:
    """As easy to take back as to give: by anyone of the desk."""
    def act(asked: Asked) -> str:
        withdraw_pause(asked.session, referral_id, asked.actor, asked.now)
        return address.referral(referral_id, "pauze-gestopt")

    return carry_out(referral_id, lambda *_: PAUSE_STOPPED, act, anyone=True)


def forms_of_steps(session: Session, referral: Referral) -> StepForms:
    """The forms of the offer and the decision, as the page of this referral shows them now."""
    progress = progress_of(session, referral, clock.today())
    return step_forms(session, referral, progress, overview_of(session, referral, progress))


def _tick_form(session: Session, referral: Referral) -> Form:
    overview: NoticeOverview = overview_of(session, referral, progress_of(session, referral, clock.today()))
    return tick_form(overview.unticked, labels_of(session, overview))
