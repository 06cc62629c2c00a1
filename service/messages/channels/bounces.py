"""Mail that came back: delivery status notifications (RFC 3464), read from the mailbox of the sender's address (IMAP).

Only a notification that says "failed" of a message of ours is an end. It is deleted once it was written down, for it
holds an address and often the words; everything else in the mailbox stays as it is.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Mail
from email.parser import HeaderParser
from email.policy import compat32
from uuid import UUID

from service.messages.channels.carrier import NotNow
from service.messages.status import Delivery

TIMEOUT_SECONDS = 20
MOST = 200
LARGEST = 200_000
"""So much of a notification is read, in bytes: what it says stands in front of what it returns."""
_KEY = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^>\s]+>", re.IGNORECASE)
_NO_SUCH_ADDRESS = re.compile(r"5\.1\.\d+")


@dataclass(frozen=True, slots=True)
class MailBox:
    """The mailbox to which mail that cannot be delivered returns; `security` as of the mail server."""

    host: str
    port: int
    security: str
    user: str
    password: str

    def __repr__(self) -> str:
        return f"MailBox({self.host!r}, {self.port})"


@dataclass(frozen=True, slots=True)
class Bounce:
    """A message of ours that did not arrive, and why."""

    message_id: UUID
    delivery: Delivery


@contextmanager
def opened(box: MailBox) -> Iterator[imaplib.IMAP4]:
    """The mailbox, open for reading and deleting. Raises `NotNow` when it cannot be read."""
    try:
        line = _signed_in(box)
    except (OSError, imaplib.IMAP4.error) as error:
        raise NotNow("Het postvak voor teruggekomen mail is niet te lezen.") from error
    try:
        yield line
    except (OSError, imaplib.IMAP4.error) as error:
        raise NotNow("De verbinding met het postvak voor teruggekomen mail brak.") from error
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            line.logout()


def bounces_in(line: imaplib.IMAP4) -> Iterator[tuple[str, Bounce]]:
    """What came back, each with its number in the mailbox; at most so many at a time."""
    _, [found] = line.uid("SEARCH", "UNDELETED", "HEADER", "Content-Type", "delivery-status")
    for number in (found or b"").decode().split()[:MOST]:
        _, parts = line.uid("FETCH", number, f"(BODY.PEEK[]<0.{LARGEST}>)")
        raw = next((part[1] for part in parts if isinstance(part, tuple)), b"")
        bounce = bounce_of(raw)
        if bounce is not None:
            yield number, bounce


def delete(line: imaplib.IMAP4, number: str) -> None:
    line.uid("STORE", number, "+FLAGS.SILENT", r"(\Deleted)")
    line.expunge()


def bounce_of(raw: bytes) -> Bounce | None:
    """The message of ours of which a notification says that it failed; None: it says something else."""
    mail = message_from_bytes(raw, policy=compat32)
    status = next((part for part in mail.walk() if part.get_content_type() == "message/delivery-status"), None)
    key = _returned_key(mail)
    if status is None or key is None:
        return None
    recipients = [fields for fields in _blocks(status) if fields.get("Action", "").strip().lower() == "failed"]
    if not recipients:
        return None
    unknown = _NO_SUCH_ADDRESS.match(recipients[0].get("Status", "").strip())
    return Bounce(key, Delivery.WRONG_ADDRESS if unknown else Delivery.NOT_ACCEPTED)


def _signed_in(box: MailBox) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if box.security == "tls":
        line: imaplib.IMAP4 = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=TIMEOUT_SECONDS)
    else:
        line = imaplib.IMAP4(box.host, box.port, timeout=TIMEOUT_SECONDS)
    if box.security == "starttls":
        line.starttls(context)
    line.login(box.user, box.password)
    line.select("INBOX")
    return line


def _blocks(status: Mail) -> Iterator[Mail]:
    """The fields per recipient; the parser gives each block of a delivery status as a message of its own."""
    payload = status.get_payload()
    if isinstance(payload, list):
        yield from (part for part in payload if isinstance(part, Mail))


def _returned_key(mail: Mail) -> UUID | None:
    """The key of the message that is returned, whole or only its head; our `Message-ID` holds it."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            payload = part.get_payload()
            heads: object = payload[0] if isinstance(payload, list) and payload else None
        elif kind in {"text/rfc822-headers", "message/rfc822-headers"}:
            heads = HeaderParser().parsestr(str(part.get_payload()))
        else:
            continue
        found = _KEY.search(heads.get("Message-ID", "")) if isinstance(heads, Mail) else None
        if found:
            return UUID(found[1])
    return None
