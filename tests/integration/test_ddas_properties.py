"""Whatever happened in a town, its delivery is what the standard demands, and counts what a slow reader counts."""

from collections import defaultdict
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock
from service.errors import DomainError
from service.monitor.ddas.facts import Period
from service.referrals.pick_up import hand_back
from service.referrals.questions import Finding
from service.referrals.status import ContactKind, EndResult
from service.referrals.tables import ContactAttempt, Referral, ReferralSignal
from service.referrals.triage import send_to_triage
from service.signals.schemas import WithdrawalReason
from service.signals.tables import Signal
from service.vault import Vault
from tests.factories import door_signal, person, rent_block, rent_signal, threat
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.deliveries import DAY, Deliveries

STEPS = st.one_of(
    st.tuples(st.just("take")), st.tuples(st.just("hand back")), st.tuples(st.just("triage")),
    st.tuples(st.just("try"), st.sampled_from(ContactKind), st.booleans()),
    st.tuples(st.just("end"), st.sampled_from(EndResult)),
    st.tuples(st.just("withdraw"), st.sampled_from(WithdrawalReason)),
)
SENT = st.fixed_dictionaries({
    "home": st.integers(1, 3), "day": st.integers(0, 9),
    "cents": st.sampled_from([50, 2_499, 2_550, 125_000, 2_500_000]),
    "behind the door": st.sampled_from([False, False, False, True]), "threat": st.booleans(),
    "steps": st.lists(STEPS, max_size=5),
})
PERIODS = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(sorted)


@pytest.fixture
def town(session: Session, vault: Vault) -> Deliveries:
    return Deliveries(Casework.since(session, vault))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.lists(SENT, max_size=7), period=PERIODS)
def test_a_delivery_counts_what_a_slow_reader_counts(
    town: Deliveries, sent: list[dict[str, Any]], period: list[int]
) -> None:
    with town.work.session.begin_nested() as savepoint:
        objecting: set[int] = set()
        for one in sorted(sent, key=lambda one: int(one["day"])):
            # After an objection the law refuses the next signal of these tests, which has no later reminder.
            if one["home"] not in objecting or one["behind the door"]:
                _live(town, one)
            if ("withdraw", WithdrawalReason.TENANT_OBJECTS) in one["steps"]:
                objecting.add(one["home"])
        first, last = (MONDAY + days * DAY for days in period)
        town.work.session.expire_all()
        signals, cases = town.told(Period(first, last))
        assert [one["ID"] for one in signals] == _signals_of(town.work.session, first, last)
        told = {
            tuple(signal["ID"] for signal in one["vroegsignalen"]): (one.get("resultaat"), len(one["contactpogingen"]))
            for one in cases
        }
        assert len(told) == len(cases)
        assert told == _cases_of(town.work.session, first, last)
        assert _taken_up(signals) & _delivered(town) == _taken_up(signals)
        savepoint.rollback()
    town.work.session.expire_all()


def _live(town: Deliveries, one: dict[str, Any]) -> None:
    """A signal comes in, and steps are taken; those that cannot be taken are not."""
    day, who = MONDAY + one["day"] * DAY, person(one["home"])
    if one["behind the door"]:
        town.work.receive(door_signal(day, betrokkene=who), day)
        return
    block = rent_block(day, bedragInCenten=one["cents"]) | ({"dreiging": threat(day)} if one["threat"] else {})
    signal_id = town.work.receive(rent_signal(day, betrokkene=who, huurachterstand=block), day)
    for step, *detail in one["steps"]:
        with suppress(DomainError):
            _take_step(town, signal_id, day, (step, *detail))
        town.work.session.expire_all()


def _take_step(town: Deliveries, signal_id: UUID, day: date, step: tuple[Any, ...]) -> None:
    name, *detail = step
    if name == "withdraw":
        town.withdraw(signal_id, detail[0], day)
        return
    linked = select(ReferralSignal.referral_id).where(ReferralSignal.signal_id == signal_id)
    case = town.work.session.scalars(linked).first()
    if case is None:
        return
    if name == "take":
        town.take(signal_id, day)
    elif name == "hand back":
        hand_back(town.work.session, case, town.helper, at(day, 10))
    elif name == "triage":
        send_to_triage(town.work.session, case, Finding.NOT_REGISTERED, town.helper, at(day, 11))
    elif name == "try":
        town.try_contact(case, detail[0], reached=detail[1], on=day)
    else:
        town.end(case, detail[0], day)


def _signals_of(session: Session, first: date, last: date) -> list[str]:
    rows = [
        row for row in session.scalars(select(Signal))
        if row.kind == "huurachterstand" and row.subject is not None and first <= row.signal_date <= last
    ]
    return [str(row.id) for row in sorted(rows, key=lambda row: (row.received_at, row.id))]


def _cases_of(session: Session, first: date, last: date) -> dict[tuple[str, ...], tuple[str | None, int]]:
    signals = {row.id: row for row in session.scalars(select(Signal))}
    held: dict[UUID, list[Signal]] = defaultdict(list)
    for link in session.scalars(select(ReferralSignal)):
        held[link.referral_id].append(signals[link.signal_id])
    attempts = list(session.scalars(select(ContactAttempt)))
    found = {}
    for case in session.scalars(select(Referral)):
        whole = sorted((one for one in held[case.id] if one.subject), key=lambda one: (one.received_at, one.id))
        moments = [one.taken_up_at for one in held[case.id] if one.taken_up_at is not None]
        if case.picked_up_at is not None and case.destination != "triage":
            moments.append(case.picked_up_at)
        counted = min(moments) if moments else case.closed_at if case.end_result else None
        if case.ground == "signaal" and whole and counted and first <= clock.day_of(counted) <= last:
            tried = sum(one.referral_id == case.id for one in attempts)
            found[tuple(str(one.id) for one in whole)] = (case.end_result, tried)
    return found


def _taken_up(signals: list[dict[str, Any]]) -> set[str]:
    return {one["ID"] for one in signals if one["status"] == "Opgepakt"}


def _delivered(town: Deliveries) -> set[str]:
    """The signals in any case that was taken up, whenever that was."""
    _, cases = town.told(Period(MONDAY - DAY, MONDAY + timedelta(days=400)))
    return {signal["ID"] for one in cases if "datumOpgepakt" in one for signal in one["vroegsignalen"]}
