"""E-mail addresses: what mail can be sent to, and how it is written for a mail server."""

from typing import Any

import pytest
from marshmallow import ValidationError

from service.email_addresses import deliverable
from service.http.contact_fields import EmailAddress


@pytest.mark.parametrize(("typed", "sent"), [
    ("info@voorbeeldstad.example", "info@voorbeeldstad.example"),
    ("info@münchen.example", "info@xn--mnchen-3ya.example"),
    ("info@MÜNCHEN.example", "info@xn--mnchen-3ya.example"), ("a.b+c@bücher.example", "a.b+c@xn--bcher-kva.example"),
])
def test_a_domain_may_have_any_letters(typed: str, sent: str) -> None:
    assert deliverable(typed) == sent
    field: Any = EmailAddress()
    assert field.deserialize(typed) == typed


@pytest.mark.parametrize("typed", ["zoë@voorbeeldstad.example", "müller@münchen.example", "zo\u0308@b.example"])
def test_a_mailbox_that_mail_cannot_be_sent_to_is_refused_where_it_is_typed(typed: str) -> None:
    assert deliverable(typed) is None
    field: Any = EmailAddress()
    with pytest.raises(ValidationError) as refused:
        field.deserialize(typed)
    [(code, told)] = refused.value.messages
    assert code in {"nietTeBezorgen", "ongeldigFormaat"}
    assert told


@pytest.mark.parametrize("typed", [
    "", "@", "a@", "@b.example", "x" * 65 + "@b.example", "a@" + "é" * 64 + ".example", "a@xn--\u00fc.example",
])
def test_what_is_no_address_is_never_sent_to(typed: str) -> None:
    assert deliverable(typed) is None
