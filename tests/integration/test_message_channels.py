"""The ways out, against a real mail server and on real paper: what was taken, what was not, what is unsure."""

import stat
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path
from socket import socket
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pytest
from aiosmtpd.controller import Controller

from service.config import from_mapping
from service.errors import BadSettings
from service.messages.channels import pile
from service.messages.channels.carrier import DoesNotFit, NotNow, Parcel, Refused, Unsure
from service.messages.channels.choose import carrier_for
from service.messages.channels.null import Shown
from service.messages.channels.print import PrintHouse, letter_of, sheet_of
from service.messages.channels.smtp import MailServer, Smtp
from service.messages.kind import MessageChannel
from service.messages.letterhead import Letterhead
from service.messages.reference import short_reference
from service.messages.template import shipped
from service.typeset import pages_of
from tests.doors.receipt import words_of
from tests.integration.messaging import SETTINGS, clock_at

FROM = "vroegsignalering@voorbeeldstad.example"
TEXT = "Beste T. Voorbeeldsma,\n\nHier leest u [wat wij met uw gegevens doen](https://voorbeeldstad.example/privacy).\n"
NOON = clock_at(date(2026, 9, 15), 12)


class Mailbox:
    """What a mail server took; `answers` are what it says instead, and `breaks` cuts the line after the message."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.rcpt, self.data, self.breaks = "250 OK", "250 OK", False

    async def handle_RCPT(  # noqa: N802 (the library's name)
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.breaks:
            server.transport.abort()
        if self.data.startswith("250"):
            self.taken.append(envelope.content)
        return self.data


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, Smtp]]:
    found = Mailbox()
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    yield found, Smtp(MailServer("127.0.0.1", port, "geen", FROM))
    controller.stop()


def parcel(text: str = TEXT, to: tuple[str, ...] = ("bewoner@voorbeeldstad.example",), **more: Any) -> Parcel:
    given = {"subject": "Ik kom graag bij u langs", "sender": "Gemeente Voorbeeldstad", "at": NOON} | more
    return Parcel(id=given.pop("id", uuid4()), text=text, to=to, **given)


def test_a_mail_is_plain_text_in_dutch_with_a_key_of_its_own(mailbox: tuple[Mailbox, Smtp]) -> None:
    box, smtp = mailbox
    sent = parcel()
    smtp.carry(sent)
    [raw] = box.taken
    mail = message_from_bytes(raw, policy=default)
    assert (mail["To"], mail["Subject"], mail["Content-Language"]) == (sent.to[0], sent.subject, "nl")
    assert mail["From"] == f"Gemeente Voorbeeldstad <{FROM}>"
    assert mail["Message-ID"] == f"<{sent.id}@voorbeeldstad.example>"
    assert mail.get_content_type() == "text/plain"
    assert "wat wij met uw gegevens doen: https://voorbeeldstad.example/privacy" in mail.get_content()


@pytest.mark.parametrize(("answers", "end"), [
    ({"rcpt": "550 no such user"}, Refused), ({"rcpt": "450 try later"}, NotNow),
    ({"data": "554 refused"}, Refused), ({"data": "451 later"}, NotNow), ({"breaks": True}, Unsure),
])
def test_the_end_tells_whether_it_may_be_tried_again(
    mailbox: tuple[Mailbox, Smtp], answers: dict[str, Any], end: type[Exception]
) -> None:
    box, smtp = mailbox
    for name, value in answers.items():
        setattr(box, name, value)
    with pytest.raises(end):
        smtp.carry(parcel())


def test_a_domain_with_other_letters_goes_in_ascii(mailbox: tuple[Mailbox, Smtp]) -> None:
    box, smtp = mailbox
    smtp.carry(parcel(to=("info@münchen.example",)))
    assert message_from_bytes(box.taken[0], policy=default)["To"] == "info@xn--mnchen-3ya.example"


def test_an_address_that_mail_cannot_be_sent_to_is_refused_before_anything_departs(
    mailbox: tuple[Mailbox, Smtp]
) -> None:
    box, smtp = mailbox
    sent = parcel(to=("zoë@voorbeeldstad.example",))
    with pytest.raises(Refused):
        smtp.carry(sent)
    assert (box.taken, sent.departure.begun) == ([], False)


@pytest.mark.parametrize(("answers", "departed"), [({"rcpt": "450 try later"}, False), ({"breaks": True}, True)])
def test_a_carrier_says_when_a_message_may_have_left(
    mailbox: tuple[Mailbox, Smtp], answers: dict[str, Any], departed: bool
) -> None:
    box, smtp = mailbox
    for name, value in answers.items():
        setattr(box, name, value)
    sent = parcel()
    with pytest.raises((NotNow, Unsure)):
        smtp.carry(sent)
    assert sent.departure.begun is departed


def test_without_a_server_it_surely_did_not_go(mailbox: tuple[Mailbox, Smtp]) -> None:
    with pytest.raises(NotNow):
        Smtp(MailServer("127.0.0.1", 1, "geen", FROM)).carry(parcel())


def test_a_server_that_cannot_keep_a_secret_gets_nothing(mailbox: tuple[Mailbox, Smtp]) -> None:
    box, smtp = mailbox
    port = smtp._server.port
    with pytest.raises(NotNow):
        Smtp(MailServer("127.0.0.1", port, "starttls", FROM)).carry(parcel())
    assert box.taken == []


def test_no_recipient_stands_in_a_traceback() -> None:
    assert "bewoner" not in repr(parcel())


HEAD = Letterhead("Gemeente Voorbeeldstad", "Postbus 1, 2090 AA Voorbeeldstad", phone="020 555 01 23")
LINES = ("T. Voorbeeldsma", "Verzonnen Dreef 12 A-2", "2091 AB  VOORBEELDSTAD")


@pytest.fixture(scope="module")
def letter() -> tuple[UUID, bytes]:
    text = next(one.body for one in shipped() if one.code == "brief-eerste").replace("{{", "").replace("}}", "")
    sent = parcel(text, LINES, letterhead=HEAD)
    return sent.id, letter_of(sent)


def test_a_letter_is_a_tagged_page_and_an_enclosure_with_its_own_key(letter: tuple[UUID, bytes]) -> None:
    id_, pdf = letter
    assert pages_of(pdf) == 2
    words = words_of(pdf)
    for told in (*LINES, short_reference(id_), "15 september 2026", "Postbus 1", "Ik kom op afspraak_datum"):
        assert " ".join(told.split()) in words
    assert "**" not in words
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        assert (str(opened.Root.Lang), bool(opened.Root.MarkInfo.Marked)) == ("nl-NL", True)
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
        with opened.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"


@pytest.mark.parametrize("large", [False, True])
def test_every_shipped_letter_fits_on_its_page(large: bool) -> None:
    letters = [one for one in shipped() if one.kind.channel is MessageChannel.LETTER]
    assert len(letters) > 5
    for one in letters:
        words = one.body.replace("{{", "").replace("}}", "")
        letter_of(parcel(words, LINES, large_type=large, letterhead=HEAD))


def test_a_third_page_or_a_page_of_another_letter_stays_here(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DoesNotFit):
        letter_of(parcel(TEXT * 60, LINES))
    monkeypatch.setattr("service.messages.channels.print.marked", lambda *_: [str(uuid4())])
    with pytest.raises(DoesNotFit):
        letter_of(parcel(TEXT, LINES))


def test_the_print_house_finds_whole_letters_that_only_it_may_read(tmp_path: Path) -> None:
    sent = parcel(TEXT, LINES)
    house = PrintHouse(tmp_path)
    house.carry(sent)
    house.carry(sent)
    [found] = tmp_path.iterdir()
    assert found.name == f"{sent.id}.pdf"
    assert stat.S_IMODE(found.stat().st_mode) == 0o600
    with pytest.raises(NotNow):
        PrintHouse(tmp_path / "weg").carry(sent)


def test_without_settings_nothing_can_leave() -> None:
    assert isinstance(carrier_for(MessageChannel.EMAIL, SETTINGS), Shown)
    assert carrier_for(MessageChannel.PHONE, SETTINGS) is None
    base = {"DATABASE_URL": "postgresql://x@y/z", "REDIS_URL": "redis://y", "INDEX_KEY": "A" * 43 + "=",
            "ENCRYPTION_KEYS": "1:" + "A" * 43 + "="}
    assert carrier_for(MessageChannel.EMAIL, from_mapping(base)) is None
    mail = base | {"SMTP_HOST": "mail.voorbeeldstad.example", "MAIL_FROM": FROM}
    assert isinstance(carrier_for(MessageChannel.EMAIL, from_mapping(mail)), Smtp)
    with pytest.raises(BadSettings, match="MAIL_FROM ontbreekt"):
        from_mapping(base | {"SMTP_HOST": "mail.voorbeeldstad.example"})
    with pytest.raises(BadSettings, match="SMTP_PASSWORD_FILE"):
        from_mapping(mail | {"SMTP_USER": "voordeur"})


def test_a_pile_is_handed_over_whole_with_its_addresses(tmp_path: Path) -> None:
    letters = [parcel(TEXT, (f"T. Voorbeeldsma {number}", *LINES[1:])) for number in range(23)]
    made = pile.make_pile(tmp_path, [sheet_of(one) for one in letters], NOON)
    assert not list(tmp_path.glob("*.pdf")), "the print house sees nothing yet"
    assert pile.letters_in(made) == [one.id for one in letters]
    pile.hand_over(made)
    pdf, csv = tmp_path / "brieven-2026-09-15-1.pdf", tmp_path / "brieven-2026-09-15-1.csv"
    assert sorted(path for path in tmp_path.iterdir() if path.is_file()) == [csv, pdf]
    with pikepdf.open(pdf) as opened:
        assert len(opened.pages) == 23
    rows = csv.read_text("utf-8-sig").splitlines()
    assert len(rows) == 24
    assert rows[1].split(";")[0] == "1"
    assert stat.S_IMODE(pdf.stat().st_mode) == 0o600
    again = pile.make_pile(tmp_path, [sheet_of(parcel(TEXT, LINES))], NOON)
    assert again.name == "brieven-2026-09-15-2.pdf"
    pile.throw_away(again)
    assert pile.half_made(tmp_path) == []


def test_a_pile_that_cannot_be_written_is_tried_later(tmp_path: Path) -> None:
    with pytest.raises(NotNow):
        pile.make_pile(tmp_path / "weg", [sheet_of(parcel(TEXT, LINES))], NOON)
