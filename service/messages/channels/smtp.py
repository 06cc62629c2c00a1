"""E-mail by SMTP (RFC 5321), step by step, so that it is always known whether the server took the message."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.policy import SMTP as LINES
from email.utils import format_datetime, formataddr

from service.email_addresses import deliverable
from service.messages.channels.carrier import Departure, NotNow, Parcel, Refused, Unsure
from service.messages.compose import without_marks

TIMEOUT_SECONDS = 20
_LATER = range(400, 500)


@dataclass(frozen=True, slots=True)
class MailServer:
    """`security`: `starttls`, `tls`, or `geen` for a server on the own machine."""

    host: str
    port: int
    security: str
    sender: str
    user: str | None = None
    password: str | None = None

    def __repr__(self) -> str:
        return f"MailServer({self.host!r}, {self.port})"


class Smtp:
    def __init__(self, server: MailServer) -> None:
        self._server = server

    def carry(self, parcel: Parcel) -> None:
        address = deliverable(parcel.to[0])
        if address is None:
            raise Refused("Naar dit adres kan geen mail.")
        document = written(replace(parcel, to=(address,)), self._server.sender).as_bytes(policy=LINES)
        try:
            line = self._open()
        except smtplib.SMTPAuthenticationError as error:
            raise NotNow("De mailserver kent deze gebruiker niet.") from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotNow("De mailserver is niet te bereiken.") from error
        try:
            self._hand_over(line, address, parcel.departure, document)
        finally:
            # The message is with the server by now, or is not: how the line closes says nothing about that.
            with suppress(OSError, smtplib.SMTPException):
                line.quit()

    def _open(self) -> smtplib.SMTP:
        server, context = self._server, ssl.create_default_context()
        if server.security == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
        line.ehlo()
        if server.security == "starttls":
            line.starttls(context=context)
            line.ehlo()
        if server.user and server.password:
            line.login(server.user, server.password)
        return line

    def _hand_over(self, line: smtplib.SMTP, address: str, departure: Departure, document: bytes) -> None:
        try:
            _expect(line.mail(self._server.sender)[0])
            _expect(line.rcpt(address)[0])
        except (OSError, smtplib.SMTPException) as error:
            raise _same(error) or NotNow("De verbinding brak voor het versturen.") from error
        departure.begin()
        try:
            _expect(line.data(document)[0])
        except smtplib.SMTPDataError as error:
            _expect(error.smtp_code)
            raise Unsure from error
        except (OSError, smtplib.SMTPException) as error:
            raise _same(error) or Unsure() from error


def _same(error: Exception) -> NotNow | None:
    """`NotNow` is an `OSError` itself, so it comes by the same door as a broken line."""
    return error if isinstance(error, NotNow) else None


def _expect(code: int) -> None:
    if code in _LATER:
        raise NotNow(f"De mailserver wil het later ({code}).")
    if code >= _LATER.stop:
        raise Refused(f"De mailserver weigert ({code}).")


def written(parcel: Parcel, sender: str) -> EmailMessage:
    """The message in plain text, in Dutch. A key of its own keeps a second copy apart from the first."""
    document = EmailMessage()
    document["Subject"] = parcel.subject or ""
    document["From"] = formataddr((parcel.sender, sender))
    document["To"] = parcel.to[0]
    document["Date"] = format_datetime(parcel.at)
    document["Message-ID"] = f"<{parcel.id}@{sender.rpartition('@')[2]}>"
    document["Auto-Submitted"] = "auto-generated"
    document.set_content(plain(parcel.text))
    document["Content-Language"] = "nl"
    return document


def plain(text: str) -> str:
    """Links as people read them in plain text: what it is, then the address."""
    return without_marks(text)
