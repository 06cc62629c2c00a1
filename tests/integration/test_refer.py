"""Routing: by policy and area, one household at one desk on one ground, and twice is once."""

from datetime import date, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from service import clock
from service.referrals.settle import Policies, settle
from service.signals.tables import Signal
from service.vault import Vault
from tests.factories import door_signal, person, rent_block, rent_signal, threat
from tests.integration.conftest import Receive, refer, referrals

TODAY = clock.today()


def test_a_rent_signal_goes_to_the_debt_help_team_of_its_area(session: Session, receive: Receive) -> None:
    north = receive(rent_signal(betrokkene=person(1, "2091AB")))
    receive(rent_signal(betrokkene=person(2, "2097AB")))
    found = {referral.team: referral for referral in referrals(session)}
    assert set(found) == {"schuldhulp-noord", "schuldhulp-zuid"}
    assert found["schuldhulp-noord"].ground == "signaal"
    assert found["schuldhulp-noord"].routing["gebied"] == "Centrum"
    assert session.get_one(Signal, north).status == "doorgezet"


def test_two_consented_desks_give_two_referrals_with_only_their_own_worries(session: Session, receive: Receive) -> None:
    receive(door_signal(zorgen=["ongeopendePost", "eenzaamheid"], bestemmingen=["schuldhulp", "wijkteam"]))
    found = {referral.destination: referral for referral in referrals(session)}
    assert {key: referral.ground for key, referral in found.items()} == {
        "schuldhulp": "eigenVerzoek", "wijkteam": "zorg",
    }
    assert found["wijkteam"].tray == "wijkteam", "money worries may not steer the wijkteam's tray"


def test_rent_own_request_and_care_of_one_household_stay_apart(session: Session, receive: Receive) -> None:
    who = person(7)
    receive(rent_signal(betrokkene=who))
    receive(door_signal(betrokkene=who, zorgen=["geldzorgen"], bestemmingen=["schuldhulp"]))
    receive(door_signal(betrokkene=who))
    assert sorted(referral.ground for referral in referrals(session)) == ["eigenVerzoek", "signaal", "zorg"]


def test_signals_of_one_household_join_one_open_referral(session: Session, receive: Receive, vault: Vault) -> None:
    who = person(8)
    ids = [receive(rent_signal(betrokkene=who), route=False) for _ in range(3)]
    refer(session, vault, ids)
    later = receive(rent_signal(betrokkene=who))
    [referral] = referrals(session)
    linked = session.scalars(text("SELECT signal_id FROM referral_signal WHERE active")).all()
    assert sorted(linked) == sorted([*ids, later])
    assert referral.multiple
    assert not referral.consecutive


def test_the_same_signal_twice_changes_nothing(session: Session, receive: Receive, vault: Vault) -> None:
    one = receive(rent_signal())
    before = _everything(session)
    assert refer(session, vault, [one]) == []
    assert _everything(session) == before


def _everything(session: Session) -> list[int]:
    return [
        session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
        for table in ("referral", "referral_signal", "feedback", "journal")
    ]


def test_a_signal_of_an_earlier_month_makes_it_consecutive(session: Session, receive: Receive) -> None:
    who = person(9)
    first_of_month = TODAY.replace(day=1)
    earlier = first_of_month - timedelta(days=40)
    receive(_signed(who, earlier), days=(TODAY - earlier).days)
    session.execute(text("UPDATE referral SET status = 'afgesloten', closed_at = now()"))
    receive(rent_signal(betrokkene=who))
    latest = max(referrals(session), key=lambda referral: referral.opened_at)
    assert (latest.multiple, latest.consecutive) == (False, True)


def test_what_is_written_at_once_is_what_a_recount_gives(session: Session, receive: Receive, vault: Vault) -> None:
    """One batch: alone, twice in a month, in two months, before closed work, threatened, and for two desks."""
    earlier = TODAY.replace(day=1) - timedelta(days=40)
    receive(_signed(person(21), earlier), days=(TODAY - earlier).days)
    session.execute(text("UPDATE referral SET status = 'afgesloten', closed_at = now()"))
    alone, two, months, before, threatened = (person(number) for number in (24, 25, 26, 21, 27))
    day = TODAY - timedelta(days=35)
    batch = [
        rent_signal(betrokkene=alone), rent_signal(betrokkene=two), rent_signal(betrokkene=two),
        rent_signal(betrokkene=months), _signed(months, day), rent_signal(betrokkene=before),
        rent_signal(betrokkene=threatened, huurachterstand=rent_block(TODAY, dreiging=threat(TODAY))),
        rent_signal(betrokkene=threatened),
        door_signal(betrokkene=two, zorgen=["geldzorgen", "eenzaamheid"], bestemmingen=["schuldhulp", "wijkteam"]),
    ]
    refer(session, vault, [receive(one, route=False) for one in batch])
    written = session.execute(_ADDED_UP).all()
    assert {(row.multiple, row.consecutive) for row in written} == {
        (False, False), (True, False), (False, True),
    }
    settle(session, [row.id for row in written], Policies(session, clock.now()), None)
    session.flush()
    assert session.execute(_ADDED_UP).all() == written


_ADDED_UP = text("""
    SELECT id, statutory_due, target_due, due, urgency, multiple, consecutive, tray, news
      FROM referral WHERE status = 'open' ORDER BY id
""")


def test_more_than_six_months_ago_does_not_count(session: Session, receive: Receive) -> None:
    who = person(10)
    first_of_month = TODAY.replace(day=1)
    long_ago = (first_of_month - timedelta(days=190)).replace(day=1) - timedelta(days=1)
    receive(_signed(who, long_ago), days=(TODAY - long_ago).days)
    session.execute(text("UPDATE referral SET status = 'afgesloten', closed_at = now()"))
    receive(rent_signal(betrokkene=who))
    latest = max(referrals(session), key=lambda referral: referral.opened_at)
    assert not latest.consecutive


def _signed(who: dict[str, object], day: date) -> dict[str, object]:
    return rent_signal(day, betrokkene=who, huurachterstand=rent_block(day))


def test_a_threat_goes_first_and_the_earliest_term_counts(session: Session, receive: Receive) -> None:
    who = person(11)
    receive(rent_signal(betrokkene=who))
    [referral] = referrals(session)
    four_weeks = referral.statutory_due
    assert referral.urgency == 1
    receive(rent_signal(betrokkene=who, huurachterstand=rent_block(TODAY, dreiging=threat(TODAY))))
    [referral] = referrals(session)
    assert referral.urgency == 0
    assert referral.statutory_due < four_weeks
    assert referral.tray == "crisis"


def test_a_postcode_without_an_area_goes_to_the_default_team(session: Session, receive: Receive) -> None:
    receive(rent_signal(betrokkene=person(12, "1055AB")))
    [referral] = referrals(session)
    assert (referral.destination, referral.team) == ("schuldhulp", "schuldhulp-zuid")


def test_what_a_person_decides_goes_to_triage(session: Session, receive: Receive) -> None:
    receive(rent_signal(huurachterstand=rent_block(TODAY, bedragInCenten=3_000_000)))
    [referral] = referrals(session)
    assert (referral.destination, referral.team) == ("triage", "triage")
    assert referral.routing["bedoeld"] == "schuldhulp"
    assert "medewerker" in referral.routing["uitleg"]


