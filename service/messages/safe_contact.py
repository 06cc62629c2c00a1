"""The guard that nobody may pass: no word reaches somebody by a way that may not be safe. Pure.

Source: safe contact in housing and in shelter work (techsafety.org; Camden guidance); what is done with `unknown` is a
choice of this service. The answer is asked again each time and read again when a message leaves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from service.signals.contact_wish import ContactWay


class ContactSafety(StrEnum):
    UNKNOWN = "onbekend"
    SAFE = "veilig"
    UNSAFE = "onveilig"


@dataclass(frozen=True, slots=True)
class SafetyAnswer:
    """What the resident said about one way, on which day, and which account asked."""

    safety: ContactSafety
    asked_on: date
    asked_by: str


@dataclass(frozen=True, slots=True)
class ContactSafetyOf:
    """What is known of one household. `care`: one of its referrals, of whatever desk, is about a worry at home."""

    care: bool
    answers: Mapping[ContactWay, SafetyAnswer] = field(default_factory=dict)

    def of(self, way: ContactWay) -> ContactSafety:
        answer = self.answers.get(way)
        return answer.safety if answer else ContactSafety.UNKNOWN

    @property
    def somewhere_unsafe(self) -> bool:
        return any(answer.safety is ContactSafety.UNSAFE for answer in self.answers.values())


WAY_NAMES = {
    ContactWay.CALL: "bellen", ContactWay.SMS: "een sms", ContactWay.WHATSAPP: "WhatsApp", ContactWay.EMAIL: "mail",
    ContactWay.LETTER: "een brief", ContactWay.CARD: "een kaartje", ContactWay.VISIT: "langskomen",
    ContactWay.ELSEWHERE: "een afspraak op een andere plek",
}


def unsafe_because(known: ContactSafetyOf, way: ContactWay) -> str | None:
    """Why nothing may be sent by this way, in Dutch; None when it may."""
    safety, name = known.of(way), WAY_NAMES[way]
    if safety is ContactSafety.UNSAFE:
        return f"De inwoner zei dat {name} niet veilig is. Kies een manier die wel veilig is."
    if safety is ContactSafety.UNKNOWN and known.somewhere_unsafe:
        return f"Een andere manier is niet veilig, en van {name} is dat niet bekend. Vraag het eerst aan de inwoner."
    if safety is ContactSafety.UNKNOWN and known.care:
        # The debt desk may not learn from this sentence that another desk has a worry about the household.
        return f"Of {name} hier veilig is, is niet bekend. Vraag het eerst aan de inwoner."
    return None
