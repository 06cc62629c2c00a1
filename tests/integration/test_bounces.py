"""Mail that comes back, against a real IMAP server: which message of ours failed, and nothing else is touched."""

import subprocess
import sys
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from socket import create_connection, socket
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest

from service.config import Settings, from_mapping
from service.db import Database
from service.errors import BadSettings
from service.messages.channels.bounces import Bounce, MailBox, bounce_of, opened
from service.messages.channels.carrier import NotNow
from service.messages.channels.choose import bounce_box
from service.messages.deliver import sent
from service.messages.kind import MessageChannel
from service.messages.status import Delivery
from service.messages.tables import Message
from service.referrals.tables import ContactAttempt, Referral
from service.vault import Vault
from tests.factories import person, rent_signal
from tests.integration.casework import MONDAY, Casework
from tests.integration.messaging import MESSENGER, SETTINGS, Desk
from workers import read_bounces

FROM = "vroegsignalering@voorbeeldstad.example"
USER, PASSWORD = "proef", "proefwachtwoord"


def notification(
    key: UUID, action: str = "failed", status: str = "5.1.1", *, whole: bool = True
) -> bytes:
    """A notification as mail servers write it (RFC 3464); `whole`: with the message, else with its head only."""
    returned = EmailMessage()
    returned["From"], returned["To"] = FROM, "weg@elders.example"
    returned["Message-ID"] = f"<{key}@voorbeeldstad.example>"
    returned.set_content("Beste T. Voorbeeldsma")
    block = "Reporting-MTA: dns; mail.elders.example\r\n\r\nFinal-Recipient: rfc822; weg@elders.example\r\n"
    block += f"Action: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 no such user\r\n"
    third = returned.as_string() if whole else "\n".join(f"{name}: {value}" for name, value in returned.items())
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    parts = [
        ("text/plain", "This is the mail system. I'm sorry.\r\n"), ("message/delivery-status", block), (kind, third),
    ]
    body = "".join(f"--grens\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts)
    head = 'Content-Type: multipart/report; report-type=delivery-status; boundary="grens"'
    return f"From: <>\r\nTo: {FROM}\r\nMIME-Version: 1.0\r\n{head}\r\n\r\n{body}--grens--\r\n".encode()


KEY = UUID("0191f0a0-0000-7000-8000-000000000001")


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(("status", "delivery"), [
    ("5.1.1", Delivery.WRONG_ADDRESS), ("5.1.10", Delivery.WRONG_ADDRESS), ("5.2.2", Delivery.NOT_ACCEPTED),
    ("4.4.7", Delivery.NOT_ACCEPTED), ("5.7.1 (policy)", Delivery.NOT_ACCEPTED),
])
def test_a_notification_says_which_message_failed_and_why(status: str, delivery: Delivery, whole: bool) -> None:
    assert bounce_of(notification(KEY, status=status, whole=whole)) == Bounce(KEY, delivery)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_did_not_fail_is_no_bounce(action: str) -> None:
    assert bounce_of(notification(KEY, action)) is None


@pytest.mark.parametrize("raw", [
    b"", b"Subject: hallo\r\n\r\nBeste gemeente, ik ben verhuisd. <0191f0a0-0000-7000-8000-000000000001@x.example>",
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\n\r\nhalf",
    notification(KEY).replace(b"0191f0a0-0000-7000", b"niet-van-ons"),
])
def test_what_is_not_about_a_message_of_ours_is_no_bounce(raw: bytes) -> None:
    assert bounce_of(raw) is None


@pytest.fixture(scope="module")
def box() -> Iterator[MailBox]:
    """A real mail server (pymap), in a process of its own."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = ["--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict", "--demo-data", "--demo-user", USER,
             "--demo-password", PASSWORD]
    with subprocess.Popen([str(Path(sys.executable).with_name("pymap")), *given], stderr=subprocess.DEVNULL) as server:
        for _ in range(100):
            try:
                create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield MailBox("127.0.0.1", port, "geen", USER, PASSWORD)
        server.terminate()


@pytest.fixture
def mail_settings(box: MailBox, tmp_path: Path) -> Settings:
    secret = tmp_path / "wachtwoord"
    secret.write_text(PASSWORD)
    base = {"DATABASE_URL": "postgresql://x@y/z", "REDIS_URL": "redis://y", "INDEX_KEY": "A" * 43 + "=",
            "ENCRYPTION_KEYS": "1:" + "A" * 43 + "="}
    with pytest.raises(BadSettings, match="IMAP_USER ontbreekt"):
        from_mapping(base | {"IMAP_HOST": box.host})
    return from_mapping(base | {
        "IMAP_HOST": box.host, "IMAP_PORT": str(box.port), "IMAP_SECURITY": "geen", "IMAP_USER": USER,
        "IMAP_PASSWORD_FILE": str(secret),
    })


@pytest.fixture
def message_id(database: Database, vault: Vault, mail_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A letter stands for the mail: how a message ends does not ask by which way it went."""
    with database.transaction() as session:
        work = Casework.since(session, vault)
        work.receive(rent_signal(MONDAY, betrokkene=person(81)))
        desk = Desk(work)
        desk.look_up()
        desk.meet()
        found = desk.send("brief-bevestiging", MessageChannel.LETTER)
        desk.now = found.planned_at
        assert desk.begin(found)
        sent(session, found.id, MESSENGER, desk.now)
    parts = SimpleNamespace(database=database, vault=vault, settings=mail_settings)
    monkeypatch.setattr(read_bounces, "parts", lambda: parts)
    return found.id


def put(box: MailBox, *mails: bytes) -> None:
    with opened(box) as line:
        for mail in mails:
            line.append("INBOX", "", "", mail)


def held(box: MailBox) -> int:
    with opened(box) as line:
        return len(line.uid("SEARCH", "ALL")[1][0].split())


def test_mail_that_came_back_is_written_down_once_and_other_mail_stays(
    box: MailBox, database: Database, message_id: UUID
) -> None:
    before = held(box)
    put(box, notification(message_id), notification(message_id), notification(uuid4(), "delayed"),
        b"Subject: hallo\r\n\r\nIk ben verhuisd.")
    read_bounces.read_bounces()
    assert held(box) == before + 2
    with database.transaction() as session:
        message = session.get_one(Message, message_id)
        assert (message.status, message.ended_because) == ("mislukt", "onbestelbaar")
        assert message.delivery == Delivery.WRONG_ADDRESS
        assert session.get_one(ContactAttempt, message.attempt_id).undelivered
        assert session.get_one(Referral, message.referral_id).news == "berichtNietVerstuurd"
    read_bounces.read_bounces()
    assert held(box) == before + 2


def test_a_mailbox_that_cannot_be_read_is_tried_later(box: MailBox) -> None:
    for wrong in (
        MailBox(box.host, 1, "geen", USER, PASSWORD), MailBox(box.host, box.port, "geen", USER, "fout"),
        MailBox(box.host, box.port, "starttls", USER, PASSWORD),
    ):
        with pytest.raises(NotNow), opened(wrong):
            pass
    assert PASSWORD not in repr(box)


def test_without_a_mailbox_nothing_is_read() -> None:
    assert bounce_box(SETTINGS) is None
