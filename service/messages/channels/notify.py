"""NotifyNL, the government's service for sending e-mail, SMS and letters, by its documented interface (version 2).

The words are ours: its templates hold one placeholder for the text (and one for a subject), and a letter goes as a
PDF. Each message carries its own id as `reference`. The service does not refuse a reference that it had before; so
before each try, and whenever a line breaks, its own list is asked for that reference: nothing is sent twice.
"""

import base64
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

import httpx
from joserfc import jwt
from joserfc.jwk import OctKey

from service.email_addresses import deliverable
from service.messages.channels.carrier import NotNow, Parcel, Refused, Unsure
from service.messages.channels.print import letter_of
from service.messages.channels.smtp import plain
from service.messages.kind import MessageChannel
from service.phone_numbers import dialled

TIMEOUT = httpx.Timeout(20, connect=5)
SUBJECT, TEXT = "onderwerp", "tekst"
"""The placeholders that the templates at the service must have."""
_LATER = frozenset({
    HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE,
})
"""A wrong key, a wrong address, too much at once, or it could not be processed: a person or time can mend it."""
_ISSUER = slice(-73, -37)
_SECRET = slice(-36, None)


@dataclass(frozen=True, slots=True)
class Account:
    """The municipality's service at NotifyNL; `key` is `{name}-{service id}-{secret}`."""

    url: str
    key: str
    email_template: str | None = None
    sms_template: str | None = None
    letters: bool = False

    def __repr__(self) -> str:
        return f"Account({self.url!r})"

    def carries(self, channel: MessageChannel) -> bool:
        """Whether this account is set up for a channel."""
        return {
            MessageChannel.EMAIL: bool(self.email_template), MessageChannel.SMS: bool(self.sms_template),
            MessageChannel.LETTER: self.letters,
        }.get(channel, False)

    def token(self, at: datetime) -> str:
        """Good for thirty seconds; so the clock of this machine has to be right."""
        claims = {"iss": self.key[_ISSUER], "iat": int(at.timestamp())}
        return jwt.encode({"typ": "JWT", "alg": "HS256"}, claims, OctKey.import_key(self.key[_SECRET]))


class Notify:
    def __init__(self, account: Account, channel: MessageChannel) -> None:
        self._account, self._channel = account, channel

    def carry(self, parcel: Parcel) -> UUID | None:
        asked = self._asked(parcel)
        with _connection(self._account, parcel.at) as line:
            earlier = _had_before(line, parcel)
            if earlier:
                return earlier
            parcel.departure.begin()
            try:
                answer = line.post(f"/v2/notifications/{self._channel}", json=asked)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                raise NotNow("NotifyNL is niet te bereiken.") from error
            except httpx.HTTPError:
                return _taken(line, parcel.id) or _never_known()
            return _ended(line, parcel, answer)

    def _asked(self, parcel: Parcel) -> dict[str, Any]:
        account, reference = self._account, str(parcel.id)
        if self._channel is MessageChannel.LETTER:
            pdf = letter_of(parcel)
            return {"reference": reference, "content": base64.b64encode(pdf).decode()}
        if self._channel is MessageChannel.SMS:
            words = {TEXT: parcel.text}
            return {"phone_number": dialled(parcel.to[0]), "template_id": account.sms_template,
                    "personalisation": words, "reference": reference}
        words = {SUBJECT: parcel.subject or "", TEXT: plain(parcel.text)}
        address = deliverable(parcel.to[0])
        if address is None:
            raise Refused("Naar dit adres kan geen mail.")
        return {"email_address": address, "template_id": account.email_template, "personalisation": words,
                "reference": reference}


def status_of(account: Account, key: UUID, now: datetime) -> str | None:
    """What the service says of a message that it took; None: nothing, or not now."""
    with _connection(account, now) as line:
        try:
            answer = line.get(f"/v2/notifications/{key}")
            return str(answer.json()["status"]) if answer.is_success else None
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            return None


def key_of(account: Account, message_id: UUID, now: datetime) -> UUID | None:
    """The key of a message of which it is not known whether it was taken; None: it has none, or does not say."""
    with _connection(account, now) as line:
        try:
            return _taken(line, message_id)
        except Unsure:
            return None


def _connection(account: Account, at: datetime) -> httpx.Client:
    headers = {"Authorization": f"Bearer {account.token(at)}"}
    return httpx.Client(base_url=account.url, headers=headers, timeout=TIMEOUT, follow_redirects=False)


def _ended(line: httpx.Client, parcel: Parcel, answer: httpx.Response) -> UUID:
    if answer.status_code == HTTPStatus.CREATED:
        return _key_in(answer) or _taken(line, parcel.id) or _never_known()
    if answer.status_code in _LATER or answer.is_redirect:
        raise NotNow(f"NotifyNL wil het later ({answer.status_code}).")
    if answer.is_client_error:
        raise Refused(f"NotifyNL weigert ({answer.status_code}).")
    return _taken(line, parcel.id) or _never_known()


def _had_before(line: httpx.Client, parcel: Parcel) -> UUID | None:
    """The key of an earlier try that was taken after all. Nothing was sent yet, so not knowing is no harm."""
    try:
        return _taken(line, parcel.id)
    except Unsure as error:
        raise NotNow("NotifyNL is niet te bereiken, of kent deze sleutel niet.") from error


def _key_in(answer: httpx.Response) -> UUID | None:
    try:
        return UUID(answer.json()["id"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _taken(line: httpx.Client, message_id: UUID) -> UUID | None:
    """The key of a message with this reference, if the service has one. Raises `Unsure` when it does not tell."""
    try:
        answer = line.get("/v2/notifications", params={"reference": str(message_id)})
        answer.raise_for_status()
        found = [UUID(one["id"]) for one in answer.json()["notifications"]]
    except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unsure from error
    return found[0] if found else None


def _never_known() -> UUID:
    raise Unsure
