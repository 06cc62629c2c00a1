"""Consent is a record: kept per destination, withdrawn by corporation or resident, and then gone from every queue."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service import clock
from service.db import Database
from service.errors import AlreadyPickedUp, Conflict, NotFound
from service.outbox import SIGNAL_CHANGED
from service.referrals.adjust import adjust_signals
from service.referrals.close import close
from service.referrals.forget import forget_expired
from service.referrals.pick_up import pick_up
from service.referrals.refer import refer_signals
from service.referrals.status import EndResult
from service.referrals.withdraw_consent import withdraw_consent
from service.rules.facts import ConsentManner
from service.signals.receive import Receipt, receive_signal
from service.signals.schemas import WithdrawalReason, read_report
from service.signals.tables import Signal
from service.signals.withdraw import Withdrawal, withdraw_signal
from service.vault import Vault
from tests.factories import World, door_signal, person, rent_signal
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT, referrals

BOTH = {"zorgen": ["geldzorgen", "eenzaamheid"], "bestemmingen": ["schuldhulp", "wijkteam"]}
BY_PHONE = ConsentManner.ORAL
TUESDAY = MONDAY + timedelta(days=1)
CONSENTS = """
    SELECT destination, given_by, given_on, manner, explicit, recorded_by_kind, withdrawn_at IS NOT NULL AS gone,
           withdrawn_by_kind, withdrawn_how FROM consent ORDER BY destination
"""


@pytest.fixture
def work(session: Session, vault: Vault) -> Casework:
    return Casework.since(session, vault)


def _door(**more: Any) -> dict[str, Any]:
    return door_signal(MONDAY, **more)


def test_each_consented_destination_has_a_record_of_its_own(work: Casework) -> None:
    work.receive(_door(**BOTH))
    assert [tuple(row) for row in work.rows(CONSENTS)] == [
        (place, "betrokkene", MONDAY, "schriftelijk", True, "corporatie", False, None, None)
        for place in ("schuldhulp", "wijkteam")
    ]


def test_a_rent_signal_has_none_and_a_repeated_signal_adds_none(work: Casework) -> None:
    work.receive(rent_signal(MONDAY))
    document = _door()
    work.receive(document)
    answer = receive_signal(
        work.session, work.vault, read_report(document, MONDAY), work.world.corporation, at(TUESDAY),
    )
    assert isinstance(answer, Receipt)
    assert not answer.created
    assert len(work.rows(CONSENTS)) == 1


def test_a_corporation_withdraws_all_of_them(work: Casework) -> None:
    signal_id = work.receive(_door(**BOTH))
    withdrawal = Withdrawal(signal_id, WithdrawalReason.CONSENT_WITHDRAWN)
    withdraw_signal(work.session, work.vault, withdrawal, work.world.corporation, at(TUESDAY))
    assert [(row.gone, row.withdrawn_by_kind, row.withdrawn_how) for row in work.rows(CONSENTS)] == [
        (True, "corporatie", None),
    ] * 2
    adjust_signals(work.session, [signal_id], ROBOT, at(TUESDAY))
    assert [row.status for row in referrals(work.session)] == ["afgesloten"] * 2


def test_another_reason_to_withdraw_leaves_the_consent_as_it_was(work: Casework) -> None:
    signal_id = work.receive(_door())
    withdrawal = Withdrawal(signal_id, WithdrawalReason.MOVED)
    withdraw_signal(work.session, work.vault, withdrawal, work.world.corporation, at(TUESDAY))
    assert [row.gone for row in work.rows(CONSENTS)] == [False]


def test_case_72_withdrawn_after_posting_stops_the_work_and_erases_it(work: Casework) -> None:
    signal_id = work.receive(_door())
    referral, actor = work.take("wijkteam")
    stopped = withdraw_consent(work.session, referral.id, BY_PHONE, actor, at(TUESDAY))
    assert (stopped.status, stopped.end_result) == ("afgesloten", "Niet opgepakt: andere reden")
    signal = work.session.get_one(Signal, signal_id)
    assert (signal.subject, signal.concerns, signal.facts) == (None, None, {})
    assert "eenzaamheid" not in str(signal.decision)
    [kept] = work.rows(CONSENTS)
    assert (kept.gone, kept.withdrawn_by_kind, kept.withdrawn_how) == (True, "behandelaar", "mondeling")
    [entry] = work.journal(referral.id, "toestemming-ingetrokken")[:1]
    assert (entry.actor_id, entry.at, entry.ground) == (actor.id, at(TUESDAY), "AVG artikel 7, derde lid")


def test_another_consented_destination_goes_on_and_is_told_nothing(work: Casework) -> None:
    signal_id = work.receive(_door(**BOTH))
    care, neighbour = work.take("wijkteam")
    debts, helper = work.take("schuldhulp")
    before = work.look(debts.id, helper)
    withdraw_consent(work.session, care.id, BY_PHONE, neighbour, at(TUESDAY))
    signal = work.session.get_one(Signal, signal_id)
    assert (signal.concerns, signal.facts["zorgen"]) == (["geldzorgen"], ["geldzorgen"])
    assert signal.facts["toestemming"]["bestemmingen"] == ["schuldhulp"]
    assert "eenzaamheid" not in str(signal.decision)
    assert signal.subject is not None
    after = work.look(debts.id, helper)
    for changing in ("versie", "typen"):
        before.pop(changing), after.pop(changing)
    assert after == before
    assert "toestemming-ingetrokken" not in [row.action for row in work.journal(debts.id, "toestemming-ingetrokken")]
    withdraw_consent(work.session, debts.id, BY_PHONE, helper, at(TUESDAY))
    assert work.session.get_one(Signal, signal_id).subject is None


def test_the_threat_goes_with_the_worry_that_told_it(work: Casework) -> None:
    signal_id = work.receive(_door(zorgen=["afsluitingEnergie", "eenzaamheid"], bestemmingen=BOTH["bestemmingen"]))
    debts, helper = work.take("schuldhulp")
    withdraw_consent(work.session, debts.id, BY_PHONE, helper, at(TUESDAY))
    signal = work.session.get_one(Signal, signal_id)
    assert (signal.threatening, signal.concerns) == (False, ["eenzaamheid"])


def test_consent_for_a_desk_that_got_no_worries_does_not_keep_the_person(work: Casework) -> None:
    signal_id = work.receive(_door(zorgen=["eenzaamheid"], bestemmingen=BOTH["bestemmingen"]))
    care, actor = work.take("wijkteam")
    withdraw_consent(work.session, care.id, BY_PHONE, actor, at(TUESDAY))
    assert work.session.get_one(Signal, signal_id).subject is None


def test_the_corporation_hears_only_that_it_is_not_taken_up(work: Casework) -> None:
    work.receive(_door(**BOTH))
    care, neighbour = work.take("wijkteam")
    debts, helper = work.take("schuldhulp")
    withdraw_consent(work.session, care.id, BY_PHONE, neighbour, at(TUESDAY))
    assert work.told() == [("doorgezet", None), ("opgepakt", None)]
    withdraw_consent(work.session, debts.id, BY_PHONE, helper, at(TUESDAY))
    assert work.told()[2:] == [("nietOpgepakt", None)]


def test_the_answer_to_the_same_signal_again_does_not_tell_that_consent_is_gone(work: Casework) -> None:
    document = _door(**BOTH)
    report = read_report(document, MONDAY)
    first = receive_signal(work.session, work.vault, report, work.world.corporation, at(MONDAY))
    assert isinstance(first, Receipt)
    refer_signals(work.session, work.vault, [first.id], ROBOT, at(MONDAY))
    care, actor = work.take("wijkteam")
    withdraw_consent(work.session, care.id, BY_PHONE, actor, at(TUESDAY))
    again = receive_signal(work.session, work.vault, report, work.world.corporation, at(TUESDAY))
    assert isinstance(again, Receipt)
    assert again.decision == first.decision


def test_any_caseworker_of_the_desk_records_it_and_nobody_else(work: Casework) -> None:
    work.receive(_door())
    care, holder = work.take("wijkteam")
    colleague, other = work.world.caseworker("wijkteam"), work.world.caseworker("schuldhulp")
    with pytest.raises(NotFound):
        withdraw_consent(work.session, care.id, BY_PHONE, other, at(TUESDAY))
    assert withdraw_consent(work.session, care.id, BY_PHONE, colleague, at(TUESDAY)).status == "afgesloten"
    with pytest.raises(Conflict):
        pick_up(work.session, care.id, holder, at(TUESDAY))


def test_again_changes_nothing_and_rent_rests_on_no_consent(work: Casework) -> None:
    work.receive(_door())
    care, actor = work.take("wijkteam")
    for _ in range(2):
        version = withdraw_consent(work.session, care.id, BY_PHONE, actor, at(TUESDAY)).version
        work.session.expire_all()
    assert work.session.execute(text("SELECT count(*) FROM signal_change")).scalar_one() == 1
    assert len(work.told()) == 3
    assert care.version == version
    work.receive(rent_signal(MONDAY))
    rent, helper = work.take("schuldhulp")
    with pytest.raises(Conflict, match="rust niet op toestemming"):
        withdraw_consent(work.session, rent.id, BY_PHONE, helper, at(TUESDAY))


def test_after_closing_the_worries_still_go(work: Casework) -> None:
    signal_id = work.receive(_door())
    care, actor = work.take("wijkteam")
    close(work.session, care.id, EndResult.FOLLOW_UP_OTHER, actor, at(MONDAY))
    stopped = withdraw_consent(work.session, care.id, BY_PHONE, actor, at(TUESDAY))
    assert stopped.end_result == EndResult.FOLLOW_UP_OTHER
    assert work.told()[-1] == ("afgesloten", None)
    assert work.session.get_one(Signal, signal_id).concerns is None


def test_every_queue_hears_of_it_and_applying_twice_changes_nothing(work: Casework) -> None:
    signal_id = work.receive(_door())
    care, actor = work.take("wijkteam")
    work.session.execute(text("DELETE FROM outbox"))
    withdraw_consent(work.session, care.id, BY_PHONE, actor, at(TUESDAY))
    assert [tuple(row) for row in work.rows("SELECT topic, subject_id FROM outbox")] == [(SIGNAL_CHANGED, signal_id)]
    version = referrals(work.session)[0].version
    adjust_signals(work.session, [signal_id], ROBOT, at(TUESDAY))
    assert referrals(work.session)[0].version == version


def test_all_signals_of_the_household_stop_there(work: Casework) -> None:
    who = person(41)
    first, second = work.receive(_door(betrokkene=who)), work.receive(_door(betrokkene=who, zorgen=["overlast"]))
    care, actor = work.take("wijkteam")
    withdraw_consent(work.session, care.id, BY_PHONE, actor, at(TUESDAY))
    assert [work.session.get_one(Signal, one).concerns for one in (first, second)] == [None, None]
    assert [row.gone for row in work.rows(CONSENTS)] == [True, True]


def test_what_was_withdrawn_at_the_municipality_can_still_be_withdrawn_by_the_corporation(work: Casework) -> None:
    signal_id = work.receive(_door())
    care, actor = work.take("wijkteam")
    withdraw_consent(work.session, care.id, BY_PHONE, actor, at(TUESDAY))
    withdrawal = Withdrawal(signal_id, WithdrawalReason.CONSENT_WITHDRAWN)
    withdraw_signal(work.session, work.vault, withdrawal, work.world.corporation, at(TUESDAY))
    adjust_signals(work.session, [signal_id], ROBOT, at(TUESDAY))
    assert [row.withdrawn_by_kind for row in work.rows(CONSENTS)] == ["behandelaar"]
    assert forget_expired(work.session, ROBOT, at(date(2027, 1, 1)), most=10).signals == []


def test_picking_up_and_withdrawing_at_once_end_in_a_stopped_referral(database: Database, vault: Vault) -> None:
    with database.transaction() as session:
        world = World(session)
        ids = [_posted(session, vault, world) for _ in range(4)]
    with database.transaction() as session:
        open_ones = [row.id for row in referrals(session)]
    actors = [world.caseworker("wijkteam") for _ in range(3)]

    def take(referral_id: UUID) -> None:
        with database.transaction() as session:
            try:
                pick_up(session, referral_id, actors[0], clock.now())
            except (Conflict, AlreadyPickedUp):
                return

    def stop(referral_id: UUID) -> None:
        with database.transaction() as session:
            withdraw_consent(session, referral_id, BY_PHONE, actors[1], clock.now())

    def revoke(signal_id: UUID) -> None:
        with database.transaction() as session:
            withdrawal = Withdrawal(signal_id, WithdrawalReason.CONSENT_WITHDRAWN)
            withdraw_signal(session, vault, withdrawal, world.corporation, clock.now())
        with database.transaction() as session:
            adjust_signals(session, [signal_id], ROBOT, clock.now())

    jobs = [(take, one) for one in open_ones] + [(stop, one) for one in open_ones] + [(revoke, one) for one in ids]
    with ThreadPoolExecutor(12) as pool:
        for done in [pool.submit(job, given) for job, given in jobs]:
            done.result()
    with database.transaction() as session:
        assert {row.status for row in referrals(session)} == {"afgesloten"}
        assert session.scalars(text("SELECT DISTINCT withdrawn_at IS NOT NULL FROM consent")).all() == [True]
        assert session.scalars(text("SELECT DISTINCT status FROM signal")).all() == ["ingetrokken"]


def _posted(session: Session, vault: Vault, world: World) -> UUID:
    answer = receive_signal(
        session, vault, read_report(door_signal(), clock.today()), world.corporation, clock.now(),
    )
    assert isinstance(answer, Receipt)
    refer_signals(session, vault, [answer.id], ROBOT, clock.now())
    return answer.id
