"""An offer that is accepted after the term: the resident's own request, with a term of its own (Wgs 4(1)(a))."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.errors import Conflict
from service.journal import Entry, record
from service.referrals.deadlines import THREATENING
from service.referrals.links import Onward, due_from, go_on, origin_of, person_of
from service.referrals.pick_up import pick_up
from service.referrals.routing import Route
from service.referrals.settle import Policies
from service.referrals.sharing import OWN_REQUEST, LinkKind
from service.referrals.standing import intended_of
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral, ReferralLink
from service.rules.facts import Ground
from service.vault import Vault

_WHY = f"De inwoner nam het aanbod aan na de termijn. Dat telt als een eigen verzoek ({OWN_REQUEST})."


def accept_late(
    session: Session, vault: Vault, accepted: tuple[Referral, date], actor: Caseworker, now: datetime
) -> ReferralLink:
    """Open the resident's own request, counted from the day of acceptance, and give it to the same caseworker.

    Where a request of this household is open already it is joined; whoever holds that keeps it.
    """
    origin, on_day = accepted
    policy = Policies(session, now).of(origin.municipality_code)
    due = due_from(policy, Ground.OWN_REQUEST, on_day, threatening=origin.urgency == THREATENING)
    link = go_on(session, vault, Onward(
        origin=origin_of(origin), kind=LinkKind.LATE_ACCEPTANCE, destination=intended_of(origin),
        ground=Ground.OWN_REQUEST,
        route=Route(origin.destination, origin.team, origin.routing["gebied"], _WHY), on_day=on_day, due=due,
        subject=person_of(session, vault, origin.id),
    ), actor, now)
    record(session, [
        Entry("laat-geaccepteerd", origin.id, OWN_REQUEST, {"op": on_day.isoformat()}),
        Entry("eigen-verzoek-geopend", link.referral_id, OWN_REQUEST, {"op": on_day.isoformat()}),
    ], actor, now)
    opened = session.get_one(Referral, link.referral_id, populate_existing=True)
    if opened.status == ReferralStatus.OPEN:
        pick_up(session, opened.id, actor, now)
    return link


def own_request_of(session: Session, referral_id: UUID) -> UUID | None:
    """The referral in which the work goes on, when the offer was accepted after the term."""
    return session.scalar(select(ReferralLink.referral_id).where(
        ReferralLink.origin_id == referral_id, ReferralLink.kind == LinkKind.LATE_ACCEPTANCE, ReferralLink.active,
    ))


def require_none_accepted(session: Session, referral_id: UUID) -> None:
    """What was accepted after the term goes on in its own referral."""
    if own_request_of(session, referral_id) is not None:
        raise Conflict(
            "De inwoner nam het aanbod aan na de termijn. Werk verder in de verwijzing voor het eigen verzoek."
        )
