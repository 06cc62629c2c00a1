"""Routing a batch of received signals into referrals; what comes twice changes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from service.actors import Actor
from service.db import along_keys, new_id
from service.journal import Entry, record
from service.referrals import store
from service.referrals.adjust import adjust_signals
from service.referrals.deadlines import due_of
from service.referrals.routing import Route, ground_of, route
from service.referrals.settle import NEW_SIGNAL, Policies, settle
from service.referrals.store import Link, NewReferral
from service.rules.facts import Destination
from service.signals.receive import subject_context
from service.signals.status import SignalStatus
from service.signals.tables import Signal
from service.vault import Vault


@dataclass(frozen=True, slots=True)
class Placed:
    """A signal, one of its destinations, and where that leads. `signal` is a row of `_WANTED`."""

    signal: Row[Any]
    destined: dict[str, Any]
    intended: Destination
    route: Route

    ground: str

    @property
    def key(self) -> tuple[bytes, str, str]:
        return self.signal.household_key, self.route.worklist, self.ground


def refer_signals(
    session: Session, vault: Vault, signal_ids: Iterable[UUID], actor: Actor, now: datetime
) -> list[UUID]:
    """Route signals that were received and not yet routed; the referrals they went to."""
    along_keys(session)
    signals = _waiting(session, signal_ids)
    if not signals:
        return []
    policies = Policies(session, now)
    placed = [place for signal in signals for place in _places(signal, vault, policies)]
    links = [Link(place.signal.id, place.intended, place.key, due_of(place.destined)) for place in placed]
    dues = {link.referral_key: link.due.statutory for link in links}
    referrals = store.open_referrals(session, _to_open(placed), dues, now)
    store.link(session, links, referrals, now)
    settle(session, list(referrals.values()), policies, NEW_SIGNAL)
    store.forward(session, [signal.id for signal in signals], now)
    entries = [
        Entry("signaal-in-verwijzing", referrals[place.key], place.ground, {"signaal": str(place.signal.id)})
        for place in placed
    ]
    record(session, entries, actor, now)
    # A change that came in before the signal was routed waited for this moment.
    adjust_signals(session, [signal.id for signal in signals], actor, now)
    return list(referrals.values())


# What routing needs of a signal, and no object for each of thousands.
_WANTED = (
    Signal.id, Signal.household_key, Signal.municipality_code, Signal.kind, Signal.decision, Signal.subject,
)


def _waiting(session: Session, signal_ids: Iterable[UUID]) -> Sequence[Row[Any]]:
    """The status guard: only what is still received, locked in one order so that two workers never wait in a ring."""
    query = select(*_WANTED).where(Signal.id.in_(list(signal_ids)), Signal.status == SignalStatus.RECEIVED)
    return session.execute(query.order_by(Signal.id).with_for_update()).all()


def _places(signal: Row[Any], vault: Vault, policies: Policies) -> Iterator[Placed]:
    assert signal.subject is not None, "a received signal still has its subject"
    postcode = vault.open(signal.subject, subject_context(signal.id))["adres"]["postcode"]
    for destined in signal.decision["bestemmingen"]:
        intended = Destination(destined["bestemming"])
        where = route(policies.of(signal.municipality_code), intended, postcode, signal.decision)
        yield Placed(signal, destined, intended, where, str(ground_of(signal.kind, intended)))


def _to_open(placed: list[Placed]) -> list[NewReferral]:
    """One referral for each household, worklist and ground in the batch."""
    found: dict[tuple[bytes, str, str], NewReferral] = {}
    for place in placed:
        found.setdefault(place.key, NewReferral(
            id=new_id(), municipality_code=place.signal.municipality_code, destination=place.route.worklist,
            ground=place.ground, household_key=place.signal.household_key, team=place.route.team,
            routing=place.route.document(place.intended),
        ))
    return list(found.values())
