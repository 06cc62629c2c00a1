"""Routing a batch of received signals into referrals; what comes twice changes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text, update
from sqlalchemy.orm import Session

from service.actors import Actor
from service.db import along_keys, array_of, new_id
from service.journal import Entry, record
from service.referrals import store
from service.referrals.adjust import adjust_signals
from service.referrals.deadlines import Due, due_of
from service.referrals.questions import with_question
from service.referrals.routing import Route, ground_of, route
from service.referrals.settle import NEW_SIGNAL, Policies, settle, tray_at, urgency_of
from service.referrals.store import Key, Link, NewReferral, Opened
from service.referrals.sums import Sum, coming_types
from service.referrals.tables import Referral
from service.rules.core import Verdict
from service.rules.facts import Destination
from service.signals.blocks import subject_context
from service.signals.status import SignalStatus
from service.signals.store import unmet_conditions
from service.vault import Vault

TypeKey = tuple[bytes, str, str, date]
"""Household, kind, destination and month: by what signals are single, multiple or consecutive."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A signal, one of its destinations, and where that leads. `signal` is a row of `_WAITING`."""

    signal: Row[Any]
    intended: Destination
    due: Due
    route: Route
    ground: str
    key: Key

    @property
    def type_key(self) -> TypeKey:
        return self.signal.household_key, self.signal.kind, self.intended, self.signal.signal_date.replace(day=1)


def refer_signals(
    session: Session, vault: Vault, signal_ids: Iterable[UUID], actor: Actor, now: datetime
) -> list[UUID]:
    """Route signals that were received and not yet routed; the referrals they went to."""
    along_keys(session)
    signals = _waiting(session, signal_ids)
    if not signals:
        return []
    policies = Policies(session, now)
    policies.ask(signal.municipality_code for signal in signals)
    lacking = _lacking(session, signals)
    placed = [place for one in signals for place in _places(one, lacking[one.id], vault, policies)]
    referrals = _open_or_join(session, placed, policies, now)
    _ask_at_triage(session, placed, referrals)
    store.link(session, [Link(one.signal.id, one.intended, referrals[one.key].id, one.due) for one in placed], now)
    settle(session, [one.id for one in referrals.values() if not one.new], policies, NEW_SIGNAL)
    store.forward(session, _statuses(placed, referrals), now)
    entries = [
        Entry("signaal-in-verwijzing", referrals[one.key].id, one.ground, {"signaal": str(one.signal.id)})
        for one in placed
    ]
    record(session, entries, actor, now)
    # A change that came in before the signal was routed waited for this moment.
    adjust_signals(session, [signal.id for signal in signals], actor, now)
    return [one.id for one in referrals.values()]


# What routing needs of a signal, and no object for each of thousands; locked in one order, so that two workers never
# wait in a ring. Its status is looked at afterwards: asked here, all signals that wait would be read for some of them.
_WAITING = text("""
    SELECT id, status, household_key, municipality_code, kind, signal_date, decision, finding_set_id, subject,
           amount_cents, arrears_since, concerns, facts #>> '{dreiging,fase}' IS NOT NULL AS threat_reported
      FROM signal WHERE id = ANY (cast(:ids AS uuid[])) ORDER BY id FOR UPDATE
""")


def _waiting(session: Session, signal_ids: Iterable[UUID]) -> Sequence[Row[Any]]:
    """The status guard: only what is still received."""
    found = session.execute(_WAITING, {"ids": array_of(signal_ids)})
    return [signal for signal in found.all() if signal.status == SignalStatus.RECEIVED]


def _lacking(session: Session, signals: Sequence[Row[Any]]) -> dict[UUID, frozenset[str]]:
    """What is not met of each signal. Only what a person decides about was let in with a condition that is not."""
    asked = [signal for signal in signals if signal.decision["oordeel"] == Verdict.PERSON_DECIDES]
    unmet = unmet_conditions(session, [signal.finding_set_id for signal in asked]) if asked else {}
    return {signal.id: unmet.get(signal.finding_set_id, frozenset()) for signal in signals}


def _places(signal: Row[Any], unmet: frozenset[str], vault: Vault, policies: Policies) -> Iterator[Placed]:
    assert signal.subject is not None, "a received signal still has its subject"
    postcode = vault.open(signal.subject, subject_context(signal.id))["adres"]["postcode"]
    for destined in signal.decision["bestemmingen"]:
        intended = Destination(destined["bestemming"])
        where = route(policies.of(signal.municipality_code), intended, postcode, signal.decision, unmet)
        ground = str(ground_of(signal.kind, intended))
        key = (signal.household_key, where.worklist, ground)
        yield Placed(signal, intended, due_of(destined), where, ground, key)


def _open_or_join(session: Session, placed: list[Placed], policies: Policies, now: datetime) -> dict[Key, Opened]:
    """The referral of each household, worklist and ground in the batch."""
    found = store.find_open(session, {one.key for one in placed})
    types = _types(session, placed)
    together: dict[Key, list[Placed]] = defaultdict(list)
    for one in placed:
        if one.key not in found:
            together[one.key].append(one)
    return found | store.open_referrals(session, [_opening(some, types, policies) for some in together.values()], now)


def _types(session: Session, placed: list[Placed]) -> dict[TypeKey, tuple[bool, bool]]:
    rows = coming_types(session, [(one.signal.id, one.intended) for one in placed])
    return {
        (row.household_key, row.kind, row.destination, row.month): (row.multiple, row.consecutive) for row in rows
    }


def _opening(some: list[Placed], types: dict[TypeKey, tuple[bool, bool]], policies: Policies) -> NewReferral:
    """A referral for signals of one key, with what they add up to: as `settle` would recount it."""
    first, total = some[0], _add_up(some, types)
    assert total.statutory_due is not None
    return NewReferral(
        id=total.referral_id, municipality_code=first.signal.municipality_code, destination=first.route.worklist,
        ground=first.ground, household_key=first.signal.household_key, team=first.route.team,
        routing=_with_questions(first.route.document(first.intended), some),
        statutory_due=total.statutory_due, target_due=total.target_due,
        urgency=urgency_of(total), multiple=total.multiple, consecutive=total.consecutive,
        tray=tray_at(total, policies),
    )


def _with_questions(routing: dict[str, Any], some: Iterable[Placed]) -> dict[str, Any]:
    for one in some:
        if one.route.question:
            routing = with_question(routing, one.route.question, one.route.explanation)
    return routing


def _ask_at_triage(session: Session, placed: list[Placed], referrals: dict[Key, Opened]) -> None:
    """What joins open work at triage brings its own question, which waits in line there."""
    joining: dict[UUID, list[Placed]] = defaultdict(list)
    for one in placed:
        if one.route.question and not referrals[one.key].new:
            joining[referrals[one.key].id].append(one)
    if not joining:
        return
    for row in session.execute(select(Referral.id, Referral.routing).where(Referral.id.in_(joining))).all():
        asking = _with_questions(row.routing, joining[row.id])
        if asking != row.routing:
            session.execute(update(Referral).where(Referral.id == row.id).values(routing=asking))


def _add_up(some: list[Placed], types: dict[TypeKey, tuple[bool, bool]]) -> Sum:
    dues, signals = [one.due for one in some], [one.signal for one in some]
    seen = [types.get(one.type_key, (False, False)) for one in some]
    return Sum(
        referral_id=new_id(),
        municipality_code=signals[0].municipality_code,
        intended=some[0].intended,
        statutory_due=min(due.statutory for due in dues),
        target_due=min((due.target for due in dues if due.target), default=None),
        threatening=any(due.threatening for due in dues),
        multiple=any(multiple for multiple, _ in seen),
        consecutive=any(consecutive for _, consecutive in seen),
        amount_cents=max((one.amount_cents for one in signals if one.amount_cents is not None), default=None),
        arrears_since=min((one.arrears_since for one in signals if one.arrears_since), default=None),
        concerns=sorted({concern for one in signals for concern in one.concerns or ()}),
        threat_reported=any(one.threat_reported for one in signals),
    )


def _statuses(placed: list[Placed], referrals: dict[Key, Opened]) -> dict[UUID, SignalStatus]:
    """A signal becomes `doorgezet`, or `opgepakt` at once when it joins work that somebody holds."""
    held = {one.signal.id for one in placed if referrals[one.key].held}
    return {
        one.signal.id: SignalStatus.PICKED_UP if one.signal.id in held else SignalStatus.FORWARDED for one in placed
    }
