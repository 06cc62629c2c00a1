"""Searching: who finds what, in which order, what is written down, and what is gone when a person is forgotten."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.errors import InvalidInput
from service.referrals.hand_over import HandOver, hand_over
from service.referrals.search import Hits, search
from service.referrals.sharing import GivenConsent
from service.rules.facts import ConsentGiver, ConsentManner, Destination
from service.vault import Vault
from tests.factories import SILENT, door_signal, person, rent_block, rent_signal
from tests.integration.casework import MONDAY, Casework, at


@pytest.fixture
def work(session: Session, vault: Vault) -> Casework:
    return Casework.since(session, vault)


def named(surname: str, number: int = 1, **more: Any) -> dict[str, Any]:
    return rent_signal(MONDAY, betrokkene=person(number) | {"achternaam": surname}, **more)


def look(work: Casework, typed: str, actor: Caseworker | None = None) -> Hits:
    return search(work.session, work.vault, typed, actor or work.world.caseworker(), at(MONDAY))


def told(hits: Hits) -> list[str]:
    return [str(hit.match) for hit in hits.hits]


def test_exact_before_the_beginning_before_the_sound(work: Casework) -> None:
    for number, surname in enumerate(("Verzinsel", "Verzin", "Ferzin", "Bakker"), start=10):
        work.receive(named(surname, number))
    assert told(look(work, "Verzin")) == ["precies", "begin", "klinktAls"]


def test_by_reference_and_by_address(work: Casework) -> None:
    sent = named("Verzinsel", 14)
    work.receive(sent)
    for typed in (sent["referentie"], "2091 AB 14", "2091ab", "Verzinsel 2091AB"):
        assert told(look(work, typed)) == ["precies"], typed
    assert look(work, "2091AB 15").hits == []


def test_a_referral_with_two_signals_is_found_once(work: Casework) -> None:
    work.receive(named("Verzinsel"))
    work.receive(named("Verzinsel"))
    assert told(look(work, "Verzinsel")) == ["precies"]


def test_only_what_one_may_handle(work: Casework) -> None:
    work.receive(door_signal(MONDAY, betrokkene=person(7) | {"achternaam": "Verzinsel"}))
    assert look(work, "Verzinsel", work.world.caseworker("schuldhulp")).hits == []
    assert len(look(work, "Verzinsel", work.world.caseworker("wijkteam")).hits) == 1
    elsewhere = Caseworker(work.world.town_id, work.world.town_id, "Els", "9902", frozenset({"wijkteam"}))
    assert look(work, "Verzinsel", elsewhere).hits == []


def test_what_was_handed_over_is_found_there(work: Casework) -> None:
    work.receive(named("Verzinsel"))
    origin, actor = work.take("schuldhulp")
    yes = GivenConsent(ConsentGiver.RESIDENT, MONDAY, ConsentManner.WRITTEN, explicit=True)
    wish = HandOver(origin.id, Destination.NEIGHBOURHOOD_TEAM, yes)
    hand_over(work.session, work.vault, wish, actor, at(MONDAY))
    assert told(look(work, "verzinsel", work.world.caseworker("wijkteam"))) == ["precies"]


def test_a_search_is_written_down_without_its_words(work: Casework) -> None:
    work.receive(named("Verzinsel"))
    look(work, "Verzinsel")
    [row] = work.rows("SELECT action, detail, actor_name FROM journal WHERE action = 'gezocht'")
    assert tuple(row) == ("gezocht", {"gevonden": 1}, "Sanne Proefstra")


def test_nothing_to_search_by_is_said(work: Casework) -> None:
    with pytest.raises(InvalidInput) as wrong:
        look(work, "!!")
    assert wrong.value.faults[0].code == "nietsOmOpTeZoeken"


def test_who_is_forgotten_is_not_found(work: Casework) -> None:
    signal_id = work.receive(named("Verzinsel"))
    assert work.rows("SELECT FROM signal_search")
    work.session.execute(text("UPDATE signal SET subject = NULL WHERE id = :id"), {"id": signal_id})
    assert not work.rows("SELECT FROM signal_search")
    assert look(work, "Verzinsel").hits == []


def test_work_that_is_forgotten_is_not_found_while_another_desk_goes_on(work: Casework) -> None:
    work.receive(door_signal(MONDAY, zorgen=["geldzorgen", "eenzaamheid"], bestemmingen=["schuldhulp", "wijkteam"],
                             betrokkene=person(7) | {"achternaam": "Verzinsel"}))
    work.session.execute(text("UPDATE referral SET forgotten_at = now() WHERE destination = 'wijkteam'"))
    assert [hit.referral.destination for hit in look(work, "Verzinsel").hits] == ["schuldhulp"]


def test_no_keys_of_what_never_comes_to_a_worklist(session: Session, vault: Vault) -> None:
    work = Casework.since(session, vault, thresholds=SILENT)
    below = rent_signal(MONDAY, huurachterstand=rent_block(MONDAY, bedragInCenten=1))
    work.receive(below)
    assert [row.status for row in work.rows("SELECT status FROM signal")] == ["nietOpgepakt"]
    assert not work.rows("SELECT FROM signal_search")
