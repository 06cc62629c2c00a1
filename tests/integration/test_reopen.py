"""Closing is shown before it is told; reopening goes on where the work stood, and no term begins anew."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from service.errors import Conflict
from service.monitor.ddas.facts import Period
from service.monitor.ddas.rows import Stretch, cases
from service.referrals.close import close
from service.referrals.forget import forget_expired
from service.referrals.pick_up import pick_up
from service.referrals.progress import OfferReaction
from service.referrals.rehearse import rehearse
from service.referrals.reopen import WITHIN, reopen
from service.referrals.status import EndResult, ReopenReason
from service.referrals.steps import Offer, record_offer
from service.referrals.withdraw_consent import withdraw_consent
from service.rules.facts import ConsentManner
from service.signals.tables import Signal
from service.vault import Vault
from tests.factories import TOWN, door_signal, person, rent_signal
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT, referrals

TUESDAY, CALLED = MONDAY + timedelta(days=1), ReopenReason.RESIDENT_CALLED
SEPTEMBER = Stretch(TOWN, Period(date(2026, 9, 1), date(2026, 9, 30)))


@pytest.fixture
def work(session: Session, vault: Vault) -> Casework:
    return Casework.since(session, vault)


@pytest.mark.parametrize("result", [EndResult.NO_HELP_WANTED, EndResult.UNJUSTIFIED, EndResult.OTHER_REASON])
def test_what_is_shown_before_closing_is_what_is_told(work: Casework, result: EndResult) -> None:
    work.receive(rent_signal(MONDAY))
    referral, actor = work.take("schuldhulp")
    version, before = referral.version, work.told()
    [shown] = rehearse(
        work.session, referral.id, lambda: close(work.session, referral.id, result, actor, at(TUESDAY)),
    )
    assert work.told() == before, "nothing was told yet"
    assert (referral.status, referral.version) == ("opgepakt", version)
    assert work.journal(referral.id, "verwijzing-afgesloten") == []
    close(work.session, referral.id, result, actor, at(TUESDAY))
    assert work.told()[-1] == (shown.told.status, shown.told.reason)


def test_a_signal_that_is_also_elsewhere_tells_nothing_yet(work: Casework) -> None:
    work.receive(door_signal(MONDAY, zorgen=["geldzorgen", "eenzaamheid"], bestemmingen=["schuldhulp", "wijkteam"]))
    care, actor = work.take("wijkteam")
    end = EndResult.FOLLOW_UP_OTHER
    assert rehearse(work.session, care.id, lambda: close(work.session, care.id, end, actor, at(MONDAY))) == []


def test_reopened_work_goes_on_where_it_stood(work: Casework) -> None:
    """The days of the law stay, the case is delivered once, and its signal has no end any more."""
    signal_id = work.receive(rent_signal(MONDAY))
    referral, actor = work.take("schuldhulp")
    same = ("term", "statutory_due", "target_due", "multiple", "consecutive", "picked_up_at", "opened_at")
    stood = {name: getattr(referral, name) for name in same}
    close(work.session, referral.id, EndResult.NO_CONTACT, actor, at(TUESDAY))
    colleague = work.world.caseworker("schuldhulp", name="Karim Testema")
    back = reopen(work.session, referral.id, CALLED, colleague, at(TUESDAY + timedelta(days=7)))
    assert {name: getattr(back, name) for name in same} == stood
    assert (back.status, back.assigned_to, back.closed_at, back.end_result) == ("opgepakt", colleague.id, None, None)
    signal = work.session.get_one(Signal, signal_id, populate_existing=True)
    assert (signal.status, signal.closed_at, signal.feedback_reason) == ("opgepakt", None, None)
    assert signal.taken_up_at == at(MONDAY)
    assert work.told()[-2:] == [("afgesloten", None), ("opgepakt", None)]
    [entry] = work.journal(referral.id, "verwijzing-heropend")
    assert entry.detail == {"reden": CALLED, "resultaat": EndResult.NO_CONTACT, "afgeslotenOp": TUESDAY.isoformat()}
    [case] = cases(work.session, SEPTEMBER)
    assert (case.taken_up_on, case.end_result) == (MONDAY, None)


def test_an_acceptance_after_the_term_is_still_a_request_of_ones_own(work: Casework) -> None:
    work.receive(rent_signal(MONDAY))
    referral, actor = work.take("schuldhulp")
    late = referral.statutory_due + timedelta(days=2)
    close(work.session, referral.id, EndResult.NO_HELP_WANTED, actor, at(late - timedelta(days=3)))
    reopen(work.session, referral.id, CALLED, actor, at(late))
    record_offer(work.session, work.vault, Offer(referral.id, MONDAY, OfferReaction.ACCEPTED, late), actor, at(late))
    own = next(row for row in referrals(work.session) if row.ground == "eigenVerzoek")
    assert own.statutory_due > referral.statutory_due


def test_the_term_for_keeping_begins_with_the_last_closing(work: Casework) -> None:
    work.receive(rent_signal(MONDAY))
    referral, actor = work.take("schuldhulp")
    close(work.session, referral.id, EndResult.UNJUSTIFIED, actor, at(MONDAY))
    reopen(work.session, referral.id, ReopenReason.MISTAKE, actor, at(MONDAY + WITHIN))
    assert forget_expired(work.session, ROBOT, at(MONDAY + timedelta(days=200)), most=10).count == 0
    close(work.session, referral.id, EndResult.UNJUSTIFIED, actor, at(MONDAY + WITHIN))
    assert forget_expired(work.session, ROBOT, at(MONDAY + WITHIN + timedelta(days=30)), most=10).referrals == {}
    later = at(MONDAY + WITHIN + timedelta(days=32))
    assert list(forget_expired(work.session, ROBOT, later, most=10).referrals) == [referral.id]
    with pytest.raises(Conflict, match="zolang de gegevens er nog zijn"):
        reopen(work.session, referral.id, CALLED, actor, later)


def _too_long_ago(work: Casework) -> date:
    return MONDAY + WITHIN + timedelta(days=1)


def _newer_work(work: Casework) -> date:
    work.receive(rent_signal(MONDAY, betrokkene=person(77)))
    return TUESDAY


@pytest.mark.parametrize(("make", "told"), [
    (_too_long_ago, "tot vier weken"), (_newer_work, "loopt intussen een nieuwe verwijzing"),
])
def test_what_stands_in_the_way_is_told(work: Casework, make: Callable[[Casework], date], told: str) -> None:
    work.receive(rent_signal(MONDAY, betrokkene=person(77)))
    referral, actor = work.take("schuldhulp")
    with pytest.raises(Conflict, match="niet afgesloten"):
        reopen(work.session, referral.id, CALLED, actor, at(MONDAY))
    close(work.session, referral.id, EndResult.NO_CONTACT, actor, at(MONDAY))
    day, told_before = make(work), work.told()
    with pytest.raises(Conflict, match=told):
        reopen(work.session, referral.id, CALLED, actor, at(day))
    assert work.told()[:len(told_before)] == told_before


def test_without_consent_it_stays_closed(work: Casework) -> None:
    """Also where the person is still kept, because another desk goes on with consent of its own."""
    work.receive(door_signal(MONDAY, zorgen=["geldzorgen", "eenzaamheid"], bestemmingen=["schuldhulp", "wijkteam"]))
    care, actor = work.take("wijkteam")
    withdraw_consent(work.session, care.id, ConsentManner.ORAL, actor, at(TUESDAY))
    with pytest.raises(Conflict, match="trok de toestemming in"):
        reopen(work.session, care.id, CALLED, actor, at(TUESDAY))


def test_what_triage_stopped_goes_back_to_triage(work: Casework) -> None:
    """There nobody takes up yet, so the corporation hears only that it was passed on."""
    block = rent_signal(MONDAY)["huurachterstand"] | {"bedragInCenten": 3_000_000}
    work.receive(rent_signal(MONDAY, huurachterstand=block))
    referral, actor = work.take("triage")
    close(work.session, referral.id, EndResult.UNJUSTIFIED, actor, at(MONDAY))
    reopen(work.session, referral.id, ReopenReason.MISTAKE, actor, at(TUESDAY))
    assert work.told()[-1] == ("doorgezet", None)
    with pytest.raises(Conflict, match="niet afgesloten"):
        reopen(work.session, referral.id, CALLED, work.world.caseworker("triage"), at(TUESDAY))
    assert pick_up(work.session, referral.id, actor, at(TUESDAY)).assigned_to == actor.id
