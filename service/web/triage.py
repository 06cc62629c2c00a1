"""Deciding at triage: the open question is answered, and the work goes on or ends."""

from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service import clock
from service.errors import Conflict
from service.identity.access import parts
from service.policy.model import Desk
from service.referrals.read import teams_for
from service.referrals.tables import Referral
from service.referrals.triage import Decided, decide
from service.web import address
from service.web.carry_out import Asked, carry_out
from service.web.desk import desk
from service.web.guard import signed_in
from service.web.show.forms import Form
from service.web.show.triage import chosen, names_of, triage_form


@desk.post("/verwijzingen/<uuid:referral_id>/beslissing")
@signed_in("behandelaar")
def answer_question(referral_id: UUID) -> Response:
    """Who may not see where the work went, goes back to the worklist of triage."""
    def act(asked: Asked) -> str:
        if asked.referral.destination != Desk.TRIAGE:
            raise Conflict("Deze verwijzing staat niet op de triage. Er is niets te beslissen.")
        decided = Decided(referral_id, *chosen(asked.form), asked.form.text("team") or None)
        found = decide(asked.session, parts().vault, decided, asked.actor, asked.now)
        if found.destination in asked.actor.destinations:
            return address.referral(found.id, "beslist")
        return address.worklist(str(Desk.TRIAGE), melding="beslist")

    return carry_out(referral_id, _form, act)


def _form(session: Session, referral: Referral) -> Form:
    return triage_form(referral, names_of(teams_for(session, referral, clock.now())))
