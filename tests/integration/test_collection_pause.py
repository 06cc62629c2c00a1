"""A pause of collection: only where the policy asks for one, with the resident's consent, told once and ended once.

Sources: AVG article 6(1)(a) and 7 (consent, recorded, as easy to withdraw as to give); the national covenant on
early warning has thirty days, from acceptance.
"""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from service.errors import Conflict, InvalidInput, NotFound
from service.referrals.close import close
from service.referrals.forget import forget_expired
from service.referrals.notices.pause import withdraw_pause
from service.referrals.notices.status import PauseConsent
from service.referrals.progress import OfferReaction
from service.referrals.status import EndResult
from service.rules.facts import ConsentManner
from service.vault import Vault
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT, referrals
from tests.integration.notices import DECIDED, NEXT_DAY, Household, noon, september, yes

ACCEPTED_ON = september(15)
CONSENT = PauseConsent(ACCEPTED_ON, ConsentManner.ORAL)
WHOLE = {"van": "2026-09-15", "tot": "2026-10-15"}


@pytest.fixture
def home(session: Session, vault: Vault) -> Household:
    """In a town whose policy asks for a pause of thirty days."""
    work = Casework.since(session, vault)
    work.decree(september(15), pause_days=30)
    return Household(work)


@pytest.fixture
def signal(home: Household) -> UUID:
    found = home.signal()
    home.take()
    return found


def _codes(error: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in error.value.faults]


def test_avg_6_with_consent_the_corporation_hears_from_when_until_when(home: Household, signal: UUID) -> None:
    status = home.row(signal).status
    home.offer(pause=CONSENT)
    assert home.pauses(signal) == [WHOLE]
    entry = home.feed(signal)[-1]
    assert (entry["status"], entry["reden"], entry["schuldhulpverlening"]) == (status, None, None)
    [row] = home.work.journal(home.id, "incassopauze-begonnen")
    assert (row.ground, row.detail["signaal"]) == ("AVG artikel 6, eerste lid, onder a", str(signal))
    assert home.work.rows("SELECT consent_on, manner FROM collection_pause") == [(ACCEPTED_ON, "mondeling")]


def test_avg_6_without_consent_an_acceptance_is_not_told(home: Household, signal: UUID) -> None:
    home.offer()
    home.round(noon(date(2026, 12, 1)))
    assert home.pauses(signal) == []


def test_by_default_no_pause_is_asked(session: Session, vault: Vault) -> None:
    plain = Household(Casework.since(session, vault))
    signal = plain.signal()
    with pytest.raises(InvalidInput) as refused:
        plain.take().offer(pause=CONSENT)
    assert _codes(refused) == [("#/incassopauze", "incassopauzeKanNiet")]
    assert plain.pauses(signal) == []


@pytest.mark.parametrize("reaction", [OfferReaction.DECLINED, OfferReaction.NONE])
def test_only_with_an_acceptance(home: Household, signal: UUID, reaction: OfferReaction) -> None:
    reacted = None if reaction is OfferReaction.NONE else ACCEPTED_ON
    with pytest.raises(InvalidInput) as refused:
        home.offer(reacted=reacted, reaction=reaction, on=ACCEPTED_ON, pause=CONSENT)
    assert ("#/incassopauze", "pastNietBijReactie") in _codes(refused)


def test_consent_is_not_given_on_a_day_to_come(home: Household, signal: UUID) -> None:
    with pytest.raises(InvalidInput) as refused:
        home.offer(pause=PauseConsent(september(16), ConsentManner.ORAL))
    assert _codes(refused) == [("#/incassopauze/toestemmingOp", "dagInToekomst")]


def test_of_several_signals_those_of_this_resident_are_named(home: Household) -> None:
    ours, housemates = home.signal(), home.signal()
    home.take()
    with pytest.raises(InvalidInput) as refused:
        home.offer(pause=CONSENT)
    assert _codes(refused) == [("#/incassopauze/signalen", "verplicht")]
    home.offer(pause=PauseConsent(ACCEPTED_ON, ConsentManner.ORAL, (ours,)))
    assert (home.pauses(ours), home.pauses(housemates)) == ([WHOLE], [])


def test_it_ends_by_itself_after_its_last_day(home: Household, signal: UUID) -> None:
    home.offer(pause=CONSENT)
    home.round(noon(date(2026, 10, 15)))
    assert home.pauses(signal) == [WHOLE]
    for day in (date(2026, 10, 16), date(2026, 10, 17)):
        home.round(noon(day))
    assert home.pauses(signal) == [WHOLE, WHOLE]
    assert home.work.journal(home.id, "incassopauze-geeindigd")[0].detail["reden"] == "voorbij"


def test_avg_7_3_consent_taken_back_ends_it_at_once_by_anyone_of_the_desk(home: Household, signal: UUID) -> None:
    home.offer(pause=CONSENT)
    for _ in range(2):
        withdraw_pause(home.work.session, home.id, home.colleague(), at(september(20)))
    assert home.pauses(signal) == [WHOLE, {"van": "2026-09-15", "tot": "2026-09-20"}]
    home.round(noon(date(2026, 12, 1)))
    assert len(home.pauses(signal)) == 2, "it ended once"


def test_it_is_never_told_again(home: Household, signal: UUID) -> None:
    home.offer(pause=CONSENT)
    home.offer(pause=CONSENT)
    assert home.pauses(signal) == [WHOLE], "the same again changes nothing"
    withdraw_pause(home.work.session, home.id, home.holder, at(september(20)))
    with pytest.raises(Conflict, match="tweede kan niet"):
        home.offer(pause=CONSENT, on=september(21))


def test_a_pause_recorded_after_its_days_is_not_told(home: Household, signal: UUID) -> None:
    with pytest.raises(InvalidInput) as refused:
        home.offer(pause=CONSENT, on=date(2026, 10, 16))
    assert _codes(refused) == [("#/incassopauze", "incassopauzeKanNiet")]


def test_an_offer_that_turns_out_declined_ends_it(home: Household, signal: UUID) -> None:
    home.offer(pause=CONSENT)
    home.offer(reacted=september(18), reaction=OfferReaction.DECLINED)
    assert home.pauses(signal)[-1] == {"van": "2026-09-15", "tot": "2026-09-18"}


def test_a_withdrawn_signal_ends_its_pause(home: Household, signal: UUID) -> None:
    home.offer(pause=CONSENT)
    home.withdraw(signal, september(22))
    assert home.pauses(signal)[-1] == {"van": "2026-09-15", "tot": "2026-09-22"}


def test_where_no_pause_was_told_there_is_none_to_end(home: Household, signal: UUID) -> None:
    home.offer()
    with pytest.raises(NotFound):
        withdraw_pause(home.work.session, home.id, home.holder, at(september(20)))


def test_after_a_late_acceptance_it_is_ended_from_the_own_request_too(home: Household, signal: UUID) -> None:
    late = date(2026, 10, 19)
    home.offer(reacted=late, pause=PauseConsent(late, ConsentManner.WRITTEN))
    assert home.pauses(signal) == [{"van": "2026-10-19", "tot": "2026-11-18"}]
    [own] = [row for row in referrals(home.work.session) if row.id != home.id]
    withdraw_pause(home.work.session, own.id, home.holder, at(date(2026, 10, 25)))
    assert home.pauses(signal)[-1]["tot"] == "2026-10-25"


def test_the_two_facts_are_apart(home: Household, signal: UUID) -> None:
    home.offer(pause=CONSENT)
    home.talk().decide(signal)
    home.round(noon(NEXT_DAY))
    assert home.stands(signal) == {"schuldhulpverlening": yes(NEXT_DAY), "incassopauze": WHOLE}
    withdraw_pause(home.work.session, home.id, home.holder, at(NEXT_DAY, 12))
    assert home.heard(signal) == [yes(NEXT_DAY)], "that help is given is no matter of consent"
    assert DECIDED < NEXT_DAY


def test_avg_5_1_e_a_pause_goes_with_the_person_also_from_the_feed(home: Household, signal: UUID) -> None:
    home.offer(pause=CONSENT)
    close(home.work.session, home.id, EndResult.NO_HELP_WANTED, home.holder, at(september(20)))
    forget_expired(home.work.session, ROBOT, at(MONDAY + timedelta(days=120)), 100)
    home.work.session.expire_all()
    assert home.work.rows("SELECT 1 FROM collection_pause") == []
    assert home.pauses(signal) == []
