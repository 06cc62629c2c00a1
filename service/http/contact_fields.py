"""Field types of how a person is reached: an e-mail address, a telephone number."""

from typing import Any

from marshmallow import ValidationError
from marshmallow.validate import Email as EmailShape

from service import email_addresses, phone_numbers
from service.forms import Text


class Surname(Text):
    """A surname: printable text without spaces around it, with at least one letter."""

    no_letter = (
        "geenNaam", "Vul de achternaam van de huurder in. Wat hier staat heeft geen letters en is dus geen naam.",
    )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not any(map(str.isalpha, text)):
            raise ValidationError([self.no_letter])
        return text


class EmailAddress(Text):
    """An e-mail address to which mail can be sent, as it was typed; at most 254 characters (RFC 5321)."""

    _check = EmailShape()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(email_addresses.LONGEST, metadata={"format": "email"}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            self._check(text)
        except ValidationError:
            raise ValidationError([("ongeldigFormaat", "Verwacht een e-mailadres, zoals naam@voorbeeld.nl.")]) from None
        if email_addresses.deliverable(text) is None:
            raise ValidationError([("nietTeBezorgen", email_addresses.NO_SUCH_MAILBOX)])
        return text


class PhoneNumber(Text):
    """The telephone number of a resident, as people write one; loads to the number without what is easy on the eye."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            phone_numbers.LONGEST, phone_numbers.RESIDENT_SHAPE, phone_numbers.RESIDENT_HINT, **kwargs,
        )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        number = phone_numbers.resident_number(super()._deserialize(value, attr, data, **kwargs))
        if number is None:
            raise ValidationError([("ongeldigFormaat", self.hint)])
        return number
