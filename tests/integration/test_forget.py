"""The person behind finished work goes when the term has passed: not earlier, everywhere, and nothing else breaks."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.journal import JournalRow
from service.policy.periods import Period, PeriodUnit, Retention
from service.referrals.adjust import adjust_signals
from service.referrals.close import close
from service.referrals.forget import FORGOTTEN, KEYS_FORGOTTEN, Forgotten, forget_expired
from service.referrals.hand_over import HandOver, hand_over
from service.referrals.questions import TriageAnswer, TriageReason
from service.referrals.refer import refer_signals
from service.referrals.retention import Keeping, keeping_of, keys_before
from service.referrals.sharing import GivenConsent
from service.referrals.status import EndResult
from service.referrals.tables import Referral, ReferralLink
from service.referrals.triage import Decided, decide
from service.rules.facts import ConsentGiver, ConsentManner, Destination
from service.signals.feed import told_about
from service.signals.receipt.issue import Issuer, issue_receipt
from service.signals.receive import Receipt, receive_signal
from service.signals.schemas import WithdrawalReason, read_report
from service.signals.tables import Signal
from service.signals.withdraw import Withdrawal, withdraw_signal
from service.vault import Vault
from tests.factories import SILENT, door_signal, person, rent_block, rent_signal
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT

LATER = date(2035, 1, 1)
BOTH = {"zorgen": ["geldzorgen", "eenzaamheid"], "bestemmingen": ["schuldhulp", "wijkteam"]}
NO_HELP, HELP = EndResult.NO_HELP_WANTED, EndResult.FOLLOW_UP_FINANCIAL


@pytest.fixture
def work(session: Session, vault: Vault) -> Casework:
    return Casework.since(session, vault)


def _forget(work: Casework, on: date, most: int = 100) -> Forgotten:
    done = forget_expired(work.session, ROBOT, at(on), most)
    work.session.expire_all()
    return done


def _signal(work: Casework, signal_id: UUID) -> Signal:
    return work.session.get_one(Signal, signal_id, populate_existing=True)


def _ended(work: Casework, result: EndResult, desk: str = "schuldhulp") -> tuple[Referral, Caseworker]:
    referral, actor = work.take(desk)
    close(work.session, referral.id, result, actor, at(MONDAY))
    return referral, actor


@pytest.mark.parametrize(("result", "last"), [
    (EndResult.UNJUSTIFIED, date(2026, 10, 14)), (EndResult.NO_CONTACT, date(2026, 12, 14)),
    (NO_HELP, date(2026, 12, 14)), (HELP, date(2031, 9, 14)),
])
def test_the_person_goes_on_the_day_after_the_term_of_the_outcome(
    work: Casework, result: EndResult, last: date
) -> None:
    signal_id = work.receive(rent_signal(MONDAY))
    referral, actor = _ended(work, result)
    assert _forget(work, last).count == 0
    assert _signal(work, signal_id).subject is not None
    done = _forget(work, last + timedelta(days=1))
    assert (done.referrals, done.signals) == ({referral.id: keeping_of(result)}, [signal_id])
    assert _signal(work, signal_id).subject is None
    seen = work.look(referral.id, actor, last + timedelta(days=2))
    assert [one["betrokkene"] for one in seen["signalen"]] == [None]
    assert seen["gewistOp"] is not None
    assert _forget(work, last + timedelta(days=1)).count in {0, 1}, "at most the key of the address"


def test_every_end_has_a_term_and_what_was_joined_has_the_shortest():
    assert {keeping_of(result) for result in EndResult} == set(Keeping)
    assert keeping_of(None) is Keeping.DECLINED


def test_the_policy_in_force_today_decides(work: Casework) -> None:
    work.receive(rent_signal(MONDAY))
    referral, _ = _ended(work, HELP)
    short = Retention(accepted=Period(14, PeriodUnit.DAYS))
    work.decree(date(2026, 10, 1), retention=short)
    assert _forget(work, date(2026, 9, 30)).count == 0
    assert referral.id in _forget(work, date(2026, 10, 1)).referrals


def test_a_signal_at_two_desks_goes_with_the_last_of_them(work: Casework) -> None:
    signal_id = work.receive(door_signal(MONDAY, **BOTH))
    debts, helper = _ended(work, NO_HELP)
    over = date(2027, 1, 15)
    done = _forget(work, over)
    assert (list(done.referrals), done.signals) == ([debts.id], [])
    assert _signal(work, signal_id).subject is not None, "the wijkteam still works"
    assert work.look(debts.id, helper, over)["signalen"][0]["betrokkene"] is None, "debt help is done with it"
    care, carer = work.take("wijkteam", over)
    assert work.look(care.id, carer, over)["signalen"][0]["betrokkene"] is not None
    close(work.session, care.id, NO_HELP, carer, at(over))
    assert _forget(work, date(2027, 4, 15)).count == 0
    assert _forget(work, date(2027, 4, 16)).signals == [signal_id]


def test_a_copy_that_was_handed_over_lives_and_goes_with_its_own_referral(work: Casework) -> None:
    signal_id = work.receive(rent_signal(MONDAY))
    debts, helper = work.take("schuldhulp")
    consent = GivenConsent(ConsentGiver.RESIDENT, MONDAY, ConsentManner.WRITTEN, explicit=True)
    wish = HandOver(debts.id, Destination.NEIGHBOURHOOD_TEAM, consent)
    link = hand_over(work.session, work.vault, wish, helper, at(MONDAY)).link
    close(work.session, debts.id, NO_HELP, helper, at(MONDAY))
    done = _forget(work, date(2026, 12, 15))
    assert (done.signals, done.copies) == ([signal_id], [])
    care, carer = work.take("wijkteam", date(2026, 12, 15))
    assert work.look(care.id, carer, date(2026, 12, 15))["koppelingen"][0]["betrokkene"] is not None
    close(work.session, care.id, EndResult.UNJUSTIFIED, carer, at(date(2026, 12, 15)))
    done = _forget(work, date(2027, 1, 20))
    assert (list(done.referrals), done.copies) == ([care.id], [link.id])
    assert work.session.get_one(ReferralLink, link.id, populate_existing=True).subject is None
    assert work.look(care.id, carer, date(2027, 1, 20))["koppelingen"][0]["betrokkene"] is None


def test_one_that_was_taken_back_in_time_goes_after_the_shortest_term(work: Casework) -> None:
    report = read_report(rent_signal(MONDAY), MONDAY)
    answer = receive_signal(work.session, work.vault, report, work.world.corporation, at(MONDAY))
    assert isinstance(answer, Receipt)
    paid = Withdrawal(answer.id, WithdrawalReason.PAID)
    withdraw_signal(work.session, work.vault, paid, work.world.corporation, at(MONDAY))
    refer_signals(work.session, work.vault, [answer.id], ROBOT, at(MONDAY))
    assert _forget(work, date(2026, 10, 14)).count == 0
    done = _forget(work, date(2026, 10, 15))
    assert (done.referrals, set(done.signals)) == ({}, {answer.id})


def test_a_person_stored_with_a_silent_decline_of_before_goes_at_the_first_round(
    session: Session, vault: Vault
) -> None:
    work = Casework.since(session, vault, thresholds=SILENT)
    declined = work.receive(rent_signal(MONDAY, huurachterstand=rent_block(MONDAY, bedragInCenten=100)))
    of_before = {"id": declined, "subject": b"verzegeld", "key": b"adressleutel"}
    session.execute(text("UPDATE signal SET subject = :subject, household_key = :key WHERE id = :id"), of_before)
    done = _forget(work, MONDAY)
    assert done.signals == [declined]
    assert _forget(work, MONDAY).count == 0
    [row] = work.rows("SELECT subject, household_key = uuid_send(id) AS alone FROM signal")
    assert (row.subject, row.alone) == (None, True)


def test_a_withdrawn_signal_stays_as_long_as_its_work(work: Casework) -> None:
    signal_id = work.receive(rent_signal(MONDAY))
    withdrawal = Withdrawal(signal_id, WithdrawalReason.PAID)
    withdraw_signal(work.session, work.vault, withdrawal, work.world.corporation, at(MONDAY))
    adjust_signals(work.session, [signal_id], ROBOT, at(MONDAY))
    assert _forget(work, LATER).count == 0, "a caseworker still has to look at it"
    _ended(work, EndResult.PAID_OR_ARRANGED)
    assert _forget(work, date(2026, 12, 15)).signals == [signal_id]


def test_open_work_of_the_household_keeps_its_own_people(work: Casework) -> None:
    who = person(71)
    old = work.receive(rent_signal(MONDAY, betrokkene=who))
    _ended(work, NO_HELP)
    new = work.receive(rent_signal(date(2026, 12, 1), betrokkene=who), date(2026, 12, 1))
    assert _forget(work, LATER).signals == [old]
    assert _signal(work, new).subject is not None


def test_the_address_key_goes_when_nothing_looks_back_at_it(work: Casework) -> None:
    who = person(72)
    old = work.receive(rent_signal(MONDAY, betrokkene=who))
    _ended(work, EndResult.UNJUSTIFIED)
    _forget(work, date(2026, 11, 1))
    again = work.receive(rent_signal(date(2027, 3, 31), betrokkene=who), date(2027, 3, 31))
    referral, _ = work.take("schuldhulp", date(2027, 3, 31))
    assert referral.consecutive, "the national definition looks back six months, also at what is forgotten"
    assert _signal(work, old).household_key == _signal(work, again).household_key
    assert _forget(work, date(2027, 4, 1)).keys == 0, "open work still counts it"
    work.session.execute(text("UPDATE referral SET status = 'afgesloten', closed_at = now(), end_result = :r "
                              "WHERE status <> 'afgesloten'"), {"r": HELP})
    assert _forget(work, date(2027, 4, 1)).keys == 1
    assert _signal(work, old).household_key == old.bytes
    assert _forget(work, date(2027, 4, 1)).count == 0


def test_a_key_is_kept_exactly_as_long_as_the_types_need_it():
    assert keys_before(date(2027, 3, 31)) == date(2026, 9, 1)
    assert keys_before(date(2027, 7, 1)) == date(2027, 1, 1)
    assert keys_before(date(2027, 6, 30)) == date(2026, 12, 1)


def test_what_is_left_counts_and_names_nobody(work: Casework) -> None:
    who = person(73)
    signal_id = work.receive(door_signal(MONDAY, betrokkene=who))
    work.session.execute(text("UPDATE signal SET facts = facts || '{\"projectcode\": \"REN-PLEIN\"}'"))
    _ended(work, EndResult.ADVICE_OR_QUICK_FIX, "wijkteam")
    _forget(work, LATER)
    left = _signal(work, signal_id)
    assert (left.concerns, left.status, left.signal_date) == (["eenzaamheid"], "afgesloten", MONDAY)
    assert "projectcode" not in left.facts
    told = work.rows("SELECT row_to_json(signal)::text || row_to_json(referral)::text FROM signal, referral")
    for secret in (who["achternaam"], who["telefoonnummer"], "REN-PLEIN", who["adres"]["postcode"]):
        assert secret not in told[0][0]
    keys = work.rows("SELECT household_key FROM signal UNION SELECT household_key FROM referral")
    assert len(keys) == 2, "no row can be matched with another"


def test_the_receipt_the_feed_and_a_repeated_signal_still_answer(work: Casework) -> None:
    document = rent_signal(MONDAY)
    signal_id = work.receive(document)
    _ended(work, NO_HELP)
    corporation = work.world.corporation

    def answers() -> list[Any]:
        issuer = Issuer(work.vault, "https://voordeur.example")
        content = issue_receipt(work.session, signal_id, issuer, corporation, at(LATER)).content
        again = receive_signal(work.session, work.vault, read_report(document, MONDAY), corporation, at(MONDAY))
        assert isinstance(again, Receipt)
        kept = {name: part for name, part in content.items() if name not in {"bewijsnummer", "ondertekening"}}
        return [kept, told_about(work.session, _signal(work, signal_id)), (again.id, again.created, again.decision)]

    before = answers()
    assert _forget(work, LATER).signals == [signal_id]
    assert answers() == before


def test_it_is_journalled_by_id_without_a_person(work: Casework) -> None:
    signal_id = work.receive(rent_signal(MONDAY))
    referral, _ = _ended(work, HELP)
    _forget(work, LATER)
    [entry] = work.journal(referral.id, FORGOTTEN)
    assert (entry.detail, entry.ground) == ({"bewaartermijn": "hulp"}, "AVG artikel 5, eerste lid, onder e")
    assert len(work.journal(signal_id, FORGOTTEN)) == 1
    [keys] = work.session.query(JournalRow).filter_by(action=KEYS_FORGOTTEN).all()
    assert (keys.subject_id, keys.detail) == (None, {"aantal": 1})


def test_a_set_is_bounded_and_the_next_goes_on(work: Casework) -> None:
    ids = {work.receive(rent_signal(MONDAY)) for _ in range(5)}
    work.session.execute(text("UPDATE referral SET status = 'afgesloten', closed_at = :at, end_result = :result"),
                         {"at": at(MONDAY), "result": NO_HELP})
    gone: set[UUID] = set()
    sizes = []
    for _ in range(3):
        done = _forget(work, LATER, most=2)
        gone |= set(done.signals)
        sizes.append(len(done.referrals))
    assert (sizes, gone) == ([2, 2, 1], ids)


def test_a_referral_that_was_joined_with_another_is_forgotten_as_well(work: Casework) -> None:
    who = person(74)
    work.receive(rent_signal(MONDAY, betrokkene=who))
    work.receive(rent_signal(MONDAY, betrokkene=who, huurachterstand=rent_block(MONDAY, bedragInCenten=3_000_000)))
    shell, actor = work.take("triage")
    on = Decided(shell.id, TriageAnswer.GO_ON, TriageReason.SIGNAL_IN_ORDER)
    decide(work.session, work.vault, on, actor, at(MONDAY))
    done = _forget(work, date(2026, 10, 15))
    assert (done.referrals, done.signals) == ({shell.id: Keeping.DECLINED}, [])


def test_two_rounds_at_once_do_not_each_keep_what_the_other_needs(work: Casework, vault: Vault) -> None:
    """The second finds the door closed, and comes back later."""
    lock = text("SELECT pg_advisory_xact_lock(7301204)")
    work.receive(rent_signal(MONDAY))
    _ended(work, NO_HELP)
    with work.session.get_bind().engine.connect() as other:  # type: ignore[union-attr]
        other.execute(lock)
        assert _forget(work, LATER).count == 0
    assert _forget(work, LATER).count > 0


def test_a_period_knows_what_has_passed():
    months = Period(3, PeriodUnit.MONTHS)
    assert months.passed_by(date(2026, 12, 15)) == date(2026, 9, 14)
    assert months.passed_by(date(2026, 5, 31)) == date(2026, 2, 28)
    for period in (months, Period(30, PeriodUnit.DAYS), Period(60, PeriodUnit.MONTHS)):
        for day in (date(2027, 3, 1) + timedelta(days=n) for n in range(70)):
            last = period.passed_by(day)
            assert period.after(last) < day <= period.after(last + timedelta(days=1)), (period, day)
