"""A corporation subscribes, looks at its subscriptions, and ends them."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.actors import Corporation
from service.db import new_id
from service.errors import Conflict, Fault, InvalidInput, NotFound
from service.identity.keys import EVENT, signing_key
from service.journal import Entry, record
from service.partners.tables import Organisation
from service.signals.subscriptions.schemas import Wish
from service.signals.subscriptions.send import Outward, Sender
from service.signals.subscriptions.tables import Subscription
from service.vault import Vault

MOST = 5
MADE, RESUMED, ENDED = "abonnement-gemaakt", "abonnement-hervat", "abonnement-beeindigd"
_GROUND = "beheer"
_RATE = re.compile(r"[1-9][0-9]{0,5}")
# Everything that is still running may yet write to the feed, so a subscription begins at the oldest of it. What was
# written since then and is there already comes along: rather an entry that is known than one that is missed.
_BEGIN = text("SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint")


@dataclass(frozen=True, slots=True)
class Permission:
    """The receiver agreed to be sent events: at most so many per minute, None for no limit."""

    rate: int | None


def origin_of(service_url: str) -> str:
    """The name under which we ask and send."""
    return urlsplit(service_url).hostname or service_url


def ask_permission(wish: Wish, origin: str, outward: Outward) -> Permission:
    """The validation handshake of the CloudEvents webhook specification: nothing is sent to who did not agree.

    Raises `InvalidInput` when the receiver does not agree. Not to be called inside a transaction: it may take seconds.
    """
    with Sender(wish.url, outward) as sender:
        answer = sender.send("OPTIONS", {"WebHook-Request-Origin": origin} | bearer(wish.access_token))
    allowed = [one.strip().lower() for one in (answer.allowed_origin or "").split(",")]
    if answer.failure or not {origin.lower(), "*"} & set(allowed):
        seen = answer.failure and f"{answer.failure}{f' (HTTP {answer.status})' if answer.status else ''}"
        told = (
            "Uw ontvanger gaf geen toestemming: " + (seen or "WebHook-Allowed-Origin ontbreekt of noemt een ander")
            + f". Antwoord op OPTIONS met 200 en de kop WebHook-Allowed-Origin: {origin}."
        )
        raise InvalidInput([Fault("#/url", "geenToestemmingOntvanger", told)])
    rate = answer.allowed_rate or ""
    return Permission(int(rate) if _RATE.fullmatch(rate) else None)


def bearer(access_token: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {access_token}"} if access_token else {}


def subscribe(
    session: Session, vault: Vault, wish: Wish, permission: Permission, who: tuple[Corporation, datetime],
) -> tuple[Subscription, bool]:
    """The subscription, and whether it is new. The same address and statuses again resumes the one that is there."""
    actor, now = who
    _take_turns(session, actor)
    rows = subscriptions_of(session, actor)
    row = next((one for one in rows if (one.url, tuple(one.statuses)) == (wish.url, wish.statuses)), None)
    is_new = row is None
    if row is None:
        if len(rows) >= MOST:
            raise Conflict(f"U hebt al {MOST} abonnementen. Beëindig er eerst een.")
        row = _begin(session, wish, actor, now)
    row.client_id, row.rate, row.facts = actor.id, permission.rate, list(wish.facts)
    row.access_token = vault.seal({"token": wish.access_token}, row.token_context) if wish.access_token else None
    row.suspended_at = row.suspension = row.failing_since = None
    row.failures, row.next_attempt_at = 0, now
    session.flush()
    signing_key(session, vault, EVENT)
    about = {"statussen": row.statuses, "feiten": row.facts}
    record(session, [Entry(MADE if is_new else RESUMED, row.id, _GROUND, about)], actor, now)
    return row, is_new


def _take_turns(session: Session, actor: Corporation) -> None:
    """One at a time for one corporation, so that the limit and the uniqueness hold without an error."""
    query = select(Organisation.id).where(Organisation.id == actor.organisation_id)
    session.execute(query.with_for_update(key_share=True))


def _begin(session: Session, wish: Wish, actor: Corporation, now: datetime) -> Subscription:
    row = Subscription(
        id=new_id(), corporation_id=actor.organisation_id, client_id=actor.id, url=wish.url,
        statuses=list(wish.statuses), facts=list(wish.facts), created_at=now, next_attempt_at=now, entry=0, failures=0,
        transaction=session.scalar(_BEGIN),
    )
    session.add(row)
    return row


def subscriptions_of(session: Session, actor: Corporation) -> list[Subscription]:
    """The corporation's subscriptions, oldest first."""
    query = select(Subscription).where(Subscription.corporation_id == actor.organisation_id)
    return list(session.scalars(query.order_by(Subscription.id)))


def own_subscription(session: Session, subscription_id: UUID, actor: Corporation) -> Subscription:
    """One of the corporation's own. Raises `NotFound`, also for another's."""
    row = session.get(Subscription, subscription_id)
    if row is None or row.corporation_id != actor.organisation_id:
        raise NotFound("Dit abonnement is er niet.")
    return row


def unsubscribe(session: Session, subscription_id: UUID, actor: Corporation, now: datetime) -> None:
    """End a subscription. Raises `NotFound`."""
    session.delete(own_subscription(session, subscription_id, actor))
    record(session, [Entry(ENDED, subscription_id, _GROUND)], actor, now)
