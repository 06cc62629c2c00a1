"""What a caseworker does with a referral. A conflict is told on the page itself, with what to do next."""

from uuid import UUID

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service import clock
from service.errors import NotFound
from service.identity.access import parts
from service.referrals.follow_up import Attempt, attempts_of, part_of_day, record_attempt, undo_attempt
from service.referrals.pick_up import hand_back, pick_up
from service.referrals.read import own_referral
from service.referrals.tables import Referral
from service.web import address
from service.web.carry_out import Asked, carry_out, do, require_seen
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.referral import referral_answer
from service.web.show.attempt import AttemptForm, read
from service.web.show.forms import Form
from service.web.show.shortcuts import quick_named
from service.web.show.undo import undo_form


@desk.post("/verwijzingen/<uuid:referral_id>/oppakken")
@signed_in("behandelaar")
def take(referral_id: UUID) -> Response:
    """Without a look at the version: of two who take at once one wins, and taking overwrites nothing."""
    actor = person().caseworker()
    return do(referral_id, "opgepakt", lambda session: pick_up(session, referral_id, actor, clock.now()))


@desk.post("/verwijzingen/<uuid:referral_id>/terugleggen")
@signed_in("behandelaar")
def put_back(referral_id: UUID) -> Response:
    actor = person().caseworker()

    def act(session: Session) -> None:
        require_seen(session, referral_id, actor)
        hand_back(session, referral_id, actor, clock.now())

    return do(referral_id, "teruggelegd", act)


@desk.post("/verwijzingen/<uuid:referral_id>/contactpogingen")
@signed_in("behandelaar")
def add_attempt(referral_id: UUID) -> Response:
    actor, now = person().caseworker(), clock.now()
    with parts().database.transaction() as session:
        opened = clock.day_of(own_referral(session, referral_id, actor).opened_at)
    attempt = read(request.form, opened, clock.day_of(now))
    if isinstance(attempt, AttemptForm):
        return referral_answer(referral_id, 400, form=attempt)

    def act(session: Session) -> None:
        require_seen(session, referral_id, actor)
        record_attempt(session, referral_id, attempt, actor, now)

    return do(referral_id, "poging", act, form=_typed(attempt))


@desk.post("/verwijzingen/<uuid:referral_id>/contactpogingen/nu")
@signed_in("behandelaar")
def add_attempt_now(referral_id: UUID) -> Response:
    """One of the usual attempts, made just now."""
    actor, now, quick = person().caseworker(), clock.now(), quick_named(request.form.get("poging", ""))
    if quick is None:
        raise NotFound("Deze poging is er niet. Ga terug naar de verwijzing en kies opnieuw.")
    attempt = Attempt(quick.kind, clock.day_of(now), part_of_day(now), quick.reached)

    def act(session: Session) -> None:
        require_seen(session, referral_id, actor)
        record_attempt(session, referral_id, attempt, actor, now)

    return do(referral_id, "poging", act)


@desk.post("/verwijzingen/<uuid:referral_id>/contactpoging-ongedaan")
@signed_in("behandelaar")
def undo_own_attempt(referral_id: UUID) -> Response:
    """The slip of a moment ago, by who made it."""
    def form_of(session: Session, referral: Referral) -> Form:
        return undo_form(attempts_of(session, referral.id), person().caseworker(), clock.now())

    def act(asked: Asked) -> str:
        undo_attempt(asked.session, (referral_id, int(asked.form.text("poging"))), asked.actor, asked.now)
        return address.referral(referral_id, "poging-weg")

    return carry_out(referral_id, form_of, act)


def _typed(attempt: Attempt) -> AttemptForm:
    day, reached = attempt.on_day.isoformat(), "ja" if attempt.reached else "nee"
    return AttemptForm(str(attempt.kind), day, str(attempt.part_of_day), reached)
