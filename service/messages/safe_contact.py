"""The guard that nobody may pass: no word reaches somebody by a way that may not be safe. Pure.

Source: safe contact in housing and in shelter work (techsafety.org; Camden guidance); what is done with `unknown` is a
choice of this service. The answer is asked again each time and read again when a message leaves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from service.policy.model import Channel


class ContactSafety(StrEnum):
    UNKNOWN = "onbekend"
    SAFE = "veilig"
    UNSAFE = "onveilig"


@dataclass(frozen=True, slots=True)
class SafetyAnswer:
    """What the resident said about one channel, on which day, and which account asked."""

    safety: ContactSafety
    asked_on: date
    asked_by: str


@dataclass(frozen=True, slots=True)
class ContactSafetyOf:
    """What is known of one household. `care`: one of its referrals, of whatever desk, is about a worry at home."""

    care: bool
    answers: Mapping[Channel, SafetyAnswer] = field(default_factory=dict)

    def of(self, channel: Channel) -> ContactSafety:
        answer = self.answers.get(channel)
        return answer.safety if answer else ContactSafety.UNKNOWN

    @property
    def somewhere_unsafe(self) -> bool:
        return any(answer.safety is ContactSafety.UNSAFE for answer in self.answers.values())


def unsafe_because(known: ContactSafetyOf, channel: Channel) -> str | None:
    """Why nothing may be sent by this channel, in Dutch; None when it may."""
    safety = known.of(channel)
    if safety is ContactSafety.UNSAFE:
        return f"De inwoner zei dat {channel} niet veilig is. Kies een manier die wel veilig is."
    if safety is ContactSafety.UNKNOWN and known.somewhere_unsafe:
        return f"Een andere manier is niet veilig, en van {channel} is dat niet bekend. Vraag het eerst aan de inwoner."
    if safety is ContactSafety.UNKNOWN and known.care:
        # The debt desk may not learn from this sentence that another desk has a worry about the household.
        return f"Of {channel} hier veilig is, is niet bekend. Vraag het eerst aan de inwoner."
    return None
