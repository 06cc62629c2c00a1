"""A resident asks for help without anybody between: an own request that opens nothing it should not."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.actors import Administrator
from service.errors import InvalidInput
from service.help.ask import ASKED_NEWS, Asked, AskedBefore, Received, ask_for_help
from service.help.cards import count_cards, counts_of
from service.help.catalogue import HelpDesk, desk_of, keep_desk, keep_offer, offers_on
from service.help.offer import HelpOffer, OfferKind
from service.messages.deliver import begin, sent
from service.messages.prepare import Office
from service.messages.standing import safety_of
from service.policy.model import Channel
from service.referrals.forget import forget_expired
from service.referrals.links import person_of
from service.referrals.read import look_at
from service.referrals.search import search
from service.referrals.tables import Referral
from service.rules.facts import Concern
from service.signals.contact_wish import ContactWay, MessageCategory
from service.signals.report import Address, Subject
from service.vault import Vault
from tests.factories import TOWN, door_signal, person, rent_signal
from tests.integration.casework import MONDAY, Casework, at
from tests.integration.conftest import ROBOT
from tests.integration.messaging import MESSENGER, SETTINGS

NOW = at(MONDAY)
WHO = Subject("Proefstra", Address("2091AB", 77), "P.", phone="0612345678", email="p.proefstra@voorbeeldstad.example")
OFFER = HelpOffer(
    OfferKind.WALK_IN, "Inloop De Proef", "Voor iedereen.", "U kunt zo binnenlopen.", "Fictiestraat 12.",
    "Maandag van 10 tot 12 uur.", MONDAY + timedelta(days=30),
)


@pytest.fixture
def work(session: Session, vault: Vault) -> Casework:
    return Casework.since(session, vault)


@pytest.fixture
def keeper(work: Casework) -> Administrator:
    found = Administrator(uuid4(), work.world.town_id, "Bas Nepveen", TOWN)
    keep_desk(work.session, HelpDesk(TOWN, "", "Noor van het stadhuis", "0205550123", "Elke dag."), found, NOW)
    return found


def ask(work: Casework, asked: Asked) -> Received:
    office = Office(work.vault, SETTINGS)
    return ask_for_help(work.session, office, asked, desk_of(work.session, TOWN), NOW)


def asked_by(who: Subject = WHO, channel: Channel = Channel.EMAIL, **more: object) -> Asked:
    return replace(Asked(uuid4(), who, channel, categories=frozenset(MessageCategory)), **more)


def only(work: Casework, destination: str = "schuldhulp") -> Referral:
    query = text("SELECT id FROM referral WHERE destination = :place AND ground = 'eigenVerzoek'")
    return work.session.get_one(Referral, work.session.scalars(query, {"place": destination}).one())


def test_a_request_is_work_at_once_with_its_own_term_and_no_corporation(work: Casework, keeper: Administrator) -> None:
    asked = asked_by(concerns=(Concern.MONEY_WORRIES,))
    received = ask(work, asked)
    referral = only(work)
    assert received.until == referral.statutory_due == date(2026, 10, 12)
    assert (referral.tray, referral.team, referral.status) == ("eigen-verzoek", "schuldhulp-noord", "open")
    actor = work.world.caseworker("schuldhulp")
    seen = look_at(work.session, work.vault, referral.id, actor, NOW)
    assert (seen.signals, seen.people[0]["achternaam"]) == ([], "Proefstra")
    found = search(work.session, work.vault, received.number, actor, NOW)
    assert [hit.referral.id for hit in found.hits] == [referral.id]
    assert work.session.scalar(text("SELECT count(*) FROM feedback")) == 0
    assert work.session.scalar(text("SELECT count(*) FROM signal")) == 0
    assert ask(work, asked) == received
    assert work.session.scalar(text("SELECT count(*) FROM referral_link")) == 1


@pytest.mark.parametrize("more", [{"eviction": True}, {"concerns": (Concern.WATER_CUT_OFF,)}])
def test_a_threat_counts_in_working_days(work: Casework, more: dict[str, object]) -> None:
    assert ask(work, asked_by(**more)).until == date(2026, 9, 17)
    assert only(work).urgency == 0


def test_the_answer_goes_by_the_chosen_way_and_is_no_attempt(work: Casework, keeper: Administrator) -> None:
    assert ask(work, asked_by()).answered
    message = work.session.scalars(text("SELECT id FROM message WHERE purpose = 'receipt'")).one()
    parcel = begin(work.session, Office(work.vault, SETTINGS), message, MESSENGER, NOW)
    assert parcel is not None
    assert parcel.to == (WHO.email,)
    sent(work.session, message, MESSENGER, NOW)
    assert work.session.scalar(text("SELECT count(*) FROM contact_attempt")) == 0


def test_a_stranger_loosens_nothing_and_takes_nobodys_place(work: Casework, keeper: Administrator) -> None:
    """Somebody who knows the address fills in the form with a number and a mail address of their own."""
    resident = person(8)
    work.receive(door_signal(MONDAY, betrokkene=resident, zorgen=["geldzorgen", "eenzaamheid"],
                             bestemmingen=["schuldhulp", "wijkteam"]))
    place = resident["adres"]
    stranger = Subject("Testema", Address(place["postcode"], place["huisnummer"]), phone="0687654321",
                       email="ander@voorbeeldstad.example")
    known, unknown = ask(work, asked_by(stranger)), ask(work, asked_by())
    assert known.answered == unknown.answered
    ask(work, asked_by(stranger, Channel.PHONE, unsafe=frozenset({Channel.LETTER})))
    referral = work.session.get_one(Referral, work.session.scalars(text(
        "SELECT referral_id FROM referral_signal WHERE destination = 'schuldhulp'")).one())
    safety = safety_of(work.session, referral)
    assert (safety.of(ContactWay.CALL), safety.of(ContactWay.LETTER)) == ("onbekend", "onveilig")
    assert person_of(work.session, work.vault, referral.id)["achternaam"] == resident["achternaam"]
    ask(work, asked_by(stranger))
    with pytest.raises(AskedBefore):
        ask(work, asked_by(stranger))


def test_work_that_somebody_holds_gets_news_and_later_is_forgotten(work: Casework) -> None:
    ask(work, asked_by(channel=Channel.PHONE))
    referral, _ = work.take("schuldhulp", MONDAY)
    ask(work, asked_by(channel=Channel.PHONE))
    work.session.refresh(referral)
    assert referral.news == ASKED_NEWS
    work.session.execute(text("UPDATE referral SET status = 'afgesloten', closed_at = :now"), {"now": NOW})
    forget_expired(work.session, ROBOT, NOW + timedelta(days=400), 10)
    assert work.session.scalar(text("SELECT count(*) FROM referral_link WHERE subject IS NOT NULL")) == 0


def test_cards_lead_to_requests_and_few_are_not_told(work: Casework) -> None:
    count_cards(work.session, TOWN, MONDAY, 40)
    for number in range(5):
        before = counts_of(work.session, TOWN)[0]
        assert (before.cards, before.requests) == (40, None)
        ask(work, asked_by(replace(WHO, address=Address("2091AB", 100 + number)), batch="2609"))
        ask(work, asked_by(replace(WHO, address=Address("2091AB", 200 + number)), batch="2512"))
    assert counts_of(work.session, TOWN)[0].requests == 5


def test_help_disappears_after_its_last_day_and_hard_words_are_not_kept(
    work: Casework, keeper: Administrator
) -> None:
    keep_offer(work.session, None, OFFER, keeper, NOW)
    assert [one.offer for one in offers_on(work.session, TOWN, OFFER.valid_until)] == [OFFER]
    assert offers_on(work.session, TOWN, OFFER.valid_until + timedelta(days=1)) == ()
    assert offers_on(work.session, "9902", MONDAY) == ()
    hard = replace(OFFER, how="Indien u hulp wenst dient u onmiddellijk contact op te nemen.", name="")
    with pytest.raises(InvalidInput) as refused:
        keep_offer(work.session, None, hard, keeper, NOW)
    assert {fault.pointer for fault in refused.value.faults} == {"#/hoe"}


def test_a_rent_signal_beside_it_stays_apart(work: Casework) -> None:
    work.receive(rent_signal(MONDAY, betrokkene=person(9)))
    place = person(9)["adres"]
    ask(work, asked_by(replace(WHO, address=Address(place["postcode"], place["huisnummer"]))))
    grounds = work.session.scalars(text("SELECT ground FROM referral ORDER BY ground"))
    assert list(grounds) == ["eigenVerzoek", "signaal"]
