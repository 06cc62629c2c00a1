"""NotifyNL, against a server that keeps to its documentation: nothing twice, and what did not arrive is told."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from service import clock
from service.config import from_mapping
from service.errors import BadSettings
from service.messages.channels.carrier import NotNow, Parcel, Refused, Unsure
from service.messages.channels.choose import carrier_for, notify_account
from service.messages.channels.notify import Account, Notify, key_of, status_of
from service.messages.conclude import NOT_DELIVERED
from service.messages.deliver import failed, sent
from service.messages.hear import delivery_of, heard, to_ask, went_after_all
from service.messages.kind import MessageChannel
from service.messages.status import Delivery, MessageEnd
from service.signals.contact_wish import ContactWay
from service.vault import Vault
from tests.factories import rent_signal
from tests.integration.casework import MONDAY, Casework
from tests.integration.messaging import MESSENGER, SETTINGS, Desk
from tests.integration.notify_server import EMAIL_TEMPLATE, KEY, SMS_TEMPLATE, NotifyNl, running

SMS, EMAIL, LETTER = MessageChannel.SMS, MessageChannel.EMAIL, MessageChannel.LETTER
TEXT = "Beste T. Voorbeeldsma,\n\nHier leest u [wat wij doen](https://voorbeeldstad.example/privacy)."


@pytest.fixture(scope="module")
def server() -> Iterator[NotifyNl]:
    with running() as found:
        yield found


@pytest.fixture
def notify(server: NotifyNl) -> NotifyNl:
    server.taken, server.fails, server.down = [], [], False
    return server


def account(notify: NotifyNl, key: str = KEY) -> Account:
    return Account(notify.url, key, EMAIL_TEMPLATE, SMS_TEMPLATE, letters=True)


def parcel(channel: MessageChannel, text: str = TEXT) -> Parcel:
    to = {SMS: ("+31612345678",), EMAIL: ("bewoner@voorbeeldstad.example",),
          LETTER: ("T. Voorbeeldsma", "Verzonnen Dreef 12", "2091 AB  VOORBEELDSTAD")}[channel]
    subject = "Ik kom langs" if channel is EMAIL else None
    return Parcel(uuid4(), text, subject, to, "Gemeente Voorbeeldstad", clock.now())


def test_each_channel_says_it_in_our_own_words(notify: NotifyNl) -> None:
    for channel in (SMS, EMAIL, LETTER):
        given = parcel(channel)
        key = Notify(account(notify), channel).carry(given)
        taken = notify.taken[-1]
        assert (taken["id"], taken["reference"], taken["type"]) == (str(key), str(given.id), channel)
    sms, mail, letter = notify.taken
    assert (sms["phone_number"], sms["template_id"], sms["personalisation"]) == (
        "+31612345678", SMS_TEMPLATE, {"tekst": TEXT})
    assert mail["personalisation"]["onderwerp"] == "Ik kom langs"
    assert "wat wij doen: https://voorbeeldstad.example/privacy" in mail["personalisation"]["tekst"]
    assert base64.b64decode(letter["content"]).startswith(b"%PDF-")
    assert "postage" not in letter


@pytest.mark.parametrize(("fails", "end"), [
    (429, NotNow), (500, NotNow), (503, NotNow), (400, Refused), ("lost", Unsure),
])
def test_the_end_tells_whether_it_may_be_tried_again(notify: NotifyNl, fails: int | str, end: type[Exception]) -> None:
    notify.fails = [fails]
    with pytest.raises(end):
        Notify(account(notify), SMS).carry(parcel(SMS))
    assert notify.taken == []


def test_nothing_is_sent_twice(notify: NotifyNl) -> None:
    given = parcel(SMS)
    notify.fails = ["breaks"]
    key = Notify(account(notify), SMS).carry(given)
    assert key is not None, "the list of the service shows that it was taken"
    assert Notify(account(notify), SMS).carry(given) == key, "a second try finds the first"
    assert len(notify.taken) == 1
    notify.down = True
    with pytest.raises(NotNow):
        Notify(account(notify), SMS).carry(parcel(SMS))


def test_a_wrong_key_or_no_server_surely_sends_nothing(notify: NotifyNl) -> None:
    with pytest.raises(NotNow):
        Notify(account(notify, f"proef-{uuid4()}-{uuid4()}"), SMS).carry(parcel(SMS))
    with pytest.raises(NotNow):
        Notify(replace(account(notify), url="http://127.0.0.1:1"), SMS).carry(parcel(SMS))
    assert notify.taken == []
    assert KEY not in repr(account(notify))


def test_settings_choose_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "sleutel").write_text(f"{KEY}\n")
    base = {"DATABASE_URL": "postgresql://x@y/z", "REDIS_URL": "redis://y", "INDEX_KEY": "A" * 43 + "=",
            "ENCRYPTION_KEYS": "1:" + "A" * 43 + "=", "NOTIFY_SMS_TEMPLATE": SMS_TEMPLATE}
    with pytest.raises(BadSettings, match="NOTIFY_URL ontbreekt"):
        from_mapping(base)
    whole = base | {"NOTIFY_URL": "https://api.notifynl.example", "NOTIFY_KEY_FILE": str(tmp_path / "sleutel")}
    found = from_mapping(whole)
    assert isinstance(carrier_for(SMS, found), Notify)
    assert carrier_for(EMAIL, found) is None
    assert notify_account(SETTINGS) is None
    with pytest.raises(BadSettings, match="geef er één"):
        from_mapping(whole | {"NOTIFY_LETTERS": "ja", "PRINT_FOLDER": str(tmp_path)})
    with pytest.raises(BadSettings, match="https"):
        from_mapping(whole | {"NOTIFY_URL": "http://api.notifynl.example"})


@pytest.fixture
def desk(session: Session, vault: Vault) -> Desk:
    work = Casework.since(session, vault)
    work.receive(rent_signal(MONDAY))
    found = Desk(work)
    found.say(ContactWay.SMS)
    return found


def test_what_never_arrived_is_told_and_is_no_attempt(desk: Desk) -> None:
    message, key = desk.send("sms-vervolg", SMS), uuid4()
    desk.begin(message)
    sent(desk.session, message.id, MESSENGER, desk.now, key)
    assert to_ask(desk.session, desk.now, 10) == [(message.id, key)]
    later = desk.now + timedelta(hours=1)
    assert delivery_of("sending") is None
    assert heard(desk.session, message.id, (key, Delivery.WRONG_ADDRESS), MESSENGER, later)
    assert not heard(desk.session, message.id, (key, Delivery.WRONG_ADDRESS), MESSENGER, later), "told twice"
    assert not heard(desk.session, message.id, (key, Delivery.DELIVERED), MESSENGER, later), "the end is the end"
    assert desk.stand(message) == ("mislukt", "onbestelbaar")
    assert desk.work.rows("SELECT undelivered FROM contact_attempt") == [(True,)]
    desk.session.refresh(desk.referral)
    assert desk.referral.news == NOT_DELIVERED
    assert len(desk.work.journal(desk.referral.id, "bericht-mislukt")) == 1
    assert to_ask(desk.session, later, 10) == []
    assert not heard(desk.session, uuid4(), (None, Delivery.DELIVERED), MESSENGER, later), "not ours"


def test_what_was_unsure_and_went_after_all_counts(desk: Desk) -> None:
    message, key = desk.send("sms-vervolg", SMS), uuid4()
    desk.begin(message)
    failed(desk.session, message.id, MessageEnd.UNSURE, MESSENGER, desk.now)
    assert to_ask(desk.session, desk.now, 10) == [(message.id, None)]
    went_after_all(desk.session, message.id, key, MESSENGER, desk.now)
    assert desk.stand(message) == ("verzonden", None)
    assert len(desk.attempts()) == 1
    assert heard(desk.session, message.id, (key, Delivery.DELIVERED), MESSENGER, desk.now)
    assert desk.stand(message) == ("verzonden", None)


def test_a_receipt_before_our_own_note_is_not_lost(desk: Desk) -> None:
    message, key = desk.send("sms-vervolg", SMS), uuid4()
    desk.begin(message)
    heard(desk.session, message.id, (key, Delivery.DELIVERED), MESSENGER, desk.now)
    sent(desk.session, message.id, MESSENGER, desk.now, key)
    assert (message.delivery, desk.stand(message)) == ("bezorgd", ("verzonden", None))


def test_the_list_and_one_message_can_be_asked(notify: NotifyNl) -> None:
    given = parcel(SMS)
    key = Notify(account(notify), SMS).carry(given)
    assert key is not None
    now = clock.now()
    assert key_of(account(notify), given.id, now) == key
    assert key_of(account(notify), uuid4(), now) is None
    notify.says("permanent-failure")
    assert status_of(account(notify), key, now) == "permanent-failure"
    assert status_of(account(notify), uuid4(), now) is None
