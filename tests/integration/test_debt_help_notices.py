"""That a corporation hears that debt help is given: when, of whom, once, and how it is stopped.

Sources: Besluit gemeentelijke schuldhulpverlening, article 17(1); Wgs articles 1, 3, 4, 4a and 8(2); Awb article 3:40;
AVG article 5(1)(c), (d) and (e). Each test names what it rests on.
"""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.errors import Conflict, InvalidInput, NotFound
from service.referrals.close import close
from service.referrals.decide import Decision, record_decision, tick_later
from service.referrals.forget import forget_expired
from service.referrals.notices.status import STOPS_BY_HAND, NoticeStop, goes_at
from service.referrals.notices.stop import NoticeKey, decide_notice, hold_notice, stop_notice
from service.referrals.progress import OfferReaction
from service.referrals.status import EndResult
from service.referrals.steps import Offer, record_offer
from service.signals.receipt.issue import Issuer, issue_receipt
from service.signals.schemas import WithdrawalReason
from service.vault import Vault
from tests.factories import door_signal, person, rent_signal
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT, referrals
from tests.integration.notices import (
    DECIDED,
    ENDED,
    NEXT_DAY,
    PLAN,
    REFUSAL,
    TALK,
    WAIVED,
    Household,
    no,
    noon,
    september,
    yes,
)

BASIS = "Besluit gemeentelijke schuldhulpverlening, artikel 17, eerste lid"
ACCURACY = "AVG artikel 5, eerste lid, onder d"


@pytest.fixture
def home(session: Session, vault: Vault) -> Household:
    return Household(Casework.since(session, vault))


@pytest.fixture
def signal(home: Household) -> UUID:
    """One rent signal, taken, with its first talk held."""
    found = home.signal()
    home.take().offer()
    home.talk()
    return found


def _codes(error: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in error.value.faults]


# When


def test_bgs_17_a_plan_that_was_made_known_is_told_the_next_working_day(home: Household, signal: UUID) -> None:
    home.decide(signal)
    assert home.heard(signal) == []
    home.round(noon(NEXT_DAY) - timedelta(minutes=1))
    assert home.heard(signal) == [], "until then it can be taken back"
    home.round(noon(NEXT_DAY))
    assert home.heard(signal) == [yes(NEXT_DAY)]


def test_awb_3_40_a_plan_that_was_not_made_known_has_no_effect_and_is_not_told(home: Household, signal: UUID) -> None:
    home.decide(signal, known=None)
    assert home.states() == []
    home.round(noon(date(2026, 12, 1)))
    assert home.heard(signal) == []


def test_awb_3_40_the_day_of_making_known_may_be_recorded_later(home: Household, signal: UUID) -> None:
    home.decide(signal, known=None)
    home.decide(signal, known=date(2026, 10, 5), on=date(2026, 10, 6))
    home.round(noon(date(2026, 10, 6)))
    assert home.heard(signal) == []
    home.round(noon(date(2026, 10, 7)))
    assert home.heard(signal) == [yes(date(2026, 10, 7))]


@pytest.mark.parametrize(("known", "code"), [
    (DECIDED - timedelta(days=1), "voorVorigeStap"), (DECIDED + timedelta(days=1), "dagInToekomst"),
])
def test_awb_3_40_made_known_is_not_before_the_decision_and_not_to_come(
    home: Household, signal: UUID, known: date, code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        home.decide(signal, known=known, on=DECIDED)
    assert _codes(refused) == [("#/bekendgemaaktOp", code)]


# A day on which people work by every reading of the Awt, so that somebody is there to take it back.
@pytest.mark.parametrize(("recorded", "goes"), [
    (date(2026, 9, 28), date(2026, 9, 29)), (date(2026, 10, 2), date(2026, 10, 5)),
    (date(2026, 10, 3), date(2026, 10, 5)),
    (date(2026, 4, 2), date(2026, 4, 7)), (date(2026, 4, 24), date(2026, 4, 28)), (date(2026, 5, 4), date(2026, 5, 6)),
    (date(2026, 5, 13), date(2026, 5, 18)), (date(2026, 12, 24), date(2026, 12, 28)),
    (date(2026, 1, 1), date(2026, 1, 5)),
], ids=str)
def test_awt_3_the_next_working_day_by_the_wide_calendar(recorded: date, goes: date) -> None:
    assert goes_at(at(recorded)) == noon(goes)


def test_the_day_is_that_of_amsterdam(home: Household, signal: UUID) -> None:
    late = at(DECIDED, 22) + timedelta(minutes=30)
    assert goes_at(late) == noon(date(2026, 9, 30)), "half past midnight in Amsterdam is the day after"


@pytest.mark.parametrize("reaction", [OfferReaction.ACCEPTED, OfferReaction.NONE, OfferReaction.DECLINED])
def test_wgs_1_who_only_answered_an_offer_is_no_client(home: Household, reaction: OfferReaction) -> None:
    signal = home.signal()
    home.take()
    reacted = None if reaction is OfferReaction.NONE else september(15)
    told = Offer(home.id, september(15), reaction, reacted)
    record_offer(home.work.session, home.work.vault, told, home.holder, at(september(15)))
    home.round(noon(date(2026, 12, 1)))
    assert (home.states(), home.heard(signal)) == ([], [])


def test_wgs_4a_1_b_a_refusal_is_not_told(home: Household, signal: UUID) -> None:
    home.decide(kind=REFUSAL)
    home.round(noon(date(2026, 12, 1)))
    assert (home.states(), home.heard(signal)) == ([], [])


def test_wgs_4a_2_a_waiver_is_not_told(home: Household, signal: UUID) -> None:
    home.decide(kind=WAIVED, taken=TALK, known=None)
    home.round(noon(date(2026, 12, 1)))
    assert (home.states(), home.heard(signal)) == ([], [])


@pytest.mark.parametrize("result", [
    EndResult.ADVICE_OR_QUICK_FIX, EndResult.FOLLOW_UP, EndResult.FOLLOW_UP_FINANCIAL, EndResult.NO_HELP_WANTED,
    EndResult.KNOWN_AT_DEBT_HELP, EndResult.OTHER_HELP_RUNNING,
])
def test_wgs_1_no_end_result_is_told_as_debt_help(home: Household, result: EndResult) -> None:
    signal = home.signal()
    home.take().offer()
    close(home.work.session, home.id, result, home.holder, at(TALK))
    home.round(noon(date(2026, 12, 1)))
    assert (home.states(), home.heard(signal)) == ([], [])
    assert {str(entry["schuldhulpverlening"]) for entry in home.feed(signal)} == {"None"}


# Of whom


def test_bgs_17_of_two_corporations_both_hear_it(home: Household) -> None:
    second = home.other_corporation()
    ours, theirs = home.signal(), home.signal(corporation=second)
    home.take().offer()
    home.talk().decide(ours, theirs)
    home.round(noon(NEXT_DAY))
    assert (home.heard(ours), home.heard(theirs)) == ([yes(NEXT_DAY)], [yes(NEXT_DAY)])
    owners = home.work.rows("SELECT DISTINCT corporation_id FROM feedback WHERE debt_help")
    assert {row[0] for row in owners} == {home.work.world.corporation_id, second.organisation_id}


def test_bgs_17_a_housemates_signal_is_outside_the_article(home: Household) -> None:
    """The household is the address: whom a signal is about only the caseworker can say."""
    client, housemate = home.signal(), home.signal()
    home.take().offer()
    home.talk().decide(client)
    home.round(noon(NEXT_DAY))
    assert (home.heard(client), home.heard(housemate)) == ([yes(NEXT_DAY)], [])


def test_wgs_8_2_nobody_is_told_without_a_tick(home: Household, signal: UUID) -> None:
    home.decide()
    home.round(noon(NEXT_DAY))
    assert (home.states(), home.heard(signal)) == ([], [])


def test_a_plan_that_was_made_known_asks_whose_the_signals_are(home: Household, signal: UUID) -> None:
    with pytest.raises(InvalidInput) as refused:
        record_decision(home.work.session, Decision(home.id, DECIDED, PLAN, DECIDED), home.holder, at(DECIDED))
    assert _codes(refused) == [("#/signalen", "verplicht")]


def test_bgs_17_a_signal_of_another_household_cannot_be_ticked(home: Household, signal: UUID) -> None:
    elsewhere = home.work.receive(rent_signal(MONDAY, betrokkene=person(99)))
    for wrong in (elsewhere, uuid4()):
        with pytest.raises(InvalidInput) as refused:
            home.decide(signal, wrong)
        assert _codes(refused) == [("#/signalen/1", "onbekendSignaal")]
    assert home.states() == []


def test_bgs_3_a_care_signal_cannot_be_ticked(home: Household, signal: UUID) -> None:
    care = home.work.receive(door_signal(MONDAY, betrokkene=person(71)))
    with pytest.raises(InvalidInput) as refused:
        home.decide(care)
    assert _codes(refused) == [("#/signalen/0", "onbekendSignaal")]


def test_wgs_4_1_a_a_request_behind_the_door_is_nobodys_signal(home: Household) -> None:
    """Money worries with consent are the resident's own request: Bgs 3 names no such signal."""
    worry = home.work.receive(door_signal(MONDAY, zorgen=["geldzorgen"], bestemmingen=["schuldhulp"]))
    home.take().talk()
    home.decide()
    assert home.states() == []
    with pytest.raises(InvalidInput):
        home.decide(worry)
    home.round(noon(NEXT_DAY))
    assert home.heard(worry) == []


@pytest.mark.parametrize("kind", [REFUSAL, ENDED])
def test_only_of_a_plan_signals_are_named(home: Household, signal: UUID, kind: object) -> None:
    home.decide(signal)
    with pytest.raises(InvalidInput) as refused:
        home.decide(signal, kind=kind)
    assert _codes(refused) == [("#/signalen", "pastNietBijBesluit")]


def test_wgs_4_1_a_an_own_request_of_a_late_acceptance_tells_the_corporations_of_its_origin(home: Household) -> None:
    signal = home.signal()
    late = date(2026, 10, 19)
    home.take().offer(reacted=late)
    [home.referral] = [row for row in referrals(home.work.session) if row.id != home.id]
    home.talk(late).decide(signal, taken=late, known=late)
    home.round(noon(date(2026, 10, 20)))
    assert home.heard(signal) == [yes(date(2026, 10, 20))]


def test_the_origin_of_an_own_request_may_be_closed_meanwhile(home: Household) -> None:
    signal = home.signal()
    late = date(2026, 10, 19)
    home.take().offer(reacted=late)
    close(home.work.session, home.id, EndResult.FOLLOW_UP_FINANCIAL, home.holder, at(late))
    [home.referral] = [row for row in referrals(home.work.session) if row.id != home.id]
    home.talk(late).decide(signal, taken=late, known=late)
    home.round(noon(date(2026, 10, 20)))
    assert home.heard(signal) == [yes(date(2026, 10, 20))]
    assert home.row(signal).status == "afgesloten", "the status is repeated, not changed"


# Later signals


def test_bgs_17_a_signal_that_joins_between_talk_and_decision_can_be_ticked(home: Household, signal: UUID) -> None:
    later = home.signal(september(24))
    home.decide(signal, later)
    home.round(noon(NEXT_DAY))
    assert (home.heard(signal), home.heard(later)) == ([yes(NEXT_DAY)], [yes(NEXT_DAY)])


def test_bgs_17_a_signal_after_the_plan_waits_for_a_tick(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.round(noon(NEXT_DAY))
    later = home.signal(date(2026, 10, 14))
    home.round(noon(date(2026, 10, 16)))
    assert home.heard(later) == [], "who it is about nobody said"
    tick_later(home.work.session, home.id, (later,), home.holder, at(date(2026, 10, 16)))
    home.round(noon(date(2026, 10, 19)))
    assert home.heard(later) == [yes(date(2026, 10, 19))]
    assert home.heard(signal) == [yes(NEXT_DAY)], "once"


def test_a_later_signal_can_be_ticked_when_the_referral_is_closed(home: Household, signal: UUID) -> None:
    home.decide(signal)
    close(home.work.session, home.id, EndResult.FOLLOW_UP_FINANCIAL, home.holder, at(DECIDED))
    home.round(noon(NEXT_DAY))
    later = home.signal(date(2026, 10, 14))
    tick_later(home.work.session, home.id, (later,), home.colleague(), at(date(2026, 10, 14)))
    home.round(noon(date(2026, 10, 15)))
    assert home.heard(later) == [yes(date(2026, 10, 15))]


def test_the_screen_of_a_later_signal_names_the_plan(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.signal(date(2026, 10, 14))
    newer, actor = home.work.take("schuldhulp", date(2026, 10, 14))
    seen = home.work.look(newer.id, actor, date(2026, 10, 14))
    assert (seen["planInVerwijzing"], seen["schuldhulpmeldingen"]) == ([str(home.id)], [])


def test_without_a_running_plan_nothing_is_ticked_later(home: Household, signal: UUID) -> None:
    for step in (lambda: None, lambda: home.decide(kind=REFUSAL)):
        step()
        with pytest.raises(Conflict, match="geen plan van aanpak"):
            tick_later(home.work.session, home.id, (signal,), home.holder, at(DECIDED))


# Once


def test_bgs_17_the_fact_is_told_once(home: Household, signal: UUID) -> None:
    for _ in range(3):
        home.decide(signal)
    for day in (NEXT_DAY, date(2026, 9, 30), date(2026, 10, 1)):
        home.round(noon(day))
        home.decide(signal, on=day)
    assert home.heard(signal) == [yes(NEXT_DAY)]
    assert len(home.states()) == 1
    with pytest.raises(IntegrityError), home.work.session.begin_nested():
        home.work.session.execute(text("""
            INSERT INTO debt_help_notice
                   (id, referral_id, signal_id, kind, state, on_day, goes_at, recorded_by, recorded_at)
            SELECT gen_random_uuid(), referral_id, signal_id, kind, 'wacht', on_day, goes_at, recorded_by, recorded_at
              FROM debt_help_notice
        """))


def test_a_corrected_day_before_it_goes_changes_no_second_notice(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.decide(signal, taken=september(25), known=september(25), on=DECIDED)
    [row] = home.work.rows("SELECT state, on_day FROM debt_help_notice")
    assert tuple(row) == ("wacht", september(25))


# What it says


def test_wgs_8_2_yes_or_no_and_the_day_of_telling_and_nothing_else(home: Household, signal: UUID) -> None:
    before = home.feed(signal)[-1]
    home.decide(signal, informed_on=TALK)
    home.round(noon(NEXT_DAY))
    entry = home.feed(signal)[-1]
    assert set(entry) == set(before)
    assert entry["schuldhulpverlening"] == yes(NEXT_DAY)
    assert (entry["status"], entry["reden"], entry["incassopauze"]) == (before["status"], None, None)
    assert home.stands(signal) == {"schuldhulpverlening": yes(NEXT_DAY), "incassopauze": None}
    assert DECIDED.isoformat() not in str(entry), "the day of the decision is not told"


def test_wgs_8_2_no_word_of_it_in_the_receipt(home: Household, signal: UUID) -> None:
    issuer = Issuer(home.work.vault, "https://voordeur.example")

    def receipt() -> dict[str, object]:
        issued = issue_receipt(home.work.session, signal, issuer, home.work.world.corporation, at(date(2026, 11, 1)))
        return {name: value for name, value in issued.content.items() if name != "bewijsnummer"}

    before = receipt()
    home.decide(signal)
    home.round(noon(NEXT_DAY))
    home.end(date(2026, 10, 20))
    home.round(noon(date(2026, 10, 21)))
    assert home.heard(signal) == [yes(NEXT_DAY), no(date(2026, 10, 21))]
    after = receipt()
    assert after == before
    assert "schuldhulpverlening ontvangt" not in str(after).lower()
    assert "schuldhulpverlening'" not in str(after)


def test_what_was_told_repeats_a_status_and_moves_no_day_in_the_receipt(home: Household, signal: UUID) -> None:
    """After a withdrawal the receipt looks up when the corporation heard that it was closed."""
    home.decide(signal)
    close(home.work.session, home.id, EndResult.FOLLOW_UP_FINANCIAL, home.holder, at(DECIDED))
    home.round(noon(NEXT_DAY))
    home.withdraw(signal, date(2026, 10, 20))
    issuer = Issuer(home.work.vault, "https://voordeur.example")
    corporation = home.work.world.corporation
    issued = issue_receipt(home.work.session, signal, issuer, corporation, at(date(2026, 11, 1)))
    assert "2026-09-28" in str(issued.content)
    assert "2026-09-29" not in str(issued.content)


def test_every_step_is_journalled_with_its_basis(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.round(noon(NEXT_DAY))
    home.end(date(2026, 10, 20))
    for action, basis in (("schuldhulpmelding-klaargezet", BASIS), ("schuldhulp-gemeld", BASIS)):
        row = home.work.journal(home.id, action)[0]
        assert (row.ground, row.detail["signaal"], row.detail["soort"]) == (basis, str(signal), "ontvangt")
    assert home.work.journal(home.id, "schuldhulpmelding-klaargezet")[-1].ground == ACCURACY
    assert home.work.journal(signal, "schuldhulp-gemeld")[0].actor_kind == "robot"


def test_avg_14_the_resident_was_told_before_the_corporation(home: Household, signal: UUID) -> None:
    home.decide(signal, informed_on=TALK)
    assert home.work.rows("SELECT informed_on FROM debt_help_notice") == [(TALK,)]


def test_avg_14_without_a_day_the_letter_that_made_it_known_told_the_resident(home: Household, signal: UUID) -> None:
    home.decide(signal, taken=september(25), known=september(25), on=DECIDED)
    assert home.work.rows("SELECT informed_on FROM debt_help_notice") == [(september(25),)]


@pytest.mark.parametrize(("day", "code"), [
    (TALK - timedelta(days=1), "voorVorigeStap"), (DECIDED + timedelta(days=1), "dagInToekomst"),
])
def test_avg_14_the_resident_was_told_in_the_talk_or_later_and_not_to_come(
    home: Household, signal: UUID, day: date, code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        home.decide(signal, informed_on=day, on=DECIDED)
    assert _codes(refused) == [("#/inwonerIngelichtOp", code)]


def test_the_caseworker_sees_beforehand_what_will_be_told_to_whom_and_when(home: Household, signal: UUID) -> None:
    home.decide(signal)
    seen = home.work.look(home.id, home.holder, DECIDED)
    [notice] = seen["schuldhulpmeldingen"]
    assert (notice["signaal"], notice["referentie"]) == (str(signal), home.row(signal).reference)
    assert (notice["soort"], notice["stand"], notice["gaatOp"]) == ("ontvangt", "wacht", "2026-09-29T10:00:00.000000Z")
    assert (notice["dag"], notice["inwonerIngelichtOp"]) == (DECIDED.isoformat(), DECIDED.isoformat())
    assert seen["nietAangevinkt"] == []


# Stops


@pytest.mark.parametrize("reason", STOPS_BY_HAND)
def test_bgs_17_it_can_be_stopped_until_it_goes_for_a_recorded_reason(
    home: Household, signal: UUID, reason: NoticeStop
) -> None:
    home.decide(signal)
    stop_notice(home.work.session, NoticeKey(home.id, signal), reason, home.colleague(), at(DECIDED))
    home.round(noon(NEXT_DAY))
    assert (home.states(), home.heard(signal)) == ([("ontvangt", "gestopt", reason)], [])
    [row] = home.work.journal(home.id, "schuldhulpmelding-gestopt")
    assert (row.detail["reden"], row.ground) == (reason, BASIS)


def test_what_was_stopped_by_mistake_can_be_ticked_again(home: Household, signal: UUID) -> None:
    home.decide(signal)
    stop_notice(home.work.session, NoticeKey(home.id, signal), NoticeStop.MISTAKE, home.holder, at(DECIDED))
    assert home.work.look(home.id, home.holder, DECIDED)["nietAangevinkt"] == [str(signal)], "the duty still stands"
    home.decide(signal, on=NEXT_DAY)
    home.round(noon(date(2026, 9, 30)))
    assert home.heard(signal) == [yes(date(2026, 9, 30))]


def test_a_webhook_cannot_be_taken_back(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.round(noon(NEXT_DAY))
    key = NoticeKey(home.id, signal)
    with pytest.raises(Conflict, match="niet terug te nemen"):
        stop_notice(home.work.session, key, NoticeStop.MISTAKE, home.holder, at(NEXT_DAY, 11))
    with pytest.raises(Conflict):
        hold_notice(home.work.session, key, home.holder, at(NEXT_DAY, 11))
    with pytest.raises(Conflict, match="al gehoord"):
        home.decide(on=NEXT_DAY)


def test_a_tick_taken_away_before_it_goes_stops_it(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.decide()
    assert home.states() == [("ontvangt", "gestopt", "anderePersoon")]


@pytest.mark.parametrize("kind", [REFUSAL, PLAN])
def test_a_decision_that_was_no_plan_made_known_after_all_stops_it(home: Household, signal: UUID, kind: object) -> None:
    home.decide(signal)
    home.decide(kind=kind, known=None, on=DECIDED)
    home.round(noon(NEXT_DAY))
    assert (home.states(), home.heard(signal)) == ([("ontvangt", "gestopt", "besluitGewijzigd")], [])


def test_avg_5_1_d_a_plan_that_turned_out_a_refusal_after_telling_is_put_right(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.round(noon(NEXT_DAY))
    home.decide(kind=REFUSAL, on=NEXT_DAY)
    home.round(noon(date(2026, 9, 30)))
    assert home.heard(signal) == [yes(NEXT_DAY), no(date(2026, 9, 30))]


def test_making_known_is_not_undone_after_telling(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.round(noon(NEXT_DAY))
    with pytest.raises(Conflict, match="al gehoord"):
        home.decide(signal, known=None, on=NEXT_DAY)


@pytest.mark.parametrize("applied", [True, False])
@pytest.mark.parametrize("reason", [
    WithdrawalReason.PAID, WithdrawalReason.ARRANGEMENT, WithdrawalReason.MISTAKEN, WithdrawalReason.TENANT_OBJECTS,
    WithdrawalReason.MOVED, WithdrawalReason.DECEASED,
])
def test_bgs_17_a_withdrawal_before_it_goes_stops_it_by_itself(
    home: Household, signal: UUID, reason: WithdrawalReason, *, applied: bool
) -> None:
    """Also when the round is quicker than the worker that brings the withdrawal to the referral."""
    home.decide(signal)
    home.withdraw(signal, DECIDED, reason, applied=applied)
    home.round(noon(NEXT_DAY))
    assert (home.states(), home.heard(signal)) == ([("ontvangt", "gestopt", "signaalIngetrokken")], [])


def test_bgs_17_a_withdrawal_of_one_corporation_leaves_the_other(home: Household) -> None:
    second = home.other_corporation()
    ours, theirs = home.signal(), home.signal(corporation=second)
    home.take().offer()
    home.talk().decide(ours, theirs)
    home.withdraw(theirs, DECIDED, corporation=second)
    home.round(noon(NEXT_DAY))
    assert (home.heard(ours), home.heard(theirs)) == ([yes(NEXT_DAY)], [])


def test_bgs_3_a_signal_that_was_withdrawn_before_the_decision_cannot_be_ticked(home: Household) -> None:
    first, second = home.signal(), home.signal()
    home.take().offer()
    home.talk()
    home.withdraw(first, DECIDED)
    with pytest.raises(InvalidInput):
        home.decide(first, second)
    home.decide(second)
    home.round(noon(NEXT_DAY))
    assert (home.heard(first), home.heard(second)) == ([], [yes(NEXT_DAY)])


def test_a_signal_that_is_closed_as_not_taken_up_before_it_goes_is_not_told(home: Household, signal: UUID) -> None:
    home.decide(signal)
    close(home.work.session, home.id, EndResult.DECEASED, home.holder, at(DECIDED))
    home.round(noon(NEXT_DAY))
    assert (home.states(), home.heard(signal)) == ([("ontvangt", "gestopt", "signaalNietOpgepakt")], [])


# Safety


def test_for_safety_it_waits_and_a_second_person_decides_not_to_tell(home: Household, signal: UUID) -> None:
    home.decide(signal)
    key, colleague = NoticeKey(home.id, signal), home.colleague()
    hold_notice(home.work.session, key, home.holder, at(DECIDED))
    home.round(noon(date(2026, 10, 15)))
    assert home.heard(signal) == []
    with pytest.raises(Conflict, match="tweede collega"):
        decide_notice(home.work.session, key, home.holder, at(DECIDED), tell=False)
    decide_notice(home.work.session, key, colleague, at(DECIDED), tell=False)
    home.round(noon(date(2026, 10, 15)))
    assert (home.states(), home.heard(signal)) == ([("ontvangt", "gestopt", "onveilig")], [])
    [row] = home.work.journal(home.id, "schuldhulpmelding-beslist")
    assert (row.actor_id, row.detail["antwoord"]) == (colleague.id, "nietVertellen")


def test_for_safety_the_second_person_may_decide_to_tell_after_all(home: Household, signal: UUID) -> None:
    home.decide(signal)
    key, later = NoticeKey(home.id, signal), date(2026, 10, 2)
    hold_notice(home.work.session, key, home.holder, at(DECIDED))
    decide_notice(home.work.session, key, home.colleague(), at(later), tell=True)
    home.round(noon(later))
    assert home.heard(signal) == [], "again with time to take it back"
    home.round(noon(date(2026, 10, 5)))
    assert home.heard(signal) == [yes(date(2026, 10, 5))]


def test_the_database_itself_refuses_one_person_for_safety(home: Household, signal: UUID) -> None:
    home.decide(signal)
    hold_notice(home.work.session, NoticeKey(home.id, signal), home.holder, at(DECIDED))
    with pytest.raises(IntegrityError), home.work.session.begin_nested():
        home.work.session.execute(text(
            "UPDATE debt_help_notice SET state = 'gestopt', stop_reason = 'onveilig', settled_by = held_by",
        ))


def test_only_what_is_held_back_is_decided(home: Household, signal: UUID) -> None:
    home.decide(signal)
    with pytest.raises(Conflict, match="niet aangehouden"):
        decide_notice(home.work.session, NoticeKey(home.id, signal), home.colleague(), at(DECIDED), tell=True)
    with pytest.raises(NotFound):
        hold_notice(home.work.session, NoticeKey(home.id, uuid4()), home.holder, at(DECIDED))


def test_another_municipality_finds_nothing_to_stop(home: Household, signal: UUID) -> None:
    home.decide(signal)
    stranger = home.work.world.caseworker("wijkteam")
    with pytest.raises(NotFound):
        stop_notice(home.work.session, NoticeKey(home.id, signal), NoticeStop.MISTAKE, stranger, at(DECIDED))


# The end


def test_avg_5_1_d_the_end_is_told_without_a_reason(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.round(noon(NEXT_DAY))
    home.end(date(2026, 11, 10))
    assert home.heard(signal) == [yes(NEXT_DAY)], "the next working day, as the begin"
    home.round(noon(date(2026, 11, 11)))
    assert home.heard(signal) == [yes(NEXT_DAY), no(date(2026, 11, 11))]
    assert home.stands(signal)["schuldhulpverlening"] == no(date(2026, 11, 11))


def test_wgs_4a_6_the_end_can_be_recorded_on_a_closed_referral(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.round(noon(NEXT_DAY))
    close(home.work.session, home.id, EndResult.FOLLOW_UP_FINANCIAL, home.holder, at(NEXT_DAY, 11))
    decision = Decision(home.id, date(2027, 3, 1), ENDED, date(2027, 3, 2))
    record_decision(home.work.session, decision, home.colleague(), at(date(2027, 3, 2)))
    home.round(noon(date(2027, 3, 3)))
    assert home.heard(signal)[-1] == no(date(2027, 3, 3))
    assert home.row(signal).status == "afgesloten"


def test_only_what_was_told_has_an_end(home: Household) -> None:
    told, housemate = home.signal(), home.signal()
    home.take().offer()
    home.talk().decide(told)
    home.round(noon(NEXT_DAY))
    home.end(date(2026, 11, 10))
    home.round(noon(date(2026, 11, 11)))
    assert (len(home.heard(told)), home.heard(housemate)) == (2, [])


def test_help_that_ends_before_the_corporation_heard_of_it_is_not_told_at_all(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.end(DECIDED)
    home.round(noon(date(2026, 10, 15)))
    assert (home.states(), home.heard(signal)) == ([("ontvangt", "gestopt", "hulpBeeindigd")], [])


def test_the_end_is_told_once(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.round(noon(NEXT_DAY))
    for day in (date(2026, 11, 10), date(2026, 11, 10), date(2026, 11, 12)):
        home.end(day)
        home.round(noon(day + timedelta(days=1)))
    assert len(home.heard(signal)) == 2


def test_the_end_can_be_taken_back_until_it_goes(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.round(noon(NEXT_DAY))
    home.end(date(2026, 11, 10))
    home.decide(signal, on=date(2026, 11, 10))
    home.round(noon(date(2026, 11, 11)))
    assert home.heard(signal) == [yes(NEXT_DAY)], "the plan was recorded again: the help goes on"


def test_without_a_plan_there_is_no_help_to_end(home: Household, signal: UUID) -> None:
    with pytest.raises(Conflict, match="geen plan van aanpak"):
        home.end(DECIDED)
    home.decide(kind=REFUSAL)
    with pytest.raises(Conflict, match="geen plan van aanpak"):
        home.end(DECIDED)


def test_the_end_is_not_before_the_plan(home: Household, signal: UUID) -> None:
    home.decide(signal)
    with pytest.raises(InvalidInput) as refused:
        home.end(TALK, on=NEXT_DAY)
    assert _codes(refused) == [("#/genomenOp", "voorVorigeStap")]


def test_the_end_leaves_the_decision_and_its_term_as_they_were(home: Household, signal: UUID) -> None:
    """The figures and the national delivery count the decision, not what came of it."""
    home.decide(signal)
    before = home.work.look(home.id, home.holder, NEXT_DAY)["termijnen"]
    home.end(NEXT_DAY)
    assert home.work.look(home.id, home.holder, NEXT_DAY)["termijnen"] == before
    assert [line["gehaaldOp"] for line in before if line["soort"] == "besluit"] == [DECIDED.isoformat()]


def test_avg_5_1_d_a_signal_that_was_withdrawn_after_telling_still_has_its_end(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.round(noon(NEXT_DAY))
    home.withdraw(signal, date(2026, 10, 20))
    home.end(date(2026, 11, 10))
    home.round(noon(date(2026, 11, 11)))
    assert home.heard(signal) == [yes(NEXT_DAY), no(date(2026, 11, 11))]


def test_avg_17_nothing_more_is_told_of_a_signal_that_was_erased(home: Household) -> None:
    objected, other = home.signal(), home.signal()
    home.take().offer()
    home.talk().decide(objected, other)
    home.round(noon(NEXT_DAY))
    home.withdraw(objected, date(2026, 10, 20), WithdrawalReason.TENANT_OBJECTS)
    home.end(date(2026, 11, 10))
    home.round(noon(date(2026, 11, 11)))
    assert home.heard(objected) == [yes(NEXT_DAY)]
    assert home.heard(other) == [yes(NEXT_DAY), no(date(2026, 11, 11))]


# Forgetting


def _forget(home: Household, on: date) -> None:
    forget_expired(home.work.session, ROBOT, at(on), 100)
    home.work.session.expire_all()


def test_avg_5_1_e_what_was_told_goes_with_the_person_also_from_the_feed(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.round(noon(NEXT_DAY))
    close(home.work.session, home.id, EndResult.FOLLOW_UP_FINANCIAL, home.holder, at(NEXT_DAY, 11))
    statuses = [entry["status"] for entry in home.feed(signal) if entry["schuldhulpverlening"] is None]
    _forget(home, date(2031, 9, 29))
    assert home.heard(signal) == [yes(NEXT_DAY)], "as long as the person is kept"
    _forget(home, date(2031, 9, 30))
    assert (home.states(), home.heard(signal), home.stands(signal)["schuldhulpverlening"]) == ([], [], None)
    assert [entry["status"] for entry in home.feed(signal)] == statuses, "the statuses stay, as they did"


def test_avg_5_1_e_nothing_is_kept_longer_to_tell_an_end(home: Household, signal: UUID) -> None:
    home.decide(signal)
    home.round(noon(NEXT_DAY))
    close(home.work.session, home.id, EndResult.NO_HELP_WANTED, home.holder, at(NEXT_DAY, 11))
    _forget(home, date(2026, 12, 31))
    assert home.row(signal).subject is None
    with pytest.raises(Conflict, match="gewist"):
        home.end(date(2027, 1, 5))


def test_avg_5_1_e_what_still_waited_is_not_told_after_forgetting(home: Household, signal: UUID) -> None:
    home.decide(signal)
    hold_notice(home.work.session, NoticeKey(home.id, signal), home.holder, at(DECIDED))
    close(home.work.session, home.id, EndResult.NO_HELP_WANTED, home.holder, at(NEXT_DAY))
    _forget(home, date(2026, 12, 31))
    assert home.states() == []
    home.round(noon(date(2027, 1, 5)))
    assert home.heard(signal) == []
