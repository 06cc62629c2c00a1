"""Withdrawals and amendments reach the caseworker, in whatever order they arrive."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service import clock
from service.errors import Conflict, InvalidInput, NotFound
from service.referrals.adjust import adjust_signals
from service.referrals.pick_up import pick_up
from service.rules.facts import ThreatPhase
from service.signals.amend import amend_signal
from service.signals.report import ThreatKind
from service.signals.schemas import WithdrawalReason
from service.signals.tables import Signal
from service.signals.withdraw import GROUND_FALLS, Withdrawal, withdraw_signal
from service.vault import Vault
from tests.factories import World, create_organisation, door_signal, person, rent_signal
from tests.integration.conftest import ROBOT, Receive, refer, referrals

THREAT = {"soort": ThreatKind.EVICTION, "fase": ThreatPhase.EVICTION_ANNOUNCED, "datum": None}


Withdraw = Callable[[UUID, WithdrawalReason], None]


@pytest.fixture
def take_back(session: Session, vault: Vault, world: World) -> Withdraw:
    """Withdraw as the world's corporation, before its referrals hear of it."""

    def send(signal_id: UUID, reason: WithdrawalReason) -> None:
        withdraw_signal(session, vault, Withdrawal(signal_id, reason), world.corporation, clock.now())

    return send


@pytest.fixture
def withdraw(session: Session, take_back: Withdraw) -> Withdraw:
    """Withdraw, and tell its referrals."""

    def send(signal_id: UUID, reason: WithdrawalReason) -> None:
        take_back(signal_id, reason)
        adjust_signals(session, [signal_id], ROBOT, clock.now())
        session.expire_all()

    return send


@pytest.mark.parametrize("reason", sorted(GROUND_FALLS))
def test_when_the_ground_falls_away_the_work_stops_and_the_person_is_forgotten(
    session: Session, world: World, receive: Receive, withdraw: Withdraw, reason: WithdrawalReason
) -> None:
    signal_id = receive(rent_signal())
    pick_up(session, referrals(session)[0].id, world.caseworker(), clock.now())
    withdraw(signal_id, reason)
    [referral] = referrals(session)
    assert referral.status == "afgesloten"
    signal = session.get_one(Signal, signal_id)
    assert (signal.status, signal.subject) == ("ingetrokken", None)


def test_withdrawn_consent_also_erases_the_worries(
    session: Session, world: World, receive: Receive, withdraw: Withdraw
) -> None:
    signal_id = receive(door_signal(zorgen=["eenzaamheid"]))
    withdraw(signal_id, WithdrawalReason.CONSENT_WITHDRAWN)
    row = session.execute(text("SELECT concerns, facts::text || decision::text FROM signal")).one()
    assert row[0] is None
    assert "eenzaamheid" not in row[1]


def test_a_paid_signal_leaves_the_decision_to_the_caseworker(
    session: Session, world: World, receive: Receive, withdraw: Withdraw
) -> None:
    signal_id = receive(rent_signal())
    withdraw(signal_id, WithdrawalReason.PAID)
    [referral] = referrals(session)
    assert (referral.status, referral.news) == ("open", "signaalIngetrokken")
    assert session.get_one(Signal, signal_id).subject is not None


def test_another_signal_of_the_household_keeps_the_work_going(
    session: Session, world: World, receive: Receive, withdraw: Withdraw
) -> None:
    who = person(30)
    first, second = receive(rent_signal(betrokkene=who)), receive(rent_signal(betrokkene=who))
    withdraw(first, WithdrawalReason.MISTAKEN)
    [referral] = referrals(session)
    assert (referral.status, referral.multiple) == ("open", False)
    withdraw(second, WithdrawalReason.MISTAKEN)
    assert referrals(session)[0].status == "afgesloten"


def test_withdrawn_before_routing_never_reaches_a_worklist(
    session: Session, vault: Vault, world: World, receive: Receive, withdraw: Withdraw
) -> None:
    signal_id = receive(rent_signal(), route=False)
    withdraw(signal_id, WithdrawalReason.PAID)
    refer(session, vault, [signal_id])
    assert referrals(session) == []


def test_withdrawing_again_changes_nothing_and_another_reason_is_a_conflict(
    session: Session, world: World, receive: Receive, take_back: Withdraw
) -> None:
    signal_id = receive(rent_signal())
    for _ in range(2):
        take_back(signal_id, WithdrawalReason.PAID)
    assert session.execute(text("SELECT count(*) FROM signal_change")).scalar_one() == 1
    with pytest.raises(Conflict):
        take_back(signal_id, WithdrawalReason.MOVED)


def test_another_corporation_finds_nothing(
    session: Session, world: World, receive: Receive, take_back: Withdraw
) -> None:
    signal_id = receive(rent_signal())
    world.corporation_id = create_organisation(session, name="Een ander")
    with pytest.raises(NotFound):
        take_back(signal_id, WithdrawalReason.PAID)


def test_a_new_threat_brings_three_working_days_and_goes_first(
    session: Session, world: World, receive: Receive
) -> None:
    signal_id = receive(rent_signal(), days=0)
    before = referrals(session)[0].statutory_due
    amend_signal(session, signal_id, {"dreiging": THREAT, "bedragInCenten": 300_000}, world.corporation, clock.now())
    adjust_signals(session, [signal_id], ROBOT, clock.now())
    session.expire_all()
    [referral] = referrals(session)
    assert referral.urgency == 0
    assert referral.statutory_due < before
    assert referral.news == "signaalGewijzigd"
    assert session.get_one(Signal, signal_id).amount_cents == 300_000


def test_an_amendment_before_routing_waits_for_it(
    session: Session, vault: Vault, world: World, receive: Receive
) -> None:
    signal_id = receive(rent_signal(), route=False)
    amend_signal(session, signal_id, {"dreiging": THREAT}, world.corporation, clock.now())
    adjust_signals(session, [signal_id], ROBOT, clock.now())
    refer(session, vault, [signal_id])
    assert referrals(session)[0].urgency == 0


def test_a_threat_that_is_gone_gives_the_four_weeks_of_the_first_report(
    session: Session, world: World, receive: Receive
) -> None:
    signal_id = receive(rent_signal())
    first = referrals(session)[0].statutory_due
    for change in (THREAT, None):
        amend_signal(session, signal_id, {"dreiging": change}, world.corporation, clock.now())
        adjust_signals(session, [signal_id], ROBOT, clock.now())
    session.expire_all()
    [referral] = referrals(session)
    assert (referral.urgency, referral.statutory_due) == (1, first)


@pytest.mark.parametrize(("changes", "error"), [({}, InvalidInput), ({"bedragInCenten": 0}, InvalidInput)])
def test_an_amendment_says_something(
    session: Session, world: World, receive: Receive, changes: dict[str, int], error: type[Exception]
) -> None:
    signal_id = receive(rent_signal())
    with pytest.raises(error):
        amend_signal(session, signal_id, changes, world.corporation, clock.now())


def test_only_rent_that_is_still_open_can_be_amended(
    session: Session, world: World, receive: Receive, take_back: Withdraw
) -> None:
    door, rent = receive(door_signal()), receive(rent_signal())
    take_back(rent, WithdrawalReason.PAID)
    for signal_id in (door, rent):
        with pytest.raises(Conflict):
            amend_signal(session, signal_id, {"bedragInCenten": 100}, world.corporation, clock.now())
