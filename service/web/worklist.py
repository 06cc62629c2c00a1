"""The worklist of a caseworker: what is most pressing stands on top, narrowed as one likes."""

from dataclasses import replace
from uuid import UUID

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service import clock
from service.actors import Caseworker
from service.errors import Conflict, NotAllowed, NotFound
from service.identity.access import parts
from service.policy.model import Desk
from service.referrals.pick_up import pick_up, pick_up_next
from service.referrals.saved_filters import LONGEST_NAME, Keep, remove, save, saved_for
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral
from service.referrals.worklist import counts, worklist
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import done, page
from service.web.show.choice import YES, Asked
from service.web.show.names import PolicyNames, policy_names
from service.web.show.together import actions_at
from service.web.show.worklist import Found, worklist_page


@desk.get("/werklijst")
@signed_in("behandelaar")
def show_worklist() -> Response:
    actor = person().caseworker()
    own_lists(actor)
    with parts().database.transaction() as session:
        names = names_today(session, actor)
        asked = Asked.of(request.args, actor, names)
        page_of = worklist(session, asked.wish(actor, names), actor)
        found = Found(*page_of, counts(session, actor), saved_for(session, actor))
        view = worklist_page(asked, found, names, actor)
    actions = actions_at(names.trays.get(view.together))
    return page("worklist.html", view=view, notice=done(), longest=LONGEST_NAME, actions=actions)


@desk.post("/werklijst/volgende")
@signed_in("behandelaar")
def take_next() -> Response:
    destination = request.form.get("lijst", "")
    if destination not in set(Desk):
        raise NotFound("Deze werklijst is er niet. Ga terug naar de werklijst en kies opnieuw.")
    actor = person().caseworker()
    own_lists(actor)
    with parts().database.transaction() as session:
        asked = Asked.of(request.form, actor, names_today(session, actor))
    taken = _take_of(asked, actor) if asked.is_narrowed else pick_up_next(
        parts().database, destination, actor, clock.now(),
    )
    if taken is None:
        return redirect(address.worklist(**asked.values, melding="geen-keuze" if asked.is_narrowed else "geen"), 303)
    return redirect(address.referral(taken.id, "opgepakt"), 303)


def _take_of(asked: Asked, actor: Caseworker) -> Referral | None:
    """The most pressing open one of the part that is in sight; what a colleague took meanwhile is passed over."""
    with parts().database.transaction() as session:
        wish = replace(asked.wish(actor, names_today(session, actor)), assigned_to=None, cursor=None)
        waiting, _ = worklist(session, replace(wish, statuses=(ReferralStatus.OPEN,)), actor)
    for one in waiting:
        try:
            with parts().database.transaction() as session:
                return pick_up(session, one.id, actor, clock.now())
        except Conflict:
            continue
    return None


@desk.post("/werklijst/keuzes")
@signed_in("behandelaar")
def save_filter() -> Response:
    """Keep the choices of this page under a name. Only what is a code of ours is kept of them."""
    actor, name = person().caseworker(), " ".join(request.form.get("naam", "").split())[:LONGEST_NAME]
    own_lists(actor)
    with parts().database.transaction() as session:
        asked = Asked.of(request.form, actor, names_today(session, actor))
        if not actor.may_handle(actor.municipality_code, asked.destination):
            raise NotAllowed("Deze werklijst hoort niet bij uw taak.")
        if name:
            save(session, Keep(name, request.form.get("gedeeld") == YES, asked.values), actor, clock.now())
    return redirect(address.worklist(**asked.values, melding="keuze" if name else "keuze-naam"), 303)


@desk.post("/werklijst/keuzes/<uuid:filter_id>/verwijderen")
@signed_in("behandelaar")
def remove_filter(filter_id: UUID) -> Response:
    with parts().database.transaction() as session:
        remove(session, filter_id, person().caseworker())
    return redirect(address.worklist(melding="keuze-weg"), 303)


def own_lists(actor: Caseworker) -> tuple[Desk, ...]:
    """The worklists of a caseworker; raises `NotAllowed` when there is none."""
    mine = tuple(place for place in Desk if place in actor.destinations)
    if not mine:
        raise NotAllowed("U hebt nog geen werklijst. Vraag uw beheerder om u er een te geven.")
    return mine


def names_today(session: Session, actor: Caseworker) -> PolicyNames:
    return policy_names(session, actor.municipality_code, clock.day_of(clock.now()))
