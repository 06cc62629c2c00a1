"""Holding back guesses: how long, whom, and whom not."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock
from service.identity.tables import SignInTries
from service.identity.tries import (
    KNOWN_FOR,
    LONGEST_WAIT,
    NAME,
    PAIR,
    PLACE,
    QUIET,
    Held,
    Try,
    count,
    forgive,
    keys_of,
    place_of,
    wait_after,
)
from service.vault import Vault

NOW = clock.now()
HOME, OFFICE = "192.0.2.1", "203.0.113.9"


def knock(session: Session, vault: Vault, name: str, address: str, after: timedelta = timedelta(0)) -> Try | Held:
    return count(session, keys_of(vault, name, address), NOW + after)


def test_the_wait_doubles_up_to_a_quarter_of_an_hour():
    waits = [wait_after(tries, PAIR) for tries in range(1, 12)]
    assert waits[:4] == [None] * 4
    assert [wait / timedelta(minutes=1) for wait in waits[4:] if wait] == [1, 2, 4, 8, 15, 15, 15]
    assert wait_after(1_000_000, PAIR) == LONGEST_WAIT


def test_after_each_wait_there_is_one_try(session: Session, vault: Vault) -> None:
    for _ in range(PAIR.free):
        assert isinstance(knock(session, vault, "sanne", HOME), Try)
    at = timedelta(0)
    for minutes in (1, 2, 4, 8, 15, 15):
        assert knock(session, vault, "sanne", HOME, at) == Held(NOW + at + timedelta(minutes=minutes))
        at += timedelta(minutes=minutes)
        again = knock(session, vault, "sanne", HOME, at)
        assert isinstance(again, Try)
        assert again.began == (PAIR,)


def test_a_try_that_is_held_back_is_not_counted(session: Session, vault: Vault) -> None:
    for _ in range(PAIR.free + 20):
        knock(session, vault, "sanne", HOME)
    assert sorted(session.scalars(select(SignInTries.tries))) == [PAIR.free] * 3


def test_a_name_is_held_back_from_strange_places_only(session: Session, vault: Vault) -> None:
    """Somebody with many addresses guesses one name: who came in from the office before still can."""
    first = knock(session, vault, "sanne", OFFICE)
    assert isinstance(first, Try)
    forgive(session, first, NOW)
    for number in range(NAME.free):
        assert isinstance(knock(session, vault, "sanne", f"198.51.100.{number}"), Try)
    assert isinstance(knock(session, vault, "sanne", "198.51.100.250"), Held)
    assert isinstance(knock(session, vault, "karim", "198.51.100.250"), Try)
    assert isinstance(knock(session, vault, "sanne", OFFICE), Try)
    assert isinstance(knock(session, vault, "sanne", OFFICE, KNOWN_FOR), Try), "and counting began anew long before"


def test_a_place_is_held_back_but_not_who_came_in_there_before(session: Session, vault: Vault) -> None:
    known = knock(session, vault, "sanne", OFFICE)
    assert isinstance(known, Try)
    forgive(session, known, NOW)
    for number in range(PLACE.free):
        assert isinstance(knock(session, vault, f"naam-{number}", OFFICE), Try)
    assert isinstance(knock(session, vault, "iemand", OFFICE), Held)
    assert isinstance(knock(session, vault, "sanne", OFFICE), Try)
    assert isinstance(knock(session, vault, "iemand", HOME), Try)


def test_a_right_try_takes_itself_back(session: Session, vault: Vault) -> None:
    for _ in range(PAIR.free - 1):
        knock(session, vault, "sanne", HOME)
    last = knock(session, vault, "sanne", HOME)
    assert isinstance(last, Try)
    forgive(session, last, NOW)
    rows = {row.id: row for row in session.scalars(select(SignInTries))}
    keys = keys_of(vault, "sanne", HOME)
    assert [(rows[keys[one]].tries, rows[keys[one]].held_until) for one in (PAIR, NAME, PLACE)] == [
        (0, None), (PAIR.free - 1, None), (PAIR.free - 1, None),
    ]
    assert rows[keys[PAIR]].known_until == NOW + KNOWN_FOR


def test_a_quiet_day_is_forgotten(session: Session, vault: Vault) -> None:
    for _ in range(PAIR.free - 1):
        knock(session, vault, "sanne", HOME)
    later = knock(session, vault, "sanne", HOME, QUIET)
    assert isinstance(later, Try)
    assert later.began == ()


@pytest.mark.parametrize(("address", "place"), [
    ("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
    ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
    ("::ffff:192.0.2.7", "192.0.2.7"), ("", ""), ("geen adres", "geen adres"),
])
def test_a_place_is_what_somebody_cannot_simply_change(address: str, place: str) -> None:
    assert place_of(address) == place
