"""What a corporation asks when it subscribes, every fault at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError

from service.errors import Fault, InvalidInput
from service.forms import Code, Form, Several, Text, faults_of
from service.signals.status import FeedbackFact, SignalStatus
from service.signals.subscriptions.target import LONGEST_URL, faults_of_url


class SubscriptionForm(Form):
    published = "NieuwAbonnement"

    url = Text(LONGEST_URL, required=True, metadata={
        "format": "uri", "description": "Het adres van uw ontvanger: https, poort 443 of 8443.",
    })
    statussen = Several(Code(SignalStatus), len(SignalStatus), metadata={
        "description": "Over welke statussen u bericht wilt. Zonder dit veld: over alle.",
    })
    feiten = Several(Code(FeedbackFact), len(FeedbackFact), least=0, metadata={
        "description": "Over welke feiten u bericht wilt; een lege lijst is geen. Zonder dit veld: over alle als u "
                       "geen statussen kiest, en over geen als u wel statussen kiest.",
    })
    token = Text(2000, r"[A-Za-z0-9._~+/-]+=*", "Gebruik alleen letters, cijfers en - . _ ~ + / =.", metadata={
        "description": "Wat Voordeur aan uw ontvanger meegeeft als Authorization: Bearer. U leest het nooit terug.",
        "writeOnly": True,
    })


@dataclass(frozen=True, slots=True)
class Wish:
    """A subscription as it is asked; `statuses` and `facts` in one fixed order, `access_token` None for none."""

    url: str
    statuses: tuple[str, ...]
    facts: tuple[str, ...]
    access_token: str | None


_FORM = SubscriptionForm()


def read_wish(document: Any, *, loopback: bool) -> Wish:
    """The wish in a JSON document. Raises `InvalidInput` with every fault at once."""
    faults: list[Fault] = []
    try:
        data: Any = _FORM.load(document)
    except ValidationError as error:
        data = error.valid_data if isinstance(document, dict) else {}
        faults += faults_of(error.messages)
    if isinstance(data, dict) and "url" in data:
        faults += faults_of_url(data["url"], loopback=loopback)
    if faults:
        raise InvalidInput(faults)
    wanted = data.get("statussen") or list(SignalStatus)
    facts = data.get("feiten", [] if data.get("statussen") else list(FeedbackFact))
    return Wish(data["url"], _sorted(wanted), _sorted(facts), data.get("token"))


def _sorted(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(str(one) for one in codes))
