"""Two answers per way, old answers by what was asked then, and the wish that comes with a signal (Awb 2:8)."""

from typing import Any

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.messages.contact_answers import address_key_of, answers_of
from service.messages.kind import MessageChannel
from service.messages.open_channels import open_channels_of
from service.policy.model import Channel, FirstSms
from service.referrals.links import person_of
from service.referrals.withdraw_consent import withdraw_consent
from service.rules.facts import ConsentManner
from service.signals.contact_wish import ContactWay, MessageCategory
from service.vault import Vault
from tests.factories import create_policy, door_signal, person, rent_signal
from tests.integration.casework import MONDAY, Casework
from tests.integration.messaging import TUESDAY, Desk

SMS, EMAIL = MessageChannel.SMS, MessageChannel.EMAIL
PRACTISED = FirstSms(allowed=True, legal_basis="Besluit van het college, artikel 3")
APPOINTMENT, LETTER = MessageCategory.APPOINTMENT, MessageCategory.LETTER


@pytest.fixture
def work(session: Session, vault: Vault) -> Casework:
    return Casework.since(session, vault)


@pytest.fixture
def desk(work: Casework) -> Desk:
    work.receive(rent_signal(MONDAY))
    return Desk(work)


def wished(work: Casework, number: int = 7, **wish: Any) -> Desk:
    document = door_signal(MONDAY, betrokkene=person(number))
    document["achterDeVoordeur"] |= {"contactwens": wish}
    work.receive(document)
    return Desk(work, "wijkteam")


def old_row(desk: Desk, channel: str, safety: str, key: bytes | None = None) -> None:
    """As the previous release writes it."""
    desk.session.execute(text("""
        INSERT INTO contact_safety
               (referral_id, channel, safety, asked_on, address_key, asked_by, asked_name, recorded_at)
        VALUES (:id, :channel, :safety, '2026-09-14', :key, :by, 'Sanne Proefstra', now())
    """), {"id": desk.referral.id, "channel": channel, "safety": safety, "key": key, "by": desk.actor.id})


def open_to(desk: Desk) -> frozenset[Channel]:
    return open_channels_of(desk.session, desk.work.vault, [desk.referral], desk.now)[desk.referral.id].channels


def bars(desk: Desk, template: str, channel: MessageChannel) -> str | None:
    blocked = desk.preview(template, channel)["geblokkeerd"]
    return blocked and blocked["regel"]


def test_a_number_from_the_corporation_opens_nothing_and_the_advice_agrees(desk: Desk) -> None:
    desk.meet()
    assert {bars(desk, "sms-vervolg", SMS), bars(desk, "mail-vervolg", EMAIL)} == {"D10"}
    usable = open_to(desk)
    assert not usable & {Channel.TEXT_MESSAGE, Channel.EMAIL}
    assert usable >= {Channel.PHONE, Channel.LETTER, Channel.HOME_VISIT}
    desk.say(ContactWay.WHATSAPP, wants={LETTER})
    assert bars(desk, "sms-vervolg", SMS) == "D10", "WhatsApp is another way"
    usable = open_to(desk)
    assert Channel.TEXT_MESSAGE in usable


def test_a_wish_is_for_its_kinds_its_number_and_until_it_is_taken_back(desk: Desk) -> None:
    desk.meet()
    desk.say(ContactWay.SMS, wants={APPOINTMENT})
    assert (bars(desk, "sms-bevestiging", SMS), bars(desk, "sms-vervolg", SMS)) == (None, "D10")
    desk.say(ContactWay.SMS, safe=None, wants=())
    assert bars(desk, "sms-bevestiging", SMS) == "D10"
    desk.say(ContactWay.SMS)
    who = person_of(desk.session, desk.work.vault, desk.referral.id) | {"telefoonnummer": "+31687654321"}
    desk.work.receive(rent_signal(MONDAY, betrokkene=who), TUESDAY)
    assert bars(desk, "sms-bevestiging", SMS) == "D10", "another number asks anew"


def test_one_number_in_two_spellings_is_one_number(vault: Vault) -> None:
    plain, dialled = ({"telefoonnummer": one} for one in ("0612345678", "+31612345678"))
    assert address_key_of(vault, ContactWay.SMS, plain) == address_key_of(vault, ContactWay.WHATSAPP, dialled)


def test_asking_the_one_question_leaves_the_other_answer(desk: Desk) -> None:
    desk.say(ContactWay.SMS, safe=False, wants=None)
    desk.say(ContactWay.SMS, safe=None, wants={LETTER})
    assert bars(desk, "sms-vervolg", SMS) == "D09", "wanted, but still not safe"
    desk.say(ContactWay.SMS, safe=True, wants=None)
    assert bars(desk, "sms-vervolg", SMS) is None


def test_an_old_answer_counts_by_what_was_asked(desk: Desk) -> None:
    vault = desk.work.vault
    desk.meet()
    key = address_key_of(vault, ContactWay.EMAIL, person_of(desk.session, vault, desk.referral.id))
    old_row(desk, "SMS/Whatsapp", "veilig")
    assert bars(desk, "sms-vervolg", SMS) == "D10", "safe was asked, wanted was not"
    old_row(desk, "Mail", "veilig", key)
    assert (bars(desk, "mail-vervolg", EMAIL), bars(desk, "mail-bevestiging", EMAIL)) == (None, None)
    old_row(desk, "SMS/Whatsapp", "onveilig")
    known = answers_of(desk.session, desk.referral)
    assert known[ContactWay.SMS].safety == known[ContactWay.WHATSAPP].safety
    assert bars(desk, "sms-vervolg", SMS) == "D09"
    old_row(desk, "Mail", "veilig")
    assert bars(desk, "mail-vervolg", EMAIL) == "D10", "about no address"


def test_a_wish_with_the_consent_opens_its_way_for_its_kinds(work: Casework) -> None:
    care = wished(work, manier="sms", soorten=["brief"], veilig=True, dagdeel="Ochtend", taal="ar")
    assert (bars(care, "sms-zorg", SMS), bars(care, "mail-zorg", EMAIL)) == (None, "D09")
    care.meet()
    assert bars(care, "sms-bevestiging", SMS) == "D10"
    [entry] = work.journal(care.referral.id, "contactwens-bij-signaal")
    assert entry.detail == {"manier": "sms", "dag": MONDAY.isoformat(), "veilig": True, "bereikbaar": True,
                            "soorten": ["brief"]}
    assert work.rows("SELECT facts ? 'contactwens' FROM signal") == [(False,)], "it is sealed with the person"


@pytest.mark.parametrize("wish", [
    {"manier": "sms", "soorten": ["brief"], "veilig": False}, {"manier": "sms", "veilig": True},
    {"manier": "bellen", "soorten": ["brief"], "veilig": True}, {"soorten": ["brief"], "veilig": True},
])
def test_a_wish_that_says_less_opens_nothing(work: Casework, wish: dict[str, Any]) -> None:
    care = wished(work, **wish)
    assert bars(care, "sms-zorg", SMS) in {"D09", "D10"}


def test_a_wish_ends_with_the_consent_that_it_came_with(work: Casework) -> None:
    care = wished(work, manier="sms", soorten=["brief"], veilig=True)
    withdraw_consent(care.session, care.referral.id, ConsentManner.ORAL, care.actor, care.now)
    care.session.expire_all()
    assert answers_of(care.session, care.referral) == {}


def test_the_consent_s_own_way_is_a_first_step_where_nobody_asked_what_is_safe(work: Casework) -> None:
    """Counted only where it was asked whether the municipality may send such messages."""
    care = wished(work, manier="sms", soorten=["brief"])
    assert bars(care, "sms-zorg", SMS) is None
    assert open_to(care) == {Channel.TEXT_MESSAGE}
    letter = care.preview("brief-zorg", MessageChannel.LETTER)["geblokkeerd"]
    assert letter["regel"] == "D09"
    assert "een sms wil de inwoner zelf" in letter["uitleg"]


def test_a_way_that_was_named_without_messages_opens_nothing(work: Casework) -> None:
    care = wished(work, manier="sms")
    blocked = care.preview("sms-zorg", SMS)["geblokkeerd"]
    assert blocked["regel"] == "D09"
    assert "Awb artikel 2:8" in blocked["uitleg"], "two rules that both fire are both shown"
    assert "laat niemand anders zien of horen waarom u komt" in blocked["uitleg"]
    assert open_to(care) == {Channel.HOME_VISIT}


def test_the_advice_asks_for_a_number_where_there_is_none_also_for_many_at_once(work: Casework) -> None:
    resident = {name: value for name, value in person(77).items() if name not in {"telefoonnummer", "emailadres"}}
    work.receive(rent_signal(MONDAY, betrokkene=resident))
    desk = Desk(work)
    assert open_to(desk) == {Channel.LETTER, Channel.CARD, Channel.HOME_VISIT, Channel.APPOINTMENT}


def test_a_policy_may_practise_a_first_sms_once(desk: Desk) -> None:
    with time_machine.travel(desk.now, tick=False):
        create_policy(desk.session, desk.work.world.town_id, today=TUESDAY, first_sms=PRACTISED)
    assert Channel.TEXT_MESSAGE in open_to(desk)
    desk.deliver(desk.send("sms-vervolg", SMS))
    assert bars(desk, "sms-vervolg", SMS) == "D10", "once"
    assert Channel.TEXT_MESSAGE not in open_to(desk)
